import {readdirSync, readFileSync} from "node:fs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {compile, type Scenario} from "../../scoring/compile.ts";
import {alternatives, baseScenario} from "../../scoring/effects.ts";
import {parametersSql} from "../../scoring/ledger.ts";
import {type Policy, parsePolicies, parsePolicy} from "../../scoring/policy.ts";
import {createTable, TABLES} from "../../scoring/tables.ts";
import {settingsFor} from "../oracle/engine.ts";
import {lintQuery, lintTables} from "./subset.ts";
import {grammarFaults} from "./trino.ts";
import {typeFaults} from "./types.ts";

const INVENTED = new URL("../policies/", import.meta.url);

for (const policy of policiesWithScores()) {
  const compiled = compile(policy, scenariosOf(policy));

  describe(`the statements of ${policy.id}${policy.amendments.length ? " as amended" : ""}`, () => {
    test("are one text whatever the scenario, the rules and the schema, but for its name", () => {
      for (const scenario of scenariosOf(policy)) expect(compile(policy, [scenario]).sql).toBe(compiled.sql);
      const {sql} = compile(policy, [], {schema: "elsewhere", rules: []});
      expect(sql.replaceAll('"elsewhere"', '"score"')).toBe(compiled.sql);
    });

    test("are Trino's grammar and stay in the subset", () => {
      expect(lintQuery(compiled.sql)).toEqual([]);
    });

    test("make their parameter tables in Trino's words, dates as dates", () => {
      expect(lintTables(parametersSql(compiled.tables, "score"))).toEqual([]);
      expect(parametersSql(compiled.tables, "score")).not.toMatch(/[(,] '\d{4}-\d{2}-\d{2}'/);
    });

    test("leave no type to be guessed", async () => {
      const db = await openDatabase();
      await db.run(`CREATE SCHEMA score; ${createTable("score.bonus_inputs", TABLES.bonus_inputs)}`);
      await db.run(parametersSql(compiled.tables, "score"));
      expect(await typeFaults(db, compiled.sql)).toEqual([]);
      db.close();
    });
  });
}

test("the policies under test are the built-in one with scores, and an invented one as it was and as amended", () => {
  const found = policiesWithScores().map(({id, amendments}) => [id, amendments.length]);
  expect(found).toContainEqual(["haicheng-2021-2", 0]);
  expect(found).toContainEqual(["yunzhou-2023-7", 0]);
  expect(found).toContainEqual(["yunzhou-2023-7", 2]);
});

/** All that the subset allows, in one text. */
const GOOD = `WITH one AS (
  -- A remark.
  SELECT a.x, a.y AS z, COALESCE(a.x, 0) AS w, NULLIF(a.t, '') AS v, a.t || 'é' AS u, a.d
  FROM "score".a AS a
  CROSS JOIN b
  INNER JOIN c AS c ON c.x = a.x AND c.y < a.y
  WHERE a.d >= DATE '2021-10-30' AND a.t IN ('x', 'y') AND NOT (a.x IS NULL OR a.y IS NOT NULL)
),
two AS (
  SELECT
    u, x, CAST(z AS VARCHAR) AS z,
    CASE WHEN x + 1 - 2 * x <> 3 THEN TRUE ELSE FALSE END AS s,
    CASE u WHEN 'p' THEN x END AS r,
    ROW_NUMBER() OVER (PARTITION BY u ORDER BY x NULLS LAST) AS q,
    RANK() OVER (ORDER BY x DESC NULLS LAST, d NULLS LAST) AS p,
    LAG(x) OVER (PARTITION BY u ORDER BY d NULLS LAST) AS o,
    FIRST_VALUE(x) OVER (ORDER BY x NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS n,
    COUNT(*) OVER (PARTITION BY u ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS m,
    CAST(SUM(x) OVER (ORDER BY d NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS BIGINT) AS l
  FROM one
)
SELECT u, MIN(x) AS least, MAX(l) AS most, COUNT(m) AS n, CAST(SUM(n) AS BIGINT) AS sum
FROM two
GROUP BY u
ORDER BY u NULLS LAST`;

/** One wound each: what is put where, and the word that the lint must say. */
const WOUNDS: readonly [fault: string, found: string, put: string][] = [
  ["not Trino", "CAST(z AS VARCHAR)", "z::VARCHAR"],
  ["not Trino", "x + 1", "x // 1"],
  ["not Trino", "FROM two\n", "FROM two QUALIFY x = 1\n"],
  ["not Trino", "u, x, CAST(z AS VARCHAR) AS z,", "* EXCLUDE (x),"],
  ["not Trino", "u, x, CAST(z AS VARCHAR) AS z,", "* REPLACE (1 AS x),"],
  ["not Trino", "GROUP BY u", "GROUP BY ALL"],
  ["not Trino", "x + 1", "[x]"],
  ["not Trino", "x + 1", "{'x': 1}"],
  ["not Trino", "NULLIF(a.t, '')", "a.t ILIKE ''"],
  ["a name without AS: twoSEMI", "FROM two\n", "FROM two SEMI JOIN one ON TRUE\n"],
  ["not Trino", "u, MIN(x)", "DISTINCT ON (u) MIN(x)"],
  ["not Trino", "GROUP BY u", "GROUP BY u,"],
  ["the operator /", "x + 1", "x / 1"],
  ["the operator %", "x + 1", "x % 1"],
  ["!= for <>", "<> 3", "!= 3"],
  ["a decimal", "x + 1", "x + 1.0"],
  ["a double", "x + 1", "x + 1e0"],
  ["the type DOUBLE", "CAST(z AS VARCHAR)", "CAST(z AS DOUBLE)"],
  ["the type DECIMAL(18,3)", "CAST(z AS VARCHAR)", "CAST(z AS DECIMAL(18, 3))"],
  ["the literal TIMESTAMP'2021-10-30'", "DATE '2021-10-30'", "TIMESTAMP '2021-10-30'"],
  ["the literal DATE'30.10.2021'", "DATE '2021-10-30'", "DATE '30.10.2021'"],
  ["the function AVG", "MIN(x)", "AVG(x)"],
  ["the function LEAST", "COALESCE(a.x, 0)", "LEAST(a.x, 0)"],
  ["the function GREATEST", "COALESCE(a.x, 0)", "GREATEST(a.x, 0)"],
  ["the function RANDOM", "x + 1", "RANDOM()"],
  ["the function LOWER", "NULLIF(a.t, '')", "LOWER(a.t)"],
  ["the function CONCAT", "NULLIF(a.t, '')", "CONCAT(a.t, '')"],
  ["the function REGEXP_LIKE", "NULLIF(a.t, '')", "REGEXP_LIKE(a.t, '')"],
  ["the function DATE_DIFF", "a.d\n", "DATE_DIFF('day', a.d, a.d) AS d\n"],
  ["the function YEAR", "a.d\n", "YEAR(a.d) AS d\n"],
  ["a string function", "NULLIF(a.t, '')", "SUBSTRING(a.t FROM 1)"],
  ["a string function", "NULLIF(a.t, '')", "TRIM(a.t)"],
  ["LIKE", "a.t IN ('x', 'y')", "a.t LIKE 'x'"],
  ["CURRENT_DATE", "DATE '2021-10-30'", "CURRENT_DATE"],
  ["date arithmetic", "DATE '2021-10-30'", "DATE '2021-10-30' + INTERVAL '1' DAY"],
  ["date arithmetic", "a.d\n", "EXTRACT(YEAR FROM a.d) AS d\n"],
  ["a list", "x + 1", "ARRAY[x]"],
  ["a list", "x + 1", "x[1]"],
  ["a struct", "x + 1", "ROW(x, 1)"],
  ["JsonValue", "NULLIF(a.t, '')", "JSON_VALUE(a.t, 'lax $.b')"],
  ["UNNEST", "CROSS JOIN b", "CROSS JOIN UNNEST(b) AS b"],
  ["recursion", "WITH one", "WITH RECURSIVE one"],
  ["IN (subquery)", "a.t IN ('x', 'y')", "a.t NOT IN (SELECT t FROM e)"],
  ["EXISTS", "a.t IN ('x', 'y')", "EXISTS (SELECT t FROM e)"],
  ["a subquery", "FROM one\n", "FROM (SELECT x FROM one) AS one\n"],
  ["a set operation", "FROM one\n", "FROM one UNION ALL SELECT x FROM e\n"],
  ["ORDER BY in a subquery", "FROM one\n", "FROM one ORDER BY u NULLS LAST\n"],
  ["no NULLS LAST", "ORDER BY u NULLS LAST", "ORDER BY u"],
  ["no NULLS LAST", "ORDER BY x NULLS LAST)", "ORDER BY x NULLS FIRST)"],
  ["no NULLS LAST", "x DESC NULLS LAST, d", "x DESC, d"],
  ["no ROWS frame: COUNT", "u ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING", "u"],
  ["no ROWS frame: FIRST_VALUE", "x NULLS LAST ROWS BETWEEN", "x NULLS LAST RANGE BETWEEN"],
  ["no order: FIRST_VALUE", "FIRST_VALUE(x) OVER (ORDER BY x NULLS LAST ", "FIRST_VALUE(x) OVER ("],
  ["no order: ROW_NUMBER", "PARTITION BY u ORDER BY x NULLS LAST", "PARTITION BY u"],
  [
    "a frame where none is heeded: LAG",
    "ORDER BY d NULLS LAST) AS o",
    "ORDER BY d NULLS LAST ROWS UNBOUNDED PRECEDING) AS o"
  ],
  ["SUM without CAST AS BIGINT", "CAST(SUM(n) AS BIGINT)", "SUM(n)"],
  ["SUM without CAST AS BIGINT", "CAST(SUM(n) AS BIGINT)", "CAST(SUM(n) AS INTEGER)"],
  ["SUM without CAST AS BIGINT", "CAST(SUM(n) AS BIGINT)", "CAST(1 + SUM(n) AS BIGINT)"],
  ["one is used 2 times", "FROM two\n", "FROM two CROSS JOIN one\n"],
  ["one is used 0 times", "FROM one\n", "FROM uno\n"],
  ["a name without AS", "COALESCE(a.x, 0) AS w", "COALESCE(a.x, 0) w"],
  ["a name without AS", "a.y AS z", "a.y z"],
  ["a name without AS", "FROM two\n", "FROM two ASOF\n"],
  ["a star", "u, x, CAST(z AS VARCHAR) AS z,", "*,"],
  ["a star", "SELECT a.x,", "SELECT a.*,"],
  ["GROUP BY no name", "GROUP BY u", "GROUP BY 1"],
  ["the join NATURAL", "CROSS JOIN b", "NATURAL JOIN b"],
  ["the join FULL", "INNER JOIN c", "FULL JOIN c"],
  ["the join RIGHT", "INNER JOIN c", "RIGHT JOIN c"],
  ["a join without ON", "ON c.x = a.x AND c.y < a.y", "USING (x)"],
  ["a join by comma", "CROSS JOIN b", ", b"],
  ["IS DISTINCT FROM", "a.t IN ('x', 'y')", "a.t IS DISTINCT FROM 'x'"],
  ["DISTINCT", "SELECT u, MIN", "SELECT DISTINCT u, MIN"],
  ["DISTINCT", "COUNT(m)", "COUNT(DISTINCT m)"],
  ["FILTER", "MIN(x) AS", "MIN(x) FILTER (WHERE x > 0) AS"],
  ["LIMIT", "ORDER BY u NULLS LAST", "ORDER BY u NULLS LAST LIMIT 1"],
  ["HavingClause", "GROUP BY u", "GROUP BY u HAVING u = 'x'"],
  ["a lambda", "x + 1", "x -> 1"],
  ["2 statements", "ORDER BY u NULLS LAST", "; SELECT x FROM e"]
];

describe("lintQuery(sql)", () => {
  test("allows all that scoring may use", () => {
    expect(lintQuery(GOOD)).toEqual([]);
  });

  test.each(WOUNDS)("says %s for %s → %s", (fault, found, put) => {
    const wounded = replaceLast(GOOD, found, put);
    const faults = lintQuery(wounded);
    expect(faults.filter(line => line.includes(fault)).length, faults.join("\n")).toBeGreaterThan(0);
  });

  test("tells the line", () => {
    expect(lintQuery("SELECT a\nFROM x\nWHERE b LIKE 'c'")).toEqual(["line 3: LIKE"]);
    expect(grammarFaults("SELECT a\nFROM x\nWHERE b::VARCHAR = 'c'")[0]).toMatch(/^line 3: not Trino/);
  });
});

describe("typeFaults(db, sql)", () => {
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase();
    await db.run(`CREATE TABLE e (n INTEGER, b BIGINT, t VARCHAR, d DATE, y BOOLEAN, u VARCHAR)`);
  });
  afterAll(() => db.close());

  test.each([
    ["b + n", "b < n", "t"],
    ["b", "d >= DATE '2021-10-30' AND NOT y", "CASE t WHEN 'a' THEN b WHEN u THEN 0 ELSE NULL END"],
    ["b", "t || u = 'x'", "COALESCE(y, FALSE)"]
  ])("finds nothing in %s, %s, %s", async (a, b, c) => {
    expect(await typeFaults(db, query(a, b, c))).toEqual([]);
  });

  test.each([
    ["b", "d >= '2021-10-30'", "t"],
    ["b", "t = 1", "t"],
    ["b", "n IN ('1', '2')", "t"],
    ["b", "y = 1", "t"],
    ["d + 1", "y", "t"],
    ["b", "y", "CASE WHEN y THEN b ELSE y END"],
    ["b", "y", "CASE WHEN n THEN b ELSE 0 END"],
    ["b", "y", "CASE n WHEN '1' THEN b END"],
    ["b", "y", "COALESCE(d, '2021-10-30')"],
    ["b", "y", "NULLIF(n, '')"],
    ["b", "y AND n", "t"],
    ["b", "y", "b || t"]
  ])("finds the guess in %s, %s, %s", async (a, b, c) => {
    expect(await typeFaults(db, query(a, b, c))).toHaveLength(1);
  });

  function query(a: string, b: string, c: string): string {
    return `WITH one AS (SELECT ${a} AS p, ${c} AS q, ${b} AS r FROM e) SELECT p, q FROM one`;
  }
});

