import {LISTS} from "./ooxmlOrders.ts";
import {type Element, type Report, relationsOf, walk} from "./ooxmlParts.ts";

/** Checks of a workbook alone: what names or numbers something in it finds it. */

const find = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find(child => child.name === name);
const number = (element: Element, name: string): number => Number(element.attributes.get(name));

export function checkWorkbook(trees: ReadonlyMap<string, Element>, faults: string[]): void {
  const book = trees.get("xl/workbook.xml")!;
  const relations = relationsOf("xl/workbook.xml", trees);
  const sheets = (find(book, "sheets")?.children ?? []).map(sheet => ({
    name: sheet.attributes.get("name")!,
    id: sheet.attributes.get("sheetId")!,
    part: relations.get(sheet.attributes.get("r:id")!)?.target ?? ""
  }));
  for (const {name} of sheets) {
    if (!name || name.length > 31 || /[[\]:*?/\\]|^'|'$/.test(name)) faults.push(`invalid name of a sheet: ${name}`);
  }
  const unique = (what: string, values: readonly string[]): void => {
    if (new Set(values.map(value => value.toLowerCase())).size < values.length)
      faults.push(`two ${what} alike: ${values}`);
  };
  unique(
    "sheets",
    sheets.map(({name}) => name)
  );
  unique(
    "numbers of sheets",
    sheets.map(({id}) => id)
  );
  const known = new Set(sheets.map(({name}) => name));
  for (const defined of find(book, "definedNames")?.children ?? []) {
    const local = defined.attributes.get("localSheetId");
    if (local !== undefined && !sheets[Number(local)]) faults.push(`a name of sheet ${local}, which is not there`);
    for (const sheet of sheetsIn(defined.text)) {
      if (!known.has(sheet))
        faults.push(`${defined.attributes.get("name")} leads to sheet ${sheet}, which is not there`);
    }
  }
  const styles = checkStyles(trees.get("xl/styles.xml"), faults);
  const strings = trees.get("xl/sharedStrings.xml")?.children.length ?? 0;
  const tables: Element[] = [];
  for (const {name, part} of sheets) {
    const sheet = trees.get(part);
    if (!sheet) continue;
    const report: Report = message => faults.push(`sheet ${name}: ${message}`);
    const cells = checkCells(sheet, {styles, strings}, report);
    checkMerges(sheet, report);
    for (const link of find(sheet, "hyperlinks")?.children ?? []) {
      const place = link.attributes.get("location");
      for (const target of place ? sheetsIn(place) : []) if (!known.has(target)) report(`a link to ${target}`);
    }
    for (const tablePart of find(sheet, "tableParts")?.children ?? []) {
      const table = trees.get(relationsOf(part, trees).get(tablePart.attributes.get("r:id")!)?.target ?? "");
      if (!table) continue;
      tables.push(table);
      checkTable(table, {cells, strings: trees.get("xl/sharedStrings.xml"), merges: mergesOf(sheet), styles}, report);
    }
  }
  unique(
    "tables",
    tables.map(table => table.attributes.get("displayName")!)
  );
  unique(
    "numbers of tables",
    tables.map(table => table.attributes.get("id")!)
  );
}

/** Returns the sheets that a reference names. */
function sheetsIn(reference: string): string[] {
  return [...reference.matchAll(/'((?:[^']|'')+)'!|([^\s,'!]+)!/g)].map(match =>
    (match[1] ?? match[2]!).replaceAll("''", "'")
  );
}

interface Styles {
  formats: number;
  dxfs: number;
}

function checkStyles(styles: Element | undefined, faults: string[]): Styles {
  const count = (name: string): number => find(styles, name)?.children.length ?? 0;
  for (const name of LISTS) {
    const list = find(styles, name);
    const said = list?.attributes.get("count");
    if (list && said !== undefined && Number(said) !== list.children.length)
      faults.push(`styles: ${name} says ${said}`);
  }
  const formats = new Set((find(styles, "numFmts")?.children ?? []).map(format => number(format, "numFmtId")));
  for (const name of ["cellStyleXfs", "cellXfs"]) {
    for (const xf of find(styles, name)?.children ?? []) {
      const format = number(xf, "numFmtId");
      if (format >= 164 && !formats.has(format)) faults.push(`styles: no number format ${format}`);
      for (const [key, list] of [
        ["fontId", "fonts"],
        ["fillId", "fills"],
        ["borderId", "borders"],
        ["xfId", "cellStyleXfs"]
      ] as const) {
        if (xf.attributes.has(key) && number(xf, key) >= count(list))
          faults.push(`styles: no ${list} ${number(xf, key)}`);
      }
    }
  }
  return {formats: count("cellXfs"), dxfs: count("dxfs")};
}

