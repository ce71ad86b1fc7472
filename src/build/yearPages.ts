import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {readAssessment} from "../../publish/sitedata/assessment.ts";
import {readBonus} from "../../publish/sitedata/bonus.ts";
import {type Facts, readFacts} from "../../publish/sitedata/facts.ts";
import {readReports} from "../../publish/sitedata/reports.ts";
import {unitsWithClaims} from "../../publish/sitedata/unit.ts";
import {readWaiting} from "../../publish/sitedata/waiting.ts";
import {assessmentPage} from "../components/assessment.ts";
import {bonusPage} from "../components/bonus.ts";
import type {Page} from "../components/frame.ts";
import {YEAR_PAGES, type YearPage} from "../components/years.ts";
import {shellFor, stamp} from "./shell.ts";

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

/** Writes the pages of earlier years, each into the folder of its year; returns how many. */
export async function writeYearPages(
  db: Database,
  years: readonly Facts[],
  {built, out}: {built: string; out: string}
): Promise<number> {
  for (const facts of years) {
    const shell = shellFor(built, facts, {base: "../"});
    mkdirSync(join(out, String(facts.year)), {recursive: true});
    for (const name of YEAR_PAGES) {
      writeFileSync(join(out, String(facts.year), `${name}.html`), stamp(shell, await MAKERS[name](db, facts)));
    }
  }
  return years.length * YEAR_PAGES.length;
}

const MAKERS: Readonly<Record<YearPage, (db: Database, facts: Facts) => Promise<Page>>> = {
  bonus: async (db, facts) => bonusPage(facts, await readBonus(db, facts)),
  assessment: async (db, facts) =>
    assessmentPage(facts, await readAssessment(db, facts), {
      reports: await readReports(db, facts),
      talents: null,
      waiting: await readWaiting(db, facts)
    })
};
