import {describe, expect, test} from "vitest";
import {dataPackage} from "../../publish/datapackage.ts";
import {TABLES} from "../../publish/dictionary.ts";
import {EXPORT_FORMATS, type ExportedFile, exportPath} from "../../publish/exported.ts";

interface Resource {
  name: string;
  path: string;
  type: string;
  title: string;
  encoding?: string;
  bytes: number;
  hash: string;
  dialect?: Record<string, unknown>;
  schema: {fields: Record<string, string>[]; missingValues: string[]; primaryKey?: string[]};
  neutralised?: unknown;
}

const FILES: ExportedFile[] = TABLES.flatMap(({name}) =>
  EXPORT_FORMATS.map(format => ({
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
