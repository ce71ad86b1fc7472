import {readFileSync} from "node:fs";
import type {Database} from "../../loaders/database.ts";
import {publishedTables} from "../../publish/dictionary.ts";
import {canSimulate, SIMULATION_FOLDER, SIMULATION_MODEL} from "../../publish/simulation/simulation.ts";
import {readAssessment} from "../../publish/sitedata/assessment.ts";
import {readBonus} from "../../publish/sitedata/bonus.ts";
import {readDueDays} from "../../publish/sitedata/dueDays.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {readInspections} from "../../publish/sitedata/inspections.ts";
import {readMeetings} from "../../publish/sitedata/meetings.ts";
import {readMethod} from "../../publish/sitedata/method.ts";
import {readOverview} from "../../publish/sitedata/overview.ts";
import {readPrecheck} from "../../publish/sitedata/precheck.ts";
import {readQuality} from "../../publish/sitedata/quality.ts";
import {readReports} from "../../publish/sitedata/reports.ts";
import {readSatisfaction} from "../../publish/sitedata/satisfaction.ts";
import {readScreen} from "../../publish/sitedata/screen.ts";
import {readTalents} from "../../publish/sitedata/talents.ts";
import {readWaiting} from "../../publish/sitedata/waiting.ts";
import {assessmentPage} from "../components/assessment.ts";
import {bonusPage} from "../components/bonus.ts";
import {calendarSection} from "../components/calendar.ts";
import {downloadsPage} from "../components/downloads.ts";
import {PAGES, type Page} from "../components/frame.ts";
import {inspectionsPage} from "../components/inspections.ts";
import {meetingsPage} from "../components/meetings.ts";
import {methodPage} from "../components/method.ts";
import {overviewPage} from "../components/overview.ts";
import {precheckPage} from "../components/precheck.ts";
import {qualityPage} from "../components/quality.ts";
import {queryPage} from "../components/query.ts";
import {satisfactionPage} from "../components/satisfaction.ts";
import {screenPage} from "../components/screen.ts";
import {simulatePage} from "../components/simulate.ts";
import {stylePage} from "../components/stylePage.ts";
import {unitsPage} from "../components/units.ts";
import {styleLive} from "./styleLive.ts";
import {readColours} from "./variables.ts";

export type PageName = (typeof PAGES)[number]["name"] | "style";

/** The names of the pages that Framework builds; the pages of units are stamped from one of them afterwards. */
export const PAGE_NAMES: readonly PageName[] = [...PAGES.map(({name}) => name), "style"];

/** Reads what the page needs and returns it. */
export async function makePage(name: PageName, db: Database, facts: Facts): Promise<Page> {
  return MAKERS[name](db, facts);
}

const MAKERS: Readonly<Record<PageName, (db: Database, facts: Facts) => Promise<Page>>> = {
  index: async (db, facts) => overviewPage(facts, await readOverview(db, facts)),
  bonus: async (db, facts) => bonusPage(facts, await readBonus(db, facts), await readWaiting(db, facts)),
  units: async (db, facts) => {
    const {groups} = await readBonus(db, facts);
    return unitsPage(facts, new Map(groups.flatMap(({rows}) => rows.map(row => [row.unitId, row]))));
  },
  assessment: async (db, facts) =>
    assessmentPage(facts, await readAssessment(db, facts), {
      reports: await readReports(db, facts),
      talents: await readTalents(db, facts),
      waiting: await readWaiting(db, facts)
    }),
  inspections: async (db, facts) =>
    inspectionsPage(facts, await readInspections(db, facts), {
      calendar: calendarSection(facts, await readDueDays(db, facts)),
      waiting: await readWaiting(db, facts)
    }),
  meetings: async (db, facts) => meetingsPage(facts, await readMeetings(db, facts)),
  satisfaction: async (db, facts) => satisfactionPage(facts, await readSatisfaction(db, facts)),
  simulate: async (db, facts) =>
    simulatePage(facts, {
      method: await readMethod(db, facts),
      ready: await canSimulate(db, facts.years),
      model: `${SIMULATION_FOLDER}/${SIMULATION_MODEL}`
    }),
  method: async (db, facts) => methodPage(facts, await readMethod(db, facts)),
  quality: async (db, facts) => qualityPage(facts, await readQuality(db)),
  query: async (db, facts) => queryPage(facts, await publishedTables(db)),
  downloads: async (db, facts) => downloadsPage(facts, await publishedTables(db)),
  precheck: async (db, facts) => precheckPage(facts, await readPrecheck(db, facts)),
  screen: async (db, facts) => screenPage(facts, await readScreen(db, facts)),
  style: async (_, facts) =>
    stylePage(facts, readColours(readFileSync(new URL("../style.css", import.meta.url), "utf8")), styleLive())
};

/** Returns the page as the Markdown that Framework reads: front matter, then one block of markup. */
export function toMarkdown({title, description, header, main, footer, hidden}: Page): string {
  const head = `<meta name="description" content="${escapeAttribute(description)}">${hidden ? '<meta name="robots" content="noindex">' : ""}`;
  return [
    "---",
    `title: ${JSON.stringify(title)}`,
    `head: ${JSON.stringify(`<script src="./site.js"></script>${head}`)}`,
    `header: ${JSON.stringify(oneBlock(header.text))}`,
    `footer: ${JSON.stringify(oneBlock(footer.text))}`,
    "---",
    "",
    `<div>${oneBlock(main.text)}</div>`,
    ""
  ].join("\n");
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** A blank line would end the block, and Markdown would read what follows. */
function oneBlock(markup: string): string {
  return markup.replace(/\n\s*\n/g, "\n");
}
