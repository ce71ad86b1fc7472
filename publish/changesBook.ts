import ExcelJS from "exceljs";
import {addSheet, FONT, type LaidColumn, marginText, pageOptions, textWidth} from "./book/layout.ts";
import {changesLead, changesTitle, GRADES_NOTE, type PageFacts} from "./changesPage.ts";
import {
  type Changes,
  claimCells,
  claimColumns,
  gradeCells,
  gradeColumns,
  unitCells,
  unitColumns
} from "./changesTables.ts";
import type {Column} from "./dictionary.ts";
import {formatDate, MISSING} from "./format.ts";
import {normalise} from "./normalise.ts";

/** What an edition changes, as a workbook for print: a cover, the units, the claims, the counts of grades. Same input, same bytes. */
export async function changesBook(changes: Changes, facts: PageFacts & {issuer: string}): Promise<Uint8Array> {
  const {city, asOf, year, mark, issuer, reason} = facts;
  const title = changesTitle(facts);
  const date = new Date(`${asOf}T00:00:00Z`);
  const book = new ExcelJS.Workbook();
  Object.assign(book, {
    ...{title, subject: `${year}年度`, creator: issuer, lastModifiedBy: "衡才", company: city, language: "zh-CN"},
    ...{created: date, modified: date}
  });
  const margins = {
    header: `&L&"宋体,常规"&9 ${marginText(title)}${mark ? `&R&"黑体,常规"&14${mark}` : ""}`,
    footer: `&L&"宋体,常规"&9数据截至${formatDate(asOf)}&C第 &P 页，共 &N 页${mark ? `&R${mark}，未经签批不得公布` : ""}`
  };
  addCover(book.addWorksheet("更正说明", pageOptions(margins)), [
    title,
    `更正原因：${reason}`,
    changesLead(changes),
    "每个单位各条申报的变化相加，等于该单位合计的变化。",
    `发布单位：${issuer}`,
    `数据截至：${formatDate(asOf)}`
  ]);
  const sheets = [
    ["各单位", "changes_units", unitColumns, unitCells(changes), ""],
    ["逐条申报", "changes_claims", claimColumns, claimCells(changes), "异议处理和变动原因写在最后两栏。"],
    ["考核等次人数", "changes_grades", gradeColumns, gradeCells(changes), GRADES_NOTE]
  ] as const;
  for (const [name, table, columns, rows, note] of sheets) {
    const laid = columns.map((column, i) =>
      laidColumn(
        column,
        rows.map(row => row[i] ?? "")
      )
    );
    addSheet(
      book,
      {
        ...{name, table, title: `${title}：${name}`, columns: laid},
        notes: [`${rows.length ? `共${rows.length}行。` : "没有变动。"}${note}`],
        rows: rows.map(row => row.map((cell, i) => cellValue(cell, columns[i]!)))
      },
      margins
    );
  }
  return normalise(new Uint8Array(await book.xlsx.writeBuffer()), {date: asOf});
}

const WIDEST = 26;

function laidColumn({name, type}: Column, cells: readonly string[]): LaidColumn {
  const width = cells.reduce(
    (most, cell) => Math.max(most, Math.min(WIDEST, textWidth(cell) + 2)),
    textWidth(name) + 2
  );
  const number = type === "points" || type === "integer";
  return {head: name, width: Math.max(7, width), align: number ? "right" : "left", wrap: !number};
}

/** Points go as the text they are published as: the sheet is to be read, the CSV beside it to be reckoned with. */
function cellValue(cell: string | null, {type}: Column): string | number {
  if (cell === null) return MISSING;
  return type === "integer" ? Number.parseInt(cell, 10) : cell;
}

function addCover(sheet: ExcelJS.Worksheet, lines: readonly string[]): void {
  sheet.columns = [{width: 110}];
  for (const [i, line] of lines.entries()) {
    const cell = sheet.getCell(i + 1, 1);
    cell.value = line;
    cell.font = i ? FONT.body : FONT.title;
    cell.alignment = {vertical: "middle", wrapText: true};
    sheet.getRow(i + 1).height = (i ? 20 : 34) * Math.max(1, Math.ceil((textWidth(line) * (i ? 1 : 1.5)) / 106));
  }
  sheet.views = [{state: "normal", showGridLines: false}];
}
