import {join} from "node:path";
import type ExcelJS from "exceljs";
import type {Database} from "../../loaders/database.ts";
import type {ExportedFile} from "../exported.ts";
import {formatDate} from "../format.ts";
import {columnName} from "../formats/sheet.ts";
import {readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {fileName} from "../sitedata/units.ts";
import {draftMark, type YearState, yearState} from "../state.ts";
import {bookBytes, newBook} from "../xlsx/book.ts";
import {BORDER, FONT, type Margins, marginsOf, pageOptions} from "../xlsx/layout.ts";
import {validate} from "../xlsx/validations.ts";

/** The folder of the workspace in which the sheets come back. */
export const RETURN_FOLDER = "confirmations";

/** The columns of a sheet as `load` reads them; the reason is for the office's eyes and never read. */
const COLUMNS: readonly {head: string; width: number; words?: string}[] = [
  {head: "年度", width: 8},
  {head: "版次", width: 7},
  {head: "单位编码", width: 13},
  {head: "单位名称", width: 22},
  {head: "意见", width: 9, words: "确认,异议"},
  {head: "申报编号", width: 17},
  {head: "异议理由", width: 34},
  {head: "提出日期", width: 12},
  {head: "处理结果", width: 10, words: "维持,更正,撤回"},
  {head: "处理日期", width: 12}
];

/** Rows that the drop-downs reach: as many objections as anybody will have. */
const ROWS = 60;
/** Lines on a unit's own sheet when it is printed. */
const LINES = 12;
/** Name of the sheet with all units; no unit's code. */
const ALL = "全部单位";

interface Unit {
  unit_id: string;
  unit_name: string;
}

/**
 * Writes the sheets on which units confirm their result or object: one for each ranked unit, by its code, and one with
 * all of them. What comes back goes into the workspace's folder `confirmations`.
 */
export async function writeConfirmations(
  db: Database,
  {out, year}: {out: string; year: number}
): Promise<ExportedFile[]> {
  const {city, asOf, years} = await readSettings(db);
  const state = await yearState(db, year);
  const edition = years.get(year)?.edition?.version ?? "v1";
  const units = await db.all<Unit & Record<string, string>>(
    `SELECT unit_id, unit_name
FROM score.bonus_ranking
WHERE year = $1 AND basis = 'signed'
ORDER BY rowid`,
    [year]
  );
  const paper: Paper = {city, asOf, year, edition, state};
  const files: ExportedFile[] = [];
  const taken = new Set<string>();
  const own = units.map(unit => [fileName(unit.unit_id, taken), [unit]] as const);
  for (const [name, listed] of [[ALL, units] as const, ...own]) {
    const path = `${name}.xlsx`;
    const bytes = await sheetBytes(listed, paper);
    const written = await writeFile(join(out, path), sink => sink.writeBytes(bytes));
    files.push({
      path,
      table: RETURN_FOLDER,
      format: "workbook",
      rows: listed.length,
      bytes: written.bytes,
      sha256: written.sha256
    });
  }
  return files;
}

interface Paper {
  city: string;
  asOf: string;
  year: number;
  edition: string;
  state: YearState;
}

async function sheetBytes(units: readonly Unit[], paper: Paper): Promise<Uint8Array> {
  const {city, asOf, year, edition, state} = paper;
  const mark = draftMark(state);
  const title = `${city}${year}年度人才工作绩效加分结果确认表（${edition}${mark ? `，${mark}` : ""}）`;
  const book = newBook({title, city, asOf});
  const alone = units.length === 1;
  const sheet = book.addWorksheet("确认表", pageOptions(paperMargins(title, state, alone)));
  // The title stands at the edge: in the sheet itself the first row is what is read back.
  sheet.pageSetup.margins = {...sheet.pageSetup.margins!, top: 1.2, bottom: alone ? 1.1 : 0.7};
  sheet.columns = COLUMNS.map(({width}) => ({width, style: {numFmt: "@", font: FONT.body}}));
  sheet.addRow(COLUMNS.map(({head}) => head)).font = FONT.head;
  for (const {unit_id, unit_name} of units) sheet.addRow([String(year), edition, unit_id, unit_name]);
  ruleLines(sheet, alone ? LINES : units.length);
  addLists(sheet, units.length + ROWS);
  sheet.views = [{state: "frozen", xSplit: 0, ySplit: 1}];
  sheet.pageSetup.printTitlesRow = "1:1";
  addNotes(book.addWorksheet("填写说明", pageOptions(marginsOf({title}))), title, state);
  return bookBytes(book, {asOf});
}

/** Title and term above, page number below; on a unit's own sheet also where it is signed. */
function paperMargins(title: string, state: YearState, alone: boolean): Margins {
  const plain = marginsOf({title});
  const small = '&"宋体,常规"&10';
  return {
    header: `&C&"黑体,常规"&16 ${title.replaceAll("&", "&&")}\n${small} ${term(state)}填好退回人才办`,
    footer: alone
      ? `&C${small}单位负责人（签字）：${"　".repeat(14)}单位（盖章）：${"　".repeat(14)}年　　月　　日\n\n第 &P 页，共 &N 页`
      : plain.footer
  };
}

function term({objectionsUntil}: YearState): string {
  return objectionsUntil ? `请于${formatDate(objectionsUntil)}以前（含当日）` : "请在通知规定的期限内";
}

/** Rules the head and so many rows below it, to be filled in by hand too. */
function ruleLines(sheet: ExcelJS.Worksheet, lines: number): void {
  for (let row = 1; row <= lines + 1; row++) {
    sheet.getRow(row).height = row === 1 ? 22 : 26;
    COLUMNS.forEach((_, i) => {
      const cell = sheet.getCell(row, i + 1);
      cell.border = BORDER;
      cell.alignment = {vertical: "middle", horizontal: row === 1 || i < 3 ? "center" : "left", wrapText: true};
    });
  }
}

function addLists(sheet: ExcelJS.Worksheet, last: number): void {
  for (const [i, {head, words}] of COLUMNS.entries()) {
    if (!words) continue;
    const column = columnName(i);
    const rule = {type: "list" as const, allowBlank: true, formulae: [`"${words}"`], showErrorMessage: true};
    validate(sheet, `${column}2:${column}${last}`, {
      ...rule,
      errorTitle: head,
      error: `请填：${words.replaceAll(",", "、")}`
    });
  }
}

function addNotes(sheet: ExcelJS.Worksheet, title: string, state: YearState): void {
  sheet.columns = [{width: 100}];
  const lines = [
    title,
    `${term(state)}填好退回人才办。没有退回的，不视为确认，由人才办催办。`,
    "对结果没有异议：意见填“确认”，填上提出日期，一行即可。",
    "有异议：意见填“异议”，每条申报占一行，年度、版次、单位编码、单位名称照第一行填，申报编号照告知单填，异议理由写清事实并附证明材料。",
    "异议理由中不要写身份证号、电话等个人信息；这一列只供经办人看，系统不读。",
    "日期写成 2026-01-20 的样子。处理结果和处理日期由人才办填：维持、更正、撤回。",
    `人才办收齐后放进工作区的 ${RETURN_FOLDER} 文件夹，重新读入；更正的，处理结果列入下一版的变化表。`
  ];
  for (const [i, line] of lines.entries()) {
    const cell = sheet.getCell(i + 1, 1);
    cell.value = line;
    cell.font = i ? FONT.body : FONT.head;
    cell.alignment = {wrapText: true, vertical: "top"};
  }
}
