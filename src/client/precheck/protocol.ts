import type {Issue, IssueCode, Severity} from "../../../loaders/issue.ts";
import type {FileCheck} from "../../../loaders/precheck/checkFile.ts";
import type {Guess} from "../../../loaders/precheck/guess.ts";
import type {PrecheckFacts} from "../../../publish/sitedata/precheck.ts";

/** What the page asks of the worker. The file itself goes as a handle: its bytes are read in the worker alone. */
export type ToWorker =
  | {kind: "facts"; facts: PrecheckFacts; random: readonly [number, number]}
  /** `dataset` null: the worker guesses. */
  | {kind: "check"; id: number; file: File; dataset: string | null}
  | {kind: "stop"; id: number};

/** What the worker tells the page. */
export type FromWorker =
  /** `share` null: how far it is cannot be told yet. */
  {kind: "progress"; id: number; share: number | null; rows: number} | {kind: "done"; id: number; result: FileResult};

export type Severities = Readonly<Record<Severity, number>>;

/** What one file came to, as the page shows it. */
export interface FileResult {
  name: string;
  /** The dataset by whose contract it was checked; null where none could be told, and nothing was checked. */
  dataset: string | null;
  /** The best guesses by the header. */
  guesses: Guess[];
  /** What stands in the way of a check: the file was not read at all, or not to its end. */
  fault: string | null;
  stopped: boolean;
  check: Pick<FileCheck, "encoding" | "evidence" | "sheets" | "skipped"> | null;
  counts: Severities;
  /** The gravest first. */
  groups: IssueGroup[];
  /** The first issues in the order of their rows. */
  issues: Issue[];
  /** All of them as a file to be saved; null where there is none. */
  list: Blob | null;
}

/** Issues of one sheet and column that say the same. */
export interface IssueGroup {
  code: IssueCode;
  severity: Severity;
  sheet: string;
  field: string;
  message: string;
  n: number;
  /** The first rows; empty where the whole file is meant. */
  rows: number[];
}
