import {spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {mkdirSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import ExcelJS from "exceljs";
import {strFromU8, unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {literal} from "../../loaders/sql.ts";
import {publishedTables, TABLES} from "../../publish/dictionary.ts";
import {DATABASE_FILE} from "../../publish/opendata/duckdbFile.ts";
import {addSums, type ExportedFile, exportTables, TABLE_FORMATS} from "../../publish/opendata/opendata.ts";
import {insert, scratch, warehouse} from "./fixture.ts";

const LEDGER = {
  year: 2025,
  basis: "signed",
  scenario: "base",
  unit_id: "0011",
  unit_name: '东“四"方台,街道',
  rule_id: "R1",
  clause: "二（二）1",
  claim_id: "=1+1",
  event_on: "2025-03-01",
  nth: 1,
  raw: 500,
  cumulative: 500,
  cap: 1000,
  points: 500,
  disposition: "counted",
  contested: false,
  source_file: "claims/a.csv",
  source_sheet: "",
  source_row: 3
};

const GRADES = {year: 2025, dimension: "district", declared: 1, assessed: 1, qualified: 1, unqualified: 1, other: 1};

const ROWS = {
  units: [{unit_id: "0011", name: "东四方台街道", kind: "街道", sort_order: 1, group: "镇（街道）"}],
  bonus_ledger: [
    {...LEDGER, claim_id: "S-2", points: -5, nth: null},
    LEDGER,
    {...LEDGER, scenario: "what-if", points: 999_000}
  ],
  grade_distribution: [
    {...GRADES, key: "d1", due: 12, filed: 9, excellent: 0, suppressed: false},
    {...GRADES, key: "d2", due: 3, filed: 2, excellent: 1, suppressed: true}
  ],
  issues: [
    {
      file: "b.csv",
      sheet: "",
      row: 2,
      field: "",
      value: "－5\r\n再看",
      code: "bad_number",
      severity: "error",
      message: "@看"
    },
    {file: "a.csv", sheet: "", row: 11, field: "", value: " 空格 ", code: "bad_date", severity: "error", message: "改"},
    {file: "a.csv", sheet: "", row: 9, field: "", value: null, code: "bad_date", severity: "error", message: "改"},
    {file: "a.csv", sheet: "", row: null, field: "", value: "", code: "no_header", severity: "error", message: "改"}
  ]
};

let db: Database;
let out: string;
let files: ExportedFile[];
const text = (path: string): string => readFileSync(join(out, path), "utf8");

beforeAll(async () => {
  db = await warehouse(ROWS);
  out = scratch();
  files = await exportTables(db, {out});
});
afterAll(() => db.close());

test("exportTables(db) writes every published table in every format", () => {
  expect(files.map(({table, format}) => `${table}.${format}`)).toEqual([
    ...TABLES.flatMap(({name}) => TABLE_FORMATS.map(format => `${name}.${format}`)),
    "hengcai.duckdb"
  ]);
  for (const {path, bytes, sha256} of files) {
    const content = readFileSync(join(out, path));
    expect([
      path,
      content.length,
      createHash("sha256").update(content.toString("latin1"), "latin1").digest("hex")
    ]).toEqual([path, bytes, sha256]);
  }
});

describe("the Excel edition", () => {
  test("has a BOM, CRLF, quoted text, bare numbers, and no formula", () => {
    const head = TABLES.find(({name}) => name === "bonus_ledger")!
      .columns.map(({name}) => `"${name}"`)
      .join(",");
    const rest = (claim: string, nth: string, points: string) =>
      `"R1","二（二）1","${claim}",2025-03-01,${nth},0.5,0.5,1.0,${points},"counted",,false,"claims/a.csv","",3`;
    expect(text("bonus_ledger.csv")).toBe(
      `\uFEFF${head}\r\n` +
        `2025,"signed","0011","东“四""方台,街道",${rest("S-2", "", "-0.005")}\r\n` +
        `2025,"signed","0011","东“四""方台,街道",${rest("'=1+1", "1", "0.5")}\r\n`
    );
  });

  test("lists the cells it changed, and changes those alone", () => {
    expect(files.flatMap(({path, neutralised}) => (neutralised ? [{path, neutralised}] : []))).toEqual([
      {path: "bonus_ledger.csv", neutralised: [{row: 2, field: "claim_id"}]},
      {
        path: "issues.csv",
        neutralised: [
          {row: 4, field: "value"},
          {row: 4, field: "message"}
        ]
      }
    ]);
  });
});

test("the machine edition is raw: no BOM, LF, missing and empty kept apart", () => {
  expect(text("csv-plain/issues.csv")).toBe(
    "file,sheet,row,field,value,code,severity,message\n" +
      'a.csv,"",,"","",no_header,error,改\n' +
      'a.csv,"",9,"",,bad_date,error,改\n' +
      'a.csv,"",11,""," 空格 ",bad_date,error,改\n' +
      'b.csv,"",2,"","－5\r\n再看",bad_number,error,@看\n'
  );
});

test("JSON is one object a line, points as decimal text", () => {
  const rows = JSON.parse(text("bonus_ledger.json")) as Record<string, unknown>[];
  expect(text("bonus_ledger.json").split("\n").length).toBe(rows.length + 3);
  expect(rows[1]).toEqual({
    ...Object.fromEntries(Object.entries(LEDGER).filter(([name]) => name !== "scenario")),
    raw: "0.5",
    cumulative: "0.5",
    cap: "1.0",
    points: "0.5",
    dup_of: null
  });
  expect(JSON.parse(text("outcomes.json"))).toEqual([]);
});

test("what-if scenarios stay in the warehouse", () => {
  expect(files.filter(({table}) => table === "bonus_ledger").map(({rows}) => rows)).toEqual([2, 2, 2, 2, 2]);
  expect(text("bonus_ledger.json")).not.toContain("scenario");
});

describe("a row that is held back", () => {
  const shown = ["12", "1", "1", "9", "0", "1", "1", "1"];
  const held = shown.map(() => "");

  test("has no count in a text format, and its key and flag in all", () => {
    const line = (key: string, counts: readonly string[], flag: boolean) =>
      ["2025", "district", key, ...counts, flag].join(",");
    const rows = [line("d1", shown, false), line("d2", held, true)];
    expect(text("csv-plain/grade_distribution.csv").split("\n").slice(1, 3)).toEqual(rows);
    expect(text("grade_distribution.csv").replaceAll('"', "").split("\r\n").slice(1, 3)).toEqual(rows);
    const [first, second] = JSON.parse(text("grade_distribution.json")) as Record<string, unknown>[];
    expect(first).toMatchObject({due: 12, excellent: 0, suppressed: false});
    expect(Object.values(second!)).toEqual([2025, "district", "d2", ...held.map(() => null), true]);
  });

  test("is counted, number by number, where the file is described", () => {
    const {resources} = JSON.parse(text("datapackage.json")) as {resources: {name: string; withheld?: number}[]};
    const counted = resources.filter(({withheld}) => withheld !== undefined);
    expect(counted.map(({name, withheld}) => [name, withheld])).toEqual(
      TABLE_FORMATS.map(format => [`grade_distribution.${format}`, held.length])
    );
  });

  test("has none in Parquet, a workbook or the database, table and view", async () => {
    const expected = [
      {key: "d1", counts: shown.join(",")},
      {key: "d2", counts: held.join(",")}
    ];
    const counts = "due, declared, assessed, filed, excellent, qualified, unqualified, other";
    const read = async (from: string, names = counts, key = "key") => {
      const values = names.split(", ").map(name => `coalesce(${name}::VARCHAR, '')`);
      return reader.all(`SELECT ${key} AS key, ${values.join(" || ',' || ")} AS counts FROM ${from} ORDER BY 1`);
    };
    const reader = await openDatabase(":memory:");
    expect(await read(literal(join(out, "grade_distribution.parquet")))).toEqual(expected);
    await reader.run(`ATTACH ${literal(join(out, DATABASE_FILE))} AS published (READ_ONLY)`);
    expect(await read("published.grade_distribution")).toEqual(expected);
    const chinese = "应考, 已申报, 已考评, 已备案, 优秀, 合格, 不合格, 其他";
    expect(await read("published.考核等次分布", chinese, "取值")).toEqual(expected);
    reader.close();
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(out, "grade_distribution.xlsx"));
    const cells = (row: number) =>
      Array.from({length: 8}, (_, i) => String(book.worksheets[0]!.getRow(row).getCell(i + 4).value ?? ""));
    expect([cells(2), cells(3)]).toEqual([shown, held]);
  });
});

describe("Parquet", () => {
  test("can be read, with points as exact decimals", async () => {
    const reader = await openDatabase(":memory:");
    const file = literal(join(out, "bonus_ledger.parquet"));
    expect(await reader.all(`SELECT claim_id, points::VARCHAR AS points, event_on FROM ${file}`)).toEqual([
      {claim_id: "S-2", points: "-0.005", event_on: "2025-03-01"},
      {claim_id: "=1+1", points: "0.500", event_on: "2025-03-01"}
    ]);
    const types = await reader.all<{column_name: string; column_type: string}>(`DESCRIBE SELECT * FROM ${file}`);
    expect(new Map(types.map(({column_name, column_type}) => [column_name, column_type])).get("points")).toBe(
      "DECIMAL(18,3)"
    );
    reader.close();
  });

  test("holds the columns of the dictionary, in order, in every table", async () => {
    const reader = await openDatabase(":memory:");
    for (const {name, columns} of await publishedTables(db)) {
      const file = literal(join(out, `${name}.parquet`));
      const found = await reader.all<{column_name: string}>(`DESCRIBE SELECT * FROM ${file}`);
      expect(found.map(({column_name}) => column_name)).toEqual(columns.map(column => column.name));
    }
    reader.close();
  });
});

describe("XLSX", () => {
  test("is one real table per sheet, text never a formula, numbers and dates real", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(out, "bonus_ledger.xlsx"));
    expect(book.worksheets.map(({name}) => name)).toEqual(["加分台账", "字段说明"]);
    const sheet = book.worksheets[0]!;
    const row = sheet.getRow(3);
    expect(row.getCell(7).value).toBe("=1+1");
    expect(row.getCell(7).type).toBe(ExcelJS.ValueType.String);
    expect(row.getCell(3).value).toBe("0011");
    expect(row.getCell(8).value).toEqual(new Date("2025-03-01T00:00:00Z"));
    expect([row.getCell(13).value, row.getCell(13).numFmt]).toEqual([0.5, "0.0"]);
    expect([sheet.getRow(2).getCell(13).value, sheet.getRow(2).getCell(13).numFmt]).toEqual([-0.005, "0.000"]);
    expect(row.getCell(16).value).toBe(false);
    expect(row.getCell(15).value).toBe(null);
    const parts = unzipSync(new Uint8Array(readFileSync(join(out, "bonus_ledger.xlsx"))));
    expect(strFromU8(parts["xl/tables/table1.xml"]!)).toContain('ref="A1:S3"');
    expect(Object.keys(parts).filter(name => strFromU8(parts[name]!).includes("<f"))).toEqual(["xl/styles.xml"]);
  });

  test("an empty table still has a place for its first row", () => {
    const parts = unzipSync(new Uint8Array(readFileSync(join(out, "outcomes.xlsx"))));
    expect(strFromU8(parts["xl/tables/table1.xml"]!)).toContain('ref="A1:H2"');
  });
});

