import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {createDuckDB, NODE_RUNTIME, VoidLogger} from "@duckdb/duckdb-wasm/blocking";
import {type Engine, engineOf} from "./wasm.ts";

/** Opens duckdb-wasm in this process, from `node_modules` and without a network. */
export async function openWasm(): Promise<{engine: Engine; version: string; close(): void}> {
  const dist = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  const bundle = (name: string) => ({mainModule: join(dist, `duckdb-${name}.wasm`), mainWorker: ""});
  const db = await createDuckDB({mvp: bundle("mvp"), eh: bundle("eh")}, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate(() => {});
  db.open({path: ":memory:"});
  const connection = db.connect();
  return {
    engine: engineOf(connection),
    version: db.getVersion(),
    close() {
      connection.close();
      db.reset();
    }
  };
}
