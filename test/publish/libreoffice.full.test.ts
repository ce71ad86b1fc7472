import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {publishedTables, type Table, tableNamed} from "../../publish/dictionary.ts";
import {readRows} from "../../publish/formats/rows.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {builtSample} from "../built.ts";

const OFFICE = ["soffice", "libreoffice"].find(name => spawnSync(name, ["--version"], {timeout: 60_000}).status === 0);
const TABLES = ["units", "rules", "bonus_ranking", "bonus_ledger", "issues"];
/**
 * What the import dialogue proposes on seeing the BOM: comma, double quote, UTF-8, from line 1. Without a dialogue the
 * program looks at no BOM and takes Windows-1252, so it must be said here.
 */
const PROPOSED = "CSV:44,34,76,1";
/** The same, and what is quoted stays text. */
const QUOTED_AS_TEXT = "CSV:44,34,76,1,,0,true";

let out: string;
let tables: Table[];
const rows = new Map<string, (string | null)[][]>();

beforeAll(async () => {
  if (!OFFICE) {
    console.log("没有 LibreOffice（soffice）：CSV 在表格软件里的样子没有核对");
    return;
  }
  const db = await openDatabase((await builtSample()).warehouse, {readOnly: true});
  out = mkdtempSync(join(tmpdir(), "hengcai-office-"));
  await exportTables(db, {out, formats: ["csv"], tables: TABLES});
  tables = await publishedTables(db);
  for (const name of TABLES) {
    const found: (string | null)[][] = [];
    for await (const block of readRows(db, tableNamed(name, tables))) found.push(...block);
    rows.set(name, found);
  }
  db.close();
});
afterAll(() => {
  if (out) rmSync(out, {recursive: true, force: true});
});

describe.skipIf(!OFFICE)("the Excel edition opened by LibreOffice", () => {
  test("as its dialogue proposes: every Chinese text is intact, heads and numbers too", async () => {
    convert("proposed", PROPOSED);
    for (const name of TABLES) {
      const {columns} = tableNamed(name, tables);
      const sheet = await cells("proposed", name);
      expect(sheet[0]).toEqual(columns.map(column => column.name));
      expect([name, sheet.length - 1]).toEqual([name, rows.get(name)!.length]);
      let chinese = 0;
      for (const [i, row] of rows.get(name)!.entries()) {
        for (const [j, {type}] of columns.entries()) {
          const text = row[j] ?? "";
          if (type === "text" && /\p{Script=Han}/u.test(text)) {
            chinese++;
            expect(unmarked(sheet[i + 1]![j]!), `${name} ${i + 2} ${columns[j]!.name}`).toBe(text);
          }
          if ((type === "integer" || type === "points") && text) expect(Number(sheet[i + 1]![j])).toBe(Number(text));
        }
      }
      expect(chinese).toBeGreaterThan(0);
    }
  });

  test("with quoted fields as text: every text cell is what was published, codes with leading zeros too", async () => {
    convert("text", QUOTED_AS_TEXT);
    for (const name of TABLES) {
      const {columns} = tableNamed(name, tables);
      const sheet = await cells("text", name);
      for (const [i, row] of rows.get(name)!.entries()) {
        for (const [j, {type}] of columns.entries()) {
          if (type === "text") expect(unmarked(sheet[i + 1]![j]!), `${name} ${i + 2}`).toBe(row[j] ?? "");
        }
      }
    }
  });
});

/** Turns the CSV files into workbooks, each kind in a folder of its own. */
function convert(folder: string, filter: string): void {
  const files = TABLES.map(name => join(out, `${name}.csv`));
  const profile = `-env:UserInstallation=file://${join(out, "profile")}`;
  const run = spawnSync(
    OFFICE!,
    [profile, "--headless", `--infilter=${filter}`, "--convert-to", "xlsx", "--outdir", join(out, folder), ...files],
    {encoding: "utf8", timeout: 240_000}
  );
  expect(run.status).toBe(0);
}

async function cells(folder: string, name: string): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  const bytes = readFileSync(join(out, folder, `${name}.xlsx`));
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  const sheet = book.worksheets[0]!;
  const width = tableNamed(name, tables).columns.length;
  return Array.from({length: sheet.rowCount}, (_, i) =>
    Array.from({length: width}, (_, j) => {
      const cell = sheet.getRow(i + 1).getCell(j + 1);
      return cell.type === ExcelJS.ValueType.RichText ? cell.text : String(cell.value ?? "");
    })
  );
}

/** The apostrophe before what looks like a formula is part of the edition. */
function unmarked(text: string): string {
  return text.replace(/^'(?=\s*[=+\-@|＝＋－＠])/, "");
}
