import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, describe, expect, test} from "vitest";
import {type Budget, overweightPages} from "../../src/build/budget.ts";
import {builtSample} from "../built.ts";

const folder = mkdtempSync(join(tmpdir(), "hengcai-budget-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Digits that do not compress to less than a third. */
const noise = (length: number) => Array.from({length}, (_, i) => `${(i * 7919 + (i >> 3) * 104729) % 9973} `).join("");
const HEAD = '<link rel="stylesheet" href="./a.css"><script src="./a.js"></script></head>';

function write(name: string, text: string): number {
  mkdirSync(join(folder, "unit"), {recursive: true});
  writeFileSync(join(folder, name), text);
  return gzipSync(text).length;
}

describe("overweightPages(folder, budget)", () => {
  const page = `${HEAD}${"<tr><td>甲</td></tr>".repeat(10)}${noise(2000)}`;
  const bytes = write("bonus.html", page);
  write("unit/U1.html", `${HEAD.replaceAll("./", "../")}甲`);
  const style = write("a.css", noise(300));
  const script = write("a.js", noise(400));
  const all = bytes + style + script;
  const budget = (kib: number, rows = 10, bytesPerRow = 0): Budget => ({
    pages: {bonus: {kib, rows}, unit: {kib: 100, rows}, other: {kib: 0, rows}},
    bytesPerRow
  });

  test("counts the page with its stylesheet and its script, compressed", () => {
    expect(overweightPages(folder, budget(all / 1024))).toEqual([]);
    const [fault, ...others] = overweightPages(folder, budget((all - 1) / 1024));
    expect(others).toEqual([]);
    expect(fault).toMatch(
      /^bonus\.html：页面太重：压缩后连样式和脚本 (\d+\.\d) KiB，不能超过 \1 KiB（src\/budget\.json）/
    );
  });

  test("allows each row beyond the planned ones some bytes more", () => {
    // Ten rows, six planned: four times 25 bytes.
    expect(overweightPages(folder, budget((all - 100) / 1024, 6, 25))).toEqual([]);
    expect(overweightPages(folder, budget((all - 101) / 1024, 6, 25)).length).toBe(1);
  });

  test("holds the pages of units to one limit, in the same folder", () => {
    const tight = {...budget(100), pages: {...budget(100).pages, unit: {kib: 0.5, rows: 10}}};
    expect(overweightPages(folder, tight)).toEqual([expect.stringMatching(/^unit\/U1\.html：/)]);
  });
});

describe("the sample's pages", () => {
  test("weigh no more than src/budget.json allows, and would be found out if they did", async () => {
    const {dist} = await builtSample();
    expect(overweightPages(dist)).toEqual([]);
    const file = JSON.parse(readFileSync(new URL("../../src/budget.json", import.meta.url), "utf8")) as Budget;
    const halves = Object.entries(file.pages).map(([name, limit]) => [name, {...limit, kib: limit.kib / 12}]);
    const found = overweightPages(dist, {bytesPerRow: 0, pages: Object.fromEntries(halves)});
    expect(found.some(line => line.startsWith("bonus.html："))).toBe(true);
    expect(found.some(line => line.startsWith("unit/"))).toBe(true);
  }, 300_000);
});