describe("what stands beside the tables", () => {
  test("SHA256SUMS lists every other file with its digest", () => {
    const listed = text("SHA256SUMS")
      .trimEnd()
      .split("\n")
      .map(line => line.split("  ") as [string, string]);
    expect(listed.map(([, path]) => path)).toEqual(
      walk(out)
        .filter(path => path !== "SHA256SUMS")
        .sort()
    );
    for (const [digest, path] of listed) {
      const content = readFileSync(join(out, path)).toString("latin1");
      expect(createHash("sha256").update(content, "latin1").digest("hex")).toBe(digest);
    }
  });

  test("files put beside the tables can be added to SHA256SUMS, again and again", async () => {
    const folder = scratch();
    await exportTables(db, {out: folder, formats: ["json"], tables: ["units"]});
    const before = readFileSync(join(folder, "SHA256SUMS"), "utf8");
    const book = {path: "b.xlsx", bytes: 1, sha256: "ab".repeat(32)};
    await addSums(folder, [{...book, sha256: "cd".repeat(32)}]);
    await addSums(folder, [book]);
    expect(readFileSync(join(folder, "SHA256SUMS"), "utf8")).toBe(
      `${[...before.trimEnd().split("\n"), `${book.sha256}  b.xlsx`].sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join("\n")}\n`
    );
  });

  test("dictionary.csv has a line for every column", () => {
    const lines = text("dictionary.csv").trimEnd().split("\r\n");
    expect(lines.length).toBe(1 + TABLES.reduce((sum, {columns}) => sum + columns.length, 0));
    expect(lines[0]).toBe('\uFEFF"数据表","数据表名称","字段","字段名称","类型","主键","说明","范围"');
  });

  test("no file is left half written", () => {
    expect(walk(out).filter(path => path.endsWith(".part"))).toEqual([]);
  });
});

