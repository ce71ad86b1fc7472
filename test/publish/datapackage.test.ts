import {mkdtempSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Ajv} from "ajv";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import {TABLES} from "../../publish/dictionary.ts";
import {type ExportedFile, exportPath, TABLE_FORMATS} from "../../publish/exported.ts";
import {sha256} from "../../publish/hash.ts";
import {dataPackage} from "../../publish/opendata/datapackage.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {builtSample} from "../built.ts";
import {PROFILE} from "./datapackageProfile.ts";

interface Resource {
  name: string;
  path: string;
  type?: string;
  title: string;
  format: string;
  encoding?: string;
  bytes: number;
  hash: string;
  rows: number;
  dialect?: Record<string, unknown>;
  schema: {
    fields: {name: string; title: string; type: string; constraints?: {required: boolean}}[];
    missingValues: string[];
    primaryKey?: string[];
    uniqueKeys?: string[][];
    foreignKeys?: {fields: string[]; reference: {resource: string; fields: string[]}}[];
  };
  neutralised?: unknown;
}

const FILES: ExportedFile[] = TABLES.flatMap(({name}) =>
  TABLE_FORMATS.map(format => ({
    path: exportPath(name, format),
    table: name,
    format,
    rows: 3,
    bytes: 12,
    sha256: "ab".repeat(32),
    ...(format === "csv" && name === "issues" ? {neutralised: [{row: 1, field: "value"}]} : {})
  }))
);
const book: ExportedFile = {...FILES[0]!, path: "bonus-ranking-2025.xlsx", format: "workbook"};
const descriptor = dataPackage([...FILES, book], TABLES, {
  city: "示例市",
  asOf: "2025-12-31",
  policies: ["haicheng-2021-2"]
}) as unknown as Record<string, unknown> & {resources: Resource[]};
const resource = (name: string): Resource => descriptor.resources.find(found => found.name === name)!;

describe("dataPackage(files) follows the standard, version 2:", () => {
  test("the package has a name, a version that is the data date, and no clock", () => {
    expect(descriptor).toMatchObject({
      $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
      name: "hengcai",
      title: "示例市人才工作考核数据",
      version: "2025-12-31",
      sources: [{title: "haicheng-2021-2"}]
    });
    expect(Object.keys(descriptor)).not.toContain("created");
  });

  test("one resource per table file, each with a name of its own, path, size and digest", () => {
    expect(descriptor.resources.length).toBe(FILES.length);
    expect(new Set(descriptor.resources.map(({name}) => name)).size).toBe(FILES.length);
    for (const {name, path, type, bytes, hash} of descriptor.resources) {
      expect(name).toMatch(/^[a-z0-9._-]+$/);
      // Absolute and parent paths are forbidden.
      expect(path).not.toMatch(/^\/|\.\.|\\|:/);
      expect([type, bytes, hash]).toEqual(["table", 12, `sha256:${"ab".repeat(32)}`]);
    }
  });

  test("each format with the dialect it is written in", () => {
    expect(resource("issues.csv")).toMatchObject({
      path: "issues.csv",
      encoding: "utf-8",
      dialect: {delimiter: ",", lineTerminator: "\r\n", quoteChar: '"', doubleQuote: true, header: true},
      neutralised: [{row: 1, field: "value"}]
    });
    expect(resource("issues.csv-plain")).toMatchObject({path: "csv-plain/issues.csv", dialect: {lineTerminator: "\n"}});
    expect(resource("issues.json").dialect).toMatchObject({itemType: "object"});
    expect(resource("issues.xlsx").dialect).toMatchObject({sheetName: "数据问题"});
    expect(resource("issues.parquet").encoding).toBe(undefined);
  });

  test("every column with its type and Chinese title, the key where there is one", () => {
    for (const {name, columns} of TABLES) {
      const {fields, missingValues} = resource(`${name}.csv`).schema;
      expect(fields.map(field => [field.name, field.title])).toEqual(columns.map(({name, title}) => [name, title]));
      expect(missingValues).toEqual([""]);
    }
    const {fields, primaryKey} = resource("bonus_scores.parquet").schema;
    expect(fields.map(({type}) => type)).toEqual([
      "integer",
      "string",
      "string",
      "string",
      "integer",
      "number",
      "number",
      "number"
    ]);
    expect(primaryKey).toEqual(["year", "basis", "unit_id", "rule_id"]);
    expect(resource("issues.csv").schema.primaryKey).toBe(undefined);
  });
});

const validate = new Ajv({allErrors: true, strict: true, strictRequired: false}).compile(PROFILE);
const faults = (descriptor: unknown): string[] =>
  validate(descriptor) ? [] : validate.errors!.map(({instancePath, message}) => `${instancePath} ${message}`);

