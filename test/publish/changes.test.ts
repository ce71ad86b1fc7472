import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, test} from "vitest";
import type {Value} from "../../loaders/database.ts";
import {checkSums, compareEditions} from "../../publish/changes.ts";
import {changesPage} from "../../publish/changesPage.ts";
import {type ClaimChange, claimCells, type Objection, type UnitChange, unitCells} from "../../publish/changesTables.ts";
import {exportTables} from "../../publish/opendata.ts";
import {smallCity} from "./city.ts";
import {warehouse} from "./fixture.ts";

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
      tables: ["bonus_ledger", "bonus_ranking", "total_ranking"]
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
  dup_of_after: null
};
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
    expect(await compareEditions(folder, folder, 2025)).toEqual({claims: [], units: []});
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

test("checkSums throws where the claims do not explain a total, on either side", () => {
  expect(() => checkSums({claims: [CLAIM], units: [UNIT]})).not.toThrow();
  expect(() => checkSums({claims: [CLAIM], units: [{...UNIT, board: "总分", total_after: 9}, UNIT]})).not.toThrow();
  expect(() => checkSums({claims: [], units: [UNIT]})).toThrow("do not add up");
  expect(() => checkSums({claims: [{...CLAIM, points_after: 300}], units: [UNIT]})).toThrow("do not add up");
  expect(() => checkSums({claims: [CLAIM], units: []})).toThrow("but not the total of 01");
});

describe("the rows of the files", () => {
  test("have points before, after and between, and what came of an objection", () => {
    const cells = claimCells({
      claims: [CLAIM],
      units: [],
      objections: [OBJECTION, {...OBJECTION, claim_id: "S-9", outcome: null}]
    });
    expect(cells[0]!.slice(7)).toEqual(["0.5", "0.2", "-0.3", "计分", "计分", null, null, "更正"]);
    expect(cells[1]!.slice(0, 3)).toEqual(["01", "甲街道", "S-9"]);
    expect(cells[1]!.at(-1)).toBe("未处理");
    expect(unitCells({claims: [], units: [{...UNIT, rank_after: null, total_after: null}], objections: []})).toEqual([
      ["绩效加分", "镇（街道）", "01", "甲街道", "0.5", null, "-0.5", "1", null]
    ]);
  });

  test("a claim that is on one side only says so", () => {
    const gone = {...CLAIM, points_after: null, disposition_after: null, clause_after: null};
    expect(claimCells({claims: [gone], units: [], objections: []})[0]!.slice(7, 12)).toEqual([
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
  const page = changesPage({claims: [{...CLAIM, unit_name: "<script>"}], units: [UNIT], objections: []}, facts);
  expect(page).toContain("更正原因：&lt;b&gt;&amp;");
  expect(page).toContain("<td>&lt;script&gt;</td>");
  expect(page).not.toContain("<script");
  expect(page).toContain("共有1条申报的得分或处理与上一版不同，涉及1个单位的合计、1个单位的位次。没有收到异议。");
  expect(page).not.toContain("未经签批");
  const draft = changesPage({claims: [], units: [], objections: []}, {...facts, mark: "草案"});
  expect(draft).toContain("没有申报不同");
  expect(draft).toContain("草案，未经签批，不得作为正式结果引用");
});