interface Places {
  styles: Styles;
  strings: number;
}

/** Returns the cells by their place. */
function checkCells(sheet: Element, {styles, strings}: Places, report: Report): Map<string, Element> {
  const cells = new Map<string, Element>();
  let lastRow = 0;
  for (const row of find(sheet, "sheetData")?.children ?? []) {
    const at = number(row, "r");
    if (!(at > lastRow)) report(`row ${at} after row ${lastRow}`);
    lastRow = at;
    let lastColumn = 0;
    for (const cell of row.children) {
      const place = cell.attributes.get("r")!;
      const {column, row: own} = parsePlace(place);
      if (own !== at || column <= lastColumn) report(`${place} is out of order`);
      lastColumn = column;
      const style = cell.attributes.get("s");
      if (style !== undefined && Number(style) >= styles.formats)
        report(`${place} has style ${style}, which is not there`);
      const value = find(cell, "v")?.text;
      if (cell.attributes.get("t") === "s" && !(Number(value) < strings)) report(`${place} has no text ${value}`);
      cells.set(place, cell);
    }
  }
  return cells;
}

interface Range {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function parsePlace(place: string): {column: number; row: number} {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d+)$/.exec(place) ?? [];
  const column = [...(letters ?? "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return {column, row: Number(digits)};
}

function parseRange(text: string): Range {
  const [from, to] = text.split(":");
  const [a, b] = [parsePlace(from!), parsePlace(to ?? from!)];
  return {left: a.column, top: a.row, right: b.column, bottom: b.row};
}

function overlap(a: Range, b: Range): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

function mergesOf(sheet: Element): Range[] {
  return (find(sheet, "mergeCells")?.children ?? []).map(merge => parseRange(merge.attributes.get("ref")!));
}

function checkMerges(sheet: Element, report: Report): void {
  const merges = mergesOf(sheet);
  merges.forEach((a, i) => {
    if (merges.slice(i + 1).some(b => overlap(a, b))) report("merged cells overlap");
  });
}

function checkTable(
  table: Element,
  {
    cells,
    strings,
    merges,
    styles
  }: {cells: Map<string, Element>; strings: Element | undefined; merges: Range[]; styles: Styles},
  report: Report
): void {
  const name = table.attributes.get("displayName")!;
  const range = parseRange(table.attributes.get("ref")!);
  const columns = find(table, "tableColumns")!;
  if (!/^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) || /^[A-Z]{1,3}\d+$/i.test(name))
    report(`invalid name of a table: ${name}`);
  if (columns.children.length !== range.right - range.left + 1) report(`${name} has other columns than its range`);
  if (number(columns, "count") !== columns.children.length) report(`${name} says it has other columns`);
  if (range.bottom <= range.top) report(`${name} has no row`);
  if (merges.some(merge => overlap(merge, range))) report(`${name} has merged cells`);
  const ids = columns.children.map(column => column.attributes.get("id"));
  if (new Set(ids).size < ids.length) report(`${name} has two columns of one number`);
  columns.children.forEach((column, i) => {
    const dxf = column.attributes.get("dataDxfId") ?? column.attributes.get("dxfId");
    if (dxf !== undefined && Number(dxf) >= styles.dxfs) report(`${name} has style ${dxf}, which is not there`);
    const cell = cells.get(`${letters(range.left + i)}${range.top}`);
    const head = cell && textOf(cell, strings);
    const said = column.attributes.get("name")!.replaceAll("_x000a_", "\n");
    if (head !== said) report(`${name}: a column is called ${said}, its head ${head}`);
  });
  const filter = find(table, "autoFilter")?.attributes.get("ref");
  if (filter !== undefined && filter !== table.attributes.get("ref")) report(`${name} filters ${filter}`);
}

function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest ? letters(rest) : "") + String.fromCharCode(65 + ((column - 1) % 26));
}

function textOf(cell: Element, strings: Element | undefined): string {
  const source =
    cell.attributes.get("t") === "s" ? strings?.children[Number(find(cell, "v")?.text)] : (find(cell, "is") ?? cell);
  return source
    ? [...walk(source)]
        .filter(({name}) => name === "t" || name === "v")
        .map(({text}) => text)
        .join("")
    : "";
}
