import {describe, expect, test} from "vitest";
import type {EngineColumn, EngineResult, EngineValue} from "../../src/client/engine.ts";
import {readCatalog} from "../../src/client/query/catalog.ts";
import {chartData, chooseColumns} from "../../src/client/query/chartData.ts";
import {compareValues, shownColumns} from "../../src/client/query/display.ts";
import {resultCsv} from "../../src/client/query/download.ts";
import {explainError} from "../../src/client/query/explain.ts";
import {addHistory, clearHistory, readHistory} from "../../src/client/query/history.ts";
import {hashOfSql, orderOfHash, sqlOfHash} from "../../src/client/query/link.ts";
import {checkStatement, namesIn, tokens} from "../../src/client/query/statement.ts";

const CATALOG = readCatalog(
  JSON.stringify({
    resources: [
      {name: "units.csv", path: "units.csv", title: "单位名录", schema: {fields: [{name: "unit_id", type: "string"}]}},
      {
        name: "units.csv-plain",
        path: "csv-plain/units.csv",
        title: "单位名录",
        bytes: 10,
        rows: 2,
        schema: {
          fields: [
            {name: "unit_id", title: "单位编码", type: "string"},
            {name: "total", title: "合计", type: "number"},
            {name: "valid_from", title: "启用日期", type: "date"}
          ]
        }
      },
      {name: "p_rules.csv-plain", path: "rederive/p_rules.csv", schema: {fields: []}},
      {name: "ledger.sql", path: "rederive/ledger.sql"}
    ]
  })
);

function result(columns: readonly [string, string][], rows: EngineValue[][]): EngineResult {
  return {columns: columns.map(([name, type]): EngineColumn => ({name, type})), rows, total: rows.length};
}

describe("readCatalog(text)", () => {
  test("takes the machine edition of each published table, with DuckDB's types", () => {
    expect(CATALOG).toEqual([
      {
        name: "units",
        title: "单位名录",
        path: "csv-plain/units.csv",
        bytes: 10,
        rows: 2,
        columns: [
          {name: "unit_id", title: "单位编码", type: "VARCHAR"},
          {name: "total", title: "合计", type: "DECIMAL(18,3)"},
          {name: "valid_from", title: "启用日期", type: "DATE"}
        ]
      }
    ]);
  });
});

describe("checkStatement(sql)", () => {
  test.each([
    ["SELECT 1", "SELECT 1"],
    ["SELECT ';' -- ; 注\n;;", "SELECT ';' -- ; 注\n"],
    ["-- 先说一句\nwith x as (select 1) from x", "-- 先说一句\nwith x as (select 1) from x"],
    ["(SELECT 1)", "(SELECT 1)"],
    ["/* a; b */ FROM units", "/* a; b */ FROM units"]
  ])("lets %j pass", (text, sql) => {
    expect(checkStatement(text)).toEqual({sql});
  });

  test.each([
    ["", "还没有写查询语句"],
    [" -- 只有注释", "还没有写查询语句"],
    ["SELECT 1; SELECT 2", "一次只能运行一条语句"],
    ["DROP TABLE units", "不能用 DROP 开头"],
    ["ATTACH 'x'", "不能用 ATTACH 开头"],
    ["FRMO units", "是不是 FROM"]
  ])("refuses %j", (text, fault) => {
    expect(checkStatement(text)).toEqual({fault: expect.stringContaining(fault)});
  });
});

test("tokens(sql) tells words, names and texts apart, and leaves comments out", () => {
  expect(tokens(`a."b""c" 'd''e' -- f\n$$g$$ /* h */ 位次`).map(({kind, value}) => `${kind} ${value}`)).toEqual([
    "word a",
    "sign .",
    'name b"c',
    "text 'd''e'",
    "text $$g$$",
    "word 位次"
  ]);
  expect(namesIn(`SELECT 'units' FROM "单位名录"`)).toEqual(new Set(["SELECT", "FROM", "单位名录"]));
});

