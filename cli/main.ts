import {tmpdir} from "node:os";
import {join} from "node:path";
import {CommanderError} from "commander";
import {type GlobalOptions, stateFolder} from "./context.ts";
import {describeFailure} from "./failure.ts";
import {createProgram} from "./program.ts";

/** Runs the command line; returns the exit status: 0 fine, 1 some errors in the data, 2 unusable input, 3 the machine. */
export async function main(args: readonly string[]): Promise<number> {
  let status = 0;
  const program = createProgram(code => {
    status = code;
  });
  let command = "";
  program.hook("preAction", (_, action) => {
    command = action.name();
  });
  try {
    await program.parseAsync([...args], {from: "user"});
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {workspace} = program.opts<GlobalOptions>();
    const folder = WRITES_NOTHING.has(command) ? join(tmpdir(), "hengcai") : stateFolder(workspace);
    const {message, status: failed} = describeFailure(error, folder);
    console.error(message);
    return failed;
  }
}

/** Commands that leave no trace in the workspace, not even of a bug. */
const WRITES_NOTHING: ReadonlySet<string> = new Set(["check", "diff", "init", "simulate", "verify"]);
