import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row, Value} from "../../loaders/database.ts";
import {gradesSql} from "../../scoring/grades.ts";
import {outcomesSql} from "../../scoring/outcomes.ts";
import {dayOf} from "../../scoring/settings.ts";
import {type City, type CityOptions, city, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const UNITS = [
  {unit_id: "d1", name: "甲区", kind: "县市区"},
  {unit_id: "d2", name: "乙区", kind: "县市区"},
  {unit_id: "e1", name: "某医院", kind: "用人单位"}
];
const TALENT = {category: "A类", track: "创新类", district: "d1", employer: "e1", recognised_on: "2023-01-01"};

const NOBODY = {due: 0, declared: 0, assessed: 0, filed: 0, excellent: 0, qualified: 0, unqualified: 0, other: 0};

function talent(talent_id: string, more: Row = {}): Row {
  return {talent_id, ...TALENT, ...more};
}

async function distribution(talents: readonly Row[], assessments: readonly Row[] = [], options: CityOptions = {}) {
  await refill(shared, {units: UNITS, talents, assessments}, options, [outcomesSql, gradesSql]);
  return shared.rows("grade_distribution");
}

/** Returns the counts of the whole city in the year, without the flag. */
async function overall(year: number, talents: readonly Row[], assessments: readonly Row[] = [], options = {}) {
  const rows = await distribution(talents, assessments, options);
  const found = rows.find(row => row.year === year && row.dimension === "overall");
  if (!found) return NOBODY;
  const {year: _, dimension, key, suppressed, ...counts} = found;
  expect([dimension, key, typeof suppressed]).toEqual(["overall", "all", "boolean"]);
  return counts;
}

const due = async (year: number, more: Row, options: CityOptions = {}) =>
  (await overall(year, [talent("T1", more)], [], options)).due;

describe("who is due", () => {
  test("recognised on the day or before it: 31 December, or as-of if earlier", async () => {
    expect(await due(2024, {recognised_on: "2024-12-31"})).toBe(1);
    expect(await due(2024, {recognised_on: "2025-01-01"})).toBe(0);
    expect(await due(2025, {recognised_on: "2025-06-30"}, {asOf: "2025-06-30"})).toBe(1);
    expect(await due(2025, {recognised_on: "2025-07-01"}, {asOf: "2025-06-30"})).toBe(0);
  });

  test("with a term that touches the year, if only by a day", async () => {
    expect(await due(2025, {term_to: "2025-01-01"})).toBe(1);
    expect(await due(2025, {term_to: "2024-12-31"})).toBe(0);
    expect(await due(2024, {term_from: "2024-12-31"})).toBe(1);
    expect(await due(2024, {term_from: "2025-01-01"})).toBe(0);
  });

  test("a missing start is the recognition date, a missing end is open", async () => {
    expect(await due(2023, {recognised_on: "2023-05-01", term_to: "2023-12-31"})).toBe(1);
    expect(await due(2022, {recognised_on: "2023-05-01"})).toBe(0);
    expect(await due(2025, {recognised_on: "2010-05-01"})).toBe(1);
  });

  test("who was cancelled in an earlier year is out, in the year itself still in", async () => {
    const fails = [2022, 2023].map(year => ({talent_id: "T1", year, grade: "不合格", filed_on: `${year + 1}-02-01`}));
    const talents = [talent("T1", {recognised_on: "2020-01-01"})];
    expect((await overall(2023, talents, fails)).due).toBe(1);
    expect((await overall(2024, talents, fails)).due).toBe(0);
    // As long as the second fail is not filed the person is still due.
    expect((await overall(2024, talents, fails, {asOf: "2024-01-31"})).due).toBe(1);
  });
});

describe("stages and grades", () => {
  const WHOLE = {
    talent_id: "T1",
    year: 2024,
    declared_on: "2024-12-01",
    unit_grade: "优秀",
    unit_on: "2024-12-11",
    county_grade: "合格",
    county_on: "2025-01-10",
    grade: "合格",
    filed_on: "2025-02-09"
  };

  test("each stage counts with its date on or before as-of", async () => {
    const at = (asOf: string) => overall(2024, [talent("T1")], [WHOLE], {asOf});
    expect(await at("2024-11-30")).toEqual({...NOBODY, due: 1});
    expect(await at("2024-12-01")).toEqual({...NOBODY, due: 1, declared: 1});
    expect(await at("2025-01-09")).toEqual({...NOBODY, due: 1, declared: 1});
    expect(await at("2025-01-10")).toEqual({...NOBODY, due: 1, declared: 1, assessed: 1});
    expect(await at("2025-02-09")).toEqual({...NOBODY, due: 1, declared: 1, assessed: 1, filed: 1, qualified: 1});
  });

  test("a county grade without date, or a date without grade, is not assessed", async () => {
    const assessed = async (more: Row) => (await overall(2024, [talent("T1")], [{...WHOLE, ...more}])).assessed;
    expect(await assessed({county_on: null})).toBe(0);
    expect(await assessed({county_grade: null})).toBe(0);
    expect(await assessed({})).toBe(1);
  });

  test("other stands apart: a word that is none of the three, or filed without a grade", async () => {
    const rows = [
      {...WHOLE, grade: null, grade_word: "缓评"},
      {...WHOLE, talent_id: "T2", grade: null}
    ];
    expect(await overall(2024, [talent("T1"), talent("T2")], rows)).toEqual({
      ...NOBODY,
      due: 2,
      declared: 2,
      assessed: 2,
      filed: 2,
      other: 2
    });
  });

  test("a grade of somebody who is not due is counted nowhere", async () => {
    expect(await overall(2024, [talent("T1", {term_to: "2023-12-31"})], [WHOLE])).toEqual(NOBODY);
  });

  test("the latest row filed by as-of counts: an earlier as-of sees the earlier grade", async () => {
    const rows = [WHOLE, {...WHOLE, grade: "不合格", filed_on: "2025-05-01"}];
    const at = async (asOf: string) => {
      const {qualified, unqualified} = await overall(2024, [talent("T1")], rows, {asOf});
      return [qualified, unqualified];
    };
    expect(await at("2025-02-08")).toEqual([0, 0]);
    expect(await at("2025-02-09")).toEqual([1, 0]);
    expect(await at("2025-04-30")).toEqual([1, 0]);
    expect(await at("2025-05-01")).toEqual([0, 1]);
  });

  test("grades of years before the policy are shown", async () => {
    const early = {...WHOLE, year: 2021, filed_on: "2022-02-01", grade: "优秀"};
    expect((await overall(2021, [talent("T1", {recognised_on: "2020-01-01"})], [early])).excellent).toBe(1);
  });

  test("the funnel counts stages and their lags in days", async () => {
    const second = {...WHOLE, talent_id: "T2", declared_on: "2024-12-10", county_on: "2025-01-31", filed_on: null};
    await distribution([talent("T1"), talent("T2"), talent("T3")], [WHOLE, second]);
    const stages = await shared.rows("assessment_stages");
    expect(stages.find(row => row.year === 2024)).toEqual({
      year: 2024,
      due: 3,
      declared: 2,
      unit_graded: 2,
      county_graded: 2,
      filed: 1,
      assessed_filed: 1,
      paid: 0,
      unpaid: 0,
      declared_to_unit_median: 1, // the lower of 1 and 10
      declared_to_unit_max: 10, // 1 to 11 December
      unit_to_county_median: 30, // the lower of 30 and 51
      unit_to_county_max: 51, // 11 December to 31 January = 20 + 31
      county_to_filed_median: 30,
      county_to_filed_max: 30
    });
  });

  test("a stage counts in the funnel on its day, and a lag once both of its stages have come in order", async () => {
    const same = {...WHOLE, declared_on: "2024-12-11", county_on: "2024-12-11", filed_on: "2024-12-11"};
    const at = async (row: Row, asOf: string) => {
      await distribution([talent("T1")], [row], {asOf});
      const {unit_graded, declared_to_unit_max, unit_to_county_max, county_to_filed_max} = (
        await shared.rows("assessment_stages")
      ).find(one => one.year === 2024)!;
      return [unit_graded, declared_to_unit_max, unit_to_county_max, county_to_filed_max];
    };
    expect(await at(same, "2024-12-10")).toEqual([0, null, null, null]);
    expect(await at(same, "2024-12-11")).toEqual([1, 0, 0, 0]);
    expect(await at({...same, unit_grade: null}, "2024-12-11")).toEqual([0, 0, 0, 0]);
    expect(await at(WHOLE, "2024-12-10")).toEqual([0, null, null, null]);
    expect(await at(WHOLE, "2025-01-09")).toEqual([1, 10, null, null]);
    expect(await at(WHOLE, "2025-01-10")).toEqual([1, 10, 30, null]);
    const backwards = {...WHOLE, declared_on: "2024-12-12", county_on: "2024-12-10", filed_on: "2024-12-09"};
    expect(await at(backwards, "2025-12-31")).toEqual([1, null, null, null]);
  });

  test("of those filed it tells who passed the county, and to whom a grade that gives benefits was paid or not", async () => {
    const rows: readonly Row[] = [
      {...WHOLE, talent_id: "T1", paid: true},
      {...WHOLE, talent_id: "T2", paid: false, county_on: null}, // filed without a dated grade of the county
      {...WHOLE, talent_id: "T3", paid: null},
      {...WHOLE, talent_id: "T4", paid: true, grade: "不合格"}, // has no claim to benefits
      {...WHOLE, talent_id: "T5", paid: true, filed_on: null}, // not filed yet
      {...WHOLE, talent_id: "T6", paid: true, grade: "优秀"}
    ];
    await distribution(
      rows.map(row => talent(String(row.talent_id))),
      rows
    );
    const stages = (await shared.rows("assessment_stages")).find(row => row.year === 2024)!;
    expect(stages).toMatchObject({county_graded: 5, filed: 5, assessed_filed: 4, paid: 2, unpaid: 1});
  });

  test("the matrix shows an opinion given on as-of, not one dated after it", async () => {
    const at = async (asOf: string) => {
      await distribution([talent("T1")], [{...WHOLE, unit_on: "2025-02-10", county_on: "2025-02-10"}], {asOf});
      return (await shared.rows("grade_matrix")).map(row => [row.unit_grade, row.county_grade]);
    };
    expect(await at("2025-02-09")).toEqual([["未填", "未填"]]);
    expect(await at("2025-02-10")).toEqual([["优秀", "合格"]]);
  });

  test("the matrix leads from the unit's grade over the county's to the filed one", async () => {
    const rows = [WHOLE, {...WHOLE, talent_id: "T2"}, {...WHOLE, talent_id: "T3", unit_grade: null, grade: null}];
    await distribution([talent("T1"), talent("T2"), talent("T3")], rows);
    expect(await shared.rows("grade_matrix")).toEqual([
      {year: 2024, unit_grade: "优秀", county_grade: "合格", grade: "合格", persons: 2},
      {year: 2024, unit_grade: "未填", county_grade: "合格", grade: "其他", persons: 1}
    ]);
  });
});

describe("dimensions", () => {
  test("a missing attribute is 未填, an employer who is no listed unit 其他单位, and 无 is a value", async () => {
    const rows = await distribution([talent("T1"), talent("T2", {employer: "某公司", degree: "无", title: "正高级"})]);
    const keys = rows.filter(row => row.year === 2025).map(row => `${row.dimension} ${row.key} ${row.due}`);
    expect(keys).toEqual([
      "overall all 2",
      "district d1 2",
      "unit e1 1",
      "unit 其他单位 1",
      "category A类 2",
      "track 创新类 2",
      "sector 未填 2",
      "degree 无 1",
      "degree 未填 1",
      "title 未填 1",
      "title 正高级 1"
    ]);
  });

  test("where no talents were loaded the tables are empty", async () => {
    await refill(shared, {units: UNITS});
    for (const table of ["grade_distribution", "assessment_stages", "grade_matrix", "outcomes"]) {
      expect(await shared.rows(table)).toEqual([]);
    }
  });
});

describe("suppressed", () => {
  const flags = async (sizes: readonly number[]) => {
    const categories = sizes.flatMap((size, i) => Array.from({length: size}, () => `${"ABCDE"[i]}类`));
    const rows = await distribution(categories.map((category, i) => talent(`T${i}`, {category})));
    const found = rows.filter(row => row.year === 2025 && row.dimension === "category");
    return found.map(row => row.suppressed);
  };

  test("a row of fewer than min_cell persons is flagged, its counts stay in the warehouse", async () => {
    const rows = await distribution([talent("T1")]);
    expect(rows.find(row => row.year === 2025)).toMatchObject({due: 1, suppressed: true});
  });

  test("a row of few filed grades is flagged however many are due, and at min_cell no longer", async () => {
    const flag = async (count: number) => {
      const talents = Array.from({length: 9}, (_, i) => talent(`T${i}`));
      const rows = talents.slice(0, count).map(({talent_id = null}) => {
        return {talent_id, year: 2024, grade: "合格", filed_on: "2025-02-01"};
      });
      const found = await distribution(talents, rows);
      return found.find(row => row.year === 2024 && row.dimension === "overall")!.suppressed;
    };
    expect([await flag(0), await flag(1), await flag(4), await flag(5)]).toEqual([false, true, true, false]);
  });

  test("if the sum of the small rows tells them, the smallest of the others is flagged with them", async () => {
    expect(await flags([4, 9, 7])).toEqual([true, false, true]);
    expect(await flags([4, 7, 7])).toEqual([true, true, false]);
    expect(await flags([4, 3, 7])).toEqual([true, true, false]);
    // Two hidden rows of two persons can but be one each.
    expect(await flags([1, 9, 1, 7])).toEqual([true, false, true, true]);
    expect(await flags([1, 9, 2, 7])).toEqual([true, false, true, false]);
    expect(await flags([5, 9, 7])).toEqual([false, false, false]);
  });

  test("a hidden row without anybody filed is no cover for the one that has some", async () => {
    const sizes = {A: 9, B: 9, C: 6, D: 3};
    const talents = Object.entries(sizes).flatMap(([key, size]) =>
      Array.from({length: size}, (_, i) => talent(`${key}${i}`, {category: `${key}类`}))
    );
    // Of A all are filed, of B seven, of C three, of D nobody: D and C are small, but only C's grades could be had.
    const filed = talents.filter(({talent_id}) => !/^(D|B[78]|C[345])/.test(String(talent_id)));
    const rows = filed.map(({talent_id = null}) => ({talent_id, year: 2024, grade: "合格", filed_on: "2025-02-01"}));
    const found = await distribution(talents, rows);
    expect(
      found
        .filter(row => row.year === 2024 && row.dimension === "category")
        .map(row => [row.key, row.filed, row.suppressed])
    ).toEqual([
      ["A类", 9, false],
      ["B类", 7, true],
      ["C类", 3, true],
      ["D类", 0, true]
    ]);
  });

  test("no flagged row can be had from the total and the rows shown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 5}), async sizes => {
        const hidden = (await flags(sizes)).filter(Boolean).length;
        const total = sizes.reduce((a, b) => a + b);
        // A lone hidden row would be the total minus the rest; where the city itself is small its total is flagged too.
        if (hidden === 1) expect(sizes.length === 1 && total < 5).toBe(true);
        if (sizes.some(size => size < 5)) expect(hidden).toBeGreaterThan(0);
      }),
      {numRuns: 25}
    );
  });
});

