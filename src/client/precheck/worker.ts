import {maybeContract} from "../../../loaders/contracts/index.ts";
import {isHidden, unsupportedName} from "../../../loaders/fileNames.ts";
import type {Issue} from "../../../loaders/issue.ts";
import {checkFile, type FileCheck} from "../../../loaders/precheck/checkFile.ts";
import {droppedFile} from "../../../loaders/precheck/dropped.ts";
import {type Guess, guessDatasets} from "../../../loaders/precheck/guess.ts";
import type {Knowledge} from "../../../loaders/precheck/knowledge.ts";
import {passingKey} from "../../../loaders/precheck/passingKey.ts";
import type {ClaimWords} from "../../../loaders/words.ts";
import type {PrecheckFacts} from "../../../publish/sitedata/precheck.ts";
import {countsOf, groupsOf} from "./groups.ts";
import {issueList} from "./issueList.ts";
import type {FileResult, FromWorker, ToWorker} from "./protocol.ts";

/** Checks files away from the page, which stays quick to the touch. Reads what it is handed, asks for nothing. */

const scope = globalThis as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: (event: {data: ToWorker}) => void;
};

/** Beyond it a page is the wrong place: the command reads files of any length. */
const MOST_MB = 200;
/** Issues that are shown; the list to be saved has them all. */
const SHOWN = 500;
/** Milliseconds between two words about how far it is, in which the page may say stop. */
const BREATH = 60;

let knowledge: Knowledge | undefined;
const stopped = new Set<number>();
let waiting: Promise<void> = Promise.resolve();

scope.onmessage = ({data}) => {
  switch (data.kind) {
    case "facts":
      knowledge = toKnowledge(data.facts, data.random);
      break;
    case "check":
      // One after the other: two large files at once would need the memory of both.
      waiting = waiting.then(() => run(data));
      break;
    case "stop":
      stopped.add(data.id);
      break;
  }
};

class Stopped extends Error {}

type Job = Extract<ToWorker, {kind: "check"}>;

/** Looks at one file and tells the page, whatever happens. */
async function run(job: Job): Promise<void> {
  let result: FileResult;
  try {
    result = await look(job);
  } catch (error) {
    const wasStopped = error instanceof Stopped;
    result = {...resultOf(job, job.dataset, [], null), stopped: wasStopped, fault: wasStopped ? null : faultOf(error)};
  }
  stopped.delete(job.id);
  scope.postMessage({kind: "done", id: job.id, result});
}

async function look(job: Job): Promise<FileResult> {
  const {id, file} = job;
  const fault = refusal(file);
  if (fault !== null) return {...resultOf(job, job.dataset, [], null), fault};
  const watch = new Watch(id, file.size);
  const opened = droppedFile(file, file.name, bytes => watch.bytes(bytes));
  const {guesses, faults} = await guessDatasets(opened);
  const dataset = job.dataset ?? guesses[0]?.dataset ?? null;
  const contract = maybeContract(dataset ?? "");
  if (contract) {
    const check = await checkFile(opened, contract, knowledge!, rows => watch.count(rows));
    return resultOf(job, dataset, guesses, check);
  }
  return resultOf(job, dataset, guesses, faults.length ? unreadable(faults) : null);
}

function resultOf({file}: Job, dataset: string | null, guesses: Guess[], check: FileCheck | null): FileResult {
  const issues = check?.issues ?? [];
  return {
    name: file.name,
    dataset,
    guesses: guesses.slice(0, 3),
    fault: null,
    stopped: false,
    check: check && {
      encoding: check.encoding,
      evidence: check.evidence,
      sheets: check.sheets,
      skipped: check.skipped
    },
    counts: countsOf(issues),
    groups: groupsOf(issues),
    issues: issues.slice(0, SHOWN),
    list: issues.length ? issueList(issues) : null
  };
}

/** A file of which nothing can be read is no matter of any contract. */
function unreadable(issues: Issue[]): FileCheck {
  return {encoding: "", evidence: "", sheets: [], skipped: [], issues};
}

/** What can be said of a file before it is opened. */
function refusal(file: File): string | null {
  if (isHidden(file.name)) return "这是表格软件的临时文件，不是数据；请选原来的文件";
  const named = unsupportedName(file.name, {inFolder: false});
  if (named) return named.message;
  const size = file.size / 2 ** 20;
  return size > MOST_MB
    ? `文件有 ${size.toFixed(0)} MB，超过这一页能查的 ${MOST_MB} MB；请拆成几个文件，或由办公室用 hengcai check 检查`
    : null;
}

function faultOf(error: unknown): string {
  if (error instanceof DOMException || (error instanceof Error && error.name === "NotReadableError")) {
    return "文件在检查途中改变、移走或读不到了；请保存并关闭它，再选一次";
  }
  if (error instanceof RangeError) return "文件超出浏览器的内存；请拆成几个文件，或由办公室用 hengcai check 检查";
  return `检查中断，是程序的问题（${error instanceof Error ? error.message : String(error)}）；请由办公室用 hengcai check 检查`;
}

/** Tells the page how far a file is, now and then; throws as soon as the page says stop. */
class Watch {
  private rows = 0;
  private read = 0;
  private told = 0;
  private readonly id: number;
  private readonly size: number;

  constructor(id: number, size: number) {
    this.id = id;
    this.size = Math.max(size, 1);
  }

  bytes(bytes: number): void {
    this.read += bytes;
    this.tell();
  }

  /** The file is gone through more than once: with the first rows its last time begins. */
  count(rows: number): void {
    if (!this.rows) this.read = 0;
    this.rows = rows;
    this.tell();
  }

  private tell(): void {
    if (stopped.has(this.id)) throw new Stopped();
    const now = performance.now();
    if (now - this.told < BREATH) return;
    this.told = now;
    const share = this.rows ? Math.min(1, this.read / this.size) : null;
    scope.postMessage({kind: "progress", id: this.id, share, rows: this.rows});
  }
}

function toKnowledge({asOf, reading, units}: PrecheckFacts, random: readonly [number, number]): Knowledge {
  return {
    config: {
      asOf,
      categories: reading.categories,
      gradeWords: new Map(Object.entries(reading.gradeWords)),
      words: reading.words as ClaimWords | null,
      outlets: new Map(Object.entries(reading.outlets)),
      datasets: new Map(Object.entries(reading.datasets))
    },
    units,
    key: passingKey(random)
  };
}
