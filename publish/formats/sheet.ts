import type {Column, ColumnType} from "../dictionary.ts";
import type {Sink} from "../sink.ts";
import {cellText, escapeXml} from "../xml.ts";
import {type ZipWriter, zipWriter} from "../zip.ts";
import type {CellText} from "./rows.ts";

/** Data rows that fit under one header: what Excel holds less the header. */
export const SHEET_ROWS = 1_048_575;

/** A plain table for a workbook; `rows` must be the number that `blocks` will yield. */
export interface Sheet {
  name: string;
  /** The name of the real table in it: letters, digits and underscores. */
  table: string;
  columns: readonly Pick<Column, "name" | "type">[];
  rows: number;
  blocks: AsyncIterable<CellText[][]>;
}

export interface Properties {
  title: string;
  description: string;
  /** ISO date, the only date in the file. */
  date: string;
  /** 草案 or 审核稿, for the title and every printed page; none for what is signed. */
  mark?: string | null;
  /** Data rows of one sheet; what the program holds by default. */
  limit?: number;
}

/**
 * Writes a workbook of plain tables, one real table per sheet from A1, as a stream with the same bytes each time. Text
 * is written as text, never as a formula. A table too long for one sheet goes on in the next.
 */
export async function writeSheets(sink: Sink, sheets: readonly Sheet[], properties: Properties): Promise<void> {
  const limit = properties.limit ?? SHEET_ROWS;
  const pages = sheets.flatMap(sheet => paginate(sheet, limit));
  const zip = zipWriter(bytes => sink.writeBytes(bytes));
  const part = (name: string, text: string): void => {
    zip.entry(name);
    zip.write(XML + text);
  };
  part("[Content_Types].xml", contentTypes(pages.length));
  part("_rels/.rels", packageRelations());
  part("docProps/app.xml", `<Properties xmlns="${NS.app}"><Application>Hengcai</Application></Properties>`);
  part("docProps/core.xml", coreProperties(properties));
  part("xl/workbook.xml", workbook(pages));
  part("xl/_rels/workbook.xml.rels", workbookRelations(pages.length));
  part("xl/styles.xml", STYLES);
  const foot = pageHeader(properties.mark ?? null);
  let page = 0;
  for (const sheet of sheets) page = await writePages(zip, sheet, {pages, first: page, limit, foot});
  zip.close();
}

interface Page {
  name: string;
  table: string;
  columns: Sheet["columns"];
  rows: number;
}

function paginate({name, table, columns, rows}: Sheet, limit: number): Page[] {
  const pages: Page[] = [];
  for (let start = 0; start === 0 || start < rows; start += limit) {
    const n = pages.length + 1;
    const count = Math.min(rows - start, limit);
    pages.push({name: n > 1 ? `${name}${n}` : name, table: n > 1 ? `${table}_${n}` : table, columns, rows: count});
  }
  return pages;
}

async function writePages(
  zip: ZipWriter,
  sheet: Sheet,
  {pages, first, limit, foot}: {pages: readonly Page[]; first: number; limit: number; foot: string}
): Promise<number> {
  let at = first;
  let row = 0;
  begin(zip, pages[at]!, at);
  for await (const block of sheet.blocks) {
    let text = "";
    for (const cells of block) {
      if (row === limit) {
        zip.write(text);
        text = "";
        end(zip, pages[at]!, {at, foot});
        begin(zip, pages[++at]!, at);
        row = 0;
      }
      text += rowXml(cells, sheet.columns, ++row + 1);
    }
    zip.write(text);
  }
  if (row !== pages[at]!.rows) throw new Error(`${sheet.name}: ${row} rows were written, ${pages[at]!.rows} announced`);
  end(zip, pages[at]!, {at, foot});
  return at + 1;
}

