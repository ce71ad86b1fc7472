import {createHash} from "node:crypto";
import {describe, expect, test} from "vitest";
import type {Database, Row} from "../../loaders/database.ts";
import {score} from "../../scoring/score.ts";
import {builtin, choose, claim, claims, HAICHENG, LIAOCHENG, scoredCity, settingsOf, towns} from "./bonusCity.ts";

interface Ranked extends Row {
  year: number;
  basis: string;
  group: string;
  rank: number;
  tied: boolean;
  unit_id: string;
  unit_name: string;
  total: number;
  previous_rank: number | null;
  change: string;
}

async function ranking(db: Database, where = "basis = 'signed' AND year = 2025"): Promise<Ranked[]> {
  return db.all<Ranked>(`SELECT * FROM score.bonus_ranking WHERE ${where}`);
}

describe("bonus_ranking", () => {
  test("equal totals share the lower rank and leave a gap; within a tie 建制序, missing last, then code", async () => {
    const units = [
      {unit_id: "e", name: "戊镇", kind: "镇", sort_order: null},
      {unit_id: "b", name: "乙镇", kind: "镇", sort_order: 2},
      {unit_id: "a", name: "甲镇", kind: "街道", sort_order: 3},
      {unit_id: "c", name: "丙镇", kind: "镇", sort_order: 1},
      {unit_id: "d", name: "丁镇", kind: "镇", sort_order: null}
    ];
    const rows = [
      claim("R4", {unit: "c"}),
      ...claims(1, "R5", {unit: "a"}),
      ...claims(1, "R5", {unit: "b"}),
      ...claims(1, "R5", {unit: "e"}),
      claim("R3", {unit: "d"})
    ];
    const db = await scoredCity({units, claims: rows});
    const found = await ranking(db);
    db.close();
    expect(found.map(row => [row.rank, row.unit_name, row.tied, row.total])).toEqual([
      [1, "丙镇", false, 500],
      [2, "乙镇", true, 200],
      [2, "甲镇", true, 200],
      [2, "戊镇", true, 200],
      [5, "丁镇", false, 100]
    ]);
  });

  test("a unit without a claim stands with 0, and in bonus_scores with a row for every rule", async () => {
    const db = await scoredCity({units: towns("甲镇", "乙镇"), claims: [claim("R4")]});
    const found = await ranking(db);
    expect(found.map(row => [row.unit_id, row.r1, row.r4, row.total, row.rank])).toEqual([
      ["甲镇", 0, 500, 500, 1],
      ["乙镇", 0, 0, 0, 2]
    ]);
    const scores = await db.all(
      "SELECT rule_id, items, raw, points, cap_loss FROM score.bonus_scores WHERE unit_id = '乙镇' AND year = 2025 AND basis = 'signed'"
    );
    db.close();
    expect(scores).toEqual(
      ["R1", "R2", "R3", "R4", "R5"].map(rule_id => ({rule_id, items: 0, raw: 0, points: 0, cap_loss: 0}))
    );
  });

  test("every year from the policy's first to that of as-of, on every basis, each group by itself", async () => {
    const units = [...towns("甲镇", "乙镇"), {unit_id: "局", name: "某局", kind: "成员单位"}];
    const db = await scoredCity({units, claims: [claim("R4", {unit: "局"}), claim("R3")]}, {asOf: "2024-02-29"});
    const all = await ranking(db, "TRUE");
    const groups = [...new Set(all.map(row => `${row.year} ${row.basis} ${row.group}`))];
    db.close();
    expect(groups).toEqual(
      [2021, 2022, 2023, 2024].flatMap(year =>
        ["signed", "reviewed", "claimed"].flatMap(basis =>
          ["镇（街道）", "成员单位"].map(group => `${year} ${basis} ${group}`)
        )
      )
    );
    expect(all.every(row => row.total === 0)).toBe(true); // The events of 2025 lie after as-of.
  });

  test("change against last year in the same group, recomputed: ↑ ↓ — 新", async () => {
    const units = [
      ...towns("甲镇", "乙镇", "丙镇"),
      {unit_id: "新镇", name: "新镇", kind: "镇", valid_from: "2025-03-01"}
    ];
    const last = {event_on: "2024-05-05"};
    const rows = [
      ...claims(4, "R4", {unit: "甲镇", ...last}),
      ...claims(2, "R4", {unit: "乙镇", ...last}),
      ...claims(2, "R4", {unit: "乙镇"}),
      claim("R4", {unit: "甲镇"}),
      claim("R3", {unit: "丙镇"})
    ];
    const db = await scoredCity({units, claims: rows});
    const found = await ranking(db);
    db.close();
    expect(found.map(row => [row.unit_id, row.rank, row.previous_rank, row.change])).toEqual([
      ["乙镇", 1, 2, "↑1"],
      ["甲镇", 2, 1, "↓1"],
      ["丙镇", 3, 3, "—"],
      ["新镇", 4, null, "新"]
    ]);
  });

  test("a unit stands in the ranking of a year if it holds on the day: 31 December, or as-of if earlier", async () => {
    const units = [
      {unit_id: "a", name: "末日成立", kind: "镇", valid_from: "2024-12-31"},
      {unit_id: "b", name: "末日撤销", kind: "镇", valid_to: "2024-12-31"},
      {unit_id: "c", name: "次日撤销", kind: "镇", valid_to: "2025-01-01"},
      {unit_id: "d", name: "截至日次日成立", kind: "镇", valid_from: "2025-07-01"}
    ];
    const db = await scoredCity({units, claims: []}, {asOf: "2025-06-30"});
    const names = async (year: number) =>
      (await ranking(db, `basis = 'signed' AND year = ${year}`)).map(row => row.unit_name);
    expect(await names(2024)).toEqual(["末日成立", "次日撤销"]);
    expect(await names(2025)).toEqual(["末日成立"]);
    db.close();
  });

  test("a unit that was renamed or changed its kind is ranked as what it was on the day", async () => {
    const units = [
      {unit_id: "a", name: "甲镇", kind: "镇", valid_to: "2024-06-01"},
      {unit_id: "a", name: "甲局", kind: "成员单位", valid_from: "2024-06-01"}
    ];
    const rows = [claim("R4", {unit: "a", event_on: "2023-05-05"}), claim("R4", {unit: "a"})];
    const db = await scoredCity({units, claims: rows});
    const found = await ranking(db, "basis = 'signed' AND year IN (2023, 2024, 2025)");
    expect(found.map(row => [row.year, row.group, row.unit_name, row.total, row.change])).toEqual([
      [2023, "镇（街道）", "甲镇", 500, "—"],
      [2024, "成员单位", "甲局", 0, "新"],
      [2025, "成员单位", "甲局", 500, "—"]
    ]);
    const ledger = await db.all("SELECT DISTINCT year, unit_name FROM score.bonus_ledger ORDER BY year");
    db.close();
    expect(ledger).toEqual([
      {year: 2023, unit_name: "甲镇"},
      {year: 2025, unit_name: "甲局"}
    ]);
  });

  test("a unit outside every group is scored and shown, and ranked nowhere", async () => {
    const units = [...towns("甲镇"), {unit_id: "村", name: "某村", kind: "村"}];
    const db = await scoredCity({units, claims: [claim("R4", {unit: "村"})]});
    expect((await ranking(db, "TRUE")).some(row => row.unit_id === "村")).toBe(false);
    const scores = await db.all<{points: number}>(
      "SELECT points FROM score.bonus_scores WHERE unit_id = '村' AND basis = 'signed'"
    );
    const group = await db.all('SELECT unit_id, "group" FROM score.units ORDER BY unit_id');
    db.close();
    expect(scores.map(row => row.points)).toEqual([0, 0, 0, 500, 0]);
    expect(group).toEqual([
      {unit_id: "村", group: null},
      {unit_id: "甲镇", group: "镇（街道）"}
    ]);
  });

  test("a unit closed in the year keeps its points in ledger and scores, and is not ranked", async () => {
    const units = [
      ...towns("甲镇"),
      {unit_id: "旧", name: "旧镇", kind: "镇", valid_to: "2025-09-01", successor: "甲镇"}
    ];
    const db = await scoredCity({units, claims: [claim("R4", {unit: "旧"})]});
    expect((await ranking(db)).map(row => [row.unit_id, row.total])).toEqual([["甲镇", 0]]);
    const [scores] = await db.all<{points: number}>(
      "SELECT SUM(points) AS points FROM score.bonus_scores WHERE unit_id = '旧' AND basis = 'signed'"
    );
    db.close();
    expect(Number(scores!.points)).toBe(500);
  });
});

