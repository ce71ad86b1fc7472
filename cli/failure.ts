import {appendFileSync, mkdirSync} from "node:fs";
import {join} from "node:path";
import {UserError} from "../loaders/error.ts";
import {machineFault} from "../loaders/machine.ts";

/** What the reader is told, and the exit status. */
export interface Failure {
  message: string;
  status: number;
}

/**
 * Returns what to tell the reader of any error: expected failures as they are, faults of the machine in words, and a bug
 * as one sentence with its stack kept in `<folder>/error.log`. Never returns a stack.
 */
export function describeFailure(error: unknown, folder: string): Failure {
  if (error instanceof UserError) return {message: error.message, status: error.status};
  const fault = machineFault(error);
  if (fault) return {message: fault.message, status: fault.status};
  const log = record(error, folder);
  const kept = log ? `；详情记在 ${log}，请交给维护人员` : "";
  const first = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return {message: `程序内部错误：${first}${kept}`, status: 3};
}

function record(error: unknown, folder: string): string | undefined {
  const file = join(folder, "error.log");
  try {
    mkdirSync(folder, {recursive: true});
    appendFileSync(file, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n`);
    return file;
  } catch {
    return undefined; // Where even the log cannot be written, the sentence must do.
  }
}
