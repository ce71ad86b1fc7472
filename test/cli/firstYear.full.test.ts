import {mkdtempSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";
import {build} from "../../cli/build.ts";
import {openContext} from "../../cli/context.ts";
import {makeWorkspace} from "./hengcai.ts";

const workspace = makeWorkspace();
const folder = mkdtempSync(join(tmpdir(), "hengcai-first-"));
afterAll(() => {
  for (const made of [workspace, folder]) rmSync(made, {recursive: true, force: true});
});

test("the site of an office in its first year has pages and ranking workbooks of that year alone", async () => {
  const out = join(folder, "dist");
  const {years} = await build(openContext({workspace, out, json: true}));
  expect(years).toEqual([2025]);
  expect(JSON.parse(readFileSync(join(out, "edition.json"), "utf8"))).toMatchObject({years: [2025]});
  expect(readdirSync(out).filter(name => /^\d{4}$/.test(name))).toEqual([]);
  expect(readdirSync(join(out, "data")).filter(name => name.startsWith("bonus-ranking-"))).toEqual([
    "bonus-ranking-2025.xlsx"
  ]);
}, 300_000);
