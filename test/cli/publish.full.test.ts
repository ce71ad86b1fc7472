import {cpSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Manifest, maybeManifest} from "../../publish/edition/manifest.ts";
import {listPaths} from "../../publish/edition/seal.ts";
import {verifyEdition} from "../../publish/edition/verify.ts";
import {findBrowser} from "../../publish/paper/pdf.ts";
import {hengcai, makeWorkspace} from "./hengcai.ts";

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

/** Files whose bytes may differ from run to run, and the lists that hold their digests. */
const VARIES = /^(open\/(hengcai\.duckdb|datapackage\.json|SHA256SUMS)|manifest\.json|SHA256SUMS|SHA256SUMS\.sig)$/;

const browser = findBrowser();

describe("a whole edition by the command, pages and papers included", () => {
  const folders: string[] = [];
  let key: string;

  beforeAll(async () => {
    const workspace = makeWorkspace();
    const other = mkdtempSync(join(tmpdir(), "hengcai-other-"));
    made.push(workspace, other);
    // The key of the pseudonyms is part of the input: it is copied with the rest.
    key = join(workspace, "k.pem");
    expect((await hengcai(["key", "new", "--out", key])).status).toBe(0);
    expect((await hengcai(["load", "--workspace", workspace])).status).toBe(0);
    cpSync(workspace, other, {recursive: true, filter: path => !path.endsWith(".duckdb")});
    for (const [city, env] of [
      [workspace, {TZ: "Asia/Shanghai", LC_ALL: "zh_CN.UTF-8", LANG: "zh_CN.UTF-8"}],
      [other, {TZ: "Pacific/Kiritimati", LC_ALL: "C", LANG: "de_DE.UTF-8"}]
    ] as const) {
      const args = [
        "publish",
        "--workspace",
        city,
        "--year",
        "2025",
        "--signed-on",
        "2026-01-20",
        "--key",
        key,
        ...(browser ? [] : ["--no-pdf"])
      ];
      expect(await hengcai(args, {env})).toMatchObject({status: 0});
      folders.push(join(city, "editions", "2025", "v1"));
    }
  }, 900_000);

  test("verifies, and its manifest lists every file", async () => {
    for (const folder of folders) expect((await verifyEdition(folder)).findings).toEqual([]);
    const {files} = manifest(folders[0]!);
    expect(files.map(({path}) => path)).toEqual(
      expect.arrayContaining(["ranking.xlsx", "site/index.html", "verify.html", "open/bonus_ledger.parquet"])
    );
  });

  test("has its papers as PDF where there is a browser, and says which and with what fonts", () => {
    for (const folder of folders) {
      const {browser: printed, fonts, files} = manifest(folder);
      expect(files.filter(({path}) => path.endsWith(".pdf")).map(({path}) => path)).toEqual(
        browser ? ["bulletin.pdf", "notices.pdf"] : []
      );
      if (!browser) continue;
      expect(printed).toMatch(/^Skia\/PDF m\d+$/);
      expect(fonts.length).toBeGreaterThan(0);
      for (const name of ["bulletin.pdf", "notices.pdf"]) {
        const text = readFileSync(join(folder, name), "latin1");
        const dates = [...text.matchAll(/\/(?:CreationDate|ModDate)\s*\(D:([^)]*)\)/g)].map(([, date]) => date);
        expect(dates.length).toBeGreaterThan(0);
        expect(new Set(dates)).toEqual(new Set(["20251231000000+00'00'"]));
      }
    }
  });

  test("has the same bytes in another folder, time zone and language, PDF files too", () => {
    const [a, b] = folders as [string, string];
    expect(listPaths(b)).toEqual(listPaths(a));
    const other = listPaths(a).filter(
      path => !VARIES.test(path) && readFileSync(join(a, path), "base64") !== readFileSync(join(b, path), "base64")
    );
    expect(other).toEqual([]);
    const [left, right] = folders.map(folder => ({...manifest(folder), files: []}));
    expect(right).toEqual(left);
  });
});

function manifest(folder: string): Manifest {
  return maybeManifest(readFileSync(join(folder, "manifest.json"), "utf8"))!;
}