describe("an independent recomputation", () => {
  const GRADES = ["优秀", "合格", "不合格", null] as const;
  const DAYS = ["2021-12-31", "2022-01-01", "2023-12-31", "2024-01-01", "2024-06-15", "2024-12-31", "2025-01-01"];
  const day = fc.constantFrom(...DAYS);
  const maybeDay = fc.option(day, {nil: null});
  const person = fc.record({
    recognised_on: day,
    term_from: maybeDay,
    term_to: maybeDay,
    district: fc.constantFrom("d1", "d2"),
    employer: fc.constantFrom("e1", "d1", "某公司"),
    degree: fc.constantFrom(null, "无", "博士"),
    years: fc.array(
      fc.record({
        year: fc.integer({min: 2021, max: 2025}),
        declared_on: maybeDay,
        county_grade: fc.constantFrom(...GRADES),
        county_on: maybeDay,
        grade: fc.constantFrom(...GRADES),
        filed_on: maybeDay,
        ground: fc.constantFrom(null, null, null, "1", "6"),
        ground_on: maybeDay,
        ground_doc: fc.constantFrom(null, "〔2024〕1号")
      }),
      {maxLength: 6}
    )
  });
  type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

  test("agrees on every row, on days that are boundaries", async () => {
    const seen = {due: 0, filed: 0, cancelled: 0};
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, {minLength: 100, maxLength: 150}),
        fc.constantFrom("2023-12-31", "2024-06-15", "2024-12-31", "2025-12-31"),
        async (people, asOf) => {
          const talents = people.map(({years: _, ...row}, i) => talent(`T${i}`, row));
          const assessments = people.flatMap((p, i) => distinct(p).map(row => ({talent_id: `T${i}`, ...row})));
          const found = await distribution(talents, assessments, {asOf});
          const wanted = recompute(people, asOf, seen);
          const shown = found.filter(row =>
            ["overall", "district", "unit", "degree"].includes(row.dimension as string)
          );
          expect(new Map(shown.map(row => [`${row.year} ${row.dimension} ${row.key}`, counts(row)]))).toEqual(wanted);
        }
      ),
      {numRuns: 12}
    );
    for (const n of Object.values(seen)) expect(n).toBeGreaterThan(100);
  });

  /** Keeps, as loading does, one row for each year and filing date. */
  function distinct({years}: Person): Person["years"] {
    return [...new Map(years.map(row => [`${row.year} ${row.filed_on}`, row])).values()];
  }

  function counts(row: Row): Value[] {
    return [
      row.due,
      row.declared,
      row.assessed,
      row.filed,
      row.excellent,
      row.qualified,
      row.unqualified,
      row.other
    ].map(value => value ?? null);
  }

  function recompute(people: readonly Person[], asOf: string, seen: Record<"due" | "filed" | "cancelled", number>) {
    const cells = new Map<string, number[]>();
    for (const p of people) {
      const rows = distinct(p);
      const cancelled = cancelledYear(rows, asOf);
      if (cancelled < 9999) seen.cancelled += 1;
      const first = Math.min(
        2022,
        ...people.flatMap(other => other.years.map(row => row.year)).filter(y => y <= +asOf.slice(0, 4))
      );
      for (let year = first; year <= Number(asOf.slice(0, 4)); year++) {
        if (p.recognised_on > dayOf(year, asOf) || cancelled < year) continue;
        if ((p.term_from ?? p.recognised_on) > `${year}-12-31` || (p.term_to ?? "9999") < `${year}-01-01`) continue;
        const row = counting(
          rows.filter(r => r.year === year),
          asOf
        );
        const isFiled = row !== undefined && past(row.filed_on, asOf);
        const grade = isFiled ? row.grade : undefined;
        const marks = [
          true,
          row !== undefined && past(row.declared_on, asOf),
          row !== undefined && row.county_grade !== null && past(row.county_on, asOf),
          isFiled,
          grade === "优秀",
          grade === "合格",
          grade === "不合格",
          grade === null
        ];
        seen.due += 1;
        if (isFiled) seen.filed += 1;
        for (const key of [
          "overall all",
          `district ${p.district}`,
          `unit ${p.employer === "某公司" ? "其他单位" : p.employer}`,
          `degree ${p.degree ?? "未填"}`
        ]) {
          const cell = cells.get(`${year} ${key}`) ?? marks.map(() => 0);
          cells.set(
            `${year} ${key}`,
            cell.map((n, i) => n + (marks[i] ? 1 : 0))
          );
        }
      }
    }
    return cells;
  }

  type Assessment = Person["years"][number];

  function counting(rows: readonly Assessment[], asOf: string): Assessment | undefined {
    const done = rows.filter(row => past(row.filed_on, asOf));
    if (done.length) return done.reduce((a, b) => (b.filed_on! > a.filed_on! ? b : a));
    return [...rows].sort((a, b) => ((a.filed_on ?? "9999") < (b.filed_on ?? "9999") ? -1 : 1))[0];
  }

  function cancelledYear(rows: readonly Assessment[], asOf: string): number {
    let failed = 0;
    for (let year = 2022; year <= Number(asOf.slice(0, 4)); year++) {
      const own = rows.filter(row => row.year === year);
      const row = counting(own, asOf);
      const live = own.filter(r => r === row || !past(r.filed_on, asOf));
      if (live.some(r => r.ground && r.ground_doc && past(r.ground_on, asOf))) return year;
      if (row && past(row.filed_on, asOf) && row.grade === "不合格") {
        if (failed === year - 1) return year;
        failed = year;
      }
    }
    return 9999;
  }

  function past(date: string | null, asOf: string): boolean {
    return date !== null && date <= asOf;
  }
});
