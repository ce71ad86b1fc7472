import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {parse, stringify} from "yaml";
import {openDatabase} from "../../loaders/database.ts";
import {type Compiled, compile, PARAMETERS} from "../../scoring/compile.ts";
import {alternatives, baseScenario} from "../../scoring/effects.ts";
import {parametersSql} from "../../scoring/ledger.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {createTable, TABLES} from "../../scoring/tables.ts";
import {builtin, HAICHENG, policyText, settingsOf} from "./bonusCity.ts";

const compiled = (policy: Policy) => compile(policy, [baseScenario(policy, settingsOf())]);
const hash = ({tables, sql}: Compiled) =>
  createHash("sha256")
    .update(JSON.stringify([tables, sql]))
    .digest("hex");

/** What DuckDB and Trino do not both run, or do not mean the same by; comments and strings are taken out before. */
const FORBIDDEN: [name: string, pattern: RegExp][] = [
  ["division or remainder", /[/%]/],
  ["a cast by ::", /::/],
  ["AVG", /\bAVG\b/i],
  ["DECIMAL or a binary float", /\b(DECIMAL|NUMERIC|DOUBLE|FLOAT|REAL|HUGEINT)\b|\d\.\d/i],
  ["LEAST or GREATEST", /\b(LEAST|GREATEST)\b/i],
  ["QUALIFY", /\bQUALIFY\b/i],
  ["GROUP BY ALL or a position", /\bGROUP\s+BY\s+(ALL|\d)/i],
  ["EXCLUDE or REPLACE", /\b(EXCLUDE|REPLACE)\b/i],
  ["a star", /\*\s*(,|FROM)|SELECT\s+\*|\.\*/i],
  ["a list, struct or JSON", /[[\]{}]|\b(LIST|STRUCT|MAP|ARRAY|JSON\w*|UNNEST|ROW)\s*\(/i],
  ["date arithmetic", /\b(INTERVAL|DATE_\w+|DATEDIFF|EXTRACT|YEAR\s*\()/i],
  ["a string function", /\b(CONCAT|SUBSTR\w*|LOWER|UPPER|TRIM|REPLACE|LENGTH|REGEXP\w*)\s*\(/i],
  ["LIKE", /\b(I?LIKE|SIMILAR)\b/i],
  ["chance or the clock", /\b(RANDOM|NOW|CURRENT_\w+(?<!CURRENT_ROW))\s*\(/i],
  ["recursion", /\bRECURSIVE\b/i],
  ["NOT IN a subquery", /NOT\s+IN\s*\(\s*SELECT/i],
  ["FULL or RIGHT JOIN", /\b(FULL|RIGHT)\s+(OUTER\s+)?JOIN\b/i],
  ["DISTINCT ON or FILTER", /\bDISTINCT\s+ON\b|\bFILTER\s*\(/i],
  ["IS DISTINCT FROM", /\bIS\s+(NOT\s+)?DISTINCT\b/i]
];

function lint(sql: string): string[] {
  const text = sql.replace(/--[^\n]*/g, "").replace(/'[^']*'/g, "''");
  const found = FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  for (const order of text.match(/ORDER BY[^)]*?(?=\s+ROWS\b|\))/g) ?? []) {
    if (order.split(",").some(term => !/NULLS LAST$/.test(term.trim()))) found.push(`no NULLS LAST: ${order}`);
  }
  for (const over of text.match(/\b\w+\([^()]*\) OVER \([^()]*\)/g) ?? []) {
    if (!/^(ROW_NUMBER|RANK)\(/.test(over) && !/ROWS BETWEEN/.test(over)) found.push(`no ROWS frame: ${over}`);
  }
  for (const sum of text.match(/(CAST\()?SUM\(/g) ?? []) if (sum === "SUM(") found.push("SUM without CAST AS BIGINT");
  const names = [...text.matchAll(/(?:WITH|,)\s+(\w+) AS \(\n/g)].map(match => match[1]!);
  for (const name of names) {
    const uses = text.match(new RegExp(`(FROM|JOIN)\\s+${name}\\b`, "g"))?.length ?? 0;
    if (uses !== 1) found.push(`${name} is used ${uses} times`);
  }
  if (!names.length) found.push("no CTE was found");
  return found;
}

describe("compile(policy, scenarios)", () => {
  const {tables, sql} = compiled(HAICHENG);

  test("yields the SQL text that was reviewed", () => {
    const file = new URL("../output/scoring/ledger.sql", import.meta.url);
    if (process.env.HENGCAI_UPDATE) {
      mkdirSync(new URL(".", file), {recursive: true});
      writeFileSync(file, `${sql}\n`);
    }
    expect(`${sql}\n`).toBe(readFileSync(file, "utf8"));
  });

  test("stays in the subset that DuckDB and Trino share", () => {
    expect(lint(sql)).toEqual([]);
  });

  test("the lint sees each thing that is forbidden", () => {
    const bad: [part: string, name: string][] = [
      ["SELECT a / 2 AS b", "division or remainder"],
      ["SELECT a::BIGINT", "a cast by ::"],
      ["SELECT LEAST(a, b)", "LEAST or GREATEST"],
      ["SELECT * FROM x", "a star"],
      ["SELECT x.* FROM x", "a star"],
      ["SELECT 0.5 AS half", "DECIMAL or a binary float"],
      ["SELECT year(d) FROM x", "date arithmetic"],
      ["SELECT a FROM x WHERE a NOT IN (SELECT b FROM y)", "NOT IN a subquery"],
      ["SELECT a FROM x QUALIFY 1 = 1", "QUALIFY"],
      ["SELECT SUM(a) FROM x", "SUM without CAST AS BIGINT"],
      ["SELECT MAX(a) OVER (PARTITION BY b) FROM x", "no ROWS frame: MAX(a) OVER (PARTITION BY b)"],
      ["SELECT ROW_NUMBER() OVER (ORDER BY a) FROM x", "no NULLS LAST: ORDER BY a"],
      ["WITH x AS (\nSELECT 1 AS a) SELECT a FROM x JOIN x ON 1 = 1", "x is used 2 times"]
    ];
    for (const [part, name] of bad) expect(lint(part)).toContain(name);
  });

  test("is bound by DuckDB, columns and types", async () => {
    const db = await openDatabase();
    await db.run(`CREATE SCHEMA score; ${createTable("score.bonus_inputs", TABLES.bonus_inputs)}`);
    await db.run(parametersSql(tables, "score"));
    const columns = await db.all<{column_name: string; column_type: string}>(`DESCRIBE ${sql}`);
    db.close();
    expect(columns.map(({column_name, column_type}) => `${column_name} ${column_type}`)).toEqual([
      "year INTEGER",
      "basis VARCHAR",
      "scenario VARCHAR",
      "unit_id VARCHAR",
      "rule_id VARCHAR",
      "clause VARCHAR",
      "claim_id VARCHAR",
      "event_on DATE",
      "nth BIGINT",
      "raw BIGINT",
      "cumulative BIGINT",
      "cap BIGINT",
      "points BIGINT",
      "disposition VARCHAR",
      "dup_of VARCHAR",
      "contested BOOLEAN",
      "cap_group INTEGER"
    ]);
  });

  test("a number or a reading changes rows, never the SQL", () => {
    const other = builtin(
      "haicheng-2021-2",
      ['caps: [{max: "0.4"}]', 'caps: [{max: "0.45"}]'],
      ['{海城市级: "0.2"', '{海城市级: "0.25"'],
      ["{from: 4, each", "{from: 4, each"]
    );
    expect(compiled(other).sql).toBe(sql);
    expect(compiled(other).tables).not.toEqual(tables);
    const base = baseScenario(HAICHENG, settingsOf());
    for (const scenario of alternatives(HAICHENG, base)) {
      const it = compile(HAICHENG, [{...scenario, id: "base"}]);
      expect(it.sql).toBe(sql);
      expect(it.tables, scenario.id).not.toEqual(tables);
    }
  });

  test("everything in the tables is keyed by scenario", () => {
    const base = baseScenario(HAICHENG, settingsOf());
    const two = compile(HAICHENG, [base, {...base, id: "other"}]).tables;
    for (const name of Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[]) {
      const rename = (row: readonly unknown[]) => ["base", ...row.slice(1)];
      expect(two[name].filter(row => row[0] === "base")).toEqual(tables[name]);
      expect(two[name].filter(row => row[0] === "other").map(rename)).toEqual(tables[name]);
    }
  });

  test("keys, points and codes stand in the tables as whole thousandths", () => {
    const own = <T extends keyof typeof tables>(name: T, rule: string) =>
      tables[name].filter(row => row[1] === rule).map(row => row.slice(2));
    expect(own("p_step", "R1")).toEqual([
      [1, 1, 4, 500, true],
      [1, 4, 1_000_000_000, 100, false]
    ]);
    expect(own("p_item", "R4")).toEqual([
      [1, "国家级", 500],
      [1, "海城市级", 200],
      [1, "省级", 500],
      [1, "鞍山市级", 500]
    ]);
    expect(own("p_cap", "R5")).toEqual([[1, "*", 1, 600, 1]]);
  });

  test("YAML order, comments and format do not change what is compiled", () => {
    const text = policyText("haicheng-2021-2");
    const data = parse(text, (_, value) => (value === "null" ? null : value), {schema: "failsafe"});
    const shuffled = stringify(reverseKeys(data), {defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN"});
    const flow = JSON.stringify(data);
    const commented = text.replace(/^(\S.*)$/gm, "$1\n# …").replaceAll("  - {from: 1", "  -   {from:   1");
    for (const other of [shuffled, flow, commented]) {
      expect(other).not.toBe(text);
      expect(hash(compiled(parsePolicy(other, "other.yaml")))).toBe(hash(compiled(HAICHENG)));
    }
  });

  test("a value that changes from a year on is another row, and the years join without a gap", () => {
    const policy = builtin("haicheng-2021-2", [
      'caps: [{max: "0.4"}]',
      'caps: [{from: 2021-10-29, value: [{max: "0.4"}], cite: bonus3}, {from: 2024-01-01, value: [{max: "0.6"}], cite: bonus3}]'
    ]);
    const it = compiled(policy);
    const rows = it.tables.p_rule.filter(row => row[1] === "R3").map(row => row.slice(2, 5));
    expect(rows).toEqual([
      [1, 0, 2024],
      [2, 2024, 9999]
    ]);
    expect(it.tables.p_cap.filter(row => row[1] === "R3").map(row => row.slice(2))).toEqual([
      [1, "*", 1, 400, 1],
      [2, "*", 1, 600, 1]
    ]);
    expect(it.sql).toBe(sql);
  });

  test("a change within a year is another row by how it passes over; only from its day on it is another SQL", () => {
    const cut = (transition: string) =>
      compiled(
        builtin("haicheng-2021-2", [
          'caps: [{max: "0.4"}]',
          `caps: [{max: [{from: 2021-10-29, value: "0.4", cite: bonus3}, {from: 2024-08-01, value: "0.6", cite: bonus3, transition: ${transition}}]}]`
        ])
      );
    const rows = (it: Compiled) => it.tables.p_rule.filter(row => row[1] === "R3").map(row => row.slice(2, 7));
    const [first, past] = ["0001-01-01", "9999-12-31"];
    expect(rows(cut("whole_year_new"))).toEqual([
      [1, 0, 2024, first, past],
      [2, 2024, 9999, first, past]
    ]);
    expect(rows(cut("next_year"))).toEqual([
      [1, 0, 2025, first, past],
      [2, 2025, 9999, first, past]
    ]);
    const byEvent = cut("by_event_date");
    expect(rows(byEvent)).toEqual([
      [1, 0, 9999, first, "2024-08-01"],
      [2, 0, 9999, "2024-08-01", past]
    ]);
    expect(byEvent.tables.p_cap.filter(row => row[1] === "R3").map(row => row.slice(2))).toEqual([
      [1, "*", 1, 400, 1],
      [2, "*", 1, 600, 2]
    ]);
    for (const transition of ["whole_year_new", "next_year"]) expect(cut(transition).sql).toBe(sql);
    expect(byEvent.sql).toContain("k.cap_part");
    expect(byEvent.sql).not.toMatch(/limit|400|600|2024/);
  });

  test("a dated place_by or scope is another row for the events of its days", () => {
    const it = compiled(
      builtin(
        "haicheng-2021-2",
        [
          "place_by: {reading: place_by}",
          "place_by: [{from: 2021-10-29, value: event_on, cite: yearly}, {from: 2024-01-01, value: signed_on, cite: yearly}]"
        ],
        [
          "scope: {reading: void_scope}",
          "scope: [{from: 2021-10-29, value: claim, cite: false_report}, {from: 2024-08-01, value: unit_year, cite: false_report, transition: by_event_date}]"
        ]
      )
    );
    const rows = it.tables.p_scenario.filter(row => row[1] === "signed").map(row => [row[2], row[3], row[6], row[7]]);
    expect(rows).toEqual([
      ["0001-01-01", "2024-01-01", "event_on", "claim"],
      ["2024-01-01", "2024-08-01", "signed_on", "claim"],
      ["2024-08-01", "9999-12-31", "signed_on", "unit_year"]
    ]);
    expect(it.sql).toBe(sql);
  });

  test("a day in a condition stands in the tables, so that another day is the same SQL", () => {
    const dated = (first: string, last: string) =>
      compiled(
        builtin("haicheng-2021-2", [
          "when: [verdict, is, 显著]",
          `when: {all: [[verdict, is, 显著], {any: [[event_on, at_least, ${first}], [signed_on, in, [${last}, 2022-05-01]]]}]}`
        ])
      );
    const [one, other] = [dated("2022-01-01", "2023-03-04"), dated("2023-07-01", "2021-12-01")];
    expect(one.sql).toBe(other.sql);
    expect(one.sql).not.toMatch(/2022|2023/);
    expect(one.sql).toContain('c."event_on" >= r.day_1 OR ((c."signed_on" = r.day_2 OR c."signed_on" = r.day_3)');
    expect(lint(one.sql)).toEqual([]);
    const days = ({tables}: Compiled) => tables.p_rule.find(row => row[1] === "R5")!.slice(12, 16);
    expect(days(one)).toEqual(["2022-01-01", "2022-05-01", "2023-03-04", null]);
    expect(days(other)).toEqual(["2023-07-01", "2021-12-01", "2022-05-01", null]);
  });

  describe("of a policy with a cap and a limit that change within a year", () => {
    const from = (day: string, value: string) =>
      `{from: ${day}, value: "${value}", cite: bonus3, transition: by_event_date}`;
    const changing = (...steps: string[]) =>
      compiled(
        builtin(
          "haicheng-2021-2",
          [
            'caps: [{max: "0.4"}]',
            `caps: [{max: [{from: 2021-10-29, value: "0.4", cite: bonus3}, ${steps.join(", ")}]}]`
          ],
          [
            "\nrank:",
            `\nlimits: [{over: [R3, R5], max: [{from: 2021-10-29, value: "1", cite: bonus3}, ${from("2024-03-01", "0.7")}], cite: yearly}]\nrank:`
          ]
        )
      );
    const it = changing(from("2024-03-01", "0.2"), from("2024-08-01", "0.6"));

    test("yields the SQL text that was reviewed", () => {
      const file = new URL("../output/scoring/ledger-changing.sql", import.meta.url);
      if (process.env.HENGCAI_UPDATE) writeFileSync(file, `${it.sql}\n`);
      expect(`${it.sql}\n`).toBe(readFileSync(file, "utf8"));
    });

    test("stays in the subset that DuckDB and Trino share", () => {
      expect(lint(it.sql)).toEqual([]);
    });

    test("a cap like the one before goes on with its sum", () => {
      const parts = ({tables}: Compiled) => tables.p_cap.filter(row => row[1] === "R3").map(row => row.slice(5));
      expect(parts(it)).toEqual([
        [400, 1],
        [200, 2],
        [600, 3]
      ]);
      expect(parts(changing(from("2024-03-01", "0.4"), from("2024-08-01", "0.6")))).toEqual([
        [400, 1],
        [400, 1],
        [600, 2]
      ]);
    });
  });

  describe("of a policy with a cap over several rules and long keys", () => {
    const limited = (max: string, over = "[R3, R5]") =>
      compiled(
        builtin(
          "haicheng-2021-2",
          ["\nrank:", `\nlimits: [{over: ${over}, max: ${max}, cite: yearly}]\nrank:`],
          ["item: [event_id, role]", "item: [event_id, role, level, outlet]"]
        )
      );
    const it = limited('"0.8"');

    test("yields the SQL text that was reviewed", () => {
      const file = new URL("../output/scoring/ledger-limits.sql", import.meta.url);
      if (process.env.HENGCAI_UPDATE) writeFileSync(file, `${it.sql}\n`);
      expect(`${it.sql}\n`).toBe(readFileSync(file, "utf8"));
    });

    test("stays in the subset that DuckDB and Trino share", () => {
      expect(lint(it.sql)).toEqual([]);
    });

    const dated = (day: string, max: string) =>
      `[{from: 2021-10-29, value: none}, {from: ${day}, value: "${max}", cite: yearly, transition: by_event_date}]`;

    test("another limit, over other rules, from another year on, is the same SQL", () => {
      const yearly = '[{from: 2021-10-29, value: none}, {from: 2023-01-01, value: "1.2", cite: yearly}]';
      for (const other of [limited('"1.5"'), limited('"0.8"', "[R1, R2, R4]"), limited(yearly)]) {
        expect(other.sql).toBe(it.sql);
        expect(other.tables).not.toEqual(it.tables);
      }
      const limits = (tables: Compiled["tables"]) => tables.p_rule.map(row => [row[1], row[2], ...row.slice(23)]);
      expect(limits(it.tables)).toEqual([
        ["R1", 1, null, null, null],
        ["R2", 1, null, null, null],
        ["R3", 1, 1, 800, 1],
        ["R4", 1, null, null, null],
        ["R5", 1, 1, 800, 1]
      ]);
      const [one, other] = [limited(dated("2023-06-01", "1.2")), limited(dated("2024-09-01", "0.7"))];
      expect(limits(one.tables).filter(([rule]) => rule === "R3")).toEqual([
        ["R3", 1, 1, null, 1],
        ["R3", 2, 1, 1200, 2]
      ]);
      expect(other.sql).toBe(one.sql);
    });
  });
});

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reverseKeys(child)])
  );
}
