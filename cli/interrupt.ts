import {constants} from "node:os";

const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What is to be cleared away where the run is stopped now, the last begun first. */
const clears: (() => void)[] = [];

/** Does the work; where the run is stopped meanwhile (Ctrl-C), clears up and says what stands before the process ends. */
export async function interruptible<T>(clear: () => void, work: () => Promise<T>): Promise<T> {
  if (!clears.length) for (const signal of STOPS) process.on(signal, stop);
  clears.unshift(clear);
  try {
    return await work();
  } finally {
    clears.splice(clears.indexOf(clear), 1);
    if (!clears.length) ignoreStops();
  }
}

function stop(signal: NodeJS.Signals): void {
  for (const clear of clears) {
    try {
      clear();
    } catch {
      // What cannot be cleared now, because something still writes there, the next run clears.
    }
  }
  ignoreStops();
  const line = process.stderr.isTTY ? "\n" : "";
  console.error(`${line}已停止：没有做完，已有的成果没有改动；要接着做，请再运行一次同样的命令`);
  process.kill(process.pid, signal);
  // The first process of a container is not ended by a signal of its own.
  process.exit(128 + constants.signals[signal]);
}

function ignoreStops(): void {
  for (const signal of STOPS) process.off(signal, stop);
}
