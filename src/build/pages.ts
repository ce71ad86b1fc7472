import type {Database} from "../../loaders/database.ts";
import {publishedTables} from "../../publish/dictionary.ts";
import {readAssessment} from "../../publish/sitedata/assessment.ts";
import {readBonus} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {readInspections} from "../../publish/sitedata/inspections.ts";
import {readMeetings} from "../../publish/sitedata/meetings.ts";
import {readMethod} from "../../publish/sitedata/method.ts";
import {readOverview} from "../../publish/sitedata/overview.ts";
import {readQuality} from "../../publish/sitedata/quality.ts";
import {readSatisfaction} from "../../publish/sitedata/satisfaction.ts";
import {assessmentPage} from "../components/assessment.ts";
import {bonusPage} from "../components/bonus.ts";
import {downloadsPage} from "../components/downloads.ts";
import {PAGES, type Page} from "../components/frame.ts";
import {inspectionsPage} from "../components/inspections.ts";
import {meetingsPage} from "../components/meetings.ts";
import {methodPage} from "../components/method.ts";
import {overviewPage} from "../components/overview.ts";
import {qualityPage} from "../components/quality.ts";
import {satisfactionPage} from "../components/satisfaction.ts";
import {unitsPage} from "../components/unit.ts";

export type PageName = (typeof PAGES)[number]["name"];

/** The names of the pages that Framework builds; the pages of units are stamped from one of them afterwards. */
export const PAGE_NAMES: readonly PageName[] = PAGES.map(({name}) => name);

/** Reads what the page needs and returns it. */
export async function makePage(name: PageName, db: Database, facts: Facts): Promise<Page> {
  return MAKERS[name](db, facts);
}

const MAKERS: Readonly<Record<PageName, (db: Database, facts: Facts) => Promise<Page>>> = {
  index: async (db, facts) => overviewPage(facts, await readOverview(db, facts)),
  bonus: async (db, facts) => bonusPage(facts, await readBonus(db, facts)),
  units: async (db, facts) => {
    const {groups} = await readBonus(db, facts);
    return unitsPage(facts, new Map(groups.flatMap(({rows}) => rows.map(row => [row.unitId, row]))));
  },
  assessment: async (db, facts) => assessmentPage(facts, await readAssessment(db, facts)),
  inspections: async (db, facts) => inspectionsPage(facts, await readInspections(db, facts)),
  meetings: async (db, facts) => meetingsPage(facts, await readMeetings(db, facts)),
  satisfaction: async (db, facts) => satisfactionPage(facts, await readSatisfaction(db, facts)),
  method: async (db, facts) => methodPage(facts, await readMethod(db, facts)),
  quality: async (db, facts) => qualityPage(facts, await readQuality(db)),
  downloads: async (db, facts) => downloadsPage(facts, await publishedTables(db))
};

/** Returns the page as the Markdown that Framework reads: front matter, then one block of markup. */
export function toMarkdown({title, description, header, main, footer}: Page): string {
  const head = `<meta name="description" content="${escapeAttribute(description)}">`;
  return [
    "---",
    `title: ${JSON.stringify(title)}`,
    `head: ${JSON.stringify(`<script defer src="./site.js"></script>${head}`)}`,
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
