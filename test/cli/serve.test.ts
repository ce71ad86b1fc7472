import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {serveFolder} from "../../cli/serve.ts";

test("serveFolder(folder) names the type of each kind of file, and leaves what is compressed as it is", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-serve-"));
  const types: Record<string, string> = {
    "index.html": "text/html; charset=utf-8",
    "query.js": "text/javascript; charset=utf-8",
    "duckdb-eh.wasm.gz": "application/gzip",
    "duckdb-eh.wasm": "application/wasm",
    "datapackage.json": "application/json; charset=utf-8",
    "units.csv": "text/csv; charset=utf-8"
  };
  for (const name of Object.keys(types)) writeFileSync(join(folder, name), name);
  const {server, url} = await serveFolder(folder, 4700);
  try {
    for (const [name, type] of Object.entries(types)) {
      const response = await fetch(`${url}${name}?v=0`);
      expect([name, response.status, response.headers.get("content-type")]).toEqual([name, 200, type]);
      expect(response.headers.get("content-encoding")).toBeNull();
      expect(await response.text()).toBe(name);
    }
    expect((await fetch(`${url}%2e%2e/package.json`)).status).toBe(404);
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, {recursive: true, force: true});
  }
});