describe("explainError(message, sql, catalog)", () => {
  test("finds the place behind Chinese characters, which take two columns in DuckDB's drawing", () => {
    const sql = "SELECT\n '中文' , totl FROM units";
    const message = `Binder Error: Referenced column "totl" not found in FROM clause!\n\nLINE 2:  '中文' , totl FROM units\n                 ${" ".repeat(1)}^`;
    expect(explainError(message, sql, CATALOG)).toMatchObject({
      what: "没有叫“totl”的字段。",
      hints: ["是不是“total”？"],
      place: {line: 2, column: 9, text: " '中文' , totl FROM units"},
      original: message
    });
  });

  test("finds the place in a long line, of which DuckDB prints a part", () => {
    const sql = `SELECT ${"unit_id, ".repeat(20)}totl FROM units`;
    const shown = sql.slice(150, 200);
    const message = `Binder Error: Referenced column "totl" not found in FROM clause!\n\nLINE 1: ...${shown}\n${" ".repeat(11 + sql.indexOf("totl") - 150)}^`;
    expect(explainError(message, sql, CATALOG).place?.column).toBe(sql.indexOf("totl") + 1);
  });

  test("names the Chinese signs that SQL does not know, but not those inside a text", () => {
    const {hints} = explainError(
      'Parser Error: syntax error at or near "，"',
      "SELECT unit_id，total\nFROM units WHERE unit_id = '（甲）'",
      CATALOG
    );
    expect(hints).toContain("第1行有中文标点“，”，应写成英文的“,”。");
    expect(hints.join()).not.toContain("（");
  });

  test("says so where it knows nothing better, and keeps DuckDB's words", () => {
    expect(explainError("Strange Error: x", "SELECT 1", CATALOG)).toEqual({
      what: "这条查询没有运行成功。",
      hints: [expect.stringContaining("原文")],
      original: "Strange Error: x"
    });
  });
});

describe("shownColumns(result)", () => {
  test("gives decimals the digits that the column needs, one at least, and keeps whole numbers and codes as they are", () => {
    const rows: EngineValue[][] = [
      ["4.300", "1.000", 0.5, 12345n, "00120", null],
      ["0.125", "2.000", 1 / 3, 2025n, "", null]
    ];
    const shown = shownColumns(
      result(
        [
          ["分", "DECIMAL(18,3)"],
          ["合", "DECIMAL(38,3)"],
          ["率", "DOUBLE"],
          ["年", "BIGINT"],
          ["码", "VARCHAR"],
          ["空", "DATE"]
        ],
        rows
      )
    );
    const texts = rows.map(row => row.map((value, i) => shown[i]!.text(value)));
    expect(texts).toEqual([
      ["4.300", "1.0", "0.500000", "12345", "00120", "—"],
      ["0.125", "2.0", "0.333333", "2025", "", "—"]
    ]);
    expect(shown.map(({number}) => number)).toEqual([true, true, true, true, false, false]);
  });

  test("compareValues(a, b, number) puts what is missing last and numbers by their worth", () => {
    expect(["10", "9.5", null].sort((a, b) => compareValues(a, b, true))).toEqual(["9.5", "10", null]);
    expect(["乙", "甲", "丙"].sort((a, b) => compareValues(a, b, false))).toEqual(["丙", "甲", "乙"]);
  });
});

