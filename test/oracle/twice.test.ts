import {expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {score} from "../../scoring/score.ts";
import {loadWorkspace, makeWorkspace} from "../loaders/workspace.ts";
import {haicheng, settingsFor} from "./engine.ts";

const HEAD =
  "申报编号,考核年度,申报单位,加分项目,加分事项,发生日期,级别,承担角色,媒体名称,审核结论,审核日期,签批日期\n";
const FIRST = `${HEAD}S1,2025,东山镇,R3,人才大会,2025-03-01,省级,经验介绍,,通过,2025-04-01,2025-05-01
S2,2025,西河街道,R3,人才大会,2025-03-02,省级,交流发言,,待审核,,
`;
const SECOND = `${HEAD}S3,2025,南岭镇,R4,人才新政,2025-03-03,省级,,日报,通过,2025-04-01,2025-05-01
S4,2025,东山镇,R4,人才新政,2025-04-03,国家级,,党报,通过,2025-05-01,2025-06-01
`;

/** Returns everything that scoring published about the claims of a workspace with these files. */
async function scored(files: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const {file} = await loadWorkspace(makeWorkspace(files));
  const db = await openDatabase(file);
  try {
    await score(db, {policies: [haicheng()], settings: settingsFor("2025-12-31")});
    const found: Record<string, unknown> = {};
    for (const table of ["bonus_inputs", "bonus_ledger", "bonus_scores", "bonus_ranking", "reading_effects"]) {
      found[table] = await db.all(`SELECT * FROM score.${table} ORDER BY rowid`);
    }
    return found;
  } finally {
    db.close();
  }
}

test("loading the same file twice changes nothing in what is scored, and neither does a rerun", async () => {
  const once = await scored({"claims/a.csv": FIRST, "claims/b.csv": SECOND});
  expect(once.bonus_ledger).toHaveLength(3 * 4);
  expect(JSON.stringify(once.bonus_ledger)).toContain('"points":500');
  const twice = await scored({"claims/a.csv": FIRST, "claims/b.csv": SECOND, "claims/z.csv": FIRST});
  expect(twice).toEqual(once);
  expect(await scored({"claims/a.csv": FIRST, "claims/b.csv": SECOND})).toEqual(once);
}, 120_000);
