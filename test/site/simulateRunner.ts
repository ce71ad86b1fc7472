import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {literal} from "../../loaders/sql.ts";
import {SIMULATION_FOLDER, type SimulationModel, writeSimulation} from "../../publish/simulation/simulation.ts";
import type {SimulationTable} from "../../publish/simulation/tables.ts";
import type {Runner} from "../../src/client/simulate/runner.ts";
import {openWorkbench, type Workbench} from "../../src/client/simulate/workbench.ts";

/** What the build lays beside the page: the model, and the tables by name. */
export interface Shipped {
  model: SimulationModel;
  files: Record<SimulationTable, string>;
}

/** Returns what the build would lay beside the page for a scored workspace. */
export async function shippedOf(warehouse: string, workspace: string): Promise<Shipped> {
  const out = mkdtempSync(join(tmpdir(), "hengcai-simulate-"));
  const db = await openDatabase(warehouse, {readOnly: true});
  try {
    const ranked = await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ranking ORDER BY year");
    const years = ranked.map(({year}) => year);
    const model = await writeSimulation(db, {workspace, out, years});
    if (!model) throw new Error("nothing to try");
    const read = (name: SimulationTable) => readFileSync(join(out, SIMULATION_FOLDER, model.tables[name].file), "utf8");
    return {model, files: {claims: read("claims"), units: read("units"), published: read("published")}};
  } finally {
    db.close();
    rmSync(out, {recursive: true, force: true});
  }
}

/** Opens a workbench on our own database, which stands for the browser's engine. */
export async function openOnNode({model, files}: Shipped): Promise<{bench: Workbench; close(): void}> {
  const db = await openDatabase();
  try {
    return {bench: await openWorkbench(onDatabase(db), model, files), close: () => db.close()};
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Reads the machine edition as the browser's engine does. */
function onDatabase(db: Database): Runner {
  return {
    run: sql => db.run(sql),
    all: sql => db.all(sql),
    async table(name, columns, csv) {
      const folder = mkdtempSync(join(tmpdir(), "hengcai-simulate-"));
      const file = join(folder, "table.csv");
      writeFileSync(file, csv);
      const types = columns.map(column => `${literal(column.name)}: ${literal(column.type)}`).join(", ");
      await db.run(`CREATE OR REPLACE TABLE ${name} AS SELECT * FROM read_csv(${literal(file)}, auto_detect = false,
header = true, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, columns = {${types}})`);
      rmSync(folder, {recursive: true});
    }
  };
}
