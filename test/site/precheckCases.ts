import {mkdirSync} from "node:fs";
import {basename, join} from "node:path";
import {openDatabase, type Row} from "../../loaders/database.ts";
import {listFiles} from "../../loaders/files.ts";
import {load} from "../../loaders/load.ts";
import {neutralise} from "../../publish/neutralise.ts";
import {type PrecheckFacts, readPrecheck} from "../../publish/sitedata/precheck.ts";
import {ISSUES, SEVERITIES} from "../../publish/words.ts";
import {configOf, prepare} from "../loaders/golden.ts";

/** A file of a golden folder, and what the command made of it. */
export interface PrecheckCase {
  /** `folder/dataset/file`. */
  name: string;
  dataset: string;
  /** The file's name without its folder. */
  file: string;
  path: string;
  /** Issues and sums as one text a line. */
  expected: string[];
}

/** Why what a page finds in these files differs from what the command finds, by design. */
export const DIFFERENT: Readonly<Record<string, string>> = {
  "63-duplicates/claims/第二批.csv": "a row repeats one of another file",
  "66-disguised-xls/claims/真正的旧版.xls":
    "a workbook of Excel 97: its reader is larger than all the rest together, and the page says that it reads none",
  "71-file-names/claims/同名é.csv": "two names are one to the load; a page is handed the very file",
  "72a-resubmitted/claims/加分申报（终稿）.csv": "every row repeats one of another file",
  "72b-changing/claims/还在写.csv": "the file changes while it is loaded; it stands still when the page reads it",
  "92-beyond-files/assessments/考核结果.csv":
    "names a talent that is not listed, and the list of people is not on the page",
  "92-beyond-files/attendance/签到.csv": "names meetings that another file lists, one of them secret",
  "92-beyond-files/tasks/任务.csv": "names meetings that another file lists, one of them secret"
};

/** Loads the golden folder as the command does; returns its own files, and what a page of that workspace would know. */
export async function precheckCases(
  name: string,
  folder: string
): Promise<{cases: PrecheckCase[]; knowledge: PrecheckFacts}> {
  const {maker, borrowed} = await prepare(name, folder);
  const config = configOf(folder);
  mkdirSync(join(folder, ".hengcai"), {recursive: true});
  const target = join(folder, ".hengcai", "precheck.duckdb");
  const stop = maker.during?.(folder);
  try {
    await load(folder, config, {target});
  } finally {
    stop?.();
  }
  const db = await openDatabase(target, {readOnly: true});
  try {
    const report = await db.all("SELECT * FROM quality.load_report");
    const issues = await db.all("SELECT * FROM quality.issues");
    const knowledge = await readPrecheck(db, {asOf: config.asOf});
    const {files} = await listFiles(folder);
    const paths = new Map(files.map(file => [file.name, file.path]));
    const own = [...new Set(report.map(({file}) => String(file)))].filter(file => !borrowed.has(file.split("/")[0]!));
    const cases = own.map((file): PrecheckCase => {
      const sheets = report.filter(row => row.file === file);
      return {
        name: `${name}/${file}`,
        dataset: file.split("/")[0]!,
        file: basename(file),
        path: paths.get(file)!,
        expected: [
          ...sheets.map(row => {
            const sums = SUMS.map(column => Number(row[column]));
            return sumLine(String(row.sheet), String(row.encoding), sums);
          }),
          ...issues.filter(row => row.file === file).map(row => issueLine(listed(row)))
        ].sort()
      };
    });
    return {cases, knowledge};
  } finally {
    db.close();
  }
}

const SUMS = [
  "rows_in_file",
  "preamble",
  "header",
  "repeated_header",
  "blank",
  "total",
  "note",
  "accepted",
  "rejected"
];

/** Returns the sum of a sheet as one line. */
export function sumLine(sheet: string, encoding: string, sums: readonly number[]): string {
  return `［${sheet}］${encoding} ${SUMS.map((column, i) => `${column} ${sums[i]}`).join(", ")}`;
}

/** Returns an issue as one line, its words those of the list that can be saved. */
export function issueLine(row: Readonly<Record<string, string>>): string {
  return `［${row.工作表}］${row.行} ${row.字段} ${row.原值} ${row.轻重} ${row.问题} ${row.说明}`;
}

/** As the list that the page offers has it. */
function listed({sheet, row, field, value, code, severity, message}: Row): Record<string, string> {
  return {
    工作表: neutralise(String(sheet)),
    行: row === null ? "" : String(row),
    字段: neutralise(String(field)),
    原值: neutralise(String(value)),
    轻重: SEVERITIES[String(severity)]!,
    问题: ISSUES[String(code)]!,
    说明: neutralise(String(message))
  };
}
