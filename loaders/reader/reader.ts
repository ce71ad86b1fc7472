import {resolve} from "node:path";
import type {Contract} from "../contract.ts";
import type {InputFile} from "../files.ts";
import type {Issue, IssueCode} from "../issue.ts";
import {secretOf} from "../key.ts";
import {messages} from "../messages.ts";
import {unread} from "../readInput.ts";
import type {ChunkSink, Hashed, Reading, RowSink, StagedFile} from "../reading.ts";
import {type ChildEnd, type ReaderChild, startChild} from "./child.ts";
import {READER_LIMITS, type ReaderLimits} from "./limits.ts";
import {type Ask, fromSent, type SentReading, type Spent} from "./messages.ts";
import {isForwarded, takeInto} from "./sink.ts";
import {MEMORY_WORD} from "./watch.ts";

/** Reads files in a process of its own, so that no file can take more of the machine than it may. */
export interface Reader {
  /** Does what `readInput` does; a file that ends the process, or must be stopped, is an issue of that file alone. */
  read(
    file: InputFile,
    contract: Contract,
    reading: Reading,
    hashed: Hashed,
    sink: RowSink | ChunkSink
  ): Promise<StagedFile>;
  /** Starts the process where there is none: a file will be read soon. */
  prepare(): void;
  /** Returns what the last file took; of memory the limit where it ended the process. */
  spent(): Spent;
  close(): void;
}

type Outcome = {staged: StagedFile; spent: Spent} | {code: IssueCode; message: string};

/**
 * A process that has grown beyond this gives way to a fresh one, so that one file does not count against the next; so does
 * one that has read a long file: the database wants the room for its rows.
 */
const MOST_LEFT_BEHIND = 180 * 2 ** 20;
const LONG = 16 * 2 ** 20;
const TICK_MS = 1_000;

/** Returns a reader; its process is started when the first file is read, and never keeps the program running. */
export function openReader(limits: ReaderLimits = READER_LIMITS): Reader {
  let child: ReaderChild | undefined;
  let starting: Promise<void> | undefined;
  let closed = false;
  let spent: Spent = {now: 0, peak: 0, seconds: 0};
  let last: Promise<unknown> = Promise.resolve();
  const discard = (): void => {
    child?.kill();
    child = undefined;
  };
  /** Starts the process, or waits for the one that is starting. */
  const start = (): Promise<void> => {
    starting ??= readyChild(limits)
      .then(started => {
        child = started;
        if (closed) discard();
      })
      .finally(() => {
        starting = undefined;
      });
    return starting;
  };

  const read: Reader["read"] = async (file, contract, reading, hashed, sink) => {
    if (closed) throw new Error("the reader is closed");
    if (child?.hasEnded()) child = undefined;
    if (!child) await start();
    if (!child) throw new Error("the reader is closed");
    const ask: Ask = {
      type: "read",
      file: {...file, path: resolve(file.path)},
      contract: contract.name,
      hashed,
      ...("folder" in sink ? {folder: sink.folder} : {}),
      memory: limits.memory(hashed.bytes),
      ...tell(child, reading)
    };
    let outcome: Outcome;
    try {
      outcome = await answered(child, ask, sink, limits);
    } catch (error) {
      discard();
      throw error;
    }
    if ("staged" in outcome) {
      spent = outcome.spent;
      if (outcome.spent.now > MOST_LEFT_BEHIND || hashed.bytes > LONG) discard();
      return {...outcome.staged, file};
    }
    discard();
    spent = {now: 0, peak: ask.memory, seconds: 0};
    if (closed) throw new Error("the reader was closed while it read");
    await sink.drop();
    return unread(file, outcome);
  };

  return {
    read(...asked) {
      const next = last.then(() => read(...asked));
      last = next.catch(() => {});
      return next;
    },
    prepare() {
      // Where it does not start, whoever reads first is told.
      if (!child && !closed) start().catch(() => {});
    },
    spent: () => spent,
    close() {
      closed = true;
      discard();
    }
  };
}

/** What a load's files share is sent once. */
function tell(child: ReaderChild, reading: Reading): {reading?: SentReading} {
  if (child.told === reading) return {};
  child.told = reading;
  const {key, ...rest} = reading;
  return {reading: {...rest, secret: secretOf(key)}};
}

async function readyChild({start}: ReaderLimits): Promise<ReaderChild> {
  const child = startChild();
  child.hold(true);
  let clock: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((ready, fail) => {
      const refuse = (why: string): void => fail(new Error(`the reading process does not start: ${why}`));
      clock = setTimeout(() => refuse(`nothing heard in ${start} s`), start * 1000);
      child.listen({message: ({type}) => type === "ready" && ready(), end: end => refuse(described(end))});
    });
    return child;
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    clearTimeout(clock);
    child.hold(false);
  }
}

/** Asks the process for a file, gives the rows it sends to the sink, and stops it where it takes too long. */
async function answered(
  child: ReaderChild,
  ask: Ask,
  sink: RowSink | ChunkSink,
  limits: ReaderLimits
): Promise<Outcome> {
  const {bytes} = ask.hashed;
  const most = {silence: limits.silence(bytes), work: limits.work(bytes)};
  const spent = {silence: 0, work: 0};
  const issues: Issue[] = [];
  let underway = 0;
  let taken: Promise<void> = Promise.resolve();
  let clock: NodeJS.Timeout | undefined;
  child.hold(true);
  try {
    return await new Promise<Outcome>((finish, fail) => {
      // Where the sink failed, that is told already.
      const settle = (outcome: Outcome): void => void taken.then(() => finish(outcome), fail);
      child.listen({
        message(message) {
          spent.silence = 0;
          if (isForwarded(message)) {
            underway++;
            taken = taken.then(async () => {
              await takeInto(sink, issues, message);
              underway--;
              child.send({type: "taken"});
            });
            taken.catch(fail);
          } else if (message.type === "done") settle({staged: {...message.staged, issues}, spent: message.spent});
          else if (message.type === "failed") {
            // Not before the sink is done with what it took: whoever hears of the failure may close what it writes to.
            const error = fromSent(message.error);
            void taken.then(() => fail(error), fail);
          }
        },
        end: end => settle(faultOf(end, ask.memory))
      });
      // Counted in ticks, not by the clock: a machine that slept, or was busy with our own work, accuses nobody.
      clock = setInterval(() => {
        if (underway) return;
        for (const what of ["silence", "work"] as const) {
          spent[what] += TICK_MS / 1000;
          if (spent[what] <= most[what]) continue;
          child.kill();
          settle({code: "too_large", message: messages.tooLarge(`读了 ${Math.round(spent.work)} 秒还没有读完`)});
        }
      }, TICK_MS);
      child.send(ask);
    });
  } finally {
    clearInterval(clock);
    child.hold(false);
  }
}

/** Returns what to tell of a file whose reading ended the process. */
function faultOf(end: ChildEnd, memory: number): {code: IssueCode; message: string} {
  const {signal, words} = end;
  const isMemory =
    words.includes(MEMORY_WORD) || /out of memory|Allocation failed/i.test(words) || signal === "SIGKILL";
  return isMemory
    ? {code: "too_large", message: messages.tooLarge(`读它要用的内存超过 ${Math.round(memory / 2 ** 20)} MB`)}
    : {code: "unreadable_workbook", message: messages.notWorkbook("读到一半时读取程序出错退出")};
}

function described({code, signal, words}: ChildEnd): string {
  return `ended with ${signal ?? code}${words.trim() ? `\n${words.trim()}` : ""}`;
}
