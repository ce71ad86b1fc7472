import {FileFault} from "../fault.ts";
import {headerNames} from "../header.ts";
import type {Issue} from "../issue.ts";
import {findLayout, LAYOUT_ROWS} from "../layout.ts";
import {messages} from "../messages.ts";
import {openBytes} from "../openBytes.ts";
import {placed} from "../readSheets.ts";
import {isBlank} from "../rows.ts";
import {sheetIssue} from "../sheetIssues.ts";
import type {SourceRow, SourceSheet} from "../table.ts";
import type {OpenFile} from "./knowledge.ts";
import {SENT} from "./sent.ts";

/** How well the header of a file fits a dataset. */
export interface Guess {
  dataset: string;
  /** Headers of the contract that the file has, in the contract's order. */
  known: string[];
  /** Required ones that it lacks. */
  missing: string[];
}

export interface Guesses {
  /** The best first; none where no row looks like a header. */
  guesses: Guess[];
  /** Where there is none: why nothing of the file can be read, whatever it should be. */
  faults: Issue[];
}

/** Sheets that are looked at; the first that is a table decides. */
const MOST_SHEETS = 8;

/** Returns which datasets a file's header may belong to: its folder tells the command, and the page has no folders. */
export async function guessDatasets({name, bytes, openers}: OpenFile): Promise<Guesses> {
  const headers = new Set(SENT.flatMap(contract => [...headerNames(contract)]));
  const source = await openBytes(bytes, {name, headers}, openers);
  const faults = source.issues.map(issue => placed(name, "", issue));
  let isEmpty = true;
  try {
    for (const sheet of source.sheets.slice(0, MOST_SHEETS)) {
      const {rows, fault} = await firstRows(sheet);
      const guesses = guessesOf(rows);
      if (guesses.length) return {guesses, faults: []};
      if (fault) faults.push(placed(name, sheet.name, sheetIssue(fault.code, fault.message)));
      if (fault || !rows.every(isBlank)) isEmpty = false;
    }
    if (isEmpty && !faults.length) faults.push(placed(name, "", sheetIssue("empty_file", messages.emptyFile())));
    return {guesses: [], faults};
  } finally {
    source.close();
  }
}

function guessesOf(rows: readonly SourceRow[]): Guess[] {
  return SENT.flatMap((contract): Guess[] => {
    const layout = findLayout(rows, contract);
    if (!layout) return [];
    const has = new Set(layout.columns.keys());
    const known = contract.fields.filter(field => has.has(field)).map(({header}) => header);
    const missing = contract.fields.filter(field => field.required && !has.has(field)).map(({header}) => header);
    return [{dataset: contract.name, known, missing}];
  }).sort((a, b) => score(b) - score(a));
}

/** A file that has all that a dataset asks for fits it better than one that knows a few words more of another. */
function score({known, missing}: Guess): number {
  return known.length - 2 * missing.length + (missing.length ? 0 : 3);
}

/** Returns the rows among which a header is looked for, as far as they can be read. */
async function firstRows(sheet: SourceSheet): Promise<{rows: SourceRow[]; fault?: FileFault}> {
  const rows: SourceRow[] = [];
  try {
    for await (const batch of sheet.rows) {
      for (const row of batch) if (row.row <= LAYOUT_ROWS) rows.push(row);
      if ((batch.at(-1)?.row ?? 0) >= LAYOUT_ROWS) break;
    }
  } catch (error) {
    if (error instanceof FileFault) return {rows, fault: error};
    throw error;
  }
  return {rows};
}
