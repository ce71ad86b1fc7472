import {parse} from "csv-parse/sync";
import {type CsvOptions, csvRows} from "../../loaders/csv.ts";
import {decodedText, type Encoding} from "../../loaders/decode.ts";
import type {SourceRow} from "../../loaders/table.ts";
import {classOf, type Disagreement, NO_END} from "./differences.ts";

export interface CsvFile {
  bytes: Uint8Array;
  encoding: Encoding;
  delimiter: string;
  /** How many cells a whole record has; 0 where that is not known. */
  width?: number;
  separatorLine?: boolean;
}

/** Returns where our reader of text files and csv-parse disagree, record by record and cell by cell, and how many cells were compared. */
export async function csvDisagreements(file: CsvFile): Promise<{found: Disagreement[]; cells: number}> {
  const ours = await ourRecords(file);
  const damaged = ours.findIndex(({faults = []}) => faults.some(({code}) => code === "unclosed_quote"));
  const kept = damaged < 0 ? ours : ours.slice(0, damaged);
  const textOf = (records: readonly (readonly unknown[])[]): string =>
    records.map(cells => cells.join(file.delimiter)).join("\n");
  const joined = (rows: readonly SourceRow[]): string => textOf(rows.map(({cells}) => cells));
  const found: Disagreement[] = [];
  let theirs: string[][];
  try {
    theirs = theirRecords(file);
  } catch (error) {
    const whole = {theirs: String(error)};
    return {
      found: [
        {peer: "csv-parse", place: "file", ours: damaged < 0 ? asCell(joined(ours)) : NO_END, theirs: undefined, whole}
      ],
      cells: 0
    };
  }
  if (damaged >= 0) found.push({peer: "csv-parse", place: `record ${damaged + 1}`, ours: NO_END, theirs: undefined});
  else if (ours.length !== theirs.length) {
    found.push({peer: "csv-parse", place: "file", ours: asCell(joined(ours)), theirs: asCell(textOf(theirs))});
    return {found, cells: 0};
  }
  let cells = 0;
  for (const [i, {cells: mine}] of kept.entries()) {
    const other = theirs[i] ?? [];
    cells += mine.length;
    const differing: Disagreement[] = mine.flatMap((text, j) =>
      text === other[j]
        ? []
        : [{peer: "csv-parse", place: `record ${i + 1}, cell ${j + 1}`, ours: asCell(text), theirs: asCell(other[j])}]
    );
    if (mine.length === other.length && differing.every(one => classOf(one) !== undefined)) {
      found.push(...differing);
      continue;
    }
    // Stray quotes join lines for one reader and not for the other: the rest, up to any damage, is compared as a whole.
    const rest = joined(kept.slice(i));
    const theirRest = textOf(theirs.slice(i));
    found.push({
      peer: "csv-parse",
      place: `from record ${i + 1}`,
      ours: asCell(rest),
      theirs: asCell(damaged < 0 ? theirRest : startLike(theirRest, rest))
    });
    break;
  }
  return {found, cells};
}

/** Returns as much of the start of the text as has so many characters besides quotes and white space as the other has. */
function startLike(text: string, other: string): string {
  let wanted = other.replace(/["\s]/g, "").length;
  let end = 0;
  while (end < text.length && (wanted > 0 || /["\s]/.test(text[end]!))) if (!/["\s]/.test(text[end++]!)) wanted--;
  return text.slice(0, end);
}

function asCell(text: unknown): Disagreement["ours"] {
  return typeof text === "string" ? {kind: "text", text} : undefined;
}

async function ourRecords({
  bytes,
  encoding,
  delimiter,
  width = 0,
  separatorLine = false
}: CsvFile): Promise<SourceRow[]> {
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const options: CsvOptions = {delimiter, width, separatorLine};
  const rows: SourceRow[] = [];
  for await (const batch of csvRows(decodedText(stream, encoding), options)) rows.push(...batch);
  return rows;
}

/** The peer gets the characters as they are: marks, line ends and all. */
function theirRecords({bytes, encoding, delimiter}: CsvFile): string[][] {
  const text = new TextDecoder(encoding).decode(bytes);
  if (text === "") return [];
  return parse(text, {
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 64 << 20
  });
}
