import type ExcelJS from "exceljs";
import {columnName} from "../formats/sheet.ts";
import {bookBytes, newBook} from "../xlsx/book.ts";
import {addSheet, BORDER, FONT, type Margins, marginsOf, pageOptions, textWidth} from "../xlsx/layout.ts";
import {type Validation, validate} from "../xlsx/validations.ts";
import type {Example} from "./examples.ts";
import {accepted, choices, isOpen, rules, type TemplateContract, type TemplateField} from "./words.ts";

/** Rows that the drop-downs and hints reach. */
const ROWS = 5000;
/** Characters across a printed page that are read with ease. */
const PAGE_WIDTH = 190;

/**
 * Returns an empty workbook for a dataset: a sheet to fill with the contract's headers, drop-downs and hints, one with
 * example rows and one that explains every column; the last two are never read as data. The same contract gives the
 * same bytes.
 */
export async function templateBytes(
  contract: TemplateContract,
  {examples, folder, date}: {examples: readonly Example[]; folder: string; date: string}
): Promise<Uint8Array> {
  const title = `${contract.title}模板`;
  const book = newBook({title, asOf: date});
  const margins = marginsOf({title, beside: "&A"});
  const data = addColumns(book, contract.title, contract, examples, margins);
  addHints(data, contract.fields);
  const shown = addColumns(book, "示例", contract, examples, margins);
  for (const [i, example] of examples.entries()) {
    contract.fields.forEach((field, j) => {
      const cell = shown.getCell(i + 2, j + 1);
      cell.value = cellValue(field, example[field.name]);
      cell.font = FONT.body;
      cell.border = BORDER;
    });
    shown.getRow(i + 2).height = 18;
  }
  addNotes(book, contract, {examples, folder, margins});
  return bookBytes(book, {asOf: date});
}

function addColumns(
  book: ExcelJS.Workbook,
  name: string,
  {fields}: TemplateContract,
  examples: readonly Example[],
  margins: Margins
): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(name, pageOptions(margins));
  fields.forEach((field, i) => {
    const {header, required = false} = field;
    const column = sheet.getColumn(i + 1);
    const longest = Math.max(textWidth(header) + 4, ...examples.map(row => textWidth(row[field.name] ?? "") + 2));
    column.width = Math.max(10, Math.min(26, longest), field.type === "hash" ? 22 : 0);
    column.numFmt = FORMATS[field.type] ?? "@";
    column.alignment = {horizontal: FORMATS[field.type] ? "center" : "left", vertical: "middle"};
    const cell = sheet.getCell(1, i + 1);
    cell.value = required ? `${header}*` : header;
    cell.numFmt = "@";
    cell.font = required ? {...FONT.head, bold: true, color: {argb: "FF9C0006"}} : FONT.head;
    cell.fill = {type: "pattern", pattern: "solid", fgColor: {argb: required ? "FFFCE4D6" : "FFEDEDED"}};
    cell.border = BORDER;
    cell.alignment = {horizontal: "center", vertical: "middle", wrapText: true};
  });
  sheet.getRow(1).height = 24;
  sheet.views = [{state: "frozen", xSplit: 0, ySplit: 1, showGridLines: true}];
  sheet.pageSetup.printTitlesRow = "1:1";
  const width = fields.reduce((sum, _, i) => sum + (sheet.getColumn(i + 1).width ?? 0), 0);
  sheet.pageSetup.fitToWidth = Math.ceil(width / PAGE_WIDTH);
  if (width > PAGE_WIDTH) sheet.pageSetup.printTitlesColumn = "A:A";
  return sheet;
}

/** Identifiers stay text, so that neither digits nor leading zeros are lost. */
const FORMATS: Readonly<Record<string, string>> = {
  date: "yyyy-mm-dd",
  year: "0",
  integer: "0",
  decimal: "General"
};

function addHints(sheet: ExcelJS.Worksheet, fields: readonly TemplateField[]): void {
  fields.forEach((field, i) => {
    // A hint that says no more than 文字 would only stand in the way.
    if (field.type === "text" && !field.restricted) return;
    const column = columnName(i);
    validate(sheet, `${column}2:${column}${ROWS}`, ruleOf(field));
  });
}

function ruleOf(field: TemplateField): Validation {
  const words = choices(field);
  const hint = {
    showInputMessage: true,
    promptTitle: `${field.header}${field.required ? "（必填）" : ""}`,
    prompt: [accepted(field), ...(words.length && field.type !== "boolean" ? [words.join("、")] : [])]
      .join("：")
      .slice(0, 250)
  };
  if (!words.length) return {type: "any", ...hint};
  const list = `"${words.join(",")}"`;
  return {
    type: "list",
    formulae: [list],
    allowBlank: true,
    ...hint,
    ...(isOpen(field)
      ? {showErrorMessage: false}
      : {
          showErrorMessage: true,
          errorStyle: "stop",
          errorTitle: field.header,
          error: `应为 ${words.join("、")} 之一`.slice(0, 220)
        })
  };
}

function cellValue({type}: TemplateField, text: string | undefined): string | number | Date | null {
  if (text === undefined) return null;
  if (type === "date") return new Date(`${text}T00:00:00Z`);
  return type === "year" || type === "integer" || type === "decimal" ? Number(text) : text;
}

function addNotes(
  book: ExcelJS.Workbook,
  {name, title, fields}: TemplateContract,
  {examples, folder, margins}: {examples: readonly Example[]; folder: string; margins: Margins}
): void {
  addSheet(
    book,
    {
      name: "填写说明",
      table: "notes",
      title: `${title}填写说明`,
      notes: [
        `填在第一个工作表里，一行一条，不要改列名；填好后另存到工作区的 ${folder} 文件夹，文件名随意。放在“模板”文件夹里的不会读入。`,
        ...rules(name),
        "带 * 的列必填，缺了这一行不读入；其余的列没有就空着。列的先后和多出的列不影响读入。“示例”和“填写说明”两个工作表不会当作数据。"
      ],
      columns: [
        {head: "列名", width: 18},
        {head: "必填", width: 6, align: "center"},
        {head: "填什么", width: 40, wrap: true},
        {head: "可选的值", width: 44, wrap: true},
        {head: "也认这些列名", width: 32, wrap: true},
        {head: "示例", width: 22, wrap: true}
      ],
      rows: fields.map(field => [
        field.header,
        field.required ? "是" : "",
        accepted(field),
        choices(field).join("、"),
        (field.aliases ?? []).join("、"),
        examples.find(example => example[field.name] !== undefined)?.[field.name] ?? ""
      ]),
      frozen: 1
    },
    margins
  );
}
