import {readFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {decimalText} from "../../publish/format.ts";
import {YEAR_PAGES} from "../../src/components/years.ts";
import {builtFixture, builtSample, filesOf} from "../built.ts";
import {openBrowser} from "./browser.ts";
import {proofFault, proofsOf, textAt} from "./numberProof.ts";

const PATIENCE = 600_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, PATIENCE);
afterAll(() => browser?.close());

/** The pages as built; the page of samples shows links of no real number, and the single files are copies. */
function pagesOf(dist: string): Map<string, string> {
  const names = filesOf(dist).filter(name => name.endsWith(".html") && !/^(?:单文件\/|style\.html$)/.test(name));
  return new Map(names.map(name => [name, readFileSync(join(dist, name), "utf8")]));
}

async function rowsOf<T>(warehouse: string, sql: string): Promise<T[]> {
  const db = await openDatabase(warehouse, {readOnly: true});
  try {
    return await db.all<T>(sql);
  } finally {
    db.close();
  }
}

describe("every number opens its proof", () => {
  test(
    "each link to a proof leads to a place that holds the same number, on the sample and among hostile words",
    async () => {
      for (const {dist} of [await builtSample(), await builtFixture()]) {
        const pages = pagesOf(dist);
        const proofs = [...pages].flatMap(([name, page]) => proofsOf(name, page));
        expect(proofs.flatMap(proof => proofFault(proof, pages) ?? [])).toEqual([]);
        const roads = new Set(
          proofs.map(({page, target}) => [page, target].map(name => name.replace(/\/.*/, "")).join(">"))
        );
        for (const road of [
          "index.html>method.html",
          "bonus.html>unit",
          "unit>unit",
          "unit>method.html",
          "unit>bonus.html"
        ]) {
          expect(roads).toContain(road);
        }
      }
    },
    PATIENCE
  );

  test(
    "a total goes on to its rules, their claims, the clause and the source row",
    async () => {
      const {dist, warehouse} = await builtSample();
      const pages = pagesOf(dist);
      const [first] = await rowsOf<{
        unit_id: string;
        rule_id: string;
        points: number;
        claim_id: string;
        source_file: string;
        source_row: number;
      }>(
        warehouse,
        `SELECT unit_id, rule_id, points, claim_id, source_file, source_row
FROM score.bonus_ledger
WHERE year = 2025 AND basis = 'signed' AND scenario = 'base' AND points > 0
ORDER BY unit_id, claim_id
LIMIT 1`
      );
      const {unit_id, rule_id, claim_id, source_file, source_row} = first!;
      const unit = `unit/${unit_id}.html`;
      const ways = (name: string) => proofsOf(name, pages.get(name)!);
      expect(
        ways("bonus.html")
          .filter(({target}) => target === unit)
          .map(({anchor}) => anchor)
      ).toEqual(expect.arrayContaining(["total", `rule-${rule_id}`]));
      expect(ways(unit)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({target: unit, anchor: `rule-${rule_id}`}),
          expect.objectContaining({target: "method.html", anchor: `rule-${rule_id}`})
        ])
      );
      const ledger = pages.get(unit)!.split(`id="rule-${rule_id}"`)[1]!.split("</table>")[0]!;
      const row = ledger.split("<tr").find(row => row.includes(`>${claim_id}<`))!;
      // One file for all rows of a table is named above them.
      expect(`${ledger.split("</caption>")[0]} ${row}`).toContain(source_file);
      expect(row).toContain(`第${source_row}行`);
    },
    PATIENCE
  );

  test(
    "every measure has its row with numerator, denominator and the same day a year before",
    async () => {
      const {dist, warehouse} = await builtSample();
      const method = pagesOf(dist).get("method.html")!;
      const [due] = await rowsOf<{on_time: number; due: number}>(
        warehouse,
        `SELECT closed_on_time AS on_time, closed_on_time + closed_late + overdue AS due
FROM score.inspection_groups
WHERE year = 2025 AND dimension = 'overall'`
      );
      const [then] = await rowsOf<{part: number; whole: number}>(
        warehouse,
        "SELECT part, whole FROM score.same_day WHERE measure = 'on_time'"
      );
      const row = textAt(method, "zb-on_time")!;
      expect(row).toContain(`${due!.on_time}份：按期办结`);
      expect(row).toContain(`${due!.due}份：已办结或已到期的通知单`);
      expect(row).toContain(`${((then!.part / then!.whole) * 100).toFixed(1)}%`);
    },
    PATIENCE
  );

  test(
    "a link to a unit in a group that is not open, or to a folded table, opens it",
    async () => {
      const {dist, warehouse} = await builtSample();
      const [unit] = await rowsOf<{unit_id: string}>(
        warehouse,
        `SELECT unit_id FROM score.bonus_ranking WHERE year = 2025 AND basis = 'signed' AND "group" = '成员单位' LIMIT 1`
      );
      const page = await browser.newPage();
      await page.goto(`${pathToFileURL(join(dist, "bonus.html")).href}#u-${unit!.unit_id}`);
      expect(await page.locator(`#u-${unit!.unit_id}`).isVisible()).toBe(true);
      expect(await page.locator('[role=tab][aria-selected="true"]').textContent()).toBe("成员单位");
      await page.goto(`${pathToFileURL(join(dist, "assessment.html")).href}#stock-now`);
      expect(await page.locator("#stock-now").isVisible()).toBe(true);
      await page.close();
    },
    PATIENCE
  );

  test("a number that differs, a missing place and a missing page are found", () => {
    const pages = new Map([
      ["a.html", '<p><a class="proof" href="unit/b.html#total">4.1</a></p>'],
      ["unit/b.html", '<table><tr id="total"><td>4.2</td></tr><tr><td>4.1</td></tr></table>']
    ]);
    const [proof] = proofsOf("a.html", pages.get("a.html")!);
    expect(proof).toEqual({page: "a.html", target: "unit/b.html", anchor: "total", text: "4.1"});
    expect(proofFault(proof!, pages)).toBe("a.html: “4.1” → unit/b.html#total says “4.2”");
    expect(proofFault({...proof!, text: "4.2"}, pages)).toBeNull();
    for (const [said, text] of [
      ["14.1", "4.1"],
      ["4.15", "4.1"],
      ["4.1%", "4.1"],
      ["-4.1", "4.1"],
      ["1,234.1", "4.1"],
      ["1/25", "1/2"]
    ] as const) {
      const other = new Map([["unit/b.html", `<p id="total">${said}</p>`]]);
      expect(proofFault({...proof!, text}, other)).toContain(`says “${said}”`);
    }
    const told = new Map([["unit/b.html", '<tr id="total"><td>并列8</td><td>50.0%</td><td>1/2</td></tr>']]);
    expect(proofFault({...proof!, text: "并列第8位"}, told)).toBeNull();
    expect(proofFault({...proof!, text: "50.0%（1/2）"}, told)).toBeNull();
    expect(proofFault({...proof!, anchor: "none"}, pages)).toContain("has no #none");
    expect(proofFault({...proof!, target: "c.html"}, pages)).toContain("no page c.html");
  });
});

