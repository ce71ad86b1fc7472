import {type ChildProcess, fork} from "node:child_process";
import {createRequire} from "node:module";
import {fileURLToPath, pathToFileURL} from "node:url";

export interface ForkOptions {
  /** Flags of Node. */
  flags?: readonly string[];
  /** Where what it writes for errors goes: to ours, or to who reads it. */
  stderr?: "inherit" | "pipe";
}

/**
 * Starts a process that runs a script of our own, under the loader that runs TypeScript, wherever we were started; it
 * talks by structured clones, and is not told the key of a workspace.
 */
export function forkScript(script: URL, {flags = [], stderr = "inherit"}: ForkOptions = {}): ChildProcess {
  const loader = createRequire(import.meta.url).resolve("tsx/esm");
  const {HENGCAI_KEY: _, NODE_OPTIONS: __, ...env} = process.env;
  return fork(fileURLToPath(script), [], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env,
    execArgv: [...flags, "--import", pathToFileURL(loader).href],
    serialization: "advanced",
    stdio: ["ignore", "ignore", stderr, "ipc"],
    windowsHide: true
  } as Parameters<typeof fork>[2]);
}
