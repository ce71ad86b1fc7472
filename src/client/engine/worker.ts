import {Gunzip} from "fflate";
import {joined} from "../../../loaders/bytes.ts";

/** Sent once, before anything else: where the files are, and the compiled engine if the page has it already. */
export interface Start {
  wasm: string;
  script: string;
  module?: WebAssembly.Module;
}

/** Sent back: bytes fetched so far; then the compiled engine; or why there is none. */
export type Started = {loaded: number} | {ready: true; module?: WebAssembly.Module} | {fault: string};

interface WorkerScope {
  onmessage: ((event: MessageEvent<Start>) => void) | null;
  postMessage(message: Started): void;
  importScripts(url: string): void;
  fetch: typeof fetch;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({data}) => {
  scope.onmessage = null;
  start(data).catch((error: unknown) =>
    scope.postMessage({fault: error instanceof Error ? error.message : String(error)})
  );
};

/**
 * Fetches the engine, unpacks and compiles it, and only then gives the worker to DuckDB's script, which takes the compiled
 * module instead of fetching one. From then on the worker can ask the network for nothing: no query sends anything.
 */
async function start({wasm, script, module: ready}: Start): Promise<void> {
  const module = ready ?? (await compile(wasm));
  scope.importScripts(script);
  cutNetwork();
  beQuiet();
  WebAssembly.instantiateStreaming = (async (_: unknown, imports: WebAssembly.Imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports)
  })) as typeof WebAssembly.instantiateStreaming;
  try {
    scope.postMessage({ready: true, ...(ready ? {} : {module})});
  } catch {
    // A browser that cannot hand a compiled module to its page: a restart will fetch the file again.
    scope.postMessage({ready: true});
  }
}

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`取不到数据引擎：${url}（${response.status}）`);
  let loaded = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        loaded += chunk.length;
        scope.postMessage({loaded});
        controller.enqueue(chunk);
      }
    })
  );
  const bytes = await unpack(new Uint8Array(await new Response(counted).arrayBuffer()));
  return WebAssembly.compile(bytes);
}

/** Some servers say that a `.gz` is sent compressed, and the browser has unpacked it then. */
async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (typeof DecompressionStream !== "function") return gunzip(bytes);
  const stream = new Response(bytes).body!.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function gunzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const unpacker = new Gunzip(part => parts.push(part));
  unpacker.push(bytes, true);
  return joined(parts);
}

/** What a query that asks for the network is told; the page shows it. */
const OFFLINE = "查询只能使用本页的表，不能访问网络";

/** DuckDB asks for an answer before it takes the module; it gets an empty one, and every other request is refused. */
function cutNetwork(): void {
  function refuse(): never {
    throw new Error(OFFLINE);
  }
  scope.fetch = async input =>
    input instanceof Request && input.url.endsWith("/compiled") ? new Response() : refuse();
  for (const name of ["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "Worker", "importScripts"]) {
    if (name in scope) Object.defineProperty(scope, name, {value: refuse, configurable: false, writable: false});
  }
}

/** DuckDB writes each failed query to the console besides handing it to us. */
function beQuiet(): void {
  for (const name of ["log", "warn", "error"] as const) console[name] = () => {};
}
