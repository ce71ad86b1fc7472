import {readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {afterEach, describe, expect, test} from "vitest";
import type {Database, Row, Value} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {TABLES} from "../../publish/dictionary.ts";
import {bandsOf} from "../../publish/disclosure/bands.ts";
import {scanDirectory} from "../../publish/gate/egress.ts";
import {checkIntervals, publicDatabase, publicTables, writePublicBundle} from "../../publish/public/bundle.ts";
import {scratch, warehouse} from "./fixture.ts";

type Rows = Record<string, Value>[];

const TOWNS = ["甲街道", "乙镇", "丙镇", "丁镇", "戊镇", "己镇"];

/** A year's ranking of six towns (the third and fourth tie) and three zones, by points of one rule. */
function ranking(year: number, basis = "signed"): Rows {
  const row = (group: string, rank: number, unit_id: string, unit_name: string, r1: number) => ({
    ...{year, basis, group, rank, tied: rank === 3, unit_id, unit_name},
    ...{r1, r2: 0, r3: 0, r4: 0, r5: 0, total: r1, previous_rank: 2, change: "↑1", band_best: 1, band_worst: 6}
  });
  return [
    ...[1, 2, 3, 3, 5, 6].map((rank, i) => row("镇（街道）", rank, `0${i + 1}`, TOWNS[i]!, 1000 - 100 * rank)),
    ...[1, 2, 3].map(rank => row("开发区", rank, `9${4 - rank}`, `开发区${4 - rank}`, 1000 - 100 * rank))
  ];
}

function grades(rows: Readonly<Record<string, readonly number[]>>, year = 2024): Rows {
  return Object.entries(rows).map(([place, [excellent, qualified, unqualified, other]]) => {
    const [dimension, key] = place.split(" ");
    const filed = excellent! + qualified! + unqualified! + other!;
    return {
      ...{year, dimension: dimension!, key: key!, due: filed + 1, declared: filed + 1, assessed: filed, filed},
      ...{excellent: excellent!, qualified: qualified!, unqualified: unqualified!, other: other!, suppressed: false}
    };
  });
}

const CITY: Record<string, Rows> = {
  units: [
    ...TOWNS.map((name, i) => ({unit_id: `0${i + 1}`, name, kind: "镇", sort_order: i, group: "镇（街道）"})),
    ...[1, 2, 3].map(n => ({unit_id: `9${n}`, name: `开发区${n}`, kind: "开发区", sort_order: n, group: "开发区"})),
    {unit_id: "D1", name: "东山区", kind: "县市区"},
    {unit_id: "E1", name: "某用人单位", kind: "用人单位"}
  ],
  bonus_ranking: [...ranking(2024), ...ranking(2024, "claimed"), ...ranking(2023), ...ranking(2025)],
  bonus_scores: [
    {year: 2024, basis: "signed", unit_id: "01", rule_id: "R1", items: 3, raw: 900, points: 900, cap_loss: 0},
    {year: 2024, basis: "signed", unit_id: "91", rule_id: "R1", items: 2, raw: 700, points: 700, cap_loss: 0},
    {year: 2024, basis: "signed", unit_id: "E1", rule_id: "R1", items: 2, raw: 700, points: 700, cap_loss: 0},
    {year: 2024, basis: "claimed", unit_id: "01", rule_id: "R1", items: 4, raw: 1900, points: 1900, cap_loss: 0}
  ],
  grade_distribution: grades({
    "overall all": [20, 60, 2, 0],
    "district D1": [12, 30, 1, 0],
    "district D2": [6, 25, 1, 0],
    "district D3": [2, 5, 0, 0],
    "unit E1": [1, 0, 0, 0],
    "category A类": [20, 60, 2, 0]
  })
};

const signed = (...years: number[]) => ({
  publish: {
    public: true,
    years: Object.fromEntries(
      years.map(year => [year, {signedOn: `${year + 1}-01-20`, docNo: null, objectionsUntil: null}])
    )
  }
});

const open: Database[] = [];
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

async function city(settings: object = signed(2024), rows = CITY): Promise<Database> {
  const db = await warehouse(rows, settings);
  open.push(db);
  return db;
}

async function tableOf(db: Database, name: string): Promise<Row[]> {
  const {tables} = await publicTables(db, {year: 2024});
  return tables.find(({entry}) => entry.name === name)!.rows.map(row => ({...row}));
}

describe("publicTables(db, {year})", () => {
  test("refuses, and lists every reason: not allowed, not signed, nothing ranked", async () => {
    const db = await city({publish: {public: false, years: {}}});
    await expect(publicTables(db, {year: 2024})).rejects.toThrow(
      new UserError(
        "2024年度不能对外公开：\n  配置不许对外公开：hengcai.yaml 的 publish.public 是 false；经批准公开后改为 true\n  2024年度结果尚未签批"
      )
    );
    await expect(publicTables(await city(signed(2020)), {year: 2020})).rejects.toThrow(
      "2020年度不能对外公开：\n  没有这个年度的位次：“2020”；应为已计分的年度"
    );
  });

  test("gives the listed tables alone, of the year and of what is signed", async () => {
    const {tables} = await publicTables(await city(), {year: 2024});
    expect(tables.map(({entry}) => entry.name)).toEqual([
      "units",
      "rules",
      "bonus_scores",
      "bonus_ranking",
      "grade_distribution"
    ]);
    for (const {entry, rows} of tables) {
      expect(entry.internal).toBe(false);
      const names = entry.columns.map(({name}) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toEqual(expect.arrayContaining(["band_best"]));
      for (const row of rows) {
        if (names.includes("year")) expect(row.year).toBe(2024);
        if (names.includes("basis")) expect(row.basis).toBe("signed");
      }
    }
  });

  test("lists the ranked units alone, and their points without how many claims earned them", async () => {
    const db = await city();
    expect((await tableOf(db, "units")).map(({unit_id}) => unit_id)).toEqual([
      "01",
      "02",
      "03",
      "04",
      "05",
      "06",
      "91",
      "92",
      "93"
    ]); // prettier-ignore
    expect(await tableOf(db, "bonus_scores")).toEqual([
      {year: 2024, basis: "signed", unit_id: "01", rule_id: "R1", points: 900},
      {year: 2024, basis: "signed", unit_id: "91", rule_id: "R1", points: null, mark: "c"}
    ]);
  });

  test("gives a group of three one band, in 建制序, without rank or points", async () => {
    const zones = (await tableOf(await city(), "bonus_ranking")).filter(({group}) => group === "开发区");
    expect(zones.map(row => [row.unit_id, row.band_first, row.band_last, row.mark])).toEqual([
      ["91", 1, 3, "c"],
      ["92", 1, 3, "c"],
      ["93", 1, 3, "c"]
    ]);
    for (const row of zones) {
      for (const name of ["rank", "tied", "r1", "r5", "total", "previous_rank", "change"]) expect(row[name]).toBe(null);
    }
  });

  test("ranks a group of six, with last year's rank only where last year is signed too", async () => {
    const towns = async (db: Database) =>
      (await tableOf(db, "bonus_ranking")).filter(({group}) => group !== "开发区").slice(0, 1);
    const [first] = await towns(await city(signed(2024)));
    expect(first).toMatchObject({rank: 1, total: 900, previous_rank: null, change: null, mark: null});
    const [again] = await towns(await city(signed(2023, 2024)));
    expect(again).toMatchObject({rank: 1, total: 900, previous_rank: 2, change: "↑1", mark: null});
  });

  test.each([
    ["示例市", "全市"],
    ["海阳县", "全县"],
    ["东山区", "全区"]
  ])("calls the whole of %s %s, with people and without", async (place, whole) => {
    for (const rows of [CITY, {...CITY, grade_distribution: []}]) {
      const table = await tableOf(await city({...signed(2024), city: place}, rows), "grade_distribution");
      expect(table.filter(({dimension}) => dimension === "overall").map(({name}) => name)).toEqual([whole]);
    }
  });

  test("compares nothing with a year in which nobody had a point, when all stood on the first place", async () => {
    const idle = ranking(2023).map(row => ({...row, rank: 1, r1: 0, total: 0}));
    const db = await city(signed(2023, 2024), {...CITY, bonus_ranking: [...idle, ...ranking(2024)]});
    const [first] = (await tableOf(db, "bonus_ranking")).filter(({group}) => group !== "开发区");
    expect(first).toMatchObject({rank: 1, total: 900, previous_rank: null, change: "—"});
  });

  test("marks a unit without a base score as missing, and withholds both scores of a small group", async () => {
    const total = (group: string, rank: number | null, unit_id: string, base: number | null) => ({
      ...{year: 2024, group, rank, tied: rank === null ? null : false, unit_id, unit_name: unit_id, base, bonus: 500},
      total: base === null ? null : base + 500
    });
    const rows = await tableOf(
      await city(signed(2024), {
        ...CITY,
        total_ranking: [
          ...[1, 2, 3, 4, 5].map(n => total("镇（街道）", n, `0${n}`, 90_000 - n)),
          total("镇（街道）", null, "06", null),
          total("开发区", 1, "92", 80_000)
        ]
      }),
      "total_ranking"
    );
    expect(rows.map(({unit_id, rank, base, bonus, total, mark}) => [unit_id, rank, base, bonus, total, mark])).toEqual([
      ...[1, 2, 3, 4, 5].map(n => [`0${n}`, n, 90_000 - n, 500, 90_500 - n, null]),
      ["06", null, null, 500, null, "x"],
      ["92", null, null, null, null, "c"]
    ]);
  });

  test("hides small grade counts with their covers, marks them, and keeps zeros and units apart", async () => {
    const rows = await tableOf(await city(), "grade_distribution");
    expect(rows.map(({dimension, key, name}) => `${dimension} ${key} ${name}`)).toEqual([
      "overall all 全市",
      "district D1 东山区",
      "district D2 D2",
      "district D3 D3",
      "category A类 A类"
    ]);
    for (const row of rows) {
      for (const count of ["filed", "excellent", "qualified", "unqualified", "other"]) {
        if (row[count] === null) expect(row).toMatchObject({[`${count}_mark`]: "c", suppressed: true});
        else expect(row[`${count}_mark`] ?? null).toBe(null);
        expect([1, 2, 3, 4]).not.toContain(row[count]);
      }
    }
    expect(rows[0]).toMatchObject({unqualified: null, filed: 82});
    expect(rows[3]).toMatchObject({key: "D3", excellent: null});
    expect(rows.some(({other}) => other === 0)).toBe(true);
  });

  test("says of a year without anybody filed that there is nothing, which is not zero", async () => {
    const rows = await tableOf(await city(signed(2024), {...CITY, grade_distribution: []}), "grade_distribution");
    const marks = {filed_mark: "x", excellent_mark: "x", qualified_mark: "x", unqualified_mark: "x", other_mark: "x"};
    expect(rows).toEqual([{year: 2024, dimension: "overall", key: "all", name: "全市", suppressed: false, ...marks}]);
  });

  test("stops where the audit finds a hidden count that could be derived", () => {
    const interval = {dimension: "district", key: "D1", measure: "other", min: 1, max: 3};
    expect(() => checkIntervals(2024, [{...interval, safe: true}])).not.toThrow();
    expect(() => checkIntervals(2024, [{...interval, safe: false}])).toThrow("district/D1/other");
  });
});

describe("publicDatabase(db, {year})", () => {
  test("holds the public tables and the settings of the year, and nothing else", async () => {
    const bundle = await publicDatabase(await city(signed(2023, 2024)), {year: 2024});
    open.push(bundle.db);
    const tables = await bundle.db.all<{name: string}>(
      "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() ORDER BY table_oid"
    );
    expect(tables.map(({name}) => name)).toEqual(["meta.settings", ...bundle.entries.map(({name}) => `score.${name}`)]);
    const [publish] = await bundle.db.all<{value: string}>("SELECT value FROM meta.settings WHERE key = 'publish'");
    expect(Object.keys((JSON.parse(publish!.value) as {years: object}).years)).toEqual(["2024"]);
  });
});

describe("writePublicBundle(db, {out, year})", () => {
  /** One value that no other text holds, in every text column of every table that is not public. */
  const canary = (table: string, column: string): string => `金丝雀${table}之${column}`;

  async function planted(): Promise<{db: Database; secrets: string[]}> {
    const kept = new Set(["units", "rules", "bonus_scores", "bonus_ranking", "grade_distribution", "total_ranking"]);
    const secrets: string[] = [];
    const rows: Record<string, Rows> = {...CITY};
    for (const {name, columns} of TABLES.filter(({name}) => !kept.has(name))) {
      const texts = columns.filter(({type}) => type === "text");
      rows[name] = [Object.fromEntries(texts.map(column => [column.name, canary(name, column.name)]))];
      secrets.push(...texts.map(column => canary(name, column.name)));
    }
    rows.units = [...CITY.units!, {unit_id: "V9", name: "没有位次的单位"}];
    rows.bonus_ranking = [
      ...CITY.bonus_ranking!,
      ...ranking(2025, "reviewed").map(row => ({...row, unit_name: "未签批单位"}))
    ];
    return {db: await city(signed(2024), rows), secrets: [...secrets, "没有位次的单位", "未签批单位"]};
  }

  test("lets nothing of any other table into any byte, in any format", async () => {
    const {db, secrets} = await planted();
    const out = scratch();
    const files = await writePublicBundle(db, {out, year: 2024});
    expect(files.length).toBeGreaterThan(20);
    expect(await scanDirectory(out, {secrets})).toEqual([]);
    // The search would have found them: what is public is found.
    expect((await scanDirectory(out, {secrets: ["甲街道"]})).length).toBeGreaterThan(5);
  });

  test("writes the same bytes for the same tables, and explains every column in the dictionary", async () => {
    const db = await city();
    const formats = ["csv", "csv-plain", "json", "xlsx", "parquet"] as const;
    const [one, two] = [scratch(), scratch()];
    await writePublicBundle(db, {out: one, year: 2024, formats});
    await writePublicBundle(db, {out: two, year: 2024, formats});
    const files = (readdirSync(one, {recursive: true}) as string[]).filter(name => statSync(join(one, name)).isFile());
    expect(files.length).toBeGreaterThan(25);
    const bytes = (folder: string, name: string) => readFileSync(join(folder, name)).toString("base64");
    for (const name of files) expect(bytes(one, name), name).toBe(bytes(two, name));
    const marks = readFileSync(join(one, "csv-plain", "grade_distribution.csv"), "utf8").match(/(?<=,)c(?=[,\n])/g)!;
    const {resources} = JSON.parse(readFileSync(join(one, "datapackage.json"), "utf8")) as {
      resources: {name: string; withheld?: number}[];
    };
    expect(resources.find(({name}) => name === "grade_distribution.csv")!.withheld).toBe(marks.length);
    const dictionary = readFileSync(join(one, "dictionary.csv"), "utf8");
    expect(dictionary).toContain('"unqualified_mark"');
    expect(dictionary).toContain("c 保密，不公布；x 没有这项数据；空白为照实公布，0 就是没有。");
    expect(readFileSync(join(one, "csv-plain", "grade_distribution.csv"), "utf8").split("\n")[0]).toBe(
      "year,dimension,key,name,filed,excellent,qualified,unqualified,other,suppressed,filed_mark,excellent_mark,qualified_mark,unqualified_mark,other_mark"
    );
  });
});

describe("bandsOf(ranks)", () => {
  const spans = (ranks: readonly number[]) => bandsOf(ranks).map(({first, last}) => `${first}-${last}`);

  test("gives fewer than four units one band", () => {
    expect(spans([])).toEqual([]);
    expect(spans([1])).toEqual(["1-1"]);
    expect(spans([2, 1, 3])).toEqual(["1-3", "1-3", "1-3"]);
  });
  test("gives four units two halves, in the order of the rows", () => {
    expect(spans([4, 1, 3, 2])).toEqual(["3-4", "1-2", "3-4", "1-2"]);
    expect(spans([1, 1, 3, 3])).toEqual(["1-2", "1-2", "3-4", "3-4"]);
  });
  test("gives one band where a tie lies across the middle", () => {
    expect(spans([1, 2, 2, 4])).toEqual(["1-4", "1-4", "1-4", "1-4"]);
  });
});
