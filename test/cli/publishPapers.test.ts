import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";
import {openContext} from "../../cli/context.ts";
import {type PublishReport, publish} from "../../cli/publish.ts";
import type {PublishOptions} from "../../cli/publishAsked.ts";
import {maybeManifest} from "../../publish/edition/manifest.ts";
import {findChromium} from "../chromium.mjs";
import {paragraphs} from "../publish/papers.ts";
import {CLAIMS, makeWorkspace} from "./hengcai.ts";

const workspace = makeWorkspace();
afterAll(() => rmSync(workspace, {recursive: true, force: true}));

/** Only the papers, and the tables that a correction is compared by. */
function run(options: Omit<PublishOptions, "year">): Promise<PublishReport> {
  const context = openContext({workspace, out: "unused", json: true});
  const skip = ["ranking", "data", "public", "confirmation", "verify", "site"] as const;
  return publish(context, {year: "2025", ...options}, {skip, formats: ["parquet"]});
}

const words = (report: PublishReport, file: string): string =>
  paragraphs(new Uint8Array(readFileSync(join(report.folder, file)))).join("\n");

test("an edition has its papers; without a browser no PDF, and a note that says so", {timeout: 120_000}, async () => {
  const named = process.env.HENGCAI_CHROMIUM;
  process.env.HENGCAI_CHROMIUM = join(workspace, "no-such-browser");
  try {
    const first = await run({signedOn: "2026-01-20"});
    expect(first.notes).toEqual([
      expect.stringContaining("这一版没有文号"),
      expect.stringContaining("publish.bulletin.requirements"),
      expect.stringMatching(/^没有生成 PDF：/)
    ]);
    expect(readdirSync(join(first.folder, "notices"))).toEqual(["990101101.docx", "990101102.docx", "990101103.docx"]);
    expect(words(first, "bulletin.docx")).toContain("本结果已于2026年1月20日签批。");
    expect(words(first, "notices/990101101.docx")).toContain("合计0.8分，在镇（街道）组3个单位中列第1位");
    expect(existsSync(join(first.folder, "bulletin.pdf"))).toBe(false);
    expect(maybeManifest(readFileSync(join(first.folder, "manifest.json"), "utf8"))!.browser).toBe(null);
  } finally {
    if (named === undefined) delete process.env.HENGCAI_CHROMIUM;
    else process.env.HENGCAI_CHROMIUM = named;
  }
});

test("a correction says in its bulletin what changed, and the manifest what printed it", {
  timeout: 240_000
}, async () => {
  const browser = findChromium();
  expect(browser).toBeTruthy();
  // S-4 is signed after all: 省级 earns 0.5, so 白塔镇 no longer shares the second place with 石桥镇, which falls to the third.
  const signed = CLAIMS.replace("A3,日报,,,通过,2025-04-01,", "A3,日报,,,通过,2025-04-01,2025-05-01");
  writeFileSync(join(workspace, "claims/申报.csv"), signed);
  const second = await run({correct: "漏报签批", signedOn: "2026-02-01"});
  expect(words(second, "bulletin.docx")).toContain(
    "更正并取代此前印发的第1版。更正原因：漏报签批。处理结果有变动的申报1条，合计有变动的单位1个，位次有变动的单位1个，"
  );
  expect(words(second, "notices/990101102.docx")).toContain("本告知单更正并取代此前印发的告知单。");
  for (const name of ["bulletin.pdf", "notices.pdf"]) {
    expect(readFileSync(join(second.folder, name), "latin1").slice(0, 5)).toBe("%PDF-");
  }
  const {browser: printed, fonts} = maybeManifest(readFileSync(join(second.folder, "manifest.json"), "utf8"))!;
  expect(printed).toMatch(/^Skia\/PDF m\d+$/);
  expect(fonts.length).toBeGreaterThan(0);
});
