import type ExcelJS from "exceljs";
import {formatDate} from "../format.ts";
import {neutralise} from "../neutralise.ts";
import {BORDER, FONT, type Margins, pageOptions, SHADE, textWidth} from "../xlsx/layout.ts";
import {type ReturnPart, total} from "./read.ts";
import {countText, SEVERITY} from "./sheet.ts";

export interface ReturnCover {
  city: string;
  asOf: string;
  margins: Margins;
  /** Every source sheet in the order of the files; the name of its own sheet where it has one. */
  entries: readonly {part: ReturnPart; title: string; sheet: string | null}[];
}

export const COVER = "封面";

const COLUMNS = [
  {head: "序号", width: 6},
  {head: "文件", width: 56},
  {head: "见工作表", width: 36},
  {head: "数据集", width: 24},
  {head: "接收", width: 8},
  {head: "退回", width: 8},
  {head: "错误", width: 8},
  {head: "提醒", width: 8},
  {head: "提示", width: 8}
] as const;

/** Adds the first sheet: what this book is, how to use it, and every file with what was found in it. */
export function addReturnCover(book: ExcelJS.Workbook, cover: ReturnCover): void {
  const sheet = book.addWorksheet(COVER, pageOptions(cover.margins));
  sheet.columns = COLUMNS.map(({width}) => ({width}));
  const lines = [
    {text: `${cover.city}数据问题退回表`, font: {...FONT.title, size: 18}, height: 34},
    {text: summary(cover), font: FONT.body, height: 20},
    ...HOW.map((text, i) => ({text: `${i + 1}. ${text}`, font: FONT.body, height: 17}))
  ];
  lines.forEach(({text, font, height}, i) => {
    const cell = sheet.getCell(i + 1, 1);
    cell.value = neutralise(text);
    cell.font = font;
    cell.alignment = {vertical: "middle"};
    sheet.getRow(i + 1).height = height;
  });
  const head = lines.length + 2;
  writeTable(sheet, cover, head);
  sheet.pageSetup.printTitlesRow = `${head}:${head}`;
  sheet.views = [{state: "normal", showGridLines: false}];
}

const HOW = [
  "每个有问题的文件（一个工作簿里有几张表的，每张表）各占一个工作表，只列有问题的行；点“见工作表”一栏可以跳过去。",
  "“行号”是原文件里的行号。有问题的格子涂了颜色，鼠标停在上面可以看到说明：红色是错误，黄色是提醒，蓝色是提示。",
  "错误要改正：有的整行没有读入（退回），有的只是这一格没有读入。提醒请核对，确实无误可以不改。提示不必改。",
  "请在原文件里改正，保存后重新报送；不要把本表当作数据报送。",
  "姓名、身份证号、电话等列和不认识的列不在本表中，它们的问题只写在“问题”一栏。可能被当作公式的内容前面加了一个撇号（'）。"
];

function summary({asOf, entries}: ReturnCover): string {
  const counts = {error: 0, warning: 0, info: 0};
  for (const {part} of entries) {
    for (const severity of ["error", "warning", "info"] as const) counts[severity] += part.counts[severity];
  }
  const files = new Set(entries.map(({part}) => part.file));
  const faulty = new Set(entries.filter(({part}) => total(part.counts)).map(({part}) => part.file));
  return `数据截至${formatDate(asOf)}；共 ${files.size} 个文件，${faulty.size} 个有问题：${countText(counts)}。`;
}

function writeTable(sheet: ExcelJS.Worksheet, {entries}: ReturnCover, head: number): void {
  COLUMNS.forEach(({head: text}, i) => {
    const cell = sheet.getCell(head, i + 1);
    cell.value = text;
    cell.font = FONT.head;
    cell.fill = SHADE;
    cell.border = BORDER;
    cell.alignment = {horizontal: "center", vertical: "middle"};
  });
  sheet.getRow(head).height = 19;
  entries.forEach(({part, title, sheet: name}, i) => {
    const row = sheet.getRow(head + 1 + i);
    const link = name === null ? "没有问题" : {text: name, hyperlink: `#'${name.replaceAll("'", "''")}'!A1`};
    const {error, warning, info} = part.counts;
    const values = [i + 1, neutralise(title), link, part.title, part.accepted, part.rejected, error, warning, info];
    values.forEach((value, j) => {
      const cell = row.getCell(j + 1);
      cell.value = value;
      cell.font = j === 2 && name !== null ? {...FONT.body, color: {argb: "FF0563C1"}, underline: true} : FONT.body;
      cell.border = BORDER;
      const number = j >= 4;
      cell.alignment = {
        horizontal: j === 0 ? "center" : number ? "right" : "left",
        vertical: "middle",
        indent: j === 0 ? 0 : 1,
        wrapText: !number
      };
    });
    for (const [j, severity] of (["error", "warning", "info"] as const).entries()) {
      if (!part.counts[severity]) continue;
      const {fill, ink} = SEVERITY[severity];
      const cell = row.getCell(7 + j);
      cell.fill = {type: "pattern", pattern: "solid", fgColor: {argb: fill}};
      cell.font = {...FONT.head, color: {argb: ink}};
    }
    const lines = Math.max(
      Math.ceil((textWidth(title) + 3) / COLUMNS[1].width),
      Math.ceil((textWidth(name ?? "") + 3) / COLUMNS[2].width)
    );
    row.height = 14.5 * lines + 4;
  });
}
