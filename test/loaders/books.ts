import {strToU8, zipSync} from "fflate";

/** Workbooks as peers accept them too: with namespaces and content types, which our reader does without. */

/** A cell as XML without its place, such as `<c t="s"><v>0</v></c>`. */
export type CellXml = string;

export interface SheetPlan {
  name: string;
  /** Rows by number (from 1), each its cells by column (from 0). */
  rows: readonly (readonly [row: number, cells: readonly (readonly [column: number, cell: CellXml])[]])[];
  merges?: readonly string[];
  hidden?: boolean;
}

export interface BookPlan {
  sheets: readonly SheetPlan[];
  /** What stands inside each `si` of the shared strings. */
  strings: readonly string[];
  date1904: boolean;
  /** Written as prefixed XML (`x:row`), as report servers do. */
  prefix: boolean;
  /** Without `r=` on cells and rows; only where nothing is left out. */
  places: boolean;
  /** Deflated, or stored. */
  packed: boolean;
}

/** Formats by the style that names them: general, and what does and does not make a date. */
export const FORMATS: readonly (readonly [id: number, code?: string])[] = [
  [0],
  [14],
  [164, 'yyyy"年"m"月"d"日"'],
  [165, '0.00"d"'],
  [31],
  [22],
  [166, "yyyy/m/d;@"],
  [167, "[$-804]aaaa"],
  [168, "#,##0.00_);[Red](#,##0.00)"],
  [49],
  [9],
  [169, "[Red]General"]
];

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Returns the bytes of the workbook. */
export function bookBytes(plan: BookPlan): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${plan.sheets
      .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`)
      .join(
        ""
      )}<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/></Types>`,
    "_rels/.rels": relationships([["r1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${plan.date1904 ? ' date1904="1"' : ""}/><sheets>${plan.sheets
      .map(
        ({name, hidden}, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ""} r:id="r${i + 1}"/>`
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...plan.sheets.map((_, i) => [`r${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`] as const),
      ["rt", "styles", "styles.xml"],
      ["rs", "sharedStrings", "sharedStrings.xml"]
    ]),
    "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><numFmts count="${FORMATS.filter(([, code]) => code).length}">${FORMATS.flatMap(
      ([id, code]) => (code ? [`<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`] : [])
    ).join(
      ""
    )}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="${FORMATS.length}">${FORMATS.map(
      ([id]) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`
    ).join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": prefixed(
      `<sst xmlns="${MAIN}" count="${plan.strings.length}" uniqueCount="${plan.strings.length}">${plan.strings.map(si => `<si>${si}</si>`).join("")}</sst>`,
      plan.prefix
    )
  };
  for (const [i, sheet] of plan.sheets.entries()) {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = prefixed(sheetXml(sheet, plan), plan.prefix);
  }
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(head + xml)])), {
    level: plan.packed ? 6 : 0,
    mtime: new Date(2025, 0, 1)
  });
}

/** Returns text as it stands in XML. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;");
}

/** Returns how a place reads in a spreadsheet program, such as `B7`; the column counts from 0. */
export function placeOf(row: number, column: number): string {
  let letters = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters + row;
}

function sheetXml({rows, merges = []}: SheetPlan, {places}: BookPlan): string {
  const data = rows.map(([row, cells]) => {
    const inner = cells.map(([column, cell]) => (places ? cell.replace("<c", `<c r="${placeOf(row, column)}"`) : cell));
    return `<row${places ? ` r="${row}"` : ""}>${inner.join("")}</row>`;
  });
  const merged = merges.length
    ? `<mergeCells count="${merges.length}">${merges.map(ref => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`
    : "";
  return `<worksheet xmlns="${MAIN}"><sheetData>${data.join("")}</sheetData>${merged}</worksheet>`;
}

function prefixed(xml: string, prefix: boolean): string {
  if (!prefix) return xml;
  return xml.replace(/<(\/?)([a-zA-Z])/g, "<$1x:$2").replace(` xmlns="${MAIN}"`, ` xmlns:x="${MAIN}"`);
}

function relationships(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;
}
