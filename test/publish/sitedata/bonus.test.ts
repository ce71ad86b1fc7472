import {afterEach, expect, test} from "vitest";
import type {Database} from "../../../loaders/database.ts";
import {readBonus} from "../../../publish/sitedata/bonus.ts";
import {readFacts} from "../../../publish/sitedata/facts.ts";
import {readUnits} from "../../../publish/sitedata/unit.ts";
import {bonusPage} from "../../../src/components/bonus.ts";
import {unitPage} from "../../../src/components/unit.ts";
import {builtin, claims, scoredCity, towns} from "../../scoring/bonusCity.ts";
import {wordsOf} from "./pages.ts";

let db: Database;
afterEach(() => db.close());

/** Adds to a scored city what its settings and its state are read from. */
async function furnish(db: Database): Promise<void> {
  await db.run(`CREATE SCHEMA meta; CREATE SCHEMA quality;
CREATE TABLE meta.settings AS SELECT * FROM (VALUES ('city', '示例市'), ('as_of', '2025-12-31'), ('policies', '["haicheng-2021-2"]'),
  ('groups', '[{"name": "镇（街道）", "kinds": ["镇", "街道"]}]'), ('thresholds', '{"minCell": 5}'),
  ('publish', '{"public": false, "years": {}}')) AS t("key", value);
CREATE TABLE meta.datasets AS SELECT 'claims' AS dataset, 1 AS files, 9 AS rows, 9 AS accepted, 0 AS rejected;
CREATE TABLE quality.issues (file VARCHAR, sheet VARCHAR, row INTEGER, severity VARCHAR);
CREATE TABLE quality.load_report (file VARCHAR, dataset VARCHAR);`);
}

test("years of which nothing was sent are none: not to be signed, and no rank is compared with theirs", async () => {
  db = await scoredCity({units: towns("甲镇", "乙镇", "丙镇"), claims: claims(2, "R4")});
  await furnish(db);
  const facts = await readFacts(db, "", []);
  expect(facts.years).toEqual([2025]);
  const data = await readBonus(db, facts);
  expect(data.groups[0]!.rows.map(({previousRank, change}) => [previousRank, change])).toEqual([
    [null, "—"],
    [null, "—"],
    [null, "—"]
  ]);
  const words = wordsOf(bonusPage(facts, data));
  expect(words).not.toContain("与上年相比");
  expect(words).not.toContain("2024年度");
  const [unit] = await readUnits(db, facts, data);
  const page = wordsOf(unitPage(facts, unit!));
  expect(page).toContain("上年没有位次可比");
  expect(page).not.toContain("2024年");
});

test("a year of which nothing but base scores or reports was sent is a year of the office", async () => {
  db = await scoredCity({units: towns("甲镇"), claims: claims(1, "R4")});
  await furnish(db);
  await db.run(
    "CREATE TABLE IF NOT EXISTS score.report_lag (year INTEGER); INSERT INTO score.report_lag (year) VALUES (2024)"
  );
  expect((await readFacts(db, "", [])).years).toEqual([2024, 2025]);
  await db.run("INSERT INTO core.base_scores (year, unit, points) VALUES (2023, '甲镇', 90000)");
  expect((await readFacts(db, "", [])).years).toEqual([2023, 2024, 2025]);
  expect((await readFacts(db, "", [], {until: 2023})).years).toEqual([2023]);
});

