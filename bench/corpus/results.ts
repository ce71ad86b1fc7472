import type {IssueCode} from "../../loaders/issue.ts";

/** The shapes that hand over from the processes that read to the report. */

export type Step = "read" | "SheetJS" | "hucre" | "csv-parse";

export interface Job {
  path: string;
  step: Step;
}

/** What one process says of one file. */
export type Answer = ReadAnswer | PeerAnswer | {step: "failed"; stack: string};

export interface ReadAnswer {
  step: "read";
  encoding: string;
  evidence: string;
  /** Why the file, or a sheet of it, was refused. */
  refusals: {code: IssueCode; message: string}[];
  rows: number;
  cells: number;
  isText: boolean;
  /** Records of a text whose characters are not those of its cells, and whole texts that do not add up. */
  unaccounted: string[];
  /** Rows with bytes that are no character. */
  badRows: number;
  damagedRows: number;
  /** What went wrong under a contract. */
  contractFaults: string[];
  seconds: number;
  /** Bytes by which the process grew at most while it read. */
  grown: number;
}

export interface PeerAnswer {
  step: "SheetJS" | "hucre" | "csv-parse";
  /** Why the peer read nothing. */
  refused?: string;
  /** True where we refused the file: nothing was compared. */
  weRefused: boolean;
  theirCells: number;
  agreed: number;
  /** Cells that they have and we do not, with examples of their places. */
  lostByUs: Tally;
  lostByPeer: Tally;
  /** Cells that both have, by how they differ. */
  differences: Record<string, Tally>;
}

export interface Tally {
  count: number;
  places: string[];
}

const MOST_PLACES = 4;

export function noTally(): Tally {
  return {count: 0, places: []};
}

export function tally(into: Tally, place: string): void {
  into.count++;
  if (into.places.length < MOST_PLACES) into.places.push(place);
}

/** The difference that nothing explains. */
export const DIFFERENT = "different";

/** Returns the tally of one kind of difference. */
export function differing({differences}: PeerAnswer, kind: string): Tally {
  differences[kind] ??= noTally();
  return differences[kind];
}
