import {readdirSync} from "node:fs";
import {fileURLToPath} from "node:url";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {maybeThousandths} from "../../loaders/numbers.ts";
import {parseYaml} from "../../loaders/yaml.ts";
import {decimalText} from "../../publish/format.ts";
import {bonusTables} from "../../publish/tables/bonus.ts";
import {amount} from "../../publish/xlsx/values.ts";
import {compile, PARAMETERS} from "../../scoring/compile.ts";
import {Cursor} from "../../scoring/cursor.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {parametersSql} from "../../scoring/ledger.ts";
import {score} from "../../scoring/score.ts";
import {HAICHENG, LIAOCHENG, settingsOf} from "./bonusCity.ts";
import {coreOf} from "./city.ts";
import {findFloats} from "./floats.ts";
import {ALLOWED} from "./floatsAllowed.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const FILES = [
  ...["scoring", "publish", "src", "cli", "loaders/cells"].flatMap(sourcesIn),
  ...["numbers", "cell", "database"].map(name => `loaders/${name}.ts`)
];

describe("the sources between file and page", () => {
  const uses = findFloats(ROOT, FILES);

  test("make no binary fraction but where it is allowed, with the reason", () => {
    const wrong = uses.filter(({file, within}) => !(file in ALLOWED) && !(`${file}#${within}` in ALLOWED));
    expect(
      wrong.map(({file, line, within, what, text}) => `${file}:${line} ${file}#${within}: ${what}: ${text}`)
    ).toEqual([]);
  });

  test("use every permission", () => {
    const used = new Set(uses.flatMap(({file, within}) => [file, `${file}#${within}`]));
    expect(Object.keys(ALLOWED).filter(place => !used.has(place))).toEqual([]);
  });
});

