/** Exit status of the command: 1 some errors, 2 the workspace, its configuration or a policy cannot be used, 3 the machine. */
export type ExitStatus = 1 | 2 | 3;

/** An expected failure: its message is for the reader (Chinese, fault first), printed without a stack. */
export class UserError extends Error {
  readonly status: ExitStatus;

  constructor(message: string, {status = 2, cause}: {status?: ExitStatus; cause?: unknown} = {}) {
    super(message, cause === undefined ? undefined : {cause});
    this.name = "UserError";
    this.status = status;
  }
}

/** A fault at a place in a text file: `file:line:column: message`. */
export interface Placed {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** Returns the faults as lines of `file:line:column: message`, in the order given. */
export function formatPlaced(faults: readonly Placed[]): string {
  return faults.map(({file, line, column, message}) => `${file}:${line}:${column}: ${message}`).join("\n");
}

/** Returns the error's `code` (such as `ENOENT`), or undefined where it has none. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}