describe("the standard's profile", () => {
  test("holds for the descriptor of every table in every format", () => {
    expect(faults(descriptor)).toEqual([]);
  });

  test("finds what is wrong", () => {
    const broken = (change: (copy: typeof descriptor, first: Resource) => unknown): string => {
      const copy = structuredClone(descriptor);
      change(copy, copy.resources[0]!);
      return faults(copy).join("; ");
    };
    expect(broken(copy => copy.resources.splice(0))).toBe("/resources must NOT have fewer than 1 items");
    expect(broken((_, first) => Object.assign(first, {path: "../a.csv"}))).toContain("/resources/0/path must match");
    expect(broken((_, first) => Object.assign(first, {hash: "sha256:xyz"}))).toContain("/resources/0/hash must match");
    expect(broken((_, first) => Object.assign(first.schema.fields[0]!, {type: "text"}))).toContain(
      "fields/0/type must be"
    );
    expect(broken((_, first) => Reflect.deleteProperty(first, "bytes"))).toContain(
      "must have required property 'bytes'"
    );
    expect(broken((_, first) => Object.assign(first.schema, {primarykey: ["a"]}))).toContain("NOT have additional");
    expect(broken(copy => Object.assign(copy, {licenses: [{title: "无"}]}))).toContain("/licenses/0 must have");
  });
});

describe("what the descriptor says of the sample is true:", () => {
  let db: Database;
  let out: string;
  let files: ExportedFile[];
  let described: typeof descriptor;

  beforeAll(async () => {
    const {warehouse} = await builtSample();
    db = await openDatabase(warehouse, {readOnly: true});
    out = mkdtempSync(join(tmpdir(), "hengcai-package-"));
    files = await exportTables(db, {out, formats: ["csv", "csv-plain", "json", "duckdb"]});
    described = JSON.parse(readFileSync(join(out, "datapackage.json"), "utf8")) as typeof descriptor;
  });
  afterAll(() => {
    db?.close();
    if (out) rmSync(out, {recursive: true, force: true});
  });

  test("it is valid, and names every file but the checksums and itself", () => {
    expect(faults(described)).toEqual([]);
    expect(described.resources.map(({path}) => path).sort()).toEqual(
      [...files.map(({path}) => path), "dictionary.csv"].sort()
    );
    expect(described.licenses).toEqual([expect.objectContaining({name: "other-closed"})]);
  });

  test("size and digest of every file but the database's are its own", () => {
    for (const {path, bytes, hash} of described.resources.filter(({format}) => format !== "duckdb")) {
      const content = new Uint8Array(readFileSync(join(out, path)));
      expect([path, statSync(join(out, path)).size, `sha256:${sha256(content)}`]).toEqual([path, bytes, hash]);
    }
  });

  test("every value has its type, every key is one, every reference leads somewhere", async () => {
    const reader = await openDatabase(":memory:");
    const tables = described.resources.filter(
      ({type, path}) => type === "table" && /^(csv-plain|rederive)\//.test(path)
    );
    expect(tables.length).toBe(TABLES.length + 7);
    for (const {name, path, schema, rows} of tables) {
      const columns = schema.fields.map(field => `${literal(field.name)}: ${literal(STORED[field.type]!)}`);
      // A value of another type stops the reading.
      await reader.run(`CREATE TABLE ${identifier(name)} AS FROM read_csv(${literal(join(out, path))},
  auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '',
  columns = {${columns.join(", ")}})`);
      expect([name, await count(reader, identifier(name))]).toEqual([name, rows]);
    }
    for (const {name, schema} of tables) {
      const {primaryKey, uniqueKeys = [], foreignKeys = []} = schema;
      const list = (fields: readonly string[], of = "t") =>
        fields.map(field => `${of}.${identifier(field)}`).join(", ");
      for (const key of [...(primaryKey ? [primaryKey] : []), ...uniqueKeys]) {
        expect([
          name,
          key,
          await count(reader, `(SELECT 1 FROM ${identifier(name)} AS t GROUP BY ${list(key)} HAVING COUNT(*) > 1)`)
        ]).toEqual([name, key, 0]);
      }
      for (const {name: field} of schema.fields.filter(field => field.constraints?.required)) {
        expect([name, field, await count(reader, `${identifier(name)} WHERE ${identifier(field)} IS NULL`)]).toEqual([
          name,
          field,
          0
        ]);
      }
      for (const {fields, reference} of foreignKeys) {
        const filled = fields.map(field => `t.${identifier(field)} IS NOT NULL`).join(" AND ");
        const lost = `${identifier(name)} AS t WHERE ${filled} AND (${list(fields)}) NOT IN (SELECT (${list(reference.fields, "r")}) FROM ${identifier(reference.resource)} AS r)`;
        expect([name, fields, await count(reader, lost)]).toEqual([name, fields, 0]);
      }
    }
    expect(tables.filter(({schema}) => schema.foreignKeys).length).toBeGreaterThan(12);
    reader.close();
  });
});

const STORED: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  integer: "BIGINT",
  number: "DECIMAL(18,3)",
  date: "DATE",
  boolean: "BOOLEAN"
};

async function count(db: Database, from: string): Promise<number> {
  const [row] = await db.all<{n: number}>(`SELECT COUNT(*)::INTEGER AS n FROM ${from}`);
  return row!.n;
}
