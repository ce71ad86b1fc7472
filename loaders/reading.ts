import type {Config} from "./config.ts";
import type {Value} from "./database.ts";
import type {InputFile} from "./files.ts";
import type {Issue} from "./issue.ts";
import type {WorkspaceKey} from "./key.ts";
import type {Accounting} from "./table.ts";

/** The shapes that hand over from a file to the stage. */

/** The SHA-256 and the size of a file's bytes. */
export interface Hashed {
  sha256: string;
  bytes: number;
}

/** What reading a file depends on besides its bytes. */
export interface Reading {
  config: Config;
  key: WorkspaceKey;
  /** Claims whose subject is withheld because a decision makes them R1 or R2. */
  hiddenSubjects: ReadonlySet<string>;
  /** Pseudonyms of the meetings above 内部. */
  secretMeetings: ReadonlySet<string>;
}

/** What one file came to, but for its rows: these went to the sink. */
export interface StagedFile extends Hashed {
  file: InputFile;
  encoding: string;
  evidence: string;
  sheets: {name: string; accounting: Accounting}[];
  skipped: {name: string; reason: string}[];
  issues: Issue[];
  /** Pseudonyms of the meetings above 内部 that the file lists. */
  secretMeetings: string[];
}

export interface StagedRow {
  row: number;
  rejected: boolean;
  /** The stored fields, then the derived columns. */
  values: Value[];
  raw: (string | null)[];
}

/** A stretch of one sheet's rows, written into a file. */
export interface Chunk {
  /** The sheet's number in the file, from 0, and its name. */
  sheet: number;
  name: string;
  rows: number;
  path: string;
  /** The columns that have any value. */
  columns: string[];
}

/** Takes the rows of one file as chunks that are written into the folder: cheaper than rows where they cross processes. */
export interface ChunkSink {
  folder: string;
  take(chunk: Chunk): Promise<void>;
  /** Forgets the rows of a sheet, or of the whole file where none is named. */
  drop(sheet?: number): Promise<void>;
}

/** Takes the rows of one file, sheet by sheet (counted from 0), batch by batch. */
export interface RowSink {
  write(sheet: number, name: string, rows: readonly StagedRow[]): Promise<void>;
  /** Forgets the rows of a sheet, or of the whole file where none is named. */
  drop(sheet?: number): Promise<void>;
}