describe("findFloats(root, files)", () => {
  const found = (line: string): string[] =>
    findFloats(
      ROOT,
      ["scoring/planted.ts"],
      new Map([["scoring/planted.ts", `export function f() {\n  ${line}\n}\n`]])
    ).map(use => `${use.line} ${use.within}: ${use.what}`);

  test.each([
    ["return points / 1000;", "/"],
    ["points /= 10;", "/="],
    ["return 10 ** -digits;", "**"],
    ["return points * 0.001;", "a decimal"],
    ["return points * 1e-3;", "a decimal"],
    ["return .5;", "a decimal"],
    ["return parseFloat(text);", "parseFloat()"],
    ["return Number.parseFloat(text);", ".parseFloat()"],
    ["return Number(text);", "Number()"],
    ["return texts.map(Number);", "Number"],
    ["return +text;", "+x"],
    ["return points.toFixed(1);", ".toFixed()"],
    ["return points.toLocaleString();", ".toLocaleString()"],
    ["return Math.round(points);", "Math.round()"],
    ["return new Intl.NumberFormat().format(points);", "new NumberFormat"],
    ["return new Float64Array(n);", "new Float64Array"],
    ["return db.all(`SELECT points / 1000 FROM t`);", "SQL"],
    ['return db.all("SELECT points * 0.001 FROM t");', "SQL"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template
    ["return db.all(`SELECT ${name}, CAST(points AS DOUBLE) FROM t`);", "SQL"],
    ["return db.all(`SELECT AVG(points) FROM t`);", "SQL"]
  ])("sees %s", (line, what) => {
    expect(found(line)).toEqual([`2 f: ${what}`]);
  });

  test.each([
    ["return Math.min(points, 1000) + 5 * points - 0x10 % 3;"],
    ["return Number(date.slice(0, 4));"],
    ["return Number.isSafeInteger(points) && -points < 1_000_000;"],
    ["return db.all(`SELECT CAST(SUM(points) AS BIGINT) AS points FROM t`);"],
    ['return "a / b, 0.5";']
  ])("lets pass %s", line => {
    expect(found(line)).toEqual([]);
  });
});

describe("the columns that hold points", () => {
  let db: Database;
  beforeAll(async () => {
    db = await coreOf({});
    await score(db, {policies: [HAICHENG, LIAOCHENG], settings: settingsOf()});
  });
  afterAll(() => db.close());

  test("are BIGINT in every published table", async () => {
    const points = bonusTables.flatMap(table =>
      table.columns.filter(column => column.type === "points").map(column => `${table.name}.${column.name}`)
    );
    expect(points.length).toBeGreaterThan(10);
    const types = await columnTypes(db);
    expect(points.filter(name => types.get(name) !== "BIGINT").map(name => `${name} ${types.get(name)}`)).toEqual([]);
  });

  test("stand beside no column of any type with a fraction", async () => {
    const plain = ["VARCHAR", "BIGINT", "INTEGER", "BOOLEAN", "DATE"];
    const types = await columnTypes(db);
    expect([...types].filter(([, type]) => !plain.includes(type)).map(column => column.join(" "))).toEqual([]);
  });

  test("are BIGINT in the parameter tables and in what the ledger's text yields", async () => {
    const {tables, sql} = compile(HAICHENG, [baseScenario(HAICHENG, settingsOf())]);
    await db.run(parametersSql(tables, "score"));
    const rows = await db.all<{column_name: string; column_type: string}>(`DESCRIBE ${sql}`);
    const types = new Map(rows.map(row => [row.column_name, row.column_type]));
    for (const name of ["raw", "cumulative", "cap", "points"])
      expect([name, types.get(name)]).toEqual([name, "BIGINT"]);
    const kept = Object.entries(PARAMETERS).flatMap(([, columns]) =>
      Object.entries(columns).filter(([name]) => name === "points" || name === "cap")
    );
    expect(new Set(kept.map(([, type]) => type))).toEqual(new Set(["BIGINT"]));
  });
});

describe("a number on its way from text to text", () => {
  /** Decimal text as people write it: at least one digit, at most three behind the point, no idle zeros. */
  const decimals = fc
    .tuple(fc.integer({min: 0, max: 999_999_999}), fc.integer({min: 0, max: 999}))
    .map(([whole, rest]) => (rest ? `${whole}.${String(rest).padStart(3, "0").replace(/0+$/, "")}` : String(whole)));

  test("comes back unchanged from a cell and from a policy", () => {
    fc.assert(
      fc.property(decimals, text => {
        expect(decimalText(maybeThousandths(text)!, {digits: 0})).toBe(text);
        expect(decimalText(-maybeThousandths(text)!, {digits: 0})).toBe(text === "0" ? "0" : `-${text}`);
        expect(decimalText(policyPoints(text)!, {digits: 0})).toBe(text);
      }),
      {numRuns: 2000}
    );
  });

  test("comes back unchanged through the database", async () => {
    const db = await openDatabase();
    await db.run("CREATE TABLE t (n INTEGER, points BIGINT)");
    const texts = fc.sample(decimals, 500);
    await db.append(
      "main",
      "t",
      texts.map((text, i) => [i, maybeThousandths(text)!])
    );
    const rows = await db.all<{points: number}>("SELECT points FROM t ORDER BY n");
    expect(rows.map(row => decimalText(row.points, {digits: 0}))).toEqual(texts);
    db.close();
  });

  test("stands in a workbook's cell with the very digits of the text", () => {
    fc.assert(
      fc.property(decimals, text => {
        expect(String(amount(maybeThousandths(text)!))).toBe(text);
      }),
      {numRuns: 2000}
    );
  });

  test("adds up as thousandths where binary fractions do not", () => {
    const parts = ["0.1", "0.2"].map(text => maybeThousandths(text)!);
    expect(decimalText(parts[0]! + parts[1]!)).toBe("0.3");
    expect(0.1 + 0.2).not.toBe(0.3);
  });
});

function policyPoints(text: string): number | undefined {
  const yaml = parseYaml(`points: "${text}"`, "policy.yaml");
  return new Cursor(yaml, [], [], yaml.value, null).at("points").points();
}

async function columnTypes(db: Database): Promise<Map<string, string>> {
  const rows = await db.all<{name: string; type: string}>(
    "SELECT table_name || '.' || column_name AS name, data_type AS type FROM duckdb_columns() WHERE schema_name = 'score'"
  );
  return new Map(rows.map(({name, type}) => [name, type]));
}

function sourcesIn(folder: string): string[] {
  return readdirSync(`${ROOT}/${folder}`, {recursive: true, encoding: "utf8"})
    .map(name => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter(name => name.endsWith(".ts") && !name.includes("/.observablehq/"))
    .sort();
}
