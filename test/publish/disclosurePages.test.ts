import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {auditCells} from "../../publish/disclosure/audit.ts";
import {ALL, type Cell, OVERALL, sum, TOTAL} from "../../publish/disclosure/linked.ts";
import {publicQueries} from "../../publish/public/bundle.ts";
import {builtSample, filesOf} from "../built.ts";

const MIN_CELL = 5;
const MEASURES = ["excellent", "qualified", "unqualified", "other"];
const HEADS: Readonly<Record<string, string>> = {
  ...{备案: TOTAL, 优秀: "excellent", 合格: "qualified", 不合格: "unqualified", 其他: "other"}
};
/** Which breakdown a caption announces; those of other kinds have no linked table and are not read. */
const CAPTIONS: readonly (readonly [RegExp, string | null])[] = [
  [/年度考核按县市区|^各?县市区(?:已备案|，)|^备案多的县市区/, "district"],
  [/年度考核按人才类别|^各?类别(?:已备案|，)|^备案多的类别/, "category"],
  [/^全市已备案/, OVERALL],
  [/^历年考核/, "years"],
  [/年度考核按|单位初步结论/, null]
];

/** A table of one page as a reader sees it. */
interface Seen {
  file: string;
  dimension: string | null;
  heads: string[];
  rows: string[][];
}

let db: Database;
let dist: string;
let markup: ReadonlyMap<string, string>;
let pages: Seen[];
let years: number[];

beforeAll(async () => {
  const built = await builtSample();
  dist = built.dist;
  db = await openDatabase(built.warehouse, {readOnly: true});
  const files = filesOf(dist).filter(file => file.endsWith(".html") && !/(?:^|\/)(?:unit\/|style\.html)/.test(file));
  markup = new Map(files.map(file => [file, readFileSync(join(dist, file), "utf8")]));
  pages = [...markup].flatMap(([file, text]) => tablesOf(file, text));
  years = [2025, 2024, 2023, 2022].filter(year => pages.some(page => yearOf(page) === year));
}, 300_000);

afterAll(() => db?.close());

describe("all tables of one site with grades by district or by category, laid side by side", () => {
  test("leave every hidden count as open as the rule asks, given all totals and all that any of them tells", async () => {
    let hidden = 0;
    for (const year of years) {
      const known = await learned(year);
      for (const dimension of ["district", "category"]) {
        const cells = cellsOf(dimension, known);
        hidden += cells.filter(({count}) => count === null).length;
        expect(tooNarrow(cells), `${year}`).toEqual([]);
      }
    }
    expect(hidden).toBeGreaterThan(10);
  });

  test("are read from the assessment, the overview, the screen, the single files and a folder of an earlier year", () => {
    const from = (dimension: string) =>
      new Set(pages.filter(page => page.dimension === dimension).map(({file}) => file));
    const districts = [...from("district")];
    for (const file of ["assessment.html", "index.html", "screen.html", "2024/assessment.html"])
      expect(districts).toContain(file);
    expect(districts.some(file => file.startsWith("单文件/"))).toBe(true);
    expect(from("category")).toContain("assessment.html");
    expect(years.length).toBeGreaterThan(2);
  });

  test("would be found wanting if one of them told the count beside a hidden one", async () => {
    const known = await learned(2025);
    const cells = cellsOf("district", known);
    const truth = await db.all<Record<string, string | number>>(
      `SELECT key, ${MEASURES.map(name => `${name}::INTEGER AS ${name}`).join(", ")}
FROM score.grade_distribution
WHERE year = 2025 AND dimension = 'district'`
    );
    const row = truth.find(({key}) => cells.some(cell => cell.key === key && cell.count === null))!;
    const [last, ...told] = cells.filter(({key, count}) => key === row.key && count === null);
    for (const {key, measure} of told) known.set(`district ${key} ${measure}`, Number(row[measure]));
    expect(tooNarrow(cellsOf("district", known)).map(({measure}) => measure)).toContain(last!.measure);
  });
});

