import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {afterAll, describe, expect, test} from "vitest";
import type {Value} from "../../loaders/database.ts";
import {changesBook} from "../../publish/changes/book.ts";
import {checkSums} from "../../publish/changes/changes.ts";
import {compareEditions} from "../../publish/changes/compare.ts";
import {changesPage, countUnits} from "../../publish/changes/page.ts";
import {printedCells, printedColumns} from "../../publish/changes/printed.ts";
import {
  type ClaimChange,
  claimCells,
  gradeCells,
  type Objection,
  reasonOf,
  type UnitChange,
  unitCells
} from "../../publish/changes/tables.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {smallCity} from "./city.ts";
import {warehouse} from "./fixture.ts";
import {ooxmlFaults} from "./ooxml.ts";

type Rows = Record<string, Readonly<Record<string, Value>>[]>;

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

/** Returns a folder that holds the open data of an edition with the rows given. */
async function openData(rows: Rows): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-changes-"));
  made.push(folder);
  const db = await warehouse(rows);
  try {
    await exportTables(db, {
      out: join(folder, "open"),
      formats: ["parquet"],
      tables: ["bonus_ledger", "bonus_ranking", "total_ranking", "grade_distribution", "units"]
    });
  } finally {
    db.close();
  }
  return folder;
}

/** The city with the rows of a table changed. */
function changed(table: string, change: (row: Readonly<Record<string, Value>>) => Record<string, Value>[]): Rows {
  const city = smallCity();
  return {...city, [table]: city[table]!.flatMap(change)};
}

const CLAIM: ClaimChange = {
  unit_id: "01",
  unit_name: "甲街道",
  claim_id: "S-1",
  rule_id: "R1",
  event_on: "2025-03-01",
  clause_before: "一",
  clause_after: "一",
  points_before: 500,
  points_after: 200,
  disposition_before: "counted",
  disposition_after: "counted",
  dup_of_before: null,
  dup_of_after: null,
  raw_before: 500,
  raw_after: 200
};
const NOTHING = {claims: [], units: [], grades: [], objections: [], decided: new Map<string, string>()};
const UNIT: UnitChange = {
  board: "绩效加分",
  group: "镇（街道）",
  unit_id: "01",
  unit_name: "甲街道",
  total_before: 500,
  total_after: 200,
  rank_before: 1,
  rank_after: 2
};
const OBJECTION: Objection = {
  unit_id: "01",
  unit_name: "甲街道",
  edition: "v1",
  claim_id: "S-1",
  filed_on: "2025-12-20",
  outcome: "更正",
  decided_on: null
};

describe("compareEditions(before, after, year)", () => {
  test("finds nothing between the same data", async () => {
    const folder = await openData(smallCity());
    const {totals, ...differences} = await compareEditions(folder, folder, 2025);
    expect(differences).toEqual({claims: [], units: [], grades: []});
    expect(totals.length).toBeGreaterThan(0);
    expect(new Set(totals.map(({change}) => change))).toEqual(new Set([0]));
  });

  test("finds a claim whose points changed, one that came and one that went, of the official basis alone", async () => {
    const before = await openData(smallCity());
    const after = await openData(
      changed("bonus_ledger", row => {
        if (row.year !== 2025) return [{...row, points: 9000}];
        if (row.claim_id === "S-2") return [{...row, claim_id: "S-3"}];
        return [{...row, points: row.basis === "claimed" ? 7000 : 333}];
      })
    );
    const {claims, units} = await compareEditions(before, after, 2025);
    expect(units).toEqual([]);
    expect(claims.map(({claim_id, points_before, points_after}) => [claim_id, points_before, points_after])).toEqual([
      ["=1+1", 500, 333],
      ["S-2", 0, null],
      ["S-3", null, 0]
    ]);
  });

  test("finds a unit whose rank alone changed, and one that changed its total", async () => {
    const before = await openData(smallCity());
    const after = await openData(
      changed("bonus_ranking", row => {
        if (row.unit_id === "03") return [{...row, rank: 3, total: 700}];
        return row.unit_id === "04" ? [{...row, rank: 5}] : [{...row}];
      })
    );
    const {units} = await compareEditions(before, after, 2025);
    expect(
      units.map(({unit_id, total_before, total_after, rank_before, rank_after}) => [
        unit_id,
        total_before,
        total_after,
        rank_before,
        rank_after
      ])
    ).toEqual([
      ["03", 800, 700, 2, 3],
      ["04", 0, 0, 4, 5]
    ]);
  });

  test("says which file is missing", async () => {
    const folder = await openData(smallCity());
    await expect(compareEditions(join(folder, "gone"), folder, 2025)).rejects.toThrow("缺少比较用的数据");
  });
});

