import Papa from "papaparse";
import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";
import {type CutOptions, cutRecords, type Stretch} from "./records.ts";
import type {SourceFault, SourceRow} from "./table.ts";

/** Longest record in characters: beyond it a file is no table. */
const LONGEST_RECORD = 22 << 20;
const MOST_COLUMNS = 16_384;
/** More rows than a sheet has, with fewer characters each, are no table: not even their delimiters have room. */
const MOST_BARE_ROWS = 1_048_576;
const LEAST_CHARACTERS = 4;
/** Rows that are handed on together, and some more. */
const MOST_TOGETHER = 300;
const LINE_END = 0x0a;
const EMPTY = [""] as const;
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
  let characters = 0;
  /** Takes the stretches apart, some thousand rows at a time: an empty line takes a hundred times its own room. */
  function* toRows(stretches: readonly Stretch[]): Generator<SourceRow[]> {
    let rows: SourceRow[] = [];
    for (const stretch of stretches) {
      for (const piece of withoutEmptyLines(stretch)) {
        if (typeof piece === "number") for (let i = 0; i < piece; i++) rows.push({row: next++, cells: EMPTY});
        else for (const row of recordsOf(piece)) rows.push(row);
        if (rows.length < MOST_TOGETHER) continue;
        yield rows;
        rows = [];
      }
    }
    if (rows.length) yield rows;
    if (next > MOST_BARE_ROWS && characters < next * LEAST_CHARACTERS) {
      throw new FileFault("too_large", messages.tooLarge(`有 ${next} 行，却几乎没有内容`));
    }
  }
  const recordsOf = (stretch: Stretch): SourceRow[] => {
    refuseWide(stretch, delimiter, next);
    characters += stretch.text.length;
    const suspect = stretch.kind === "damaged" || stretch.text.includes(REPLACEMENT);
    return cells(stretch).map(record => {
      if (record.length > MOST_COLUMNS) {
        throw new FileFault("too_large", messages.tooLarge(`第 ${next} 行有 ${record.length} 列`));
      }
      const row = {row: next++, cells: record};
      return suspect ? {...row, faults: faultsOf(record, stretch)} : row;
    });
  };
  let rest = "";
  let waiting: string[] = [];
  let length = 0;
  for await (const chunk of text) {
    waiting.push(chunk);
    length += chunk.length;
    const isTooLong = rest.length + length > LONGEST_RECORD;
    if (isTooLong && rest === "" && !waiting.some(one => one.includes("\n"))) throw tooLong(next);
    // What is left over from a long record is not gone through again before as much has come again.
    if (!isTooLong && !(length >= rest.length && chunk.includes("\n"))) continue;
    const cut = cutRecords([rest, ...waiting].join(""), {delimiter, width, last: false});
    rest = cut.rest;
    waiting = [];
    length = 0;
    yield* toRows(cut.stretches);
    if (rest.length > LONGEST_RECORD) throw tooLong(next);
  }
  const {stretches} = cutRecords([rest, ...waiting].join(""), {delimiter, width, last: true});
  yield* toRows(stretches);
}

function tooLong(row: number): FileFault {
  return new FileFault("too_large", messages.tooLarge(`第 ${row} 行的内容过长`));
}

/** Returns the stretches between empty lines, and in the places of these how many there are: they need no parser. */
function withoutEmptyLines(stretch: Stretch): (Stretch | number)[] {
  const {text, kind} = stretch;
  if (kind !== "plain") return [stretch];
  const pieces: (Stretch | number)[] = [];
  let start = 0;
  while (start <= text.length) {
    let end = start;
    while (text.charCodeAt(end) === LINE_END) end++;
    // The last line of a stretch has its end outside it.
    const empty = end === text.length ? end - start + 1 : end - start;
    if (empty) pieces.push(empty);
    start = end;
    if (start === text.length) break;
    const next = text.indexOf("\n\n", start);
    const isLast = next < 0 && text.charCodeAt(text.length - 1) !== LINE_END;
    const stop = next >= 0 ? next : isLast ? text.length : text.length - 1;
    pieces.push({text: text.slice(start, stop), kind});
    start = stop + 1;
  }
  return pieces;
}

/** Counts the cells of very long records before they are made: millions of empty ones take more room than their text. */
function refuseWide({text, kind}: Stretch, delimiter: string, first: number): void {
  if (kind === "clean" || text.length < MOST_COLUMNS * delimiter.length) return;
  let row = first;
  for (let start = 0; start < text.length; row++) {
    const newline = kind === "quoted" ? -1 : text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (end - start >= MOST_COLUMNS) {
      const cells = countCells(text, start, end, delimiter);
      if (cells > MOST_COLUMNS) throw new FileFault("too_large", messages.tooLarge(`第 ${row} 行有 ${cells} 列`));
    }
    start = end + 1;
  }
}

function countCells(text: string, start: number, end: number, delimiter: string): number {
  const [mark, quote] = [delimiter.charCodeAt(0), 0x22];
  let cells = 1;
  let isQuoted = false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) isQuoted = !isQuoted;
    else if (code === mark && !isQuoted) cells++;
  }
  return cells;
}

/** Papa's parser, fed one record with quotes, or lines without any, at a time. */
function split(parser: Papa.Parser, {text, kind}: Stretch): string[][] {
  if (text === "") return [[""]];
  if (kind === "plain" || kind === "clean") return parse(parser, text);
  // The line end lets the parser see a closing quote with spaces behind it; the empty record after it is dropped.
  const records = parse(parser, /\s/.test(text.at(-1)!) ? `${text}\n` : text);
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