/** Returns the policies that give points, built in and invented for the tests, each alone and as its amendments make it. */
function policiesWithScores(): Policy[] {
  const invented = readdirSync(INVENTED)
    .filter(name => name.endsWith(".yaml"))
    .map(name => ({file: name, text: readFileSync(new URL(name, INVENTED), "utf8")}));
  const alone = invented.filter(({text}) => !/^amends:/m.test(text)).map(({file, text}) => parsePolicy(text, file));
  const amended = parsePolicies(invented).filter(policy => policy.amendments.length);
  return [...parsePolicies([...builtinPolicies().values()]), ...alone, ...amended].filter(policy => policy.bonus);
}

/** Returns the base scenario, one for every other option of every reading, and one with all of them changed. */
function scenariosOf(policy: Policy): Scenario[] {
  const base = baseScenario(policy, settingsFor("2025-12-31"));
  const others = alternatives(policy, base);
  const all = new Map([...base.readings, ...others.map(({reading, option}) => [reading, option] as const)]);
  return [base, ...others, {...base, id: "all", readings: all}];
}

function replaceLast(text: string, found: string, put: string): string {
  const at = text.lastIndexOf(found);
  if (at < 0) throw new Error(`not in the text: ${found}`);
  return text.slice(0, at) + put + text.slice(at + found.length);
}