describe("total_ranking", () => {
  test("ranks base + bonus; a unit without a base score stands there unranked", async () => {
    const base = (unit: string, points: number, year = 2025) => ({year, unit, points, source_doc: "〔2026〕1号"});
    const db = await scoredCity({
      units: towns("甲镇", "乙镇", "丙镇", "丁镇"),
      claims: [claim("R4", {unit: "甲镇"}), claim("R5", {unit: "丁镇"})],
      base_scores: [base("甲镇", 90_000), base("乙镇", 90_500), base("丙镇", 91_000)]
    });
    const found = await db.all("SELECT year, rank, tied, unit_id, base, bonus, total FROM score.total_ranking");
    db.close();
    expect(found.map(row => Object.values(row))).toEqual([
      [2025, 1, false, "丙镇", 91_000, 0, 91_000],
      [2025, 2, true, "甲镇", 90_000, 500, 90_500],
      [2025, 2, true, "乙镇", 90_500, 0, 90_500],
      [2025, null, false, "丁镇", null, 200, null]
    ]);
  });

  test("is empty where no base scores were imported", async () => {
    const db = await scoredCity({units: towns("甲镇"), claims: [claim("R4")]});
    expect(await db.all("SELECT * FROM score.total_ranking")).toEqual([]);
    db.close();
  });
});

