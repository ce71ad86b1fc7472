import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {writeClaims} from "../../bench/tables.ts";
import {openContext} from "../../cli/context.ts";
import {bringScored} from "../../cli/stages.ts";
import {warehousePath} from "../../loaders/warehouse.ts";
import {overweightPages} from "../../src/build/budget.ts";
import {buildInto, builtSample, filesOf} from "../built.ts";
import {openBrowser, serve} from "./browser.ts";
import {paperFaults} from "./paper.ts";
import {provePages, showEach} from "./proof.ts";
import {templates} from "./templates.ts";

const PATIENCE = 7_200_000;
const UNITS = 2000;

let browser: Browser;
let scratch: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "hengcai-pages-"));
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  rmSync(scratch, {recursive: true, force: true, maxRetries: 5});
});

/** Returns what is wrong with the pages, each seen whole: every row, rule, width and theme, and on paper. */
async function faultsOf(dist: string, pages: readonly string[], whole: boolean): Promise<string[]> {
  const site = await serve(dist);
  const faults = await provePages(browser, pages, () => ({dist, site, whole}));
  await showEach(browser, pages, site, async (page, name) => {
    faults.push(...(await paperFaults(page)).map(fault => `${name}: ${fault}`));
  });
  await site.close();
  return faults.sort();
}

describe("every page of the sample", () => {
  test(
    "is without fault on screens, by keys, without script, from its file and on paper",
    async () => {
      const {dist} = await builtSample();
      const pages = filesOf(dist).filter(name => name.endsWith(".html") && !/^(?:单文件|data)\//.test(name));
      expect(pages.length).toBeGreaterThan(300);
      // The units' pages of earlier years are of one make with those of this year.
      const alike = pages.filter(name => /^\d{4}\/unit\//.test(name));
      const others = pages.filter(name => !alike.includes(name));
      expect(await faultsOf(dist, others, true)).toEqual([]);
      expect(await faultsOf(dist, alike, false)).toEqual([]);
    },
    PATIENCE
  );
});

describe(`a city of ${UNITS} units`, () => {
  let warehouse: string;
  let dist: string;
  beforeAll(async () => {
    const workspace = join(scratch, "city");
    await writeClaims(workspace, UNITS * 50, "utf-8", UNITS);
    await bringScored(openContext({workspace, out: join(scratch, "unused"), json: true}));
    warehouse = warehousePath(workspace);
    dist = await buildInto(join(scratch, "dist"), warehouse);
  }, PATIENCE);

  test("has a page for every unit, none heavier than its budget", () => {
    expect(readdirSync(join(dist, "unit")).length).toBe(UNITS);
    expect(overweightPages(dist)).toEqual([]);
  });

  test(
    "has pages without fault, the ranking with every unit among them",
    async () => {
      expect(await faultsOf(dist, templates(dist), false)).toEqual([]);
    },
    PATIENCE
  );

  test(
    "is built again to the same bytes",
    async () => {
      mkdirSync(join(scratch, "again"));
      const again = await buildInto(join(scratch, "again"), warehouse);
      const files = filesOf(dist);
      expect(filesOf(again)).toEqual(files);
      const differ = files.filter(
        name =>
          statSync(join(again, name)).size !== statSync(join(dist, name)).size ||
          !readFileSync(join(again, name)).equals(new Uint8Array(readFileSync(join(dist, name))))
      );
      expect(differ).toEqual([]);
    },
    PATIENCE
  );
});