function begin(zip: ZipWriter, page: Page, at: number): void {
  zip.entry(`xl/worksheets/sheet${at + 1}.xml`);
  const widths = page.columns.map(({name, type}, i) => {
    const width = Math.max(WIDTHS[type], name.length + 4);
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`;
  });
  const header = page.columns.map(({name}, i) => textCell(name, `${columnName(i)}1`, STYLE.header));
  zip.write(
    `${XML}<worksheet xmlns="${NS.main}" xmlns:r="${NS.relations}"><dimension ref="${range(page)}"/><sheetViews>` +
      `<sheetView workbookViewId="0"${at === 0 ? ' tabSelected="1"' : ""}><pane ySplit="1" topLeftCell="A2" ` +
      'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>' +
      `<cols>${widths.join("")}</cols><sheetData><row r="1">${header.join("")}</row>`
  );
}

function end(zip: ZipWriter, page: Page, {at, foot}: {at: number; foot: string}): void {
  zip.write(`</sheetData>${foot}`);
  zip.write('<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>');
  zip.entry(`xl/worksheets/_rels/sheet${at + 1}.xml.rels`);
  zip.write(XML + relations([["table", `../tables/table${at + 1}.xml`]]));
  zip.entry(`xl/tables/table${at + 1}.xml`);
  const columns = page.columns.map(({name}, i) => `<tableColumn id="${i + 1}" name="${escapeXml(name)}"/>`);
  zip.write(
    `${XML}<table xmlns="${NS.main}" id="${at + 1}" name="${page.table}" displayName="${page.table}" ` +
      `ref="${range(page)}"><autoFilter ref="${range(page)}"/><tableColumns count="${columns.length}">` +
      `${columns.join("")}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" ` +
      'showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'
  );
}

/** What a draft has at the head of every printed page; the schema has it between the cells and the table. */
function pageHeader(mark: string | null): string {
  if (mark === null) return "";
  return `<headerFooter><oddHeader>&amp;R${escapeXml(mark)}，未经签批不得公布</oddHeader></headerFooter>`;
}

function rowXml(cells: readonly CellText[], columns: Sheet["columns"], row: number): string {
  let xml = `<row r="${row}">`;
  for (const [i, cell] of cells.entries()) {
    if (cell !== null) xml += cellXml(cell, columns[i]!.type, columnName(i) + row);
  }
  return `${xml}</row>`;
}

function cellXml(cell: string, type: ColumnType, at: string): string {
  if (type === "integer") return `<c r="${at}"><v>${cell}</v></c>`;
  if (type === "points") return `<c r="${at}" s="${pointsStyle(cell)}"><v>${cell}</v></c>`;
  if (type === "boolean") return `<c r="${at}" t="b"><v>${cell === "true" ? 1 : 0}</v></c>`;
  if (type === "date") {
    const serial = dateSerial(cell);
    if (serial !== null) return `<c r="${at}" s="${STYLE.date}"><v>${serial}</v></c>`;
  }
  return textCell(cell, at, STYLE.text);
}

function textCell(text: string, at: string, style: number): string {
  return `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(cellText(text))}</t></is></c>`;
}

/** Returns the 1900 serial of an ISO date, null before March 1900, where spreadsheet programs disagree. */
export function dateSerial(iso: string): number | null {
  const days = Date.parse(`${iso}T00:00:00Z`) / 86_400_000 + 25_569;
  return days >= 61 && days <= 2_958_465 ? days : null;
}

/** Returns the letters of the column with the index counted from 0. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A table needs a data row even where there is no data. */
function range({columns, rows}: Page): string {
  return `A1:${columnName(columns.length - 1)}${Math.max(rows, 1) + 1}`;
}

function pointsStyle(cell: string): number {
  return STYLE.points + (cell.length - cell.indexOf(".") - 2);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const NS = {
  main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  relations: `${OFFICE}/relationships`,
  app: `${OFFICE}/extended-properties`
};
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const WIDTHS: Readonly<Record<ColumnType, number>> = {text: 18, integer: 10, points: 10, date: 12, boolean: 9};

/** Indexes into `cellXfs` below; points with one, two and three decimals follow each other. */
const STYLE = {text: 1, header: 2, date: 3, points: 4};

const XF = (font: number, format: number, rest = ""): string =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${rest}/>`;

const STYLES =
  `<styleSheet xmlns="${NS.main}"><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
  '<numFmt numFmtId="165" formatCode="0.0"/><numFmt numFmtId="166" formatCode="0.00"/>' +
  '<numFmt numFmtId="167" formatCode="0.000"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font>' +
  '<font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="7">${XF(0, 0)}${XF(0, 49)}${XF(1, 49)}${XF(0, 164)}${XF(0, 165)}${XF(0, 166)}${XF(0, 167)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function contentTypes(pages: number): string {
  const override = (part: string, type: string): string => `<Override PartName="${part}" ContentType="${type}"/>`;
  const parts = Array.from({length: pages}, (_, i) =>
    [
      override(`/xl/worksheets/sheet${i + 1}.xml`, `${SHEET_TYPE}.worksheet+xml`),
      override(`/xl/tables/table${i + 1}.xml`, `${SHEET_TYPE}.table+xml`)
    ].join("")
  );
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override("/xl/workbook.xml", `${SHEET_TYPE}.sheet.main+xml`) +
    override("/xl/styles.xml", `${SHEET_TYPE}.styles+xml`) +
    override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") +
    override("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml") +
    `${parts.join("")}</Types>`
  );
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const items = targets.map(([type, target], i) => {
    const kind = type.includes("/") ? type : `${NS.relations}/${type}`;
    return `<Relationship Id="rId${i + 1}" Type="${kind}" Target="${target}"/>`;
  });
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join("")}</Relationships>`;
}

function packageRelations(): string {
  return relations([
    ["officeDocument", "xl/workbook.xml"],
    [`${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"],
    ["extended-properties", "docProps/app.xml"]
  ]);
}

function workbookRelations(pages: number): string {
  const sheets = Array.from({length: pages}, (_, i) => ["worksheet", `worksheets/sheet${i + 1}.xml`] as const);
  return relations([...sheets, ["styles", "styles.xml"]]);
}

function workbook(pages: readonly Page[]): string {
  const sheets = pages.map(({name}, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return `<workbook xmlns="${NS.main}" xmlns:r="${NS.relations}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

function coreProperties({title, description, date, mark = null}: Properties): string {
  const stamp = (name: string): string =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}T00:00:00Z</dcterms:${name}>`;
  return (
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(mark === null ? title : `${title}（${mark}）`)}</dc:title><dc:creator>衡才</dc:creator>` +
    `<dc:description>${escapeXml(description)}</dc:description><dc:language>zh-CN</dc:language>` +
    `${stamp("created")}${stamp("modified")}</cp:coreProperties>`
  );
}