describe("reading_effects", () => {
  test("says what each other option would change, per unit", async () => {
    const rows = [...claims(2, "R1"), ...claims(2, "R4", {unit: "乙镇", level: "海城市级"})];
    const db = await scoredCity({units: towns("甲镇", "乙镇"), claims: rows});
    const effects = await db.all(
      "SELECT reading_id, unit_id, total, total_change, rank, rank_change FROM score.reading_effects WHERE total_change <> 0"
    );
    const [{n} = {n: 0}] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM score.reading_effects");
    db.close();
    expect(effects).toEqual([
      {reading_id: "tier1", unit_id: "甲镇", total: 1000, total_change: 500, rank: 1, rank_change: 0}
    ]);
    expect(n).toBe(11 * 5 * 2);
  });

  test("measures from the options the office chose", async () => {
    const db = await scoredCity(
      {units: towns("甲镇"), claims: claims(2, "R1")},
      {readings: choose({tier1: "per_head"})}
    );
    const effects = await db.all(
      "SELECT reading_id, option, total, total_change FROM score.reading_effects WHERE total_change <> 0"
    );
    const chosen = await db.all(
      "SELECT option, chosen, is_default, decided_by, reason FROM score.readings WHERE reading_id = 'tier1'"
    );
    db.close();
    expect(effects).toEqual([{reading_id: "tier1", option: "flat", total: 500, total_change: -500}]);
    expect(chosen).toEqual([
      {
        option: "flat",
        chosen: false,
        is_default: true,
        decided_by: null,
        reason: HAICHENG.readings.get("tier1")!.reason
      },
      {option: "per_head", chosen: true, is_default: false, decided_by: null, reason: null}
    ]);
  });

  test("has the office's reason for the option it chose, though the day of its decision is still to come", async () => {
    const choice = {option: "per_head", decidedBy: "人才办", decidedOn: "2026-03-01", reason: "按每人计"};
    const db = await scoredCity(
      {units: towns("甲镇"), claims: claims(2, "R1")},
      {readings: new Map([["tier1", choice]]), asOf: "2025-12-31"}
    );
    const [chosen] = await db.all("SELECT option, reason FROM score.readings WHERE reading_id = 'tier1' AND chosen");
    const [total] = await db.all(
      "SELECT total FROM score.bonus_ranking WHERE basis = 'signed' AND year = 2025 AND unit_id = '甲镇'"
    );
    db.close();
    expect(chosen).toEqual({option: "per_head", reason: "按每人计"});
    expect(total).toEqual({total: 1000}); // 2 × 0.5
  });
});

describe("rules", () => {
  test("says each rule in words, as the chosen readings have it", async () => {
    const readings = choose({tier1: "per_head", cap4: "upper", title_above: "exactly"});
    const db = await scoredCity({units: towns("甲镇"), claims: []}, {readings});
    const rules = await db.all('SELECT rule_id, title, clause, condition, key, "values", caps FROM score.rules');
    db.close();
    expect(rules[0]).toEqual({
      rule_id: "R1",
      title: "人才引进",
      clause: "激励奖励制度 二（二）1",
      condition: "用工方式为全职，且（学位为博士，或职称为副高级）",
      key: "全市一年内同一人员只计一次",
      values: "第1至3项每项0.5，第4项起每项0.1",
      caps: "封顶1"
    });
    expect(rules[3]).toMatchObject({
      condition: "级别为海城市级、鞍山市级、省级、国家级，且媒体名称已填",
      values: "海城市级0.2，鞍山市级0.5，省级0.5，国家级0.5",
      caps: "鞍山市级、省级、国家级合计封顶2"
    });
  });
});

