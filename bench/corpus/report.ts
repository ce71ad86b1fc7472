import type {Outcome} from "./pool.ts";
import {DIFFERENT, type Step} from "./results.ts";

export interface FileResult {
  path: string;
  read: Outcome;
  compared: [Step, Outcome][];
}

export interface Summary {
  files: number;
  /** Files by what came of them: `read`, or the code of the refusal. */
  outcomes: Record<string, number>;
  /** By peer: cells, and files that only one side reads. */
  peers: Record<string, PeerSummary>;
  encodings: Record<string, number>;
  records: number;
  unaccounted: number;
  crashes: number;
  hangs: number;
  contractFaults: number;
  slowest: string;
  hungriest: string;
  /** Where we lose anything. */
  failures: string[];
  /** What somebody should look at. */
  remarks: string[];
}

interface PeerSummary {
  files: number;
  theirCells: number;
  agreed: number;
  lostByUs: number;
  lostByPeer: number;
  peerRefused: number;
  weRefused: number;
  peerFailed: number;
  differences: Record<string, number>;
}

/** Adds up what came of every file. */
export function summarise(results: readonly FileResult[]): Summary {
  const sum: Summary = {
    files: results.length,
    outcomes: {},
    peers: {},
    encodings: {},
    records: 0,
    unaccounted: 0,
    crashes: 0,
    hangs: 0,
    contractFaults: 0,
    slowest: "",
    hungriest: "",
    failures: [],
    remarks: []
  };
  const most = {seconds: 0, grown: 0};
  for (const {path, read, compared} of results) {
    if (read.step !== "read") {
      const how = read.step === "crashed" ? read.how : read.step === "failed" ? read.stack : "";
      if (read.step === "hung") sum.hangs++;
      else sum.crashes++;
      add(sum.outcomes, read.step);
      sum.failures.push(`${path}: ${read.step} ${how}`);
      continue;
    }
    add(sum.outcomes, read.refusals[0]?.code ?? "read");
    add(sum.encodings, read.encoding || "refused");
    for (const {code, message} of read.refusals) sum.remarks.push(`${path}: ${code} ${message}`);
    if (read.encoding === "GB18030" || read.badRows || read.damagedRows) {
      sum.remarks.push(
        `${path}: ${read.evidence}; ${read.badRows} rows with bad bytes, ${read.damagedRows} with an open quote, of ${read.rows}`
      );
    }
    sum.records += read.rows;
    sum.unaccounted += read.unaccounted.length;
    sum.contractFaults += read.contractFaults.length;
    for (const place of read.unaccounted.slice(0, 4)) sum.failures.push(`${path}: unaccounted: ${place}`);
    for (const fault of read.contractFaults) sum.failures.push(`${path}: ${fault}`);
    if (read.seconds > most.seconds) {
      most.seconds = read.seconds;
      sum.slowest = `${path}: ${read.seconds.toFixed(2)} s`;
    }
    if (read.grown > most.grown) {
      most.grown = read.grown;
      sum.hungriest = `${path}: ${Math.round(read.grown / 2 ** 20)} MB more`;
    }
    for (const [step, outcome] of compared) addPeer(sum, path, step, outcome);
  }
  return sum;
}

function addPeer(sum: Summary, path: string, step: Step, outcome: Outcome): void {
  sum.peers[step] ??= {
    files: 0,
    theirCells: 0,
    agreed: 0,
    lostByUs: 0,
    lostByPeer: 0,
    peerRefused: 0,
    weRefused: 0,
    peerFailed: 0,
    differences: {}
  };
  const peer = sum.peers[step];
  peer.files++;
  if (outcome.step === "read" || outcome.step === "failed" || outcome.step === "crashed" || outcome.step === "hung") {
    peer.peerFailed++;
    sum.remarks.push(`${path}: ${step} ${outcome.step} ${outcome.step === "failed" ? outcome.stack : ""}`);
    return;
  }
  if (outcome.refused !== undefined) {
    peer.peerRefused++;
    if (!outcome.weRefused) sum.remarks.push(`${path}: ${step} refuses it: ${outcome.refused}`);
    return;
  }
  if (outcome.weRefused) {
    peer.weRefused++;
    if (outcome.theirCells) sum.remarks.push(`${path}: refused by us, ${step} reads ${outcome.theirCells} cells`);
    return;
  }
  peer.theirCells += outcome.theirCells;
  peer.agreed += outcome.agreed;
  peer.lostByUs += outcome.lostByUs.count;
  peer.lostByPeer += outcome.lostByPeer.count;
  if (outcome.lostByUs.count) {
    sum.failures.push(
      `${path}: ${outcome.lostByUs.count} cells lost, ${step} has ${outcome.lostByUs.places.join(" · ")}`
    );
  }
  if (outcome.lostByPeer.count) {
    sum.remarks.push(`${path}: ${step} lost ${outcome.lostByPeer.count}: ${outcome.lostByPeer.places.join(" · ")}`);
  }
  for (const [kind, {count, places}] of Object.entries(outcome.differences)) {
    peer.differences[kind] = (peer.differences[kind] ?? 0) + count;
    const told = `${path}: ${count} ${kind} (${step}): ${places.join(" · ")}`;
    if (kind === DIFFERENT) sum.failures.push(told);
    else sum.remarks.push(told);
  }
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Returns the summary as a page to read. */
export function formatReport(sum: Summary): string {
  const counts = (of: Record<string, number>): string =>
    Object.entries(of)
      .sort((a, b) => b[1] - a[1])
      .map(([name, count]) => `${name} ${count.toLocaleString("en")}`)
      .join(", ");
  return [
    `${sum.files} files: ${counts(sum.outcomes)}`,
    `encodings: ${counts(sum.encodings)}`,
    `${sum.records.toLocaleString("en")} records, ${sum.unaccounted} unaccounted, ${sum.crashes} crashes, ${sum.hangs} hangs, ${sum.contractFaults} faults under a contract`,
    ...Object.entries(sum.peers).map(
      ([name, {differences, ...numbers}]) =>
        `${name}: ${counts(numbers)}; both have, but otherwise: ${counts(differences) || "none"}`
    ),
    `slowest ${sum.slowest}`,
    `hungriest ${sum.hungriest}`,
    ...(sum.failures.length
      ? [`${sum.failures.length} places to mend:`, ...sum.failures.map(line => `  ${line}`)]
      : ["nothing lost"]),
    ...(sum.remarks.length ? [`${sum.remarks.length} remarks (all of them with --json)`] : [])
  ].join("\n");
}
