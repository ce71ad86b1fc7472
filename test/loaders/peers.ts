import {readFileSync} from "node:fs";
import * as XLSX from "@e965/xlsx";
import {readXlsx} from "hucre/xlsx";
import {ofHucre, ofSheetJs} from "../../bench/corpus/peerCell.ts";
import {openSource} from "../../loaders/source.ts";
import type {Cell} from "../../loaders/table.ts";
import type {Disagreement, Peer} from "./differences.ts";

/** What a reader makes of a workbook: its cells by place (`台账!B7`), their texts as our reader writes them. */
type Cells = Map<string, Cell>;

interface Reading {
  cells: Cells;
  /** Why the whole file was refused. */
  refused?: string;
}

/** Returns where our reader of workbooks and its two peers disagree, and how many cells of ours were compared. */
export async function bookDisagreements(path: string): Promise<{found: Disagreement[]; cells: number}> {
  const bytes = new Uint8Array(readFileSync(path));
  const sheetJs = readSheetJs(bytes);
  const hucre = await readHucre(bytes);
  const names = sheetJs.sheets.length ? sheetJs.sheets : null;
  const ours = await readOurs(path, names);
  const found = [...disagreements("SheetJS", ours, sheetJs), ...disagreements("hucre", ours, hucre)];
  return {found, cells: ours.cells.size};
}

function disagreements(peer: Peer, ours: Reading, theirs: Reading): Disagreement[] {
  if (ours.refused !== undefined || theirs.refused !== undefined) {
    const whole = {
      ...(ours.refused === undefined ? {} : {ours: ours.refused}),
      ...(theirs.refused === undefined ? {} : {theirs: theirs.refused})
    };
    return [{peer, place: "file", ours: undefined, theirs: undefined, whole}];
  }
  const found: Disagreement[] = [];
  for (const place of new Set([...ours.cells.keys(), ...theirs.cells.keys()])) {
    const mine = ours.cells.get(place);
    const other = theirs.cells.get(place);
    if (mine?.kind !== other?.kind || mine?.text !== other?.text) found.push({peer, place, ours: mine, theirs: other});
  }
  return found;
}

/** Our own reader, through the door that `load` uses; hidden sheets too, where they are named. */
async function readOurs(path: string, sheets: readonly string[] | null): Promise<Reading> {
  const source = await openSource(path, {name: "台账.xlsx", headers: new Set(), sheets});
  const cells: Cells = new Map();
  try {
    if (source.issues.length) return {cells, refused: source.issues.map(({message}) => message).join()};
    for (const sheet of source.sheets) {
      for await (const batch of sheet.rows) {
        for (const row of batch) {
          for (const [column, cell] of row.cells.entries()) {
            if (cell === undefined) continue;
            if (typeof cell === "string") throw new Error("a workbook's cell is no bare text");
            cells.set(`${sheet.name}!${XLSX.utils.encode_col(column)}${row.row}`, canonical(cell));
          }
        }
      }
    }
    return {cells};
  } finally {
    source.close();
  }
}

/** SheetJS; the names of its grid sheets come with it, as our reader is asked for them. */
function readSheetJs(bytes: Uint8Array): Reading & {sheets: string[]} {
  const cells: Cells = new Map();
  let book: XLSX.WorkBook;
  try {
    book = XLSX.read(bytes, {cellDates: true, UTC: true, sheetStubs: true});
  } catch (error) {
    return {cells, refused: String(error), sheets: []};
  }
  for (const name of book.SheetNames) {
    for (const [place, cell] of Object.entries(book.Sheets[name] ?? {}) as [string, XLSX.CellObject][]) {
      if (place.startsWith("!")) continue;
      const found = ofSheetJs(cell);
      if (found) cells.set(`${name}!${place}`, canonical(found));
    }
  }
  return {cells, sheets: book.SheetNames};
}

/** Hucre. */
async function readHucre(bytes: Uint8Array): Promise<Reading> {
  const cells: Cells = new Map();
  let book: Awaited<ReturnType<typeof readXlsx>>;
  try {
    book = await readXlsx(bytes, {readStyles: true});
  } catch (error) {
    return {cells, refused: String(error)};
  }
  for (const sheet of book.sheets) {
    for (const [row, values] of sheet.rows.entries()) {
      // A far row leaves a million empty ones before it.
      if (!values?.length) continue;
      for (const [column, value] of values.entries()) {
        const detail = sheet.cells?.get(`${row},${column}`);
        const found = ofHucre(value, detail);
        if (found) cells.set(`${sheet.name}!${XLSX.utils.encode_cell({r: row, c: column})}`, canonical(found));
      }
    }
  }
  return {cells};
}

/** Numbers are compared at the 15 digits that a spreadsheet program keeps; midnight alone is a day. */
function canonical({kind, text}: Cell): Cell {
  if (kind === "number") return {kind, text: String(Number(Number(text).toPrecision(15)))};
  return {kind, text: kind === "date" ? text.replace(/T00:00:00(?:\.0+)?$/, "").replace(/\.0+$/, "") : text};
}
