import {readFileSync} from "node:fs";
import * as XLSX from "@e965/xlsx";
import {readXlsx} from "hucre/xlsx";
import type {Cell} from "../../loaders/table.ts";
import {ofHucre, ofSheetJs} from "./peerCell.ts";
import {DIFFERENT, differing, noTally, type PeerAnswer, tally} from "./results.ts";

/** Sheets by name, their cells by place (`7,0`: row as shown, column from 0). */
export type Book = Map<string, Map<string, Cell>>;

/** From day 0 of the 1900 system to that of the 1904 system. */
const DAYS_BETWEEN = 1462;

/** Compares what we read of a workbook, cell by cell, with what a peer reads. `notGrids` are sheets of charts. */
export async function compareBook(
  path: string,
  peer: "SheetJS" | "hucre",
  ours: Book | undefined,
  notGrids: ReadonlySet<string>
): Promise<PeerAnswer> {
  const answer: PeerAnswer = {
    step: peer,
    weRefused: ours === undefined,
    theirCells: 0,
    agreed: 0,
    lostByUs: noTally(),
    lostByPeer: noTally(),
    differences: {}
  };
  let theirs: Book;
  try {
    theirs = peer === "SheetJS" ? readSheetJs(path) : await readHucre(path);
  } catch (error) {
    return {...answer, refused: String(error).slice(0, 200)};
  }
  for (const name of notGrids) theirs.delete(name);
  for (const cells of theirs.values()) answer.theirCells += cells.size;
  if (!ours) return answer;
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    compareSheet(name, ours.get(name) ?? new Map(), theirs.get(name) ?? new Map(), answer);
  }
  return answer;
}

function compareSheet(name: string, ours: Map<string, Cell>, theirs: Map<string, Cell>, answer: PeerAnswer): void {
  for (const [place, mine] of ours) {
    const other = theirs.get(place);
    const at = `${name}!${place}`;
    if (!other) {
      // A formula that was never calculated is an issue to us, and nothing to them.
      if (mine.kind === "formula") tally(differing(answer, "formula without a value"), at);
      else tally(answer.lostByPeer, `${at} ${shown(mine)}`);
      continue;
    }
    const difference = differenceOf(mine, other);
    if (difference === undefined) answer.agreed++;
    else tally(differing(answer, difference), `${at} ours ${shown(mine)}, theirs ${shown(other)}`);
  }
  for (const [place, other] of theirs) {
    if (ours.has(place)) continue;
    // SheetJS takes the spaces that indent the XML of an empty cell for its text.
    const isBlank = other.kind === "text" && other.text.trim() === "";
    tally(isBlank ? differing(answer, "white space") : answer.lostByUs, `${name}!${place} ${shown(other)}`);
  }
}

/** Returns how two cells of one place differ; undefined where they say the same. */
function differenceOf(mine: Cell, other: Cell): string | undefined {
  if (mine.kind === other.kind && mine.text === other.text) return undefined;
  const [a, b] = [serialOf(mine), serialOf(other)];
  if (a !== undefined && b !== undefined) {
    if (close(a, b)) return mine.kind === other.kind ? undefined : "date or number";
    // Readers disagree on the first days of both systems: the one counts a day that never was.
    const isEarly = mine.kind === "number" && other.kind === "date" && a < 61;
    if (isEarly && [b, b - DAYS_BETWEEN].some(day => Math.abs(a - day) < 1.001)) return "date or number";
  }
  if (folded(mine.text) === folded(other.text)) return mine.kind === other.kind ? "white space" : "kind alone";
  if (mine.kind === "formula" || other.kind === "formula") return "formula without a value";
  if (isOursWithHoles(mine.text, other.text)) return "characters lost by the peer";
  return DIFFERENT;
}

/** A peer that does not heed the encoding an XML part declares has U+FFFD where we have a character. */
function isOursWithHoles(mine: string, other: string): boolean {
  return other.length === mine.length && Array.from(other).every((char, i) => char === "\ufffd" || char === mine[i]);
}

/** White space and what stands for a character that is none: SheetJS also undoes an escape with a capital X. */
function folded(text: string): string {
  return text.replace(/(?:\s|\ufffd|\0|_x000D_|_X0000_)+/g, " ").trim();
}

/** The 15 digits that a spreadsheet program keeps, and the second, are as near as two readers come. */
function close(a: number, b: number): boolean {
  return (
    a.toPrecision(15) === b.toPrecision(15) ||
    Math.abs(a - b) <= Math.abs(a) * 2e-15 ||
    (a > 1 && Math.abs(a - b) < 1.01 / 86_400)
  );
}

/** A date as its serial in the 1900 system, a number as itself. */
function serialOf({kind, text}: Cell): number | undefined {
  if (kind === "number") return Number(text);
  if (kind !== "date") return undefined;
  const ms = Date.parse(text.length > 10 ? `${text.replace(/Z$/, "")}Z` : text);
  return Number.isNaN(ms) ? undefined : ms / 86_400_000 + 25_569;
}

function shown({kind, text}: Cell): string {
  return `${kind} ${JSON.stringify(text.slice(0, 40))}`;
}

function readSheetJs(path: string): Book {
  const read = XLSX.read(readFileSync(path), {cellDates: true, UTC: true, sheetStubs: true});
  const book: Book = new Map();
  for (const name of read.SheetNames) {
    const sheet = read.Sheets[name] ?? {};
    // A chart's own copy of its numbers is no sheet.
    if ((sheet as {"!type"?: string})["!type"]) continue;
    const cells = new Map<string, Cell>();
    for (const [place, cell] of Object.entries(sheet) as [string, XLSX.CellObject][]) {
      if (place.startsWith("!")) continue;
      const {r, c} = XLSX.utils.decode_cell(place);
      const found = ofSheetJs(cell);
      if (found && found.text !== "") cells.set(`${r + 1},${c}`, found);
    }
    book.set(name, cells);
  }
  return book;
}

async function readHucre(path: string): Promise<Book> {
  const read = await readXlsx(new Uint8Array(readFileSync(path)), {readStyles: true});
  const book: Book = new Map();
  for (const sheet of read.sheets) {
    const cells = new Map<string, Cell>();
    for (const [row, values] of sheet.rows.entries()) {
      for (const [column, value] of (values ?? []).entries()) {
        const found = ofHucre(value, {type: sheet.cells?.get(`${row},${column}`)?.type});
        if (found && found.text !== "") cells.set(`${row + 1},${column}`, found);
      }
    }
    book.set(sheet.name, cells);
  }
  return book;
}
