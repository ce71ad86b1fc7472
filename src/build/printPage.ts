import {readFileSync} from "node:fs";
import {dirname} from "node:path";
import {openDatabase} from "../../loaders/database.ts";
import {type Download, readFacts} from "../../publish/sitedata/facts.ts";
import {makePage, type PageName, toMarkdown} from "./pages.ts";

/** Where a page loader finds the scored warehouse, and the list of the files that can be fetched (none by default). */
export const WAREHOUSE_VARIABLE = "HENGCAI_WAREHOUSE";
export const DOWNLOADS_VARIABLE = "HENGCAI_DOWNLOADS";

/** Prints one page as Markdown: what a page loader does when Framework runs it. */
export async function printPage(name: PageName): Promise<void> {
  const path = process.env[WAREHOUSE_VARIABLE];
  if (!path) throw new Error(`missing environment variable: ${WAREHOUSE_VARIABLE}`);
  const list = process.env[DOWNLOADS_VARIABLE];
  const downloads = list ? (JSON.parse(readFileSync(list, "utf8")) as Download[]) : [];
  const db = await openDatabase(path, {readOnly: true, locked: true});
  try {
    process.stdout.write(toMarkdown(await makePage(name, db, await readFacts(db, dirname(dirname(path)), downloads))));
  } finally {
    db.close();
  }
}