describe("a quick chart", () => {
  test("stands by the name with most values and draws what the rows are ordered by", () => {
    const rows: EngineValue[][] = [
      ["甲组", "一镇", 3n, "2.0"],
      ["甲组", "二镇", 2n, "4.0"],
      ["乙组", "三镇", 1n, "1.0"]
    ];
    const answer = result(
      [
        ["组别", "VARCHAR"],
        ["单位", "VARCHAR"],
        ["缺席", "BIGINT"],
        ["合计", "DECIMAL(18,3)"]
      ],
      rows
    );
    expect(chooseColumns(answer)).toEqual({keys: [0, 1], values: [2, 3], key: 1, value: 2});
    expect(chartData(answer, 1, 3)).toEqual({
      kind: "bars",
      left: 0,
      data: [
        {key: "一镇", series: "", value: 2, shown: "2.0"},
        {key: "二镇", series: "", value: 4, shown: "4.0"},
        {key: "三镇", series: "", value: 1, shown: "1.0"}
      ]
    });
  });

  test("runs along years and days, a line for each name, in their order", () => {
    const answer = result(
      [
        ["年度", "BIGINT"],
        ["规则", "VARCHAR"],
        ["得分", "DECIMAL(38,3)"]
      ],
      [
        [2025n, "R1", "2.000"],
        [2024n, "R1", "1.000"],
        [2024n, "R2", null],
        [2025n, "R2", "3.000"]
      ]
    );
    const choice = chooseColumns(answer)!;
    expect([choice.key, choice.value]).toEqual([0, 2]);
    const {kind, data} = chartData(answer, 0, 2);
    expect(kind).toBe("lines");
    expect(data.map(({key, series, value}) => [key, series, value])).toEqual([
      ["2024", "R1", 1],
      ["2025", "R1", 2],
      ["2025", "R2", 3]
    ]);
  });

  test("is not offered where there is no number, or one row", () => {
    expect(chooseColumns(result([["名", "VARCHAR"]], [["甲"], ["乙"]]))).toBeUndefined();
    expect(chooseColumns(result([["数", "BIGINT"]], [[1n]]))).toBeUndefined();
  });
});

test("resultCsv(result) has a BOM, quotes texts, leaves numbers, and makes nothing a formula, heads included", async () => {
  const answer = result(
    [
      ["=名", "VARCHAR"],
      ["数", "DECIMAL(18,3)"],
      ["日", "DATE"]
    ],
    [
      ['@甲"乙', "-0.500", "2025-12-31"],
      [null, null, null]
    ]
  );
  expect(await resultCsv(answer)).toBe('\uFEFF"\'=名","数","日"\r\n"\'@甲""乙",-0.5,2025-12-31\r\n,,\r\n');
});

test("hashOfSql(sql) gives no link to a query that is too long to be sent", () => {
  // Nine signs for each character.
  expect(hashOfSql("长".repeat(3000))).toHaveLength(27_005);
  expect(hashOfSql("长".repeat(4000))).toBeUndefined();
});

test("hashOfSql(sql) and sqlOfHash(hash) carry any query; other marks in an address carry none", () => {
  for (const sql of ["SELECT '100%' AS \"率\" -- #&?\nFROM a", "'()*!", ""]) {
    expect(sqlOfHash(hashOfSql(sql)!)).toBe(sql);
    expect(hashOfSql(sql)).toMatch(/^#sql=[\w%.~-]*$/);
  }
  for (const sql of ["SELECT 1", "SELECT 1 -- &sort=up,2"]) {
    for (const order of [{column: 12, up: false}, undefined]) {
      const hash = hashOfSql(sql, order)!;
      expect([sqlOfHash(hash), orderOfHash(hash)]).toEqual([sql, order]);
    }
  }
  expect(orderOfHash("#sql=SELECT%201&sort=up,0")).toBeUndefined();
  expect(orderOfHash("#sort=up,2")).toBeUndefined();
  expect(sqlOfHash("#main")).toBeUndefined();
  expect(sqlOfHash("#sql=%E4%B")).toBeUndefined();
});

test("addHistory(sql) keeps each query once, the latest first, thirty at most, also where nothing can be kept", () => {
  for (let i = 0; i < 40; i++) addHistory(`SELECT ${i}`);
  expect(addHistory("SELECT 20").slice(0, 3)).toEqual(["SELECT 20", "SELECT 39", "SELECT 38"]);
  expect(readHistory()).toHaveLength(30);
  expect(readHistory().filter(sql => sql === "SELECT 20")).toHaveLength(1);
  clearHistory();
  expect(readHistory()).toEqual([]);
});
