import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {readObjections} from "../../publish/changes/objections.ts";
import {scratch} from "./fixture.ts";

let db: Database;

beforeAll(async () => {
  db = await openDatabase();
  await db.run(`CREATE SCHEMA core; CREATE SCHEMA score;
CREATE TABLE score.bonus_ranking AS SELECT 2025 AS year, '01' AS unit_id, '甲镇' AS unit_name, 'signed' AS basis;
CREATE TABLE core.confirmations (year INTEGER, edition VARCHAR, unit VARCHAR, unit_name VARCHAR, opinion VARCHAR,
  claim_id VARCHAR, filed_on DATE, outcome VARCHAR, decided_on DATE);
INSERT INTO core.confirmations VALUES
  (2025, 'v1', '01', '甲', '异议', 'S-1', NULL, '更正', NULL),
  (2025, 'v1', '01', '甲', '异议', '=S-2', NULL, '维持', NULL),
  (2025, 'v1', '02', '乙', '异议', 'S-3', NULL, NULL, NULL),
  (2025, 'V2', '01', '甲', '异议', 'S-1', NULL, '更正', NULL),
  (2025, 'v2', '01', '甲', '确认', NULL, NULL, NULL, NULL),
  (2024, 'v1', '01', '甲', '异议', 'T-1', NULL, NULL, NULL)`);
});
afterAll(() => db.close());

const listed = async (folder: string, edition: string): Promise<unknown[]> =>
  (await readObjections(db, 2025, {folder, edition})).map(each => [each.unit_name, each.edition, each.claim_id]);

test("readObjections(db, year, before) has every objection of the year where no table of changes came before", async () => {
  expect(await listed(scratch(), "v1")).toEqual([
    ["甲镇", "V2", "S-1"],
    ["甲镇", "v1", "=S-2"],
    ["甲镇", "v1", "S-1"],
    ["乙", "v1", "S-3"]
  ]);
});

test("does not say again what the edition before has told; keeps what was open then, and what is about that edition", async () => {
  const folder = scratch();
  writeFileSync(
    join(folder, "changes.csv"),
    `\uFEFF"单位编码","单位名称","申报编号","异议处理","变动原因"\r
"01","甲镇","S-1","更正","由“待签批”改为“计分”"\r
"01","甲镇","'=S-2","维持","提出异议，得分和处理没有变动"\r
"02","乙","S-3","未处理","提出异议，得分和处理没有变动"\r
`
  );
  expect(await listed(folder, "v2")).toEqual([
    ["甲镇", "V2", "S-1"],
    ["乙", "v1", "S-3"]
  ]);
});
