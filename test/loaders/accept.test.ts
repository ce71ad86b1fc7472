import {afterAll, beforeAll, expect, test} from "vitest";
import {acceptRows} from "../../loaders/accept.ts";
import {createCore} from "../../loaders/core.ts";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {unitDirectory} from "../../loaders/directory.ts";
import {CREATE_FOUND} from "../../loaders/found.ts";
import {resolveUnits} from "../../loaders/resolve.ts";
import {createStage} from "../../loaders/stage.ts";
import {contractOf} from "./support.ts";

let db: Database;
beforeAll(async () => {
  db = await openDatabase(":memory:", {threads: 2});
  await db.run([createStage(), createCore(), CREATE_FOUND].join("\n"));
});
afterAll(() => db.close());

/** The database stores so many rows together, and gives such groups to its threads. */
const GROUP = 122_880;

test("accepted rows stand in the order of the file, however many threads the database has", async () => {
  const rows = 5 * GROUP;
  await db.run(`
    INSERT INTO stage.claims (file, sheet_no, sheet, "row", rejected, claim_id, unit)
    SELECT 'a.csv', 0, '', i + 2, FALSE, 'S' || i, CASE i % 3 WHEN 0 THEN '东山镇' WHEN 1 THEN 'U2' END
    FROM range(${rows}) r(i)`);
  const claims = contractOf("claims");
  const unit = (unit_id: string, name: string) => ({
    unit_id,
    name,
    short_name: null,
    former_names: null,
    valid_from: null
  });
  await resolveUnits(db, claims, unitDirectory([unit("U1", "东山镇"), unit("U2", "西河镇")]));
  await acceptRows(db, claims);
  expect(
    await db.all(`
      SELECT COUNT(*) AS rows, COUNT(*) FILTER (WHERE source_row <> rowid + 2) AS moved,
        list(DISTINCT unit ORDER BY unit NULLS LAST)::VARCHAR AS units
      FROM core.claims`)
  ).toEqual([{rows, moved: 0, units: "[U1, U2, NULL]"}]);
  expect(await db.all("SELECT current_setting('threads') AS threads")).toEqual([{threads: 2}]);
});
