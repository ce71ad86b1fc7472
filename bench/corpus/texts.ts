import {readFileSync} from "node:fs";
import {parse} from "csv-parse/sync";
import {chooseEncoding, decodedText} from "../../loaders/decode.ts";
import {type Delimiting, findDelimiter} from "../../loaders/delimiter.ts";
import {cutRecords, type Stretch} from "../../loaders/records.ts";
import type {SourceRow} from "../../loaders/table.ts";
import {DIFFERENT, differing, noTally, type PeerAnswer, tally} from "./results.ts";

/** A text file read whole, and as our reader decided to cut it. */
export interface Text extends Delimiting {
  /** As a plain decoder gives it, with line ends LF and without marks; nothing else is done to it. */
  text: string;
  /** As our decoder gives it. */
  ours: string;
}

export async function readText(path: string, headers: ReadonlySet<string>): Promise<Text> {
  const content = new Uint8Array(readFileSync(path));
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield content;
  }
  const {encoding} = await chooseEncoding(bytes, headers);
  let ours = "";
  for await (const piece of decodedText(bytes, encoding)) ours += piece;
  const text = new TextDecoder(encoding, {ignoreBOM: true})
    .decode(content)
    .replace(/\r\n?/g, "\n")
    .replaceAll("\ufeff", "");
  return {...findDelimiter(ours.slice(0, 65_536), headers), text, ours};
}

/** Returns what of a text is in no record, and which records are not the characters of their cells. */
export function unaccounted({text, ours, delimiter, width, separatorLine}: Text, rows: readonly SourceRow[]): string[] {
  const found: string[] = [];
  // What our decoder replaces (NUL, private characters, the lone 0x80) is one character for one.
  const [mine, theirs] = [characters(ours), characters(text)];
  if (mine !== theirs) found.push(`decoded ${mine} characters of ${theirs}`);
  const first = separatorLine ? ours.indexOf("\n") + 1 || ours.length : 0;
  const raws: string[] = [];
  let at = 0;
  for (const {text: piece, kind} of cutRecords(ours, {delimiter, width, last: true}).stretches) {
    const length = kind === "damaged" ? piece.length + 1 : piece.length;
    const raw = ours.slice(at, at + length);
    if (kind === "damaged" ? !isWithoutQuote(raw, piece) : raw !== piece) found.push(`text at ${at}`);
    for (const one of recordsIn(raw, kind)) raws.push(one);
    at += length;
    if (ours[at] === "\n") at++;
    else if (at < ours.length) found.push(`no line end at ${at}`);
  }
  if (at < ours.length) found.push(`nothing after ${at} of ${ours.length}`);
  if (raws.length !== rows.length) found.push(`${raws.length} records, ${rows.length} rows`);
  if (first && rows[0]?.row !== 0) found.push("the line sep= is not row 0");
  for (const [i, {row, cells}] of rows.entries()) {
    const raw = raws[i] ?? "";
    if (squeezed(raw, delimiter) !== squeezed(cells.join(""), delimiter)) found.push(`row ${row}: ${raw.slice(0, 60)}`);
  }
  return found;
}

/** Counts characters, those beyond the first plane as one: a private character may stand for one of these. */
function characters(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** Returns the raw records of a stretch; in a clean one, line ends before which the quotes are even are ends of records. */
function recordsIn(raw: string, kind: Stretch["kind"]): string[] {
  if (kind === "plain") return raw.split("\n");
  if (kind !== "clean") return [raw];
  const records: string[] = [];
  let open: string[] = [];
  let isOdd = false;
  for (const line of raw.split("\n")) {
    open.push(line);
    for (const char of line) if (char === '"') isOdd = !isOdd;
    if (isOdd) continue;
    records.push(open.join("\n"));
    open = [];
  }
  return open.length ? [...records, open.join("\n")] : records;
}

function isWithoutQuote(raw: string, piece: string): boolean {
  let i = 0;
  while (i < piece.length && raw[i] === piece[i]) i++;
  // Of several quotes in a row any one may be missing.
  return raw[i] === '"' && raw.slice(i + 1) === piece.slice(i);
}

/** A record's characters without what may be mark-up: quotes, delimiters, and spaces behind a closing quote. */
function squeezed(text: string, delimiter: string): string {
  return text.replaceAll('"', "").replaceAll(delimiter, "").replace(/\s/g, "");
}

/** Compares our records with csv-parse's, which gets the same characters. */
export function compareText({ours: text, delimiter}: Text, rows: readonly SourceRow[]): PeerAnswer {
  const answer: PeerAnswer = {
    step: "csv-parse",
    weRefused: false,
    theirCells: 0,
    agreed: 0,
    lostByUs: noTally(),
    lostByPeer: noTally(),
    differences: {}
  };
  const damaged = rows.some(({faults}) => faults?.some(({code}) => code === "unclosed_quote"));
  let theirs: string[][];
  try {
    theirs = parse(text, {delimiter, relax_column_count: true, relax_quotes: true, record_delimiter: "\n"});
  } catch (error) {
    return {...answer, refused: String(error).slice(0, 200)};
  }
  for (const record of theirs) answer.theirCells += record.filter(cell => cell !== "").length;
  // From a quote without an end on, the peer takes the file for one field.
  if (damaged) {
    tally(differing(answer, "unclosed quote"), `${rows.length} records, theirs ${theirs.length}`);
    return answer;
  }
  if (rows.length !== theirs.length)
    tally(differing(answer, DIFFERENT), `${rows.length} records, theirs ${theirs.length}`);
  for (const [i, {cells}] of rows.entries()) {
    const other = theirs[i] ?? [];
    for (let j = 0; j < Math.max(cells.length, other.length); j++) {
      const [mine, their] = [String(cells[j] ?? ""), other[j] ?? ""];
      const place = `record ${i + 1}, cell ${j + 1}`;
      if (mine === their) answer.agreed += mine === "" ? 0 : 1;
      else if (mine === "") tally(answer.lostByUs, `${place} ${JSON.stringify(their.slice(0, 40))}`);
      else if (their === "") tally(answer.lostByPeer, `${place} ${JSON.stringify(mine.slice(0, 40))}`);
      else {
        const kind = squeezed(mine, delimiter) === squeezed(their, delimiter) ? "stray quotes" : DIFFERENT;
        tally(
          differing(answer, kind),
          `${place} ours ${JSON.stringify(mine.slice(0, 40))}, theirs ${JSON.stringify(their.slice(0, 40))}`
        );
      }
    }
  }
  return answer;
}