test("exporting twice gives the same bytes, but for the database's pages", async () => {
  const again = scratch();
  await exportTables(db, {out: again});
  expect(walk(again)).toEqual(walk(out));
  const paths = walk(out).filter(path => ![DATABASE_FILE, "SHA256SUMS"].includes(path));
  expect(paths.length).toBe(TABLES.length * TABLE_FORMATS.length + 2);
  for (const path of paths) {
    const [first, second] = [out, again].map(folder => readFileSync(join(folder, path)).toString("latin1"));
    expect([path, first === second]).toEqual([path, true]);
  }
});

test("time zone, locale and folder change no byte but the database's pages", async () => {
  const folder = scratch();
  const file = join(folder, "warehouse.duckdb");
  await db.run(`ATTACH ${literal(file)} AS kept; COPY FROM DATABASE memory TO kept; DETACH kept;`);
  const cwd = join(folder, "另一个 文件夹");
  mkdirSync(cwd);
  const child = fileURLToPath(new URL("exportChild.ts", import.meta.url));
  // Another hour and mostly another day than here, wherever this runs; names of months and digits of another language.
  const env = {...process.env, TZ: new Date().getTimezoneOffset() < 0 ? "America/St_Johns" : "Pacific/Kiritimati"};
  const run = spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), child, file, "out"], {
    cwd,
    encoding: "utf8",
    env: {...env, LANG: "zh_CN.GB18030", LC_ALL: "zh_CN.GB18030"}
  });
  expect([run.status, run.stderr]).toEqual([0, ""]);
  const there = join(cwd, "out");
  expect(walk(there)).toEqual(walk(out));
  for (const path of walk(out).filter(path => ![DATABASE_FILE, "SHA256SUMS"].includes(path))) {
    const [first, second] = [out, there].map(place => readFileSync(join(place, path)).toString("latin1"));
    expect([path, first === second]).toEqual([path, true]);
  }
});

