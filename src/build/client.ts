import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {build} from "esbuild";
import {sha256} from "../../publish/hash.ts";

/** A page that reacts, and its script: `src/client/<entry>` becomes `<out>/assets/<name>.js`. */
export interface Client {
  name: string;
  entry: string;
  /** The script of a worker of its own, which becomes `<out>/assets/<name>-worker.js`. */
  worker?: string;
  /** False where the page runs no WebAssembly. */
  engine?: false;
}

/** The pages that react. */
export const CLIENTS: readonly Client[] = [
  {name: "query", entry: "query.ts"},
  {name: "simulate", entry: "simulate.ts"},
  {name: "precheck", entry: "precheck/page.ts", worker: "precheck/worker.ts", engine: false}
];

/** Returns whether the page's policy must let WebAssembly run. */
export function runsEngine(page: string): boolean {
  return CLIENTS.some(({name, engine = true}) => name === page && engine);
}

/** The oldest browsers that the pages are made for. */
const TARGET = ["chrome109", "firefox115", "safari16"];

const ASSETS = "assets";
const ENGINE = `${ASSETS}/engine`;

/** What the scripts of the pages are called, by the page's name, with the hash that tells a browser that they changed. */
export type ClientScripts = ReadonlyMap<string, string>;

/** Lays the scripts of the reactive pages and the engine's files into the folder; returns the scripts' addresses. */
export async function writeClients(out: string): Promise<ClientScripts> {
  const engine = await engineFiles();
  const version = hashOf([...engine.values()]);
  const bytes = engine.get(WASM)!.length;
  const scripts = new Map<string, string>();
  const written = new Map(engine);
  for (const client of CLIENTS) {
    const {files, href} = await clientFiles(client, {HENGCAI_ENGINE: JSON.stringify({version, bytes})});
    for (const [path, content] of files) written.set(path, content);
    scripts.set(client.name, href);
  }
  for (const [path, content] of written) {
    mkdirSync(dirname(join(out, path)), {recursive: true});
    writeFileSync(join(out, path), content);
  }
  return scripts;
}

/** Bundles the scripts of one page: its own, which `href` names, and that of its worker where it has one. */
export async function clientFiles(
  {name, entry, worker}: Client,
  define: Readonly<Record<string, string>> = {}
): Promise<{files: Map<string, Uint8Array>; href: string}> {
  const files = new Map<string, Uint8Array>();
  const known: Record<string, string> = {...define};
  if (worker) {
    const beside = await bundle(worker);
    files.set(`${ASSETS}/${name}-worker.js`, beside);
    known.HENGCAI_WORKER = JSON.stringify(`${name}-worker.js?v=${hashOf([beside])}`);
  }
  const script = await bundle(entry, known);
  files.set(`${ASSETS}/${name}.js`, script);
  return {files, href: `${ASSETS}/${name}.js?v=${hashOf([script])}`};
}

/**
 * Returns the SHA-256 of the engine's files by their path: they are made from packages alone, and there is nothing of a
 * workspace in them.
 */
export async function engineDigests(): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await engineFiles())].map(([path, bytes]) => [path, sha256(bytes)]));
}

/**
 * Starts the slowest part of `writeClients`, which is to compress the engine, so that it is done beside other work. A
 * failure is told by whoever waits for it.
 */
export function beginClients(): void {
  engineFiles().catch(() => {});
}

const WASM = `${ENGINE}/duckdb-eh.wasm.gz`;
const {resolve} = createRequire(import.meta.url);
const compress = promisify(gzip);

/** The highest level takes two thirds more of the processor for half a hundredth less to fetch. */
const ENOUGH = 6;

let made: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

/** Made once a process: nothing in them depends on a workspace. */
function engineFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  made ??= makeEngineFiles();
  return made;
}

async function makeEngineFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const [wasm, engine, worker] = await Promise.all([
    compress(new Uint8Array(readFileSync(resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"))), {
      level: ENOUGH
    }),
    bundle("engine/main.ts"),
    bundle("engine/worker.ts")
  ]);
  return new Map<string, Uint8Array>([
    [WASM, new Uint8Array(wasm)],
    [`${ENGINE}/duckdb-worker.js`, duckdbWorker()],
    [`${ENGINE}/engine.js`, engine],
    [`${ENGINE}/worker.js`, worker]
  ]);
}

/** DuckDB's own script for the worker, without the address of a map that is not shipped. */
function duckdbWorker(): Uint8Array {
  const text = readFileSync(resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"), "utf8");
  return new TextEncoder().encode(text.replace(/^\/\/# sourceMappingURL=.*$/m, ""));
}

/** Bundles one script of `src/client/` as a classic one: it also runs in a page opened from a file, which modules do not. */
export async function bundle(entry: string, define: Record<string, string> = {}): Promise<Uint8Array> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL(`../client/${entry}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: TARGET,
    charset: "utf8",
    minify: true,
    legalComments: "none",
    define,
    logLevel: "silent"
  });
  return outputFiles[0]!.contents;
}

function hashOf(contents: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 12);
}
