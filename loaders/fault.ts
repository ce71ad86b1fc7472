import type {IssueCode} from "./issue.ts";

/** A fault that ends the reading of a whole file or sheet: it becomes one issue, and no row of it is loaded. */
export class FileFault extends Error {
  readonly code: IssueCode;

  constructor(code: IssueCode, message: string, {cause}: {cause?: unknown} = {}) {
    super(message, cause === undefined ? undefined : {cause});
    this.name = "FileFault";
    this.code = code;
  }
}
