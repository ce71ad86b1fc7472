import {openDatabase} from "../../loaders/database.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";

/** Exports a warehouse into a folder in a process of its own: `exportChild.ts WAREHOUSE OUT`. */
async function main(): Promise<void> {
  const [warehouse, out] = process.argv.slice(2) as [string, string];
  const db = await openDatabase(warehouse, {readOnly: true});
  await exportTables(db, {out});
  db.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
