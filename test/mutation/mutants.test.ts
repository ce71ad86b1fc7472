import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {codeReport} from "./codeReport.ts";
import {isRefused} from "./ledgerTarget.ts";
import {mutantsOf, OPERATORS, type Operator} from "./mutants.ts";
import {aliveIn, judge, type Outcome, type Report, type Target, tried, tryAll} from "./run.ts";

describe("mutantsOf(sql)", () => {
  const expected: Partial<Record<Operator, [sql: string, mutants: string[]][]>> = {
    comparison: [
      ["SELECT a < b, a <= b", ["SELECT a <= b, a <= b", "SELECT a < b, a < b"]],
      ["SELECT a > b, a >= b", ["SELECT a >= b, a >= b", "SELECT a > b, a > b"]],
      ["SELECT a = b, a <> b", ["SELECT a <> b, a <> b", "SELECT a = b, a = b"]],
      ["SELECT '<' || a -- a < b", []]
    ],
    connective: [
      ["SELECT a AND b OR c", ["SELECT a OR b OR c", "SELECT a AND b AND c"]],
      ["SELECT a BETWEEN 1 AND 2 AND b", ["SELECT a BETWEEN 1 AND 2 OR b"]]
    ],
    "dropped conjunct": [
      ["SELECT 1 WHERE a AND b AND c", ["SELECT 1 WHERE b AND c", "SELECT 1 WHERE a AND c", "SELECT 1 WHERE a AND b"]],
      [
        "SELECT a AND b OR c AS d",
        ["SELECT b OR c AS d", "SELECT c AS d", "SELECT a OR c AS d", "SELECT a AND b AS d"]
      ],
      ["SELECT 1 FROM t JOIN u ON t.a = u.a", ["SELECT 1 FROM t JOIN u ON TRUE"]],
      [
        "SELECT f(a AND (b OR c), d)",
        ["SELECT f((b OR c), d)", "SELECT f(a, d)", "SELECT f(a AND (c), d)", "SELECT f(a AND (b), d)"]
      ]
    ],
    "dropped order term": [
      ["SELECT a ORDER BY a DESC, f(b, c)", ["SELECT a ORDER BY f(b, c)", "SELECT a ORDER BY a DESC"]],
      ["SELECT SUM(a) OVER (ORDER BY b) FROM t", ["SELECT SUM(a) OVER () FROM t"]]
    ],
    "swapped order term": [
      ["SELECT a ORDER BY a, b DESC, c", ["SELECT a ORDER BY b DESC, a, c", "SELECT a ORDER BY a, c, b DESC"]]
    ],
    "dropped partition term": [
      [
        "SELECT SUM(a) OVER (PARTITION BY b, c ORDER BY d)",
        ["SELECT SUM(a) OVER (PARTITION BY c ORDER BY d)", "SELECT SUM(a) OVER (PARTITION BY b ORDER BY d)"]
      ]
    ],
    "swapped partition term": [
      [
        "SELECT SUM(a) OVER (PARTITION BY b, c ORDER BY d NULLS LAST, e)",
        ["SELECT SUM(a) OVER (PARTITION BY b, d ORDER BY c NULLS LAST, e)"]
      ]
    ],
    direction: [
      [
        "SELECT a ORDER BY a, b DESC NULLS LAST",
        ["SELECT a ORDER BY a DESC, b DESC NULLS LAST", "SELECT a ORDER BY a, b ASC NULLS LAST"]
      ],
      ["SELECT a ORDER BY a NULLS LAST", ["SELECT a ORDER BY a DESC NULLS LAST"]]
    ],
    join: [
      ["FROM a LEFT JOIN b ON c", ["FROM a INNER JOIN b ON c"]],
      [
        "FROM a JOIN b ON c INNER JOIN d ON e",
        ["FROM a LEFT JOIN b ON c INNER JOIN d ON e", "FROM a JOIN b ON c LEFT JOIN d ON e"]
      ],
      ["FROM a CROSS JOIN b", []]
    ],
    constant: [
      ["SELECT key_1 + 1", ["SELECT key_1 + 2", "SELECT key_1 + 0"]],
      ["SELECT COALESCE(a, FALSE)", ["SELECT COALESCE(a, TRUE)"]],
      ["SELECT DATE '2024-03-01'", ["SELECT DATE '2024-03-02'", "SELECT DATE '2024-02-29'"]]
    ],
    "swapped branches": [
      ["SELECT CASE WHEN a THEN b WHEN c THEN d END", ["SELECT CASE WHEN c THEN d WHEN a THEN b END"]],
      ["SELECT CASE a WHEN 1 THEN b WHEN 2 THEN d END", []]
    ],
    "swapped results": [
      [
        "SELECT CASE WHEN a THEN b WHEN c THEN d ELSE e END",
        ["SELECT CASE WHEN a THEN d WHEN c THEN b ELSE e END", "SELECT CASE WHEN a THEN b WHEN c THEN e ELSE d END"]
      ],
      [
        "SELECT CASE WHEN a THEN CASE WHEN b THEN c ELSE d END ELSE e END",
        [
          "SELECT CASE WHEN a THEN e ELSE CASE WHEN b THEN c ELSE d END END",
          "SELECT CASE WHEN a THEN CASE WHEN b THEN d ELSE c END ELSE e END"
        ]
      ]
    ],
    "wider frame": [
      [
        "(ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
        ["(ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"]
      ],
      ["(ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)", []]
    ],
    "min or max": [["SELECT MIN(a), max(b), min", ["SELECT MAX(a), max(b), min", "SELECT MIN(a), MIN(b), min"]]]
  };

  test("every operator is looked at", () => {
    expect(Object.keys(expected)).toEqual(OPERATORS);
  });

  for (const [operator, rows] of Object.entries(expected)) {
    for (const [sql, mutants] of rows) {
      test(`${operator}: ${sql}`, () => {
        const own = mutantsOf(sql).filter(mutant => mutant.operator === operator);
        expect(own.map(mutant => mutant.sql.replace(/ +/g, " ").replace(/ (?=[),]|$)/g, "")).sort()).toEqual(
          mutants.toSorted()
        );
      });
    }
  }

  test("a mutant is named by operator, step, line and change, and no two alike", () => {
    const sql = "WITH one AS (\n  SELECT a < b AS x\n  FROM t\n)\nSELECT x, a < b AS x FROM one";
    expect(mutantsOf(sql).map(({line, name}) => [line, name])).toEqual([
      [2, "comparison in one: SELECT a [< → <=] b AS x"],
      [5, "comparison in result: SELECT x, a [< → <=] b AS x FROM one"]
    ]);
    const twice = "SELECT\n a < b,\n a < b,\nc";
    expect(mutantsOf(twice).map(({name}) => name)).toEqual([
      "comparison in result: a [< → <=] b,",
      "comparison in result: a [< → <=] b, (2)"
    ]);
  });
});

