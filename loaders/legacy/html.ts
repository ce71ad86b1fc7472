import {type Bytes, decodedText} from "../decode.ts";
import {FileFault} from "../fault.ts";
import {messages} from "../messages.ts";
import type {Source, SourceOptions, SourceRow} from "../table.ts";
import type {WorkbookSheet} from "../workbook.ts";
import {chooseSheets} from "../workbookSource.ts";
import {htmlCell} from "./cell.ts";
import {chooseDeclared} from "./encoding.ts";
import {newGrid} from "./grid.ts";
import {newText, type Text} from "./pageText.ts";
import {formatOf, formatsOf} from "./styles.ts";
import {attributesOf, type HtmlToken, htmlTokens} from "./tokens.ts";

/** What comes of a page in order: the beginning of a sheet, or rows of it. */
type Piece = {sheet: string} | {rows: SourceRow[]};

const BLOCKS = new Set(
  "address article blockquote caption center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section ul".split(
    " "
  )
);
const SECTIONS = new Set(["thead", "tbody", "tfoot"]);
/** The name of the one sheet of a page that does not name it. */
const NAMELESS = "网页表格";

/**
 * Opens a page of tables, as report servers write it under the name .xls. Its tables stand one below the other in one
 * sheet, as spreadsheet programs show them, with the text around them; only LibreOffice writes several sheets.
 */
export async function openHtml(bytes: Bytes, {headers, sheets: wanted = null}: SourceOptions): Promise<Source> {
  const {encoding, evidence} = await chooseDeclared(bytes, headers);
  return openPage(() => decodedText(bytes, encoding), wanted, {
    encoding: `HTML（${encoding}）`,
    evidence: `内容是网页（HTML）表格；${evidence}`
  });
}

/** Opens a page by its text. */
export async function openPage(
  text: () => AsyncIterable<string>,
  wanted: readonly string[] | null,
  told: Pick<Source, "encoding" | "evidence">
): Promise<Source> {
  const names: string[] = [];
  const found: Found = {tables: 0, names: []};
  for await (const piece of pieces(text(), [], found)) if ("sheet" in piece) names.push(piece.sheet);
  if (!found.tables) throw new FileFault("unsupported_file", messages.notTable("网页", SAVE));
  const sheets = names.length ? names : [found.names.length === 1 ? found.names[0]! : NAMELESS];
  const all = sheets.map((name, i): WorkbookSheet => {
    const merges: string[] = [];
    const rows = {
      [Symbol.asyncIterator]: () => {
        merges.length = 0;
        return rowsOf(text(), names.length ? i : -1, merges);
      }
    };
    return {name, hidden: false, isGrid: true, sheet: {name, rows, merges}};
  });
  return chooseSheets(all, wanted, told);
}

const SAVE = "里面没有数据表格；请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”";

interface Found {
  tables: number;
  /** Sheets that Excel names in a comment. */
  names: string[];
}

/** Yields the rows of the sheet with this index; -1 stands for the one sheet of a page that names none. */
async function* rowsOf(text: AsyncIterable<string>, index: number, merges: string[]): AsyncGenerator<SourceRow[]> {
  let at = -1;
  for await (const piece of pieces(text, merges, {tables: 0, names: []}, index)) {
    if ("sheet" in piece) at++;
    else if (at === index) yield piece.rows;
    if (at > index) return;
  }
}

/** Yields a page's sheets and rows; merged ranges are those of the sheet with the index alone. */
async function* pieces(
  text: AsyncIterable<string>,
  merges: string[],
  found: Found,
  wanted = -1
): AsyncGenerator<Piece> {
  const own: string[] = [];
  const grid = newGrid(own);
  const formats = new Map<string, string>();
  const cell = newText();
  const outside = newText();
  let attributes: ReadonlyMap<string, string> = new Map();
  let ready: Piece[] = [];
  let sheet = -1;
  let isLibreOffice = false;
  /** Where the name of a sheet of LibreOffice is about to be told. */
  let heading = false;
  let name: Text | undefined;

  const writing = (): Text => name ?? (grid.hasCell() ? cell : outside);
  const takeRows = (): void => {
    const rows = grid.take();
    if (sheet === wanted) merges.push(...own);
    own.length = 0;
    if (rows.length) ready.push({rows});
  };
  const flushOutside = (): void => {
    const words = outside.take();
    // Between the sheets of LibreOffice stand their headings alone.
    if (words.trim() !== "" && sheet < 0 && !isLibreOffice) grid.addText(words);
  };
  const closeCell = (): void => {
    const words = cell.take();
    grid.closeCell(() => htmlCell(words, attributes, formatOf(attributes, formats)));
  };

  const open = (tag: string, written: string): void => {
    switch (tag) {
      case "table":
        found.tables++;
        // Text before a table within a cell is a row of its own.
        if (grid.hasCell()) {
          const words = cell.take();
          if (words.trim() !== "") grid.addText(words);
        }
        flushOutside();
        grid.openTable();
        break;
      case "tr":
        if (!grid.hasTable()) found.tables++;
        closeCell();
        flushOutside();
        grid.openRow();
        break;
      case "td":
      case "th": {
        if (!grid.hasTable()) found.tables++;
        closeCell();
        flushOutside();
        attributes = attributesOf(written);
        grid.openCell({across: count(attributes.get("colspan")), down: count(attributes.get("rowspan"))});
        break;
      }
      case "br":
        if (grid.hasCell() || name) writing().breakLine();
        else flushOutside();
        break;
      case "meta":
        isLibreOffice ||= /generator/i.test(written) && /(?:Libre|Open)Office/i.test(written);
        break;
      case "a":
        heading = isLibreOffice && /\bname\s*=\s*["']?table\d+/i.test(written);
        break;
      case "em":
        if (heading) name = newText();
        break;
      default:
        if (SECTIONS.has(tag)) endSection();
        else if (BLOCKS.has(tag)) block();
    }
  };

  const close = (tag: string): void => {
    switch (tag) {
      case "td":
      case "th":
        closeCell();
        break;
      case "tr":
        closeCell();
        grid.closeRow();
        break;
      case "table":
        closeCell();
        grid.closeTable();
        break;
      case "em":
        if (!name) break;
        takeRows();
        ready.push({sheet: name.take()});
        sheet++;
        name = undefined;
        heading = false;
        outside.take();
        grid.restart();
        break;
      default:
        if (SECTIONS.has(tag)) endSection();
        else if (BLOCKS.has(tag)) block();
    }
  };

  const endSection = (): void => {
    closeCell();
    grid.closeRow();
    grid.endSection();
  };
  const block = (): void => {
    if (grid.hasCell()) cell.breakBlock();
    else flushOutside();
  };

  const take = (token: HtmlToken): void => {
    if (token.kind === "open") open(token.name, token.attributes);
    else if (token.kind === "close") close(token.name);
    else if (token.kind === "text") writing().add(token.text);
    else if (token.name === "style") for (const [key, value] of formatsOf(token.text)) formats.set(key, value);
    else for (const [, one] of token.text.matchAll(/<x:Name>([^<]+)<\/x:Name>/gi)) found.names.push(one!.trim());
  };

  for await (const tokens of htmlTokens(text)) {
    for (const token of tokens) take(token);
    takeRows();
    yield* ready;
    ready = [];
  }
  while (grid.hasTable()) close("table");
  flushOutside();
  takeRows();
  yield* ready;
}

function count(text: string | undefined): number {
  const number = Number.parseInt(text ?? "1", 10);
  return Number.isNaN(number) || number < 0 ? 1 : number;
}
