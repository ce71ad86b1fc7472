import type {PrecheckFacts} from "../../../publish/sitedata/precheck.ts";
import type {FileResult, FromWorker, ToWorker} from "./protocol.ts";

/** Has files checked by a worker, and by a second one should the first ever stop answering. */
export interface Checker {
  check(id: number, file: File, dataset: string | null): void;
  stop(id: number): void;
}

export interface Watcher {
  progress(id: number, share: number | null, rows: number): void;
  done(id: number, result: FileResult): void;
  /** No worker can be had. */
  blocked(): void;
}

/** The worker's file beside this script; put in when the script is bundled. */
declare const HENGCAI_WORKER: string;

/** Milliseconds after a stop before a worker is given up. */
const PATIENCE = 5_000;

interface Job {
  id: number;
  file: File;
  dataset: string | null;
}

const here = (document.currentScript as HTMLScriptElement | null)?.src ?? location.href;

/**
 * Starts two workers at once, so that nothing need be fetched after a file was chosen: the second takes over where the
 * first is stuck in a file and has to be ended.
 */
export function openChecker(facts: PrecheckFacts, watcher: Watcher): Checker {
  const jobs = new Map<number, Job>();
  const random = crypto.getRandomValues(new Int32Array(2));
  const spare: Worker[] = [];
  let worker: Worker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wait = (milliseconds: number): void => {
    clearTimeout(timer);
    if (jobs.size) timer = setTimeout(giveUp, milliseconds);
  };

  /** One record or one part may be most of a file: how long a worker may be silent grows with what it has before it. */
  const silence = (): number => {
    const [job] = jobs.values();
    return 60_000 + ((job?.file.size ?? 0) / 2 ** 20) * 2_000;
  };

  const begin = (): Worker => {
    const started = new Worker(new URL(HENGCAI_WORKER, here));
    started.onmessage = ({data}: MessageEvent<FromWorker>) => {
      if (started === worker) hear(data);
    };
    started.onerror = event => {
      event.preventDefault();
      if (started !== worker) spare.splice(spare.indexOf(started) >>> 0, 1);
      else if (jobs.size) giveUp();
      else replace();
    };
    started.postMessage({kind: "facts", facts, random: [random[0]!, random[1]!]} satisfies ToWorker);
    return started;
  };

  const replace = (): void => {
    worker?.terminate();
    worker = spare.pop();
    if (!worker) watcher.blocked();
  };

  const hear = (data: FromWorker): void => {
    if (data.kind === "progress") watcher.progress(data.id, data.share, data.rows);
    if (data.kind === "done") {
      jobs.delete(data.id);
      watcher.done(data.id, data.result);
    }
    wait(silence());
  };

  /** The first job is the one that the worker is stuck in; the others go on with the next worker. */
  const giveUp = (): void => {
    const [stuck] = jobs.values();
    replace();
    if (!stuck) return;
    jobs.delete(stuck.id);
    watcher.done(
      stuck.id,
      unread(stuck, "检查这个文件时浏览器没有反应，已经停下；请拆成几个文件，或由办公室用 hengcai check 检查")
    );
    for (const job of jobs.values()) worker?.postMessage({kind: "check", ...job} satisfies ToWorker);
    wait(silence());
  };

  try {
    worker = begin();
    spare.push(begin());
  } catch {
    // From a file, and under some policies, a page may not have workers.
    worker = undefined;
    watcher.blocked();
  }
  return {
    check(id, file, dataset) {
      jobs.set(id, {id, file, dataset});
      worker?.postMessage({kind: "check", id, file, dataset} satisfies ToWorker);
      wait(silence());
    },
    stop(id) {
      worker?.postMessage({kind: "stop", id} satisfies ToWorker);
      wait(PATIENCE);
    }
  };
}

function unread({file, dataset}: Job, fault: string): FileResult {
  return {
    name: file.name,
    dataset,
    guesses: [],
    fault,
    stopped: false,
    check: null,
    counts: {error: 0, warning: 0, info: 0},
    groups: [],
    issues: [],
    list: null
  };
}