describe("a mutant's fate", () => {
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase();
  });
  afterAll(() => db.close());

  /** What the best n of three are worth: the tie on 5 and the row on the edge are there to kill. */
  const SQL = `SELECT n, SUM(v) OVER (
  ORDER BY v DESC, n
  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
) AS s
FROM (VALUES (2, 5), (1, 5), (3, 9), (4, 7)) AS t(n, v)
WHERE v >= 5 AND n < 4`;

  test("planted mutants die, and one that says the same lives", async () => {
    const truth = await rows(SQL);
    const ends = new Map<string, string>();
    for (const {name, sql} of mutantsOf(SQL)) ends.set(name, (await rows(sql)) === truth ? "survived" : "killed");
    const end = (part: string): string[] => [...ends].filter(([name]) => name.startsWith(part)).map(([, fate]) => fate);
    expect(end("wider frame")).toEqual(["killed"]);
    expect(end("direction")).toEqual(["killed", "killed"]);
    expect(end("connective")).toEqual(["killed"]);
    // No row has a v below 5: that condition may go.
    expect(end("dropped conjunct")).toEqual(["survived", "killed"]);
    expect(ends.get("comparison in result: WHERE v [>= → >] 5 AND n < 4")).toBe("killed");
    expect(ends.get("comparison in result: WHERE v >= 5 AND n [< → <=] 4")).toBe("killed");
  });

  test("a text that DuckDB refuses is no mutant; one that fails on the rows is killed", async () => {
    const fault = async (sql: string): Promise<unknown> =>
      db.all(sql).then(
        () => null,
        error => error
      );
    expect(isRefused(await fault("SELECT nowhere FROM (SELECT 1 AS a)"))).toBe(true);
    expect(isRefused(await fault("SELECT FROM WHERE"))).toBe(true);
    expect(isRefused(await fault("SELECT CAST(a AS INTEGER) FROM (SELECT 'x' AS a)"))).toBe(false);
  });

  async function rows(sql: string): Promise<string> {
    return JSON.stringify(await db.all(`SELECT * FROM (${sql}) ORDER BY ALL`));
  }
});