test("what units without a rank have is a step of its own, and every total adds up", async () => {
  const village = {unit_id: "村", name: "甲村", kind: "村"};
  db = await scoredCity({
    units: [...towns("甲镇"), village],
    claims: [
      ...claims(9, "R1"), // 0.5 + 5 × 0.1 = 1.0 and 0.1 above the cap
      ...claims(1, "R4", {unit: "村"}), // 0.5
      ...claims(1, "R4", {signed_on: null}) // reviewed only: 0.5
    ]
  });
  await furnish(db);
  const facts = await readFacts(db, "", []);
  const data = await readBonus(db, facts);
  expect(data.stages).toEqual([
    {name: "有效申报", claims: 11, points: 2100},
    {name: "审核通过", claims: 11, points: 2100},
    {name: "已签批", claims: 10, points: 1600},
    {name: "封顶后", claims: 10, points: 1500},
    {name: "参加排位次", claims: 9, points: 1000}
  ]);
  const words = wordsOf(bonusPage(facts, data));
  expect(words).toContain("合计1.0分");
  expect(words).toContain("有效申报2.1分，最后计入1.0分");
  expect(words).toContain("少计的1.1分中，未签批0.5分，封顶0.1分，不参加排位次0.5分");
  expect(words).toContain("合计|10|1.5|0.1|—|");
  expect(words).toContain("其中：不参加排位次的单位|1|0.5|0.0|—|");
  expect(words).toContain("参加排位次的单位|9|1.0|0.1|—|");
  expect(words).toContain("1个参评单位合计1.0分，其中有加分的1个（100.0%）");
  const pages = new Map(
    (await readUnits(db, facts, data)).map(unit => [unit.unit.name, wordsOf(unitPage(facts, unit))])
  );
  // What is not ranked gets no advice on its next step, and a cap that took nothing says so.
  expect(pages.get("甲镇")).toContain("|封顶扣减|下一步|");
  expect(pages.get("甲村")).toContain("|得分|封顶扣减|\n");
  expect(pages.get("甲村")).toContain("|0.5|2.0|0.5|0.0|\n");
  expect(pages.get("甲村")).not.toContain("下一步");
});

test("a rule that ended keeps its column in the years in which it held, and points stay under their own rule", async () => {
  // Rule 4 ends in August 2024; rule 5 goes on behind it.
  const policy = builtin("haicheng-2021-2", ["  R4:\n", "  R4:\n    to: 2024-08-01\n"]);
  const units = towns("甲镇", "乙镇");
  const given = [
    ...claims(1, "R4", {event_on: "2024-03-01", reviewed_on: "2024-04-01", signed_on: "2024-04-02"}), // 0.5
    ...claims(1, "R5", {event_on: "2024-03-01", reviewed_on: "2024-04-01", signed_on: "2024-04-02"}), // 0.2
    ...claims(1, "R5") // 0.2 in 2025
  ];
  db = await scoredCity({units, claims: given}, {policies: [policy]});
  await furnish(db);
  const of = async (year: number) => {
    const facts = await readFacts(db, "", [], {until: year});
    const data = await readBonus(db, facts);
    return {facts, data, rules: facts.rules.map(({id}) => id), points: data.groups[0]!.rows[0]!.points};
  };
  const before = await of(2024);
  expect([before.rules, before.points]).toEqual([
    ["R1", "R2", "R3", "R4", "R5"],
    [0, 0, 0, 500, 200]
  ]);
  const now = await of(2025);
  expect([now.rules, now.points]).toEqual([
    ["R1", "R2", "R3", "R5"],
    [0, 0, 0, 200]
  ]);
  expect(now.data.groups[0]!.rows.map(row => [row.unitId, row.total, row.previousTotal, row.claims])).toEqual([
    ["甲镇", 200, 700, 1],
    ["乙镇", 0, 0, 0]
  ]);
  expect(wordsOf(bonusPage(before.facts, before.data))).toContain("甲镇|0.0|0.0|0.0|0.5|0.2|0.7|");

  const years = async ({facts, data}: typeof now) =>
    (await readUnits(db, facts, data))[0]!.years.flatMap(({year, total, claims}) =>
      claims ? [[year, total, claims]] : []
    );
  expect(await years(now)).toEqual([
    [2024, 700, 2],
    [2025, 200, 1]
  ]);
  // The pages of an edition of 2024 know nothing of 2025.
  expect(await years(before)).toEqual([[2024, 700, 2]]);
});

test("of claims for one person by several units, all that are open are said to be so, counted or not", async () => {
  db = await scoredCity({
    units: towns("甲镇"),
    claims: claims(1, "R1")
  });
  await furnish(db);
  const facts = await readFacts(db, "", []);
  const data = await readBonus(db, facts);
  const said = (contested: typeof data.contested) => wordsOf(bonusPage(facts, {...data, contested}));
  expect(said({claims: 7, settled: 0})).toContain(
    "有7条申报涉及多个单位申报同一人：按发生在先的计分，在后的标为重复，都已标出待核。"
  );
  expect(said({claims: 7, settled: 3})).toContain(
    "同一人：3条已由办公室裁定归属，按裁定计分；其余4条按发生在先的计分，在后的标为重复，都已标出待核。"
  );
  expect(said({claims: 2, settled: 2})).toContain("同一人：已由办公室裁定归属，按裁定计分。");
});
