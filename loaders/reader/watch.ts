import {Worker} from "node:worker_threads";

/** How often the resident size is looked at: at two gigabytes a second it grows by forty megabytes in between. */
const EVERY_MS = 20;

/** What the process writes before it ends itself for the memory it took. */
export const MEMORY_WORD = "hengcai: resident megabytes ";

/**
 * Plain JavaScript for a thread of its own: it runs while the main thread is busy, needs no loader and next to no
 * memory. It also ends the process where its parent died while the main thread was too busy to notice.
 */
const WATCH = `
  const {writeSync} = require("node:fs");
  const {workerData: {limit, parent, every, word}} = require("node:worker_threads");
  setInterval(() => {
    const resident = process.memoryUsage.rss() / 2 ** 20;
    if (resident > Atomics.load(limit, 1)) Atomics.store(limit, 1, Math.ceil(resident));
    const isOver = resident > Atomics.load(limit, 0);
    if (!isOver && process.ppid === parent) return;
    try {
      if (isOver) writeSync(2, word + Math.round(resident) + "\\n");
    } finally {
      process.kill(process.pid, "SIGKILL");
    }
  }, every);
`;

export interface MemoryWatch {
  /** Sets the limit, in bytes. */
  limit(bytes: number): void;
  /** Returns the resident bytes, now and at their highest, and the seconds of work since the last time this was asked. */
  taken(): {now: number; peak: number; seconds: number};
}

/** Watches this process's resident size from a thread. The system's own highest counts what the parent once had. */
export function watchMemory(): MemoryWatch {
  const [limit, peak] = [0, 1];
  const megabytes = new Int32Array(new SharedArrayBuffer(8));
  megabytes[limit] = 1_024;
  const worker = new Worker(WATCH, {
    eval: true,
    execArgv: [],
    env: {},
    resourceLimits: {maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2},
    workerData: {limit: megabytes, parent: process.ppid, every: EVERY_MS, word: MEMORY_WORD}
  });
  worker.unref();
  let before = process.cpuUsage();
  return {
    limit: bytes => {
      Atomics.store(megabytes, limit, Math.round(bytes / 2 ** 20));
    },
    taken() {
      const now = process.memoryUsage.rss();
      const {user, system} = process.cpuUsage(before);
      before = process.cpuUsage();
      return {now, seconds: (user + system) / 1e6, peak: Math.max(now, Atomics.exchange(megabytes, peak, 0) * 2 ** 20)};
    }
  };
}
