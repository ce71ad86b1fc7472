import {readFileSync} from "node:fs";
import {createServer} from "node:http";
import {createRequire} from "node:module";
import type {AddressInfo} from "node:net";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {BASES, compile} from "../../scoring/compile.ts";
import {RUN} from "../../scoring/ledger.ts";
import {ledgerHash} from "../../scoring/ledgerHash.ts";
import {openBrowser, watch} from "../site/browser.ts";
import {allScenarios, POLICY, randomInputs} from "./claims.ts";
import type {PageAnswer, PageWork} from "./page.ts";
import {scoreInputs} from "./wasm.ts";

const AS_OF = "2025-06-30";
const {resolve} = createRequire(import.meta.url);

describe("the ledger in Chromium", () => {
  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    const [bundle] = (
      await build({
        entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
        bundle: true,
        write: false,
        format: "esm",
        platform: "browser",
        logLevel: "silent"
      })
    ).outputFiles;
    server = await serve({
      "/": ["text/html", "<!doctype html><title>示例</title><script type=module src=page.js></script>"],
      "/page.js": ["text/javascript", bundle!.text],
      "/worker.js": ["text/javascript", readFileSync(resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"))],
      "/duckdb.wasm": ["application/wasm", readFileSync(resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"))]
    });
  });
  afterAll(() => server.close());

  test("has the hash that node's has, from a policy compiled there, and asks for nothing from elsewhere", {
    timeout: 300_000
  }, async () => {
    const scenarios = allScenarios(AS_OF);
    const inputs = await randomInputs(21, 800, AS_OF);
    const work: PageWork = {
      policy: builtinPolicies().get("haicheng-2021-2")!.text,
      scenarios: scenarios.map(({id, asOf, readings}) => ({id, asOf, readings: [...readings]})),
      inputs
    };
    const browser = await openBrowser();
    const page = await browser.newPage();
    const seen = await watch(page, server.origin);
    await page.goto(`${server.origin}/`);
    const answer: PageAnswer = await page.evaluate(
      work => (globalThis as unknown as {scoreInPage(work: PageWork): Promise<PageAnswer>}).scoreInPage(work),
      work
    );
    await browser.close();
    const db = await openDatabase();
    await scoreInputs(db, {policy: POLICY, scenarios, inputs});
    expect(seen.foreign).toEqual([]);
    expect(answer.sql).toBe(compile(POLICY, scenarios).sql);
    expect(answer.rows).toBe(inputs.length * scenarios.length * Object.keys(BASES).length);
    expect(answer.hash).toBe(await ledgerHash(db, RUN));
    db.close();
  });
});

/** Serves the few files on loopback. */
async function serve(files: Readonly<Record<string, readonly [type: string, body: string | Buffer]>>) {
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? "/"] ?? [];
    response.writeHead(body === undefined ? 404 : 200, {"content-type": type ?? "text/plain"}).end(body);
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    }
  };
}
