import {csvRows} from "./csv.ts";
import {type Bytes, chooseEncoding, decodedText} from "./decode.ts";
import {findDelimiter} from "./delimiter.ts";
import type {Source, SourceOptions} from "./table.ts";

/** Characters at the start by which the delimiter is found. */
const START = 65_536;

/** Opens a text file by its bytes: its encoding, its delimiter, and its one sheet, which has no name. */
export async function openText(bytes: Bytes, {headers}: SourceOptions): Promise<Source> {
  const {encoding, bom, evidence} = await chooseEncoding(bytes, headers);
  const {delimiter, width, separatorLine} = findDelimiter(await firstCharacters(decodedText(bytes, encoding)), headers);
  const rows = {
    [Symbol.asyncIterator]: () => csvRows(decodedText(bytes, encoding), {delimiter, width, separatorLine})
  };
  return {
    encoding: bom && encoding === "UTF-8" ? "UTF-8 BOM" : encoding,
    evidence: `${evidence}；分隔符为${DELIMITER_NAMES.get(delimiter) ?? `“${delimiter}”`}`,
    sheets: [{name: "", rows, merges: []}],
    skipped: [],
    issues: [],
    close: () => {}
  };
}

const DELIMITER_NAMES = new Map([
  [",", "逗号"],
  ["\t", "制表符"],
  [";", "分号"],
  ["，", "全角逗号"]
]);

async function firstCharacters(text: AsyncIterable<string>): Promise<string> {
  let start = "";
  for await (const chunk of text) {
    start += chunk;
    if (start.length >= START) break;
  }
  return start.slice(0, START);
}
