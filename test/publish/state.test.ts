import {afterEach, describe, expect, test} from "vitest";
import {createCore} from "../../loaders/core.ts";
import type {Database, Value} from "../../loaders/database.ts";
import {literal} from "../../loaders/sql.ts";
import {createStage} from "../../loaders/stage.ts";
import {draftMark, isOfficial, yearState, yearStates, yearsIn} from "../../publish/state.ts";
import {insert, warehouse} from "./fixture.ts";

const SIGNED = {
  publish: {
    public: false,
    years: {
      "2023": {signedOn: "2024-01-20", docNo: "示人才发[2024]1号", objectionsUntil: "2024-01-27"},
      "2024": {signedOn: "2025-01-20", docNo: null, objectionsUntil: null},
      "2025": {signedOn: "2026-01-20", docNo: null, objectionsUntil: null}
    }
  }
};

let db: Database;
afterEach(() => db.close());

/** A warehouse with loading's own tables in which sheet claims/a.csv holds accepted rows of 2023, and `raw` the row given. */
async function withIssue(
  issue: Record<string, Value>,
  raw: {event_on: Value; year: Value} | null = null
): Promise<void> {
  db = await warehouse({}, SIGNED);
  await db.run(`${createCore()} ${createStage()}
INSERT INTO core.claims BY NAME
SELECT 'S-1' AS claim_id, DATE '2023-05-01' AS event_on, 'claims/a.csv' AS source_file, '' AS source_sheet, 2 AS source_row
UNION ALL
SELECT 'S-2', DATE '2024-05-01', 'claims/b.xlsx', '台账', 2;
INSERT INTO core.assessments BY NAME
SELECT 'T-1' AS talent_id, 2024 AS year, 'assessments/a.csv' AS source_file, '' AS source_sheet, 2 AS source_row`);
  if (raw) {
    await db.run(`INSERT INTO stage.claims BY NAME
SELECT ${literal(issue.file!)} AS file, '' AS sheet, ${literal(issue.row!)} AS "row", true AS rejected,
  ${literal(raw.event_on)} AS raw_event_on, ${literal(raw.year)} AS raw_year`);
  }
  await insert(db, "issues", [{sheet: "", field: "", code: "bad_date", severity: "error", message: "改", ...issue}]);
}

const states = async (): Promise<string> =>
  [...(await yearStates(db, [2023, 2024])).values()].map(({state}) => state).join(" ");

test("a year that was signed and has no error is official, with its papers", async () => {
  await withIssue({file: "claims/a.csv", row: 2, severity: "warning"});
  expect(await yearState(db, 2023)).toEqual({
    state: "已签批",
    signedOn: "2024-01-20",
    docNo: "示人才发〔2024〕1号",
    objectionsUntil: "2024-01-27",
    reasons: []
  });
});

test("a year that nobody signed, or signed after as-of only, is a draft", async () => {
  await withIssue({file: "units/a.csv", row: 2});
  expect(await yearState(db, 2022)).toEqual({
    state: "草案",
    signedOn: null,
    docNo: null,
    objectionsUntil: null,
    reasons: ["2022年度结果尚未签批"]
  });
  expect((await yearState(db, 2025)).reasons).toEqual(["签批日期2026年1月20日在数据截至日2025年12月31日之后"]);
});

test("an edition that is being made says its own state: under review, signed after the data date, a correction", async () => {
  const states = [];
  for (const [signedOn, review, correction] of [
    [null, false, null],
    [null, true, null],
    ["2026-01-20", false, null],
    ["2026-01-20", false, "漏报"]
  ] as const) {
    db = await warehouse(
      {},
      {
        publish: {
          public: false,
          years: {
            "2025": {signedOn, docNo: null, objectionsUntil: "2026-01-15", edition: {version: "v2", review, correction}}
          }
        }
      }
    );
    const state = await yearState(db, 2025);
    states.push([state.state, isOfficial(state), draftMark(state), state.signedOn, state.objectionsUntil]);
    if (correction === null) db.close();
  }
  expect(states).toEqual([
    ["草案", false, "草案", null, null],
    ["审核", false, "审核稿", null, "2026-01-15"],
    ["已签批", true, null, "2026-01-20", "2026-01-15"],
    ["更正", true, null, "2026-01-20", "2026-01-15"]
  ]);
});

describe("an error makes its year a draft:", () => {
  const cases: [string, Record<string, Value>, {event_on: Value; year: Value} | null, string][] = [
    ["of an accepted claim, the year of its event", {file: "claims/a.csv", row: 2}, null, "草案 已签批"],
    ["of an accepted assessment, its year", {file: "assessments/a.csv", row: 2}, null, "已签批 草案"],
    [
      "of a claim in a workbook, found by its sheet",
      {file: "claims/b.xlsx", sheet: "台账", row: 2},
      null,
      "已签批 草案"
    ],
    [
      "of a rejected claim, the year its date names",
      {file: "claims/a.csv", row: 9},
      {event_on: "2024年2月30日", year: "2023"},
      "已签批 草案"
    ],
    [
      "of a rejected claim without a readable date, the year it gives",
      {file: "claims/a.csv", row: 9},
      {event_on: "去年", year: "２０２４年度"},
      "已签批 草案"
    ],
    [
      "of a rejected claim that names two years, both",
      {file: "claims/a.csv", row: 9},
      {event_on: null, year: "2023-2024"},
      "草案 草案"
    ],
    [
      "of a rejected claim that names none, those of its sheet",
      {file: "claims/a.csv", row: 9},
      {event_on: "3月1日", year: null},
      "草案 已签批"
    ],
    ["of a file that could not be read, every year", {file: "claims/c.xlsx", row: null}, null, "草案 草案"],
    ["of another dataset, none", {file: "talents/a.csv", row: 2}, null, "已签批 已签批"]
  ];
  for (const [name, issue, raw, expected] of cases) {
    test(name, async () => {
      await withIssue(issue, raw);
      expect(await states()).toBe(expected);
    });
  }

  test("and the reason names the place", async () => {
    await withIssue({file: "claims/a.csv", row: 2});
    expect((await yearState(db, 2023)).reasons).toEqual(["本年度的申报或考核有1处错误尚未改正：claims/a.csv第2行"]);
  });

  test("the dataset is the one that the load report names", async () => {
    await withIssue({file: "other/a.csv", row: null});
    expect(await states()).toBe("已签批 已签批");
    await insert(db, "load_report", [{file: "other/a.csv", sheet: "", dataset: "claims"}]);
    expect(await states()).toBe("草案 草案");
  });
});

test("yearsIn(text) finds years in every spelling of a date, and no other number", () => {
  const cases: [string | null, number[]][] = [
    ["2025-03-01", [2025]],
    ["20250301", [2025]],
    ["202503", [2025]],
    ["２０２５年度", [2025]],
    ["2023-2024", [2023, 2024]],
    ["45717", []],
    ["37010220240101123X", []],
    ["25.3.1", []],
    ["", []],
    [null, []]
  ];
  for (const [text, years] of cases) expect([text, [...yearsIn(text)]]).toEqual([text, years]);
});