describe("earlier years", () => {
  test(
    "have a page each for points and for grades, in the year's own state, linked from the latest and from each other",
    async () => {
      const {dist, warehouse} = await builtSample();
      const pages = pagesOf(dist);
      for (const name of YEAR_PAGES) {
        for (const year of [2021, 2022, 2023, 2024]) {
          const page = pages.get(`${year}/${name}.html`)!;
          expect(page).toContain(`<span>${year}年度</span>`);
          expect(page).toContain(`href="../${name}.html"`);
          expect(pages.get(`${name}.html`)).toContain(`href="${year}/${name}.html"`);
        }
      }
      const best = await rowsOf<{unit_name: string; total: number}>(
        warehouse,
        `SELECT unit_name, total FROM score.bonus_ranking WHERE year = 2024 AND basis = 'signed' AND "group" = '镇（街道）' AND rank = 1`
      );
      const table = pages.get("2024/bonus.html")!.split('<table class="ranking"')[1]!;
      const firstRow = table.split("<tr")[2]!;
      expect(firstRow).toContain(best[0]!.unit_name);
      expect(firstRow).toContain(`>${decimalText(best[0]!.total)}<`);
    },
    PATIENCE
  );
});

test(
  "every claim of every ranked year stands on a page of its unit, with its file and row",
  async () => {
    const {dist, warehouse} = await builtSample();
    const pages = pagesOf(dist);
    const claims = await rowsOf<{year: number; unit_id: string; claim_id: string; file: string; row: number}>(
      warehouse,
      `SELECT year, unit_id, claim_id, source_file AS file, source_row AS row
FROM score.bonus_ledger
WHERE basis = 'signed' AND scenario = 'base' AND year IN (SELECT year FROM score.bonus_ranking)`
    );
    expect(new Set(claims.map(({year}) => year)).size).toBe(5);
    const missing = claims.filter(({year, unit_id, claim_id, file, row}) => {
      const page = pages.get(`${year === 2025 ? "" : `${year}/`}unit/${unit_id}.html`);
      const line = page?.split("<tr").find(line => line.includes(`>${claim_id}<`));
      return !line?.includes(`第${row}行`) || !page!.includes(file);
    });
    expect(missing).toEqual([]);
    // From the ranking of a year to the rules and claims of that year, and from the latest page back to each.
    const ways = (name: string) => proofsOf(name, pages.get(name)!).map(({target}) => target);
    expect(ways("2024/bonus.html").some(target => target.startsWith("2024/unit/"))).toBe(true);
    const earlier = claims.find(({year}) => year === 2022)!.unit_id;
    expect(ways(`unit/${earlier}.html`)).toContain(`2022/unit/${earlier}.html`);
  },
  PATIENCE
);

