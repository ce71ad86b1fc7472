import Papa from "papaparse";
import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";
import {type CutOptions, cutRecords, type Stretch} from "./records.ts";
import type {SourceFault, SourceRow} from "./table.ts";

/** Longest record in characters: beyond it a file is no table. */
const LONGEST_RECORD = 64 << 20;
const MOST_COLUMNS = 16_384;
const REPLACEMENT = "\ufffd";

export interface CsvOptions extends Omit<CutOptions, "last"> {
  /** True where the first line is `sep=`: it comes as row 0, as spreadsheet programs do not show it. */
  separatorLine: boolean;
}

/** Yields the records of decoded text (line ends LF), numbered as a spreadsheet program numbers their rows. */
export async function* csvRows(text: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<SourceRow[]> {
  const {delimiter, width} = options;
  const parser = new Papa.Parser({delimiter, newline: "\n", quoteChar: '"'});
  const cells = (stretch: Stretch): string[][] => split(parser, stretch);
  let next = options.separatorLine ? 0 : 1;
  const toRows = (stretches: readonly Stretch[]): SourceRow[] => {
    const rows: SourceRow[] = [];
    for (const stretch of stretches) {
      const suspect = stretch.kind === "damaged" || stretch.text.includes(REPLACEMENT);
      for (const record of cells(stretch)) {
        if (record.length > MOST_COLUMNS)
          throw new FileFault("too_large", messages.tooLarge(`第 ${next} 行有 ${record.length} 列`));
        const row = {row: next++, cells: record};
        rows.push(suspect ? {...row, faults: faultsOf(record, stretch)} : row);
      }
    }
    return rows;
  };
  let rest = "";
  for await (const chunk of text) {
    const cut = cutRecords(rest + chunk, {delimiter, width, last: false});
    rest = cut.rest;
    if (rest.length > LONGEST_RECORD) throw new FileFault("too_large", messages.tooLarge(`第 ${next} 行的内容过长`));
    if (cut.stretches.length) yield toRows(cut.stretches);
  }
  const {stretches} = cutRecords(rest, {delimiter, width, last: true});
  if (stretches.length) yield toRows(stretches);
}

/** Papa's parser, fed one record with quotes, or lines without any, at a time. */
function split(parser: Papa.Parser, {text, kind}: Stretch): string[][] {
  if (text === "") return [[""]];
  if (kind === "plain") return parse(parser, text);
  // The line end lets the parser see a closing quote with spaces behind it; the empty record after it is dropped.
  const records = parse(parser, `${text}\n`);
  if (records.length > 1 && records.at(-1)!.join("") === "") records.pop();
  return [records.flat()];
}

function parse(parser: Papa.Parser, text: string): string[][] {
  return (parser.parse(text, 0, false) as Papa.ParseResult<string[]>).data;
}

function faultsOf(record: readonly string[], {kind}: Stretch): SourceFault[] {
  if (kind === "damaged") return [{code: "unclosed_quote", column: null}];
  return record.flatMap((cell, column) =>
    cell.includes(REPLACEMENT) ? [{code: "bad_encoding" as const, column}] : []
  );
}
