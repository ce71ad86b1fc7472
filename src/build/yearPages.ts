import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {readAssessment} from "../../publish/sitedata/assessment.ts";
import {readBonus} from "../../publish/sitedata/bonus.ts";
import {type Facts, readFacts} from "../../publish/sitedata/facts.ts";
import {readReports} from "../../publish/sitedata/reports.ts";
import {unitsWithClaims} from "../../publish/sitedata/unit.ts";
import {assessmentPage} from "../components/assessment.ts";
import {bonusPage} from "../components/bonus.ts";
import type {Page} from "../components/frame.ts";
import {type Html, trusted} from "../components/html.ts";
import {YEAR_PAGES, type YearPage} from "../components/years.ts";
import {type MendOptions, mendPage} from "./mend.ts";
import {toMarkdown} from "./pages.ts";
import {fillMain, slot} from "./shell.ts";

/** One page of an earlier year: what Framework knows it by, where it goes, and its main part. */
export interface YearDoc {
  name: string;
  path: string;
  facts: Facts;
  main: Html;
}

/** Returns what the pages of every earlier ranked year know, the earliest first. */
export async function earlierYears(db: Database, facts: Facts, workspace: string): Promise<Facts[]> {
  const years: Facts[] = [];
  for (const year of facts.years.filter(year => year < facts.year)) {
    const then = await readFacts(db, workspace, facts.downloads, {until: year});
    const yearUnits = await unitsWithClaims(db, year);
    years.push({...then, base: "../", archive: true, yearUnits, siteYears: facts.years});
  }
  return years;
}

/** Lays the pages of earlier years where Framework looks, their main parts left open; returns them all. */
export async function layYearPages(db: Database, years: readonly Facts[], root: string): Promise<YearDoc[]> {
  const docs: YearDoc[] = [];
  for (const facts of years) {
    for (const page of YEAR_PAGES) {
      const made = await MAKERS[page](db, facts);
      const name = `${page}-${facts.year}`;
      docs.push({name, path: `${facts.year}/${page}.html`, facts, main: made.main});
      writeFileSync(join(root, `${name}.md`), toMarkdown({...made, main: trusted(slot("main"))}));
    }
  }
  return docs;
}

/** Mends what Framework made of them and writes each into the folder of its year. */
export function writeYearPages(
  docs: readonly YearDoc[],
  {built, out, options}: {built: string; out: string; options: (facts: Facts) => MendOptions}
): number {
  for (const {name, path, facts, main} of docs) {
    const shell = mendPage(readFileSync(join(built, `${name}.html`), "utf8"), options(facts));
    mkdirSync(join(out, String(facts.year)), {recursive: true});
    // Built as if it lay in the root, it lies one folder below.
    writeFileSync(join(out, path), fillMain(shell.replace(/(href|src)="\.\/_import\//g, '$1="../_import/'), main));
  }
  return docs.length;
}

const MAKERS: Readonly<Record<YearPage, (db: Database, facts: Facts) => Promise<Page>>> = {
  bonus: async (db, facts) => bonusPage(facts, await readBonus(db, facts)),
  assessment: async (db, facts) =>
    assessmentPage(facts, await readAssessment(db, facts), {
      reports: await readReports(db, facts),
      talents: null,
      waiting: null
    })
};