describe("the counts of grades", () => {
  const counts = (filed: number, unqualified: number, suppressed = false) => ({
    ...{due: 20, declared: 20, assessed: 20, filed, excellent: 1, qualified: filed - 1 - unqualified},
    ...{unqualified, other: 0, suppressed}
  });
  const city = (rows: Rows[string]): Rows => ({
    ...smallCity(),
    grade_distribution: rows.map(row => ({year: 2025, ...row})),
    units: [{unit_id: "D1", name: "东山区", kind: "县市区"}]
  });

  test("are compared for the city, districts and units; places with few people are not listed, nor other years", async () => {
    const before = await openData(
      city([
        {dimension: "overall", key: "all", ...counts(30, 2)},
        {dimension: "district", key: "D1", ...counts(20, 1)},
        {dimension: "district", key: "D2", ...counts(10, 1)},
        {dimension: "unit", key: "U1", ...counts(4, 0, true)},
        {dimension: "category", key: "A类", ...counts(9, 0)},
        {year: 2024, dimension: "overall", key: "all", ...counts(9, 0)}
      ])
    );
    const after = await openData(
      city([
        {dimension: "overall", key: "all", ...counts(31, 2)},
        {dimension: "district", key: "D1", ...counts(20, 2)},
        {dimension: "district", key: "D2", ...counts(10, 1)},
        {dimension: "unit", key: "U1", ...counts(6, 1)},
        {dimension: "category", key: "A类", ...counts(10, 0)}
      ])
    );
    const {grades} = await compareEditions(before, after, 2025);
    expect(gradeCells({grades})).toEqual([
      ["全市", null, "全市", "30", "31", "1", "1", "27", "28", "2", "2", "0", "0"],
      ["县市区", "D1", "东山区", "20", "20", "1", "1", "18", "17", "1", "2", "0", "0"]
    ]);
  });
});

test("reasonOf(claim, decided) says what of the claim differs, and what the office decided on it", () => {
  const same = {...CLAIM, raw_after: 500};
  const reasons: [Partial<ClaimChange>, string][] = [
    [{disposition_before: null}, "上一版没有列入本年度"],
    [{disposition_after: null}, "不再列入本年度"],
    [{disposition_after: "not_signed"}, "由“计分”改为“待签批”"],
    [{dup_of_after: "S-2"}, "与之重复的申报不同"],
    [{clause_after: "二"}, "适用的条款不同"],
    [{raw_after: 200}, "本项得分不同"],
    [{}, "同一单位其他申报有变动，累计和封顶随之变动"]
  ];
  for (const [change, reason] of reasons) expect(reasonOf({...same, ...change}, new Map())).toBe(reason);
  expect(reasonOf(CLAIM, new Map([["S-1", "级别写错"]]))).toBe("本项得分不同；办公室裁定：级别写错");
});

