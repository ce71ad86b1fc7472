import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {createCore} from "../../loaders/core.ts";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {CREATE_QUALITY} from "../../loaders/quality.ts";
import {type ColumnType, dictionaryCells, publishedTables, TABLES, tableNamed} from "../../publish/dictionary.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {score} from "../../scoring/score.ts";
import type {ScoreSettings} from "../../scoring/settings.ts";

/** Tables of `score` that stay inside: what pages alone read, and the policy's parameters. */
const UNPUBLISHED = [
  "absence_runs",
  "assessment_stages",
  "grade_matrix",
  "inspection_groups",
  "inspection_items",
  "opinion_channels",
  "outcome_rows",
  "p_cap",
  "p_group",
  "p_item",
  "p_rule",
  "p_scenario",
  "p_step",
  "p_text",
  "p_year",
  "satisfaction_city",
  "satisfaction_index",
  "task_stages"
];

const STORED: Readonly<Record<ColumnType, readonly string[]>> = {
  text: ["VARCHAR"],
  integer: ["INTEGER", "BIGINT"],
  points: ["BIGINT"],
  date: ["DATE"],
  boolean: ["BOOLEAN"]
};

const SETTINGS: ScoreSettings = {
  asOf: "2025-12-31",
  groups: [{name: "镇（街道）", kinds: ["镇", "街道"]}],
  readings: new Map(),
  thresholds: {
    minCell: 5,
    minRatings: 30,
    satisfiedShare: 800,
    reportDays: 15,
    dueSoonDays: 3,
    excellentReference: null
  },
  satisfactionIndex: new Map()
};

let db: Database;

/** The tables that loading and scoring really make, for the built-in policies. */
beforeAll(async () => {
  db = await openDatabase(":memory:");
  await db.run(`${createCore()} ${CREATE_QUALITY}`);
  const policies = [...builtinPolicies().values()].map(({text, file}) => parsePolicy(text, file));
  await score(db, {policies, settings: SETTINGS});
});
afterAll(() => db.close());

describe("the dictionary names what the database holds:", () => {
  for (const {schema, name} of TABLES) {
    test(`${schema}.${name}`, async () => {
      const table = tableNamed(name, await publishedTables(db));
      const stored = await db.all<{name: string; type: string}>(
        `SELECT column_name AS name, data_type AS type FROM duckdb_columns()
WHERE schema_name = $1 AND table_name = $2 ORDER BY column_index`,
        [schema, name]
      );
      const hidden = name === "bonus_ledger" ? ["scenario"] : [];
      expect(
        stored
          .map(column => column.name)
          .filter(column => !hidden.includes(column))
          .sort()
      ).toEqual(table.columns.map(column => column.name).sort());
      const types = new Map(stored.map(column => [column.name, column.type]));
      for (const column of table.columns) {
        expect(STORED[column.type], `${name}.${column.name}`).toContain(types.get(column.name));
      }
    });
  }

  test("every table, and no other but those that stay inside", async () => {
    const stored = await db.all<{name: string}>(
      "SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'score' ORDER BY name"
    );
    const published = TABLES.filter(({schema}) => schema === "score").map(({name}) => name);
    expect(stored.map(({name}) => name)).toEqual([...published, ...UNPUBLISHED].sort());
  });
});

describe("every entry", () => {
  test("has a key, a Chinese title and a Chinese sentence", () => {
    for (const {name, title, description, columns} of TABLES) {
      expect(
        columns.some(({key}) => key),
        name
      ).toBe(true);
      for (const text of [title, description, ...columns.flatMap(column => [column.title, column.description])]) {
        expect(text, name).toMatch(/\p{Script=Han}/u);
      }
      for (const text of [description, ...columns.map(column => column.description)]) expect(text).toMatch(/。$/);
      expect(new Set(columns.map(column => column.name)).size).toBe(columns.length);
    }
  });

  test("is one line of the dictionary as a table", () => {
    const rows = dictionaryCells(TABLES);
    expect(rows.length).toBe(TABLES.reduce((sum, {columns}) => sum + columns.length, 0));
    expect(rows.find(([table, , column]) => table === "bonus_ledger" && column === "points")).toEqual([
      "bonus_ledger",
      "加分台账",
      "points",
      "计入分值",
      "分值",
      "",
      "本项封顶后实际计入的分值。",
      "内部"
    ]);
  });
});

test("publishedTables(db) gives the ranking a column per rule, titled by the policy", async () => {
  const {columns} = tableNamed("bonus_ranking", await publishedTables(db));
  const rules = columns.filter(({name}) => /^r\d$/.test(name));
  expect(rules.map(({name}) => name)).toEqual(["r1", "r2", "r3", "r4", "r5"]);
  const titles = await db.all<{title: string}>("SELECT title FROM score.rules ORDER BY seq");
  expect(rules.map(({title}) => title)).toEqual(titles.map(({title}) => title));
});

test("tableNamed(name) throws on a name that is not published", () => {
  expect(() => tableNamed("raw_claims")).toThrow("raw_claims");
});