test(
  "a sentence counts no units of which there are none, and what is not drawn is said once on a page",
  async () => {
    const pages = [...pagesOf((await builtSample()).dist)];
    const words = pages.map(([name, page]) => [name, page.replace(/<svg[\s\S]*?<\/svg>|<[^>]*>/g, "|")] as const);
    expect(words.some(([, text]) => /\d个不变/.test(text))).toBe(true);
    expect(words.flatMap(([name, text]) => (/(?<!\d)0个(?:上升|下降|不变)/.test(text) ? name : []))).toEqual([]);
    const left = words.map(([name, text]) => [name, text.match(/未画|只列表，不画。/g)?.length ?? 0] as const);
    expect(left.filter(([name, count]) => /assessment/.test(name) && count > 1)).toEqual([]);
    expect(left.find(([name]) => name === "assessment.html")![1]).toBe(1);
  },
  PATIENCE
);

test(
  "the first viewport of 总览 says who leads each group, what is overdue, how many failed, as of when",
  async () => {
    const {dist, warehouse} = await builtSample();
    const leaders = await rowsOf<{group: string; short: string; total: number}>(
      warehouse,
      `SELECT r."group", ANY_VALUE(COALESCE(u.short_name, u.name)) AS short, ANY_VALUE(r.total) AS total
FROM score.bonus_ranking AS r
JOIN core.units AS u ON u.unit_id = r.unit_id AND u.valid_to IS NULL
WHERE r.year = 2025 AND r.basis = 'signed' AND r.rank = 1
GROUP BY r."group", r.unit_id`
    );
    const [counts] = await rowsOf<{overdue: number; failed: number}>(
      warehouse,
      `SELECT (SELECT COUNT(*) FROM score.inspection_status WHERE state = '逾期') AS overdue,
  (SELECT unqualified FROM score.grade_distribution WHERE year = 2025 AND dimension = 'overall') AS failed`
    );
    const page = await browser.newPage({viewport: {width: 1280, height: 800}});
    await page.goto(pathToFileURL(join(dist, "index.html")).href);
    const seen = await page.evaluate(boxesInView);
    await page.close();

    const head = (name: string) => seen[name]!.replace(/\s+/g, "");
    expect(head("header.title")).toContain("数据截至2025年12月31日");
    expect(leaders.length).toBeGreaterThanOrEqual(3);
    for (const {group, short, total} of leaders) {
      expect(head(".chief-leaders")).toContain(group);
      expect(head(".chief-leaders")).toContain(short);
      expect(head(".chief-leaders")).toContain(`${decimalText(total)}分`);
    }
    expect(counts!.overdue).toBeGreaterThan(0);
    expect(head(".chief-late")).toContain(`▲逾期${counts!.overdue}项`);
    expect(head(".chief-failed")).toContain(`考核不合格${counts!.failed}人`);
  },
  PATIENCE
);

/** Returns the words of each part of the page's head whose box lies wholly within the window. */
function boxesInView(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const selector of ["header.title", ".chief-leaders", ".chief-late", ".chief-failed", ".chief-waits"]) {
    const part = document.querySelector<HTMLElement>(selector);
    if (!part) continue;
    const {top, right, bottom, width} = part.getBoundingClientRect();
    if (!width || top < 0 || bottom > window.innerHeight || right > window.innerWidth) continue;
    found[selector] = part.innerText;
  }
  return found;
}
