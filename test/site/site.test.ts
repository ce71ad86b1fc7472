import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {join, posix} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {PAGE_NAMES} from "../../src/build/pages.ts";
import {mendMain} from "../../src/build/shell.ts";
import {trusted} from "../../src/components/html.ts";
import {builtFixture, builtSample, builtWorkspace, filesOf} from "../built.ts";
import {ONE_UNIT} from "./cities.ts";

const PATIENCE = 300_000;
const root = fileURLToPath(new URL("../..", import.meta.url));

const read = (dist: string, name: string) => readFileSync(join(dist, name), "utf8");

describe("buildSite(options)", () => {
  test(
    "writes ten pages, a page for every ranked unit, one stylesheet and one script, and nothing of Framework's",
    async () => {
      const {dist, warehouse} = await builtSample();
      const files = filesOf(dist).filter(name => !name.startsWith("data/"));
      const pages = PAGE_NAMES.map(name => `${name}.html`);
      // The mark by which a build knows a folder as its own stands beside the pages.
      expect(files.filter(name => !name.includes("/"))).toEqual([...pages, "edition.json"].sort());
      const assets = files.filter(name => name.startsWith("_import/")).map(name => name.replace(/\.[0-9a-f]+\./, "."));
      expect(assets).toEqual(["_import/site.js", "_import/style.css"]);
      const db = await openDatabase(warehouse, {readOnly: true});
      const units = await db.all<{unit_id: string}>(
        "SELECT DISTINCT unit_id FROM score.bonus_ranking WHERE year = 2025"
      );
      db.close();
      expect(units.length).toBeGreaterThan(50);
      expect(units.filter(({unit_id}) => !files.includes(`unit/${unit_id}.html`))).toEqual([]);
    },
    PATIENCE
  );

  test(
    "has every link and every file behind it, relative, and says on every page what it must",
    async () => {
      const {dist} = await builtSample();
      const files = new Set(filesOf(dist));
      const faults: string[] = [];
      for (const name of [...files].filter(name => name.endsWith(".html"))) {
        const page = read(dist, name);
        const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(match => match[1]!));
        const targets = [...page.matchAll(/ (?:href|src)="([^"]*)"/g)].map(match => match[1]!.replaceAll("&amp;", "&"));
        for (const target of targets) {
          if (target.startsWith("data:")) continue;
          const [path = "", anchor = ""] = decodeURIComponent(target).split("#");
          const file = path.replace(/\?.*$/, "");
          if (file ? files.has(posix.join(posix.dirname(name), file)) : ids.has(anchor)) continue;
          faults.push(`${name} → ${target}`);
        }
        // A page that is one file leads to no page that is not.
        if (!name.startsWith("单文件/") && !page.includes("method.html")) faults.push(`${name}: lacks method.html`);
        const twice = [...page.matchAll(/ id="([^"]*)"/g)].length - ids.size;
        if (twice) faults.push(`${name}: ${twice} ids twice`);
        // Earlier years are signed.
        const year = /^\d{4}(?=\/)/.exec(name)?.[0];
        const state = year ? [`${year}年度`, "已签批"] : ["2025年度", "草案"];
        for (const words of ["数据截至 2025年12月31日", "海人才发〔2021〕2号", ...state]) {
          if (!page.includes(words)) faults.push(`${name}: lacks ${words}`);
        }
      }
      expect(faults).toEqual([]);
    },
    PATIENCE
  );

  test(
    "shows R3 to R5 subjects on the units' pages, and none of R1, R2 or N anywhere",
    async () => {
      const {dist, warehouse} = await builtSample();
      const db = await openDatabase(warehouse, {readOnly: true});
      const subjects = await db.all<{rule: string; subject: string}>(
        "SELECT rule, subject FROM core.claims WHERE subject IS NOT NULL AND YEAR(event_on) = 2025 AND length(subject) > 6"
      );
      db.close();
      const pages = filesOf(dist)
        .filter(name => name.startsWith("unit/"))
        .map(name => read(dist, name))
        .join("\n");
      const shown = subjects.filter(({subject}) => pages.includes(subject));
      expect(shown.filter(({rule}) => rule === "R4").length).toBeGreaterThan(50);
      const impersonal = new Set(subjects.filter(({rule}) => /R[345]/.test(rule)).map(({subject}) => subject));
      expect(shown.filter(({rule, subject}) => /R1|R2|N/.test(rule) && !impersonal.has(subject))).toEqual([]);
    },
    PATIENCE
  );

  test(
    "says of a dataset that was not sent that it is missing, and how to add it",
    async () => {
      const {dist} = await builtWorkspace("one unit that sent nothing", ONE_UNIT);
      const words = {
        bonus: "claims",
        assessment: "talents",
        inspections: "inspections",
        meetings: "meetings",
        satisfaction: "ratings"
      };
      for (const [page, folder] of Object.entries(words)) {
        expect(read(dist, `${page}.html`)).toMatch(
          new RegExp(`还没有“[^”]+”数据[\\s\\S]*<code>${folder}</code> 文件夹`)
        );
      }
      expect(read(dist, "index.html")).toContain("没有数据");
    },
    PATIENCE
  );
});

describe("a page loader", () => {
  test.each(["method", "bonus"] as const)(
    "prints the main part that the built page %s has",
    async name => {
      const {warehouse, dist} = await builtFixture();
      const printed = execFileSync(process.execPath, ["--import", "tsx", join("src", `${name}.md.ts`)], {
        cwd: root,
        encoding: "utf8",
        env: {...process.env, HENGCAI_WAREHOUSE: warehouse}
      });
      const [, front, main] = /^---\n([\s\S]*?)\n---\n\n<div>([\s\S]*)<\/div>\n$/.exec(printed)!;
      expect(front).toMatch(/^title: "/);
      expect(/\n\s*\n|\$\{/.test(main!)).toBe(false);
      expect(read(dist, `${name}.html`).includes(`<div>${mendMain(trusted(main!))}</div>`)).toBe(true);
    },
    PATIENCE
  );
});
