import {copyFileSync, readdirSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";
import {type Database, openDatabase} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {keepYears} from "../publish/edition/years.ts";
import type {EditionSettings, SignedYear} from "../publish/settings.ts";
import {stateFolder} from "./context.ts";
import {interruptible} from "./interrupt.ts";
import type {Asked} from "./publishAsked.ts";
import {assertReady} from "./publishReady.ts";

const NAME = "edition-";
const DAY = 86_400_000;

/**
 * Lets `work` have a copy of the scored warehouse in which the edition's own state stands and no later year, so that every
 * writer and page sees the same one; the copy is gone afterwards. Throws a UserError where the year has no results, or may not be signed.
 */
export async function withEditionWarehouse<T>(
  workspace: string,
  asked: Asked,
  edition: EditionSettings,
  work: (warehouse: string) => Promise<T>
): Promise<T> {
  const folder = stateFolder(workspace);
  sweep(folder);
  const copy = join(folder, `${NAME}${process.pid}.duckdb`);
  const clear = (): void => {
    for (const path of [copy, `${copy}.wal`]) rmSync(path, {force: true});
  };
  try {
    return await interruptible(clear, async () => {
      copyFileSync(warehousePath(workspace), copy);
      await prepare(copy, asked, {workspace, edition});
      return await work(copy);
    });
  } finally {
    clear();
  }
}

/** Opens a warehouse for reading while `work` runs. */
export async function reading<T>(warehouse: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(warehouse, {readOnly: true});
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

async function prepare(
  copy: string,
  asked: Asked,
  {workspace, edition}: {workspace: string; edition: EditionSettings}
): Promise<void> {
  const db = await openDatabase(copy);
  try {
    await checkYear(db, asked.year);
    await setEdition(db, asked, edition);
    await keepYears(db, asked.year);
    await assertReady(db, asked, workspace);
    await db.run("CHECKPOINT");
  } finally {
    db.close();
  }
}

async function checkYear(db: Database, year: number): Promise<void> {
  const rows = await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ranking ORDER BY year");
  if (rows.some(row => row.year === year)) return;
  const years = rows.map(row => row.year).join("、");
  throw new UserError(`没有${year}年度的结果${years ? `；有结果的年度：${years}` : "；先看 hengcai score 的输出"}`);
}

async function setEdition(db: Database, asked: Asked, edition: EditionSettings): Promise<void> {
  const [row] = await db.all<{value: string}>("SELECT value FROM meta.settings WHERE key = 'publish'");
  const publish = JSON.parse(row!.value) as {years: Record<string, SignedYear>};
  const {signedOn, docNo, objectionsUntil} = asked;
  publish.years[asked.year] = {signedOn, docNo, objectionsUntil, edition};
  await db.run("DELETE FROM meta.settings WHERE key = 'publish'");
  await db.append("meta", "settings", [["publish", JSON.stringify(publish)]]);
}

/** Removes copies that killed runs left behind. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const made = name.startsWith(NAME) ? statSync(join(folder, name), {throwIfNoEntry: false})?.mtimeMs : undefined;
    if (made !== undefined && Date.now() - made > DAY) rmSync(join(folder, name), {force: true});
  }
}