describe("people whom the county graded and nobody filed", () => {
  /** Names of the districts whose count is hidden, and how many people are in them together. */
  function hiddenOf(text: string): {names: string[]; together: number} {
    const found = /<table(?:(?!<\/table>)[\s\S])*?待市级备案[\s\S]*?<\/table>/.exec(text)![0];
    const [, ...listed] = rowsOf(found);
    const rows = listed.filter(row => row.length > 1);
    const whole = Number(/待市级备案：([\d,]+)人/.exec(found)![1]!.replaceAll(",", ""));
    const told = rows.filter(([, count]) => /^\d/.test(count!));
    const names = rows.filter(row => !told.includes(row)).map(([name]) => name!);
    return {names, together: whole - sum(told.map(([, count]) => Number(count!.replaceAll(",", ""))))};
  }

  test("in a district where few do are told by no table of the pages, taken alone or one less another", async () => {
    const units = await db.all<{name: string; short: string | null}>(
      "SELECT name, short_name AS short FROM score.units"
    );
    const shortOf = (name: string) => units.find(unit => unit.name === name)?.short ?? name;
    const files = [...markup.keys()].filter(file => /(?:^|\/)assessment\.html$|^单文件\/.*年度考核/.test(file));
    expect(files).toEqual(expect.arrayContaining(["assessment.html", "2021/assessment.html", "2024/assessment.html"]));
    for (const file of files) {
      const {names, together} = hiddenOf(markup.get(file)!);
      // More people than districts, or each would be one; where they are not, no district is named.
      if (names.length) expect(together, file).toBeGreaterThan(names.length);
      const year = yearOf({file});
      for (const page of pages.filter(page => page.dimension === "district" && yearOf(page) === year)) {
        const [county, filed] = [page.heads.indexOf("考评"), page.heads.indexOf("备案")];
        if (county < 0) continue;
        const isOpen = ([name]: string[]) => !names.length || names.map(shortOf).includes(name!);
        const open = page.rows.filter(row => isOpen(row) && /^\d/.test(row[county]!));
        expect(open.map(row => `${page.file} ${row[0]}: ${row[county]} − ${row[filed]}`)).toEqual([]);
      }
    }
  });
});

describe("files that tell what the pages hide", () => {
  const WHOLE = /href="[^"]*data\/(?:[^"]*\/)?(?:grade_distribution|outcomes)\.(?:csv|xlsx)"/;

  test("do hold it, so that something must be said", async () => {
    const text = readFileSync(join(dist, "data", "csv-plain", "grade_distribution.csv"), "utf8");
    const [heads, ...rows] = text.split("\n").map(line => line.split(","));
    const at = heads!.indexOf("unqualified");
    expect(rows.some(row => row[1] === "district" && Number(row[at]) > 0 && Number(row[at]) < MIN_CELL)).toBe(true);
  });

  test("are offered on no page without the word that they are for checking inside", () => {
    const offered = [...markup].filter(([file, text]) => file !== "downloads.html" && WHOLE.test(text));
    expect(offered.map(([file]) => file)).toEqual(expect.arrayContaining(["assessment.html", "index.html"]));
    // Beside the last file of the table itself, not behind those of another.
    const said = /(?:grade_distribution|outcomes)\.xlsx"[^>]*>[^<]*<\/a>（小格未隐去，限内部核对）/g;
    const files = /(?:grade_distribution|outcomes)\.xlsx"/g;
    const count = (text: string, what: RegExp) => [...text.matchAll(what)].length;
    expect(offered.filter(([, text]) => count(text, said) !== count(text, files)).map(([file]) => file)).toEqual([]);
  });

  test("are said to be whose, and why, where they are explained and where all files lie", () => {
    for (const file of ["assessment.html", "2024/assessment.html", "downloads.html", "method.html"]) {
      const text = markup.get(file)!;
      expect(text, file).toContain("随内部版发给领导、办公室和分析人员，用来逐格核对占比和后果，不转发、不上网");
    }
  });
});

/** Returns every count of the year that a page or a public table tells, by place; they must not contradict each other. */
async function learned(year: number): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  const learn = (place: string, count: number) => {
    expect(known.get(place) ?? count, place).toBe(count);
    known.set(place, count);
  };
  const {tables} = await publicQueries(db, {year});
  const rows = tables.find(({entry}) => entry.name === "grade_distribution")!.rows;
  for (const row of rows) {
    for (const measure of [TOTAL, ...MEASURES]) {
      const count = row[measure === TOTAL ? "filed" : measure];
      if (typeof count === "number") learn(`${row.dimension} ${row.key} ${measure}`, count);
    }
  }
  const units = await db.all<{key: string; name: string; short: string | null}>(
    "SELECT unit_id AS key, name, short_name AS short FROM score.units"
  );
  const keyOf = (dimension: string, name: string) =>
    rows.find(row => row.dimension === dimension && (row.key === name || row.name === name))?.key ??
    units.find(unit => unit.name === name || unit.short === name)?.key;
  for (const page of pages) {
    for (const [name, ...cells] of page.rows) {
      const told = page.dimension === "years" ? name === `${year}年` : yearOf(page) === year;
      // The screen says a name it has cut in full in its folded table.
      if (!told || !page.dimension || name!.endsWith("…")) continue;
      const whole = page.dimension === "years" || page.dimension === OVERALL;
      const key = whole ? ALL : keyOf(page.dimension, name!);
      expect(key, `${page.file}: ${name}`).toBeDefined();
      const place = `${whole ? OVERALL : page.dimension} ${key}`;
      page.heads.slice(1).forEach((head, i) => {
        const cell = cells[i]!.replaceAll(",", "");
        const share = /（(\d+)\/(\d+)）/.exec(cell);
        if (HEADS[head] && /^\d+$/.test(cell)) learn(`${place} ${HEADS[head]}`, Number(cell));
        if (head === "优秀率" && share) learn(`${place} excellent`, Number(share[1]));
      });
    }
  }
  const city = MEASURES.slice(0, 3).map(measure => known.get(`${OVERALL} ${ALL} ${measure}`)!);
  learn(`${OVERALL} ${ALL} other`, known.get(`${OVERALL} ${ALL} ${TOTAL}`)! - sum(city));
  return known;
}