describe("judge(report, explained)", () => {
  const report: Report = {
    tallies: new Map([["ledger", new Map([["constant", {killed: 3, survived: 2, invalid: 4}]])]]),
    survivors: ["known", "new"].map(mutant => ({target: "ledger", mutant})),
    killed: new Set(["ledger · dead"])
  };

  test("lists who survives unexplained, and explanations that have lost their survivor", () => {
    const explained = ["known", "dead", "gone"].map(mutant => ({target: "ledger", mutant, reason: "…"}));
    const elsewhere = {target: "ranking", mutant: "not run", reason: "…"};
    expect(judge(report, [...explained, elsewhere])).toEqual({
      shares: [{target: "ledger", killed: 3, total: 5}],
      unexplained: ["ledger · new"],
      stale: ["ledger · dead (killed)", "ledger · gone (gone)"]
    });
  });
});

describe("tryAll(targets, progress, wanted)", () => {
  const fates: Record<string, Outcome> = {one: "killed", two: "survived", three: "invalid", four: "survived"};
  const target: Target = {
    name: "ledger",
    trials: Object.entries(fates).map(([name, fate]) => ({
      name,
      operator: "constant",
      line: 1,
      outcome: async () => fate
    })),
    close() {}
  };

  test("tries what is wanted, and what it says of the living is understood again", async () => {
    const said: string[] = [];
    const progress = (text: string) => void said.push(text);
    expect(tried(await tryAll([target], progress))).toEqual(
      new Set(["one", "two", "four"].map(name => `ledger · ${name}`))
    );
    const alive = aliveIn(`said by npm\n${said.join("\n")}\n12 s`);
    expect(alive).toEqual(new Set(["ledger · two", "ledger · four"]));
    const again = await tryAll([target], progress, (_, name) => alive.has(`ledger · ${name}`) && name !== "four");
    expect(tried(again)).toEqual(new Set(["ledger · two"]));
  });
});

describe("codeReport(report)", () => {
  const source = "if (a) return 1;\nif (a)\n  return 1;\n";
  const mutant = (status: string, line: number, [from, to]: readonly [number, number], last = line) => ({
    mutatorName: "Literal",
    replacement: "2",
    status,
    location: {start: {line, column: from}, end: {line: last, column: to}}
  });

  test("names each mutant by its change, and counts one that no test reaches as alive", () => {
    const mutants = [
      mutant("NoCoverage", 3, [10, 11]),
      mutant("Survived", 1, [15, 16]),
      mutant("Killed", 2, [5, 6]),
      mutant("Timeout", 1, [5, 6]),
      mutant("RuntimeError", 2, [1, 12], 3),
      mutant("Survived", 1, [15, 16])
    ];
    expect(codeReport({files: {"a.ts": {source, mutants}}})).toEqual({
      tallies: new Map([["a.ts", new Map([["Literal", {killed: 2, survived: 3, invalid: 1}]])]]),
      survivors: [
        {target: "a.ts", mutant: "Literal: if (a) return [1 → 2];"},
        {target: "a.ts", mutant: "Literal: if (a) return [1 → 2]; (2)"},
        {target: "a.ts", mutant: "Literal: return [1 → 2];"}
      ],
      killed: new Set(["a.ts · Literal: if ([a → 2]) return 1;", "a.ts · Literal: if ([a → 2])"])
    });
  });
});