test("changesBook(changes, facts) lays the same rows out for print, a table a sheet, the same bytes each time", async () => {
  const facts = {
    city: "小城",
    asOf: "2025-12-31",
    year: 2025,
    before: "v1",
    after: "v2",
    reason: "漏报",
    mark: "草案",
    rules: new Map([["R1", "媒体宣传"]])
  };
  // Long words in every column, as wide as it gets.
  const long: ClaimChange = {
    ...CLAIM,
    ...{unit_name: "市人力资源和社会保障局下属单位", claim_id: "JF2025-0001", clause_after: "激励奖励制度二（二）4"},
    ...{clause_before: "激励奖励制度二（二）3", disposition_after: "not_scored", dup_of_after: "JF2025-0002"}
  };
  const changes = {...NOTHING, claims: [CLAIM, long], units: [UNIT], objections: [OBJECTION]};
  const bytes = await changesBook(changes, {...facts, issuer: "小城人才办"});
  expect(ooxmlFaults(bytes)).toEqual([]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  expect(book.worksheets.map(({name}) => name)).toEqual(["更正说明", "各单位", "逐条申报", "考核等次人数"]);
  expect(book.getWorksheet("更正说明")!.getCell("A2").text).toBe("更正原因：漏报");
  const row = (sheet: string): unknown[] => (book.getWorksheet(sheet)!.getRow(4).values as unknown[]).slice(1);
  expect(row("各单位")).toEqual(["绩效加分", "镇（街道）", "01", "甲街道", "0.5", "0.2", "-0.3", 1, 2]);
  expect(row("逐条申报")).toEqual([
    ...["甲街道", "S-1", "媒体宣传", "2025-03-01", "一", "0.5", "0.2", "-0.3", "计分", "计分", "更正", "本项得分不同"]
  ]);
  // A4 landscape holds about 140 characters at full size: nothing is printed under four fifths of it.
  for (const sheet of book.worksheets.slice(1)) {
    expect(sheet.columns.reduce((sum, {width}) => sum + (width ?? 0), 0)).toBeLessThan(175);
  }
  expect(book.getWorksheet("考核等次人数")!.getCell("A2").text).toContain("没有变动");
  for (const sheet of book.worksheets) expect(sheet.headerFooter.oddHeader).toContain("草案");
  expect(await changesBook(changes, {...facts, issuer: "小城人才办"})).toEqual(bytes);
});

test("checkSums(claims, totals) throws where the claims do not explain a total, on either side", () => {
  expect(() => checkSums([CLAIM], [{unit_id: "01", change: -300}])).not.toThrow();
  expect(() => checkSums([], [{unit_id: "01", change: -300}])).toThrow("the total of 01 by -300");
  expect(() => checkSums([{...CLAIM, points_after: 300}], [{unit_id: "01", change: -300}])).toThrow("change by -200");
  expect(() => checkSums([CLAIM], [{unit_id: "01", change: 0}])).toThrow("the total of 01 by 0");
});

describe("a unit that is not ranked, or in another group", () => {
  test("has no total to be explained: its claims are listed, and nothing is wrong", async () => {
    const before = await openData(smallCity());
    const after = await openData({
      ...changed("bonus_ranking", row => (row.unit_id === "03" ? [] : [{...row}])),
      bonus_ledger: changed("bonus_ledger", row => [{...row, unit_id: "09", points: 333}]).bonus_ledger!
    });
    const {claims, totals, units} = await compareEditions(before, after, 2025);
    expect(claims.filter(({unit_id}) => unit_id === "09").length).toBeGreaterThan(0);
    expect(totals.map(({unit_id}) => unit_id)).not.toContain("03");
    expect(() =>
      checkSums(
        claims.filter(({unit_id}) => unit_id === "09"),
        totals
      )
    ).not.toThrow();
    expect(units.map(({unit_id, total_after}) => [unit_id, total_after])).toEqual([["03", null]]);
  });

  test("stands in both groups' lists, and is counted once", async () => {
    const before = await openData(smallCity());
    const after = await openData(
      changed("bonus_ranking", row => [{...row, ...(row.unit_id === "03" ? {group: "别的组"} : {})}])
    );
    const {claims, totals, units} = await compareEditions(before, after, 2025);
    expect(units.map(({unit_id, total_before, total_after}) => [unit_id, total_before, total_after])).toEqual(
      expect.arrayContaining([
        ["03", 800, null],
        ["03", null, 800]
      ])
    );
    expect(totals.find(({unit_id}) => unit_id === "03")).toEqual({unit_id: "03", change: 0});
    expect(() => checkSums(claims, totals)).not.toThrow();
    expect(countUnits(units)).toEqual({totals: 1, ranks: 1});
  });
});

test("printedCells(changes, rules) says in twelve columns what the file says in sixteen", () => {
  const cells = (claim: Partial<ClaimChange>): (string | null)[] =>
    printedCells({...NOTHING, claims: [{...CLAIM, ...claim}]}, new Map([["R1", "人才引进"]]))[0]!;
  expect(printedColumns.map(({name}) => name).slice(2, 5)).toEqual(["加分项目", "发生日期", "条款"]);
  expect(cells({}).slice(2, 5)).toEqual(["人才引进", "2025-03-01", "一"]);
  expect(cells({rule_id: "R9", clause_after: "二"}).slice(2, 5)).toEqual(["R9", "2025-03-01", "一 → 二"]);
  expect(cells({clause_after: null})[4]).toBe("一");
  expect(cells({disposition_after: "duplicate", dup_of_after: "S-2"}).slice(8, 10)).toEqual(["计分", "重复（S-2）"]);
  const objected = printedCells({...NOTHING, objections: [{...OBJECTION, claim_id: "S-9"}]})[0]!;
  expect([objected[0], objected[1], objected[2], objected[10]]).toEqual(["甲街道", "S-9", null, "更正"]);
});

describe("the rows of the files", () => {
  test("have points before, after and between, and what came of an objection", () => {
    const cells = claimCells({
      ...NOTHING,
      claims: [CLAIM],
      objections: [OBJECTION, {...OBJECTION, claim_id: "S-9", outcome: null}]
    });
    expect(cells[0]!.slice(7)).toEqual(["0.5", "0.2", "-0.3", "计分", "计分", null, null, "更正", "本项得分不同"]);
    expect(cells[1]!.slice(0, 3)).toEqual(["01", "甲街道", "S-9"]);
    expect(cells[1]!.at(-2)).toBe("未处理");
    expect(unitCells({units: [{...UNIT, rank_after: null, total_after: null}]})).toEqual([
      ["绩效加分", "镇（街道）", "01", "甲街道", "0.5", null, "-0.5", "1", null]
    ]);
  });

  test("a claim that is on one side only says so", () => {
    const gone = {...CLAIM, points_after: null, disposition_after: null, clause_after: null};
    expect(claimCells({...NOTHING, claims: [gone]})[0]!.slice(7, 12)).toEqual([
      "0.5",
      null,
      "-0.5",
      "计分",
      "不在本年度"
    ]);
  });
});

test("changesPage writes what came from files as text, never as markup", () => {
  const facts = {city: "小城", asOf: "2025-12-31", year: 2025, before: "v1", after: "v2", reason: "<b>&", mark: null};
  const page = changesPage({...NOTHING, claims: [{...CLAIM, unit_name: "<script>"}], units: [UNIT]}, facts);
  expect(page).toContain("更正原因：&lt;b&gt;&amp;");
  expect(page).toMatch(/<td[^>]*>&lt;script&gt;<\/td>/);
  expect(page).not.toContain("<script");
  expect(page).toContain("共有1条申报的得分或处理与上一版不同，涉及1个单位的合计、1个单位的位次。没有收到异议。");
  expect(page).not.toContain("未经签批");
  const draft = changesPage(NOTHING, {...facts, mark: "草案"});
  expect(draft).toContain("没有申报不同");
  expect(draft).toContain("草案，未经签批，不得作为正式结果引用");
});
