import {type Bytes, decodedText, type Encoding} from "../decode.ts";
import type {Source, SourceOptions} from "../table.ts";
import type {WorkbookSheet} from "../workbook.ts";
import {chooseSheets} from "../workbookSource.ts";
import {chooseDeclared} from "./encoding.ts";
import {structureOf} from "./xmlBook.ts";
import {sheetRows} from "./xmlRows.ts";

/** Opens a workbook that Excel or a report server wrote as one XML file (XML Spreadsheet 2003). */
export async function openXmlBook(bytes: Bytes, {headers, sheets: wanted = null}: SourceOptions): Promise<Source> {
  const {encoding, evidence} = await chooseDeclared(bytes, headers);
  const read = (): AsyncIterable<Uint8Array> => inUtf8(bytes, encoding);
  const book = await structureOf(read());
  const all = book.sheets.map(({name, hidden, isGrid}, i): WorkbookSheet => {
    const merges: string[] = [];
    const rows = {
      [Symbol.asyncIterator]: () => {
        merges.length = 0;
        return sheetRows(read(), i, book, merges);
      }
    };
    return {name, hidden, isGrid, sheet: {name, rows, merges, date1904: book.date1904}};
  });
  return chooseSheets(all, wanted, {
    encoding: "XML",
    evidence: `内容是 Excel 2003 XML 表格；编码 ${encoding}：${evidence}`
  });
}

/** What the first line says of the encoding. */
const DECLARED = /^(\s*<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')/i;

/** The XML reader is given UTF-8: whatever an old file says of its encoding has been settled before. */
async function* inUtf8(bytes: Bytes, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let isFirst = true;
  for await (const text of decodedText(bytes, encoding)) {
    yield encoder.encode(isFirst ? text.replace(DECLARED, "$1") : text);
    isFirst = false;
  }
}