describe("score(db, options)", () => {
  const TABLES =
    "bonus_inputs bonus_ledger bonus_scores bonus_ranking total_ranking units rules readings reading_effects";

  async function fingerprint(db: Database): Promise<string> {
    const hash = createHash("sha256");
    for (const table of TABLES.split(" ")) {
      const rows = await db.all(`SELECT * FROM score.${table}`);
      expect(rows.length > 0 || table === "total_ranking", table).toBe(true);
      hash.update(JSON.stringify(rows));
    }
    return hash.digest("hex");
  }

  const units = towns("甲镇", "乙镇", "丙镇");
  const rows = ["R1", "R2", "R3", "R4", "R5", "N"].flatMap((rule, i) => [
    ...claims(3, rule, {unit: units[i % 3]!.unit_id}),
    claim(rule, {unit: units[(i + 1) % 3]!.unit_id, person_key: "共", signed_on: i % 2 ? null : "2025-06-03"})
  ]);

  test("gives the same rows again, and whatever the order of its input", async () => {
    const db = await scoredCity({units, claims: rows});
    const first = await fingerprint(db);
    await score(db, {policies: [HAICHENG], settings: settingsOf()});
    expect(await fingerprint(db)).toBe(first);
    db.close();
    const other = await scoredCity({units: units.toReversed(), claims: rows.toReversed().map(row => ({...row}))});
    // The source row is where a claim stands in its file; all else is the same.
    await other.run("UPDATE score.bonus_ledger SET source_row = 0");
    const again = await scoredCity({units, claims: rows});
    await again.run("UPDATE score.bonus_ledger SET source_row = 0");
    expect(await fingerprint(other)).toBe(await fingerprint(again));
    other.close();
    again.close();
  });

  test("keeps no restricted column and leaves no working table", async () => {
    const db = await scoredCity({units, claims: rows.map(row => ({...row, subject: "张三事迹", person_id: "T-1"}))});
    const columns = await db.all<{column_name: string}>(
      "SELECT DISTINCT column_name FROM duckdb_columns() WHERE schema_name = 'score' AND table_name LIKE 'bonus%'"
    );
    const names = columns.map(row => row.column_name);
    for (const name of ["subject", "person_id", "person_hash", "evidence"]) expect(names).not.toContain(name);
    const left = await db.all("SELECT table_name FROM duckdb_tables() WHERE temporary");
    db.close();
    expect(left).toEqual([]);
  });

  test("refuses two policies of one kind, and a choice nobody offers", async () => {
    const db = await scoredCity({units, claims: []});
    const run = (policies: (typeof HAICHENG)[], readings = {}) =>
      score(db, {policies, settings: settingsOf({readings: choose(readings)})});
    await expect(run([HAICHENG, HAICHENG])).rejects.toThrow("有 2 份计分制度同时在用");
    await expect(run([HAICHENG, LIAOCHENG], {tier1: "each"})).rejects.toThrow("没有这个选项：“each”");
    db.close();
  });

  test("without a policy that gives points the bonus tables stand empty", async () => {
    const db = await scoredCity({units, claims: rows}, {policies: [LIAOCHENG]});
    expect(await db.all("SELECT * FROM score.bonus_ranking")).toEqual([]);
    expect((await db.all("SELECT * FROM score.units")).length).toBe(3);
    db.close();
  });

  test("warns of a year after the one the office has reviewed the policy for", async () => {
    const policy = builtin("haicheng-2021-2", ["hengcai: 1\n", "hengcai: 1\nreviewed_through: 2024\n"]);
    const db = await scoredCity({units, claims: []});
    const run = async (asOf: string) => (await score(db, {policies: [policy], settings: settingsOf({asOf})})).warnings;
    expect(await run("2024-12-31")).toEqual([]);
    expect((await run("2025-01-01")).map(({message}) => message)).toEqual([
      "制度只核对到 2024 年，数据截至 2025-01-01"
    ]);
    db.close();
  });

  test("before the policy's first day there is no year to rank", async () => {
    const db = await scoredCity({units, claims: [claim("R4", {event_on: "2020-05-05"})]}, {asOf: "2020-12-31"});
    expect(await db.all("SELECT * FROM score.bonus_ranking")).toEqual([]);
    expect(await db.all("SELECT DISTINCT disposition FROM score.bonus_ledger")).toEqual([
      {disposition: "not_in_force"}
    ]);
    db.close();
  });
});
