/** A value as a page gets it: decimals, dates and times as text, BIGINT and HUGEINT as bigint. */
export type EngineValue = string | number | bigint | boolean | null;

export interface EngineColumn {
  name: string;
  /** As DuckDB names it: `VARCHAR`, `BIGINT`, `DECIMAL(18,3)`, `DATE`, …. */
  type: string;
}

export interface EngineResult {
  columns: EngineColumn[];
  rows: EngineValue[][];
  /** How many rows the query gave; more than `rows` holds where a limit was set. */
  total: number;
}

/** A database in the browser's memory. One statement runs at a time; the next waits. */
export interface Engine {
  /** Runs one or several statements whose answers are not wanted. */
  run(sql: string): Promise<void>;
  /** Runs one statement and returns its rows, of them at most `limit` (all by default). */
  query(sql: string, options?: {limit?: number}): Promise<EngineResult>;
  /** Makes or replaces a table of the rows of a CSV with a header, UTF-8; missing is empty, `""` is an empty text. */
  table(name: string, columns: readonly EngineColumn[], csv: string | Uint8Array): Promise<void>;
  /**
   * Stops what runs: its promise rejects with an error named `Stopped`. Where the engine does not obey within a second it is replaced by
   * a new and empty one, and `onRestart` is called before this returns.
   */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** The way from the page to the site's root: empty, or ending in a slash. */
  base: string;
  /** Told of the bytes fetched so far, as they are sent. */
  onProgress: (loadedBytes: number, totalBytes: number) => void;
  /** Lays tables again after the engine had to be replaced. */
  onRestart?: (engine: Engine) => Promise<void>;
}

/** What the engine's own script offers to `startEngine`. */
export type OpenEngine = (options: {
  folder: string;
  version: string;
  bytes: number;
  onProgress: EngineOptions["onProgress"];
  onRestart?: (engine: Engine) => Promise<void>;
}) => Promise<Engine>;

/** The name of the error with which a stopped query rejects. */
export const STOPPED = "Stopped";
