import type {ChildProcess} from "node:child_process";
import {forkScript} from "../fork.ts";
import {HEAP_MB} from "./limits.ts";
import type {FromReader, ToReader} from "./messages.ts";

/** A process that reads files, as the one that asks it sees it. */
export interface ReaderChild {
  send(message: ToReader): void;
  /** Calls for every message and, once, for the end; those who listened before hear no more. */
  listen(on: {message(message: FromReader): void; end(end: ChildEnd): void}): void;
  /** Whether the process keeps the program running. */
  hold(held: boolean): void;
  hasEnded(): boolean;
  /** Ends it; what it has sent and was not heard yet is lost. */
  kill(): void;
  /** What the process was last told, not to be told again. */
  told: object | undefined;
}

/** How a reading process came to its end, when nobody told it to. */
export interface ChildEnd {
  code: number | null;
  signal: string | null;
  /** The last it wrote where errors go. */
  words: string;
}

const MOST_WORDS = 8_192;

/** Starts a process that reads files. */
export function startChild(): ReaderChild {
  const child = forkScript(new URL("main.ts", import.meta.url), {
    flags: [`--max-old-space-size=${HEAP_MB}`],
    stderr: "pipe"
  });
  let words = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-MOST_WORDS);
  });
  let ended: ChildEnd | undefined;
  let end: ((end: ChildEnd) => void) | undefined;
  let message: ((message: FromReader) => void) | undefined;
  const finish = (code: number | null, signal: string | null): void => {
    ended ??= {code, signal, words};
    end?.(ended);
    end = undefined;
  };
  child.on("message", one => message?.(one as FromReader));
  child.on("close", finish);
  child.on("error", error => {
    words += `\n${error}`;
    if (child.pid === undefined) finish(null, null);
  });
  const one: ReaderChild = {
    told: undefined,
    send(what) {
      // A process that has just died is told of by its end.
      if (child.connected) child.send(what, () => {});
    },
    listen(on) {
      message = on.message;
      end = on.end;
      if (ended) queueMicrotask(() => finish(null, null));
    },
    hold: held => hold(child, held),
    hasEnded: () => ended !== undefined,
    kill() {
      message = undefined;
      child.kill("SIGKILL");
    }
  };
  one.hold(false);
  return one;
}

function hold(child: ChildProcess, held: boolean): void {
  const stderr = child.stderr as unknown as {ref(): void; unref(): void} | null;
  for (const one of [child, child.channel, stderr]) one?.[held ? "ref" : "unref"]();
}