function cellsOf(dimension: string, known: ReadonlyMap<string, number>): Cell[] {
  const places = [...known.keys()].filter(place => place.startsWith(`${dimension} `) && place.endsWith(` ${TOTAL}`));
  const keys = places.map(place => place.slice(dimension.length + 1, -TOTAL.length - 1));
  return [[OVERALL, ALL] as const, ...keys.map(key => [dimension, key] as const)].flatMap(([dimension, key]) =>
    [TOTAL, ...MEASURES].map(measure => ({
      ...{dimension, key, measure},
      count: known.get(`${dimension} ${key} ${measure}`) ?? null
    }))
  );
}

/** The rule: `minCell` wide, or as wide as the totals of the cell's own row and column leave it; 其他 is always told. */
function tooNarrow(cells: readonly Cell[]) {
  const count = (at: string, of: string) => cells.find(({key, measure}) => key === at && measure === of)!.count!;
  const graded = (key: string) => count(key, TOTAL) - count(key, "other");
  const city = graded(ALL);
  return auditCells(cells, MIN_CELL).filter(({key, measure, min, max}) => {
    const [row, column] = [graded(key), count(ALL, measure)];
    return max! - min < Math.min(MIN_CELL, Math.min(row, column) - Math.max(0, row + column - city));
  });
}

/** The root and its single files hold the latest year, a folder the year it is called by. */
function yearOf({file}: Pick<Seen, "file">): number {
  return Number(/(?:^|\/)(20\d\d)\//.exec(file)?.[1] ?? 2025);
}

/** Every table of the page that has a column of a grade; a caption that is not known stops the test. */
function tablesOf(file: string, text: string): Seen[] {
  return [...text.matchAll(/<table[\s\S]*?<\/table>/g)].flatMap(([markup]) => {
    const caption = wordsOf(/<caption[^>]*>([\s\S]*?)<\/caption>/.exec(markup)?.[1] ?? "");
    const [heads, ...body] = rowsOf(markup);
    if (!heads?.some(head => /^(?:备案)?(?:优秀|不合格)$/.test(head))) return [];
    const kind = CAPTIONS.find(([pattern]) => pattern.test(caption));
    expect(kind, `${file}: ${caption}`).toBeDefined();
    return [{file, dimension: kind![1], heads, rows: body}];
  });
}

function rowsOf(table: string): string[][] {
  return [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(cell => wordsOf(cell[1]!))
  );
}

function wordsOf(markup: string): string {
  return markup.replace(/<[^>]*>/g, "").trim();
}