test("formats and tables can be chosen", async () => {
  const folder = scratch();
  const chosen = await exportTables(db, {out: folder, formats: ["json"], tables: ["units", "rules"]});
  expect(chosen.map(({path}) => path)).toEqual(["units.json", "rules.json"]);
  expect(walk(folder).sort()).toEqual(["SHA256SUMS", "datapackage.json", "dictionary.csv", "rules.json", "units.json"]);
});

test("a folder that cannot be written is the reader's to mend: a UserError with exit status 3", async () => {
  const folder = join(out, "units.csv", "deeper");
  const error = await exportTables(db, {out: folder}).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).status).toBe(3);
  expect((error as UserError).message).toContain("写不进导出文件夹");
});

test("a long table comes in blocks and keeps its order", async () => {
  const large = await warehouse();
  await large.run(`INSERT INTO score.units (unit_id, name, sort_order)
SELECT 'U' || i, '单位' || i, i FROM range(130000, 0, -1) AS t(i)`);
  const folder = scratch();
  const made = await exportTables(large, {out: folder, tables: ["units"], formats: ["csv-plain", "parquet"]});
  expect(made.map(({rows}) => rows)).toEqual([130_000, 130_000]);
  const reader = await openDatabase(":memory:");
  const parquet = literal(join(folder, "units.parquet"));
  expect(
    await reader.all(`SELECT count(*)::INTEGER AS n FROM (
  SELECT sort_order, row_number() OVER () AS i FROM ${parquet}) WHERE sort_order <> 130001 - i`)
  ).toEqual([{n: 0}]);
  const lines = readFileSync(join(folder, "csv-plain/units.csv"), "utf8").trimEnd().split("\n");
  expect(lines.slice(1).every((line, i) => line.startsWith(`U${130_000 - i},`))).toBe(true);
  reader.close();
  large.close();
});

test("dates before the spreadsheet calendar stay text", async () => {
  const old = await warehouse();
  await insert(old, "units", [{unit_id: "1", name: "旧", valid_from: "1899-01-01"}]);
  const folder = scratch();
  await exportTables(old, {out: folder, tables: ["units"], formats: ["xlsx", "csv-plain"]});
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, "units.xlsx"));
  expect(book.worksheets[0]!.getRow(2).getCell(7).value).toBe("1899-01-01");
  old.close();
});

function walk(folder: string): string[] {
  return readdirSync(folder, {recursive: true})
    .map(name => join(folder, String(name)))
    .filter(file => statSync(file).isFile())
    .map(file => relative(folder, file).replaceAll("\\", "/"))
    .sort();
}
