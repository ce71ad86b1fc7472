import {AsyncDuckDB, type AsyncDuckDBConnection, VoidLogger} from "@duckdb/duckdb-wasm";
import {identifier, literal} from "../../../loaders/sql.ts";
import {readColumns, readRows} from "./rows.ts";
import {type Engine, type EngineColumn, type EngineResult, type OpenEngine, STOPPED} from "./types.ts";
import type {Start, Started} from "./worker.ts";

/** How long a query may take to obey before its engine is replaced, in milliseconds. */
const PATIENCE = 1000;

/** What has its turn with the engine. */
interface Turn {
  stopped: boolean;
  /** Ends the turn at once; its engine is no longer to be used. */
  halt(): void;
}

/** What a turn ends with when its engine died or did not obey. */
class Halted extends Error {
  constructor() {
    super("数据引擎出了故障，已重新启动");
  }
}

/** Complaints of WebAssembly itself: what is in its memory cannot be trusted any more. */
const BROKEN =
  /RuntimeError|Aborted|memory access out of bounds|unreachable|table index is out|Array buffer allocation/;

/** A running engine: its worker, and what ends everything that waits for it. */
interface Running {
  worker: Worker;
  db: AsyncDuckDB;
  connection: AsyncDuckDBConnection;
}

const openEngine: OpenEngine = async ({folder, version, bytes, onProgress, onRestart}) => {
  const files = {
    worker: `${folder}worker.js?v=${version}`,
    script: `${folder}duckdb-worker.js?v=${version}`,
    wasm: `${folder}duckdb-eh.wasm.gz?v=${version}`
  };
  const made = await startWorker(files, loaded => onProgress(Math.min(loaded, bytes), bytes));
  onProgress(bytes, bytes);
  const {module} = made;
  let running = await connect(made.worker);
  let last: Promise<unknown> = Promise.resolve();
  let current: Turn | undefined;
  let restarted: Promise<void> | undefined;
  let broken: Error | undefined;
  follow(running);

  /** Runs one thing after the other, and lets each be stopped; replaces the engine where it did not obey or broke. */
  function inTurn<T>(work: (running: Running) => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      if (broken) throw broken;
      const mine: Turn = {stopped: false, halt() {}};
      const halted = new Promise<never>((_, reject) => {
        mine.halt = () => reject(new Halted());
      });
      current = mine;
      try {
        return await Promise.race([work(running), halted]);
      } catch (error) {
        current = undefined;
        const fault = mine.stopped ? stoppedError() : plainError(error);
        if (!broken && (error instanceof Halted || BROKEN.test(fault.message))) await renew();
        throw fault;
      } finally {
        current = undefined;
      }
    });
    last = turn.catch(() => {});
    return turn;
  }

  async function renew(): Promise<void> {
    running.worker.terminate();
    try {
      const {worker} = await startWorker({...files, ...(module ? {module} : {})}, () => {});
      running = await connect(worker);
      follow(running);
      restarted = onRestart?.(engine);
    } catch (error) {
      broken = plainError(error);
    }
  }

  /** A worker that dies answers nothing any more. */
  function follow({worker}: Running): void {
    worker.addEventListener("error", () => current?.halt());
  }

  const engine: Engine = {
    run: sql =>
      inTurn(async ({connection}) => {
        await connection.query(sql);
      }),
    query: (sql, {limit = Number.MAX_SAFE_INTEGER} = {}) =>
      inTurn(({connection}) => readResult(connection, sql, limit)),
    table: (name, columns, csv) => inTurn(running => makeTable(running, name, columns, csv)),
    async cancel() {
      const mine = current;
      if (!mine) return;
      mine.stopped = true;
      const waiting = last;
      restarted = undefined;
      running.connection.cancelSent().catch(() => {});
      if (!(await settles(waiting, PATIENCE))) mine.halt();
      await waiting;
      await restarted;
    },
    async close() {
      running.worker.terminate();
      broken = new Error("数据引擎已经关闭");
      current?.halt();
    }
  };
  return engine;
};

(globalThis as {hengcaiOpenEngine?: OpenEngine}).hengcaiOpenEngine = openEngine;

interface Files {
  worker: string;
  script: string;
  wasm: string;
  module?: WebAssembly.Module;
}

/** Starts our worker and waits until DuckDB's script has taken it over. */
function startWorker(
  {worker: url, ...start}: Files,
  onLoaded: (bytes: number) => void
): Promise<{worker: Worker; module?: WebAssembly.Module}> {
  const worker = new Worker(url);
  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      worker.terminate();
      reject(new Error(message));
    };
    worker.onerror = event => fail(`数据引擎没有启动：${event.message || url}`);
    worker.onmessage = ({data}: MessageEvent<Started>) => {
      if ("loaded" in data) return onLoaded(data.loaded);
      if ("fault" in data) return fail(`数据引擎没有启动：${data.fault}`);
      worker.onmessage = null;
      worker.onerror = null;
      resolve({worker, ...(data.module ? {module: data.module} : {})});
    };
    worker.postMessage(start satisfies Start);
  });
}

async function connect(worker: Worker): Promise<Running> {
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  await db.instantiate(new URL("compiled", location.href).href);
  const connection = await db.connect();
  await connection.query(SETTINGS);
  return {worker, db, connection};
}

/** Nothing is to be fetched, and no query changes that. */
const SETTINGS = `SET autoinstall_known_extensions = false;
SET autoload_known_extensions = false;
SET lock_configuration = true;`;

async function readResult(connection: AsyncDuckDBConnection, sql: string, limit: number): Promise<EngineResult> {
  const reader = await connection.send(sql);
  await reader.open();
  const columns = readColumns(reader.schema.fields);
  const rows: EngineResult["rows"] = [];
  let total = 0;
  for await (const batch of reader) {
    total += batch.numRows;
    if (rows.length < limit) readRows(batch, rows, limit);
  }
  return {columns, rows, total};
}

async function makeTable(
  {db, connection}: Running,
  name: string,
  columns: readonly EngineColumn[],
  csv: string | Uint8Array
): Promise<void> {
  const file = `${name}.csv`;
  // A copy: what is sent to the worker is no longer the caller's.
  await db.registerFileBuffer(file, typeof csv === "string" ? new TextEncoder().encode(csv) : csv.slice());
  try {
    await connection.query(tableSql(name, file, columns));
  } finally {
    await db.dropFile(file);
  }
}

/** Returns the statement that makes a table of a file of the machine edition. */
function tableSql(name: string, file: string, columns: readonly EngineColumn[]): string {
  const types = columns.map(column => `${literal(column.name)}: ${literal(column.type)}`).join(", ");
  return `CREATE OR REPLACE TABLE ${name.split(".").map(identifier).join(".")} AS
SELECT *
FROM read_csv(${literal(file)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
  nullstr = '', allow_quoted_nulls = false, max_line_size = 16777216, columns = {${types}})`;
}

function settles(promise: Promise<unknown>, patience: number): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve(false), patience);
    const settled = () => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(settled, settled);
  });
}

/** DuckDB gives some complaints as JSON, others as text with their kind in front; here all have the latter form. */
function plainError(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const match = /^\{"exception_type":/.test(message) ? (JSON.parse(message) as Record<string, string>) : undefined;
  return new Error(match ? `${match.exception_type} Error: ${match.exception_message}` : message, {cause: error});
}

function stoppedError(): Error {
  const error = new Error("已停止");
  error.name = STOPPED;
  return error;
}
