import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Row, Value} from "../../loaders/database.ts";
import type {Outcome} from "./golden.ts";

const OUTPUT = fileURLToPath(new URL("../output", import.meta.url));
/** Characters of a cell, and rows of a table, that are written out; a digest stands for the rest. */
const LONGEST = 200;
const MOST_ROWS = 100;

/** Returns the golden tables of an outcome as CSV by file name: the load report, the issues, and the case's own rows. */
export function goldenTables({report, issues, tables}: Outcome): Map<string, string> {
  const files = new Set(report.map(row => row.file));
  const golden = new Map([
    ["issues.csv", csv(issues)],
    // A workbook made at test time has other bytes each time.
    ["load_report.csv", csv(report.map(({sha256: _, ...row}) => row))]
  ]);
  for (const [name, rows] of Object.entries(tables)) {
    const own = name.startsWith("core.") ? rows.filter(row => files.has(row.source_file ?? null)) : [];
    if (own.length) golden.set(`${name}.csv`, csv(own));
  }
  return golden;
}

/** Returns the names of the cases that golden tables are committed for. */
export function goldenFolders(): string[] {
  return readdirSync(OUTPUT)
    .filter(name => /^\d\d/.test(name))
    .sort();
}

/** Returns the golden tables as they are committed. */
export function readGolden(name: string): Map<string, string> {
  const folder = join(OUTPUT, name);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(files.map(file => [file, readFileSync(join(folder, file), "utf8")]));
}

export function writeGolden(name: string, golden: ReadonlyMap<string, string>): void {
  const folder = join(OUTPUT, name);
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  for (const [file, text] of golden) writeFileSync(join(folder, file), text);
}

function csv(rows: readonly Row[]): string {
  if (!rows.length) return "";
  const columns = Object.keys(rows[0]!);
  const lines = [columns, ...rows.map(row => columns.map(column => row[column] ?? null))].map(
    cells => `${cells.map(field).join(",")}\n`
  );
  const rest = lines.slice(MOST_ROWS + 1);
  return [
    ...lines.slice(0, MOST_ROWS + 1),
    ...(rest.length ? [`… (${rest.length} rows more, ${digest(rest.join(""))})\n`] : [])
  ].join("");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** What the eye or git would not see comes escaped, what nobody would read to its end is cut. */
function field(value: Value): string {
  const text = value === null ? "" : String(value);
  const short =
    text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters, ${digest(text)})` : text;
  const seen = short.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, char => `\\u{${char.codePointAt(0)!.toString(16)}}`);
  return /[",]/.test(seen) ? `"${seen.replaceAll('"', '""')}"` : seen;
}
