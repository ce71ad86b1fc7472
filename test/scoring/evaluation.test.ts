import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {evaluationSql} from "../../scoring/evaluation.ts";
import {type City, type CityOptions, city, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const ITEMS = ["P1", "P2", "P3", "P4", "Q1", "Q2", "Q3", "X"] as const;
const COUNTS = ["n", "very_satisfied", "satisfied", "basic", "dissatisfied", "very_dissatisfied", "unknown"] as const;
const EMPTY = Object.fromEntries(COUNTS.map(name => [name, null]));

const RATING = {rated_on: "2025-06-01", channel: "电话问询", unit: "u1", item: "P1", rating: "满意"};

/** Returns so many ratings that differ from the usual one as told. */
function ratings(count: number, more: Row = {}): Row[] {
  return Array.from({length: count}, () => ({...RATING, ...more}));
}

async function satisfaction(rows: readonly Row[], options: CityOptions = {}): Promise<Row[]> {
  await refill(shared, {ratings: rows.map((row, i) => ({...row, rating_id: `E${i}`}))}, options, [evaluationSql]);
  return shared.rows("satisfaction");
}

/** Returns item → n, or null where the row is suppressed. */
async function shown(rows: readonly Row[], options: CityOptions = {}): Promise<Record<string, unknown>> {
  const found = await satisfaction(rows, options);
  for (const row of found) if (row.suppressed) expect(row).toMatchObject(EMPTY);
  return Object.fromEntries(found.map(row => [String(row.item), row.suppressed ? null : row.n]));
}

describe("satisfaction", () => {
  test("counts each answer; 不了解 stands apart from n", async () => {
    const answers = ["非常满意", "非常满意", "满意", "基本满意", "不满意", "非常不满意", "不了解"];
    const rows = await satisfaction(answers.map(rating => ({...RATING, rating})));
    const counts = {
      n: 6,
      very_satisfied: 2,
      satisfied: 1,
      basic: 1,
      dissatisfied: 1,
      very_dissatisfied: 1,
      unknown: 1,
      suppressed: false
    };
    expect(rows).toEqual([
      {year: 2025, unit_id: "u1", item: "P1", ...counts},
      {year: 2025, unit_id: "u1", item: "all", ...counts}
    ]);
  });

  test("invalid ratings count nowhere; a rating that does not say is valid", async () => {
    const rows = [...ratings(5, {valid: true}), ...ratings(5), ...ratings(5, {valid: false})];
    expect(await shown([...rows, ...ratings(9, {valid: false, unit: "u2"})])).toEqual({P1: 10, all: 10});
  });

  test("only the two channels that ask for satisfaction feed it", async () => {
    expect(
      await shown([...ratings(5), ...ratings(6, {channel: "问卷调查"}), ...ratings(7, {channel: "服务热线"})])
    ).toEqual({
      P1: 11,
      all: 11
    });
  });

  test("a rating stands in its year, up to and on as-of", async () => {
    const rows = [
      ...ratings(5, {rated_on: "2024-12-31"}),
      ...ratings(6, {rated_on: "2025-01-01"}),
      ...ratings(7, {rated_on: "2025-01-02"})
    ];
    const found = await satisfaction(rows, {asOf: "2025-01-01"});
    expect(found.filter(row => row.item === "all").map(row => [row.year, row.n])).toEqual([
      [2024, 5],
      [2025, 6]
    ]);
  });
});

describe("suppression", () => {
  const parts = (sizes: Partial<Record<(typeof ITEMS)[number], number>>) =>
    Object.entries(sizes).flatMap(([item, size]) => ratings(size, {item}));

  test("a row of 0 < n < min_cell is hidden with all its counts; of min_cell it is shown", async () => {
    expect(await shown(ratings(4))).toEqual({P1: null, all: null});
    expect(await shown(ratings(5))).toEqual({P1: 5, all: 5});
    expect(await shown(ratings(4), {minCell: 4})).toEqual({P1: 4, all: 4});
  });

  test("nobody who answers is nobody to protect", async () => {
    expect(await shown(ratings(3, {rating: "不了解"}))).toEqual({P1: 0, all: 0});
  });

  test("the total is never hidden for a part's sake: the smallest of the others is", async () => {
    expect(await shown(parts({P1: 4, P2: 30, P3: 20}))).toEqual({P1: null, P2: 30, P3: null, all: 54});
  });

  test("of equals the first in item order is hidden", async () => {
    expect(await shown(parts({P2: 20, P4: 4, Q1: 20}))).toEqual({P2: null, P4: null, Q1: 20, all: 44});
  });

  test("two small parts hide each other", async () => {
    expect(await shown(parts({P1: 4, P2: 1, P3: 20}))).toEqual({P1: null, P2: null, P3: 20, all: 25});
  });

  test("a part without ratings hides nothing: the smallest part that has some is hidden", async () => {
    const unknown = ratings(2, {item: "P2", rating: "不了解"});
    expect(await shown([...parts({P1: 4, P3: 20, P4: 9}), ...unknown])).toEqual({
      P1: null,
      P2: 0,
      P3: 20,
      P4: null,
      all: 33
    });
    expect(await shown([...parts({P1: 4}), ...unknown])).toEqual({P1: null, P2: 0, all: null});
  });

  test("two parts of one rating each would be told by their sum: a third is hidden", async () => {
    expect(await shown(parts({P1: 1, P2: 1, P3: 20, P4: 9}))).toEqual({P1: null, P2: null, P3: 20, P4: null, all: 31});
    expect(await shown(parts({P1: 1, P2: 2, P3: 20, P4: 9}))).toEqual({P1: null, P2: null, P3: 20, P4: 9, all: 32});
  });

  test("each unit and year is for itself", async () => {
    const rows = [...parts({P1: 4, P2: 30}), ...parts({P1: 9, P2: 30}).map(row => ({...row, unit: "u2"}))];
    const found = await satisfaction(rows);
    expect(found.map(row => [row.unit_id, row.item, row.suppressed])).toEqual([
      ["u1", "P1", true],
      ["u1", "P2", true],
      ["u1", "all", false],
      ["u2", "P1", false],
      ["u2", "P2", false],
      ["u2", "all", false]
    ]);
  });

  const answer = fc.record({
    rated_on: fc.constantFrom("2024-12-31", "2025-01-01", "2025-12-30", "2025-12-31", "2026-01-01"),
    channel: fc.constantFrom("电话问询", "问卷调查"),
    unit: fc.constantFrom("u1", "u2", "u3"),
    item: fc.constantFrom(...ITEMS),
    sector: fc.constantFrom(null, "学校", "医院"),
    rater_kind: fc.constantFrom(null, "11", "12"),
    rating: fc.constantFrom("非常满意", "满意", "基本满意", "不满意", "非常不满意", "不了解"),
    valid: fc.constantFrom(null, true, true, false)
  });
  type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

  test("an independent recomputation agrees on every row", async () => {
    let hidden = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(answer, {minLength: 0, maxLength: 250}), async answers => {
        const found = await satisfaction(answers, {asOf: "2025-12-30"});
        expect(found).toEqual(recompute(answers, "2025-12-30", 5));
        hidden += found.filter(row => row.suppressed).length;
      }),
      {numRuns: 40}
    );
    expect(hidden).toBeGreaterThan(30);
  });

  test("no hidden row can be derived from its margins", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, {minLength: 20, maxLength: 250}), async answers => {
        const groups = groupBy(await satisfaction(answers), row => `${row.year} ${row.unit_id}`);
        for (const rows of groups.values()) {
          const hidden = rows.filter(row => row.suppressed);
          const total = rows.find(row => row.item === "all")!;
          // One equation (the parts add up to the total): with a lone unknown it has one solution.
          const unknowns = hidden.filter(row => row.item !== "all").length + (total.suppressed ? 1 : 0);
          expect(unknowns).not.toBe(1);
          // Each hidden part has a rating at least: were there as many as ratings, each would be known to have one. Only
          // where every part has one there is nothing else to hide, since the total is never hidden for its parts.
          const open = rows.filter(row => row.item !== "all" && !row.suppressed);
          const rest = open.reduce((sum, row) => sum + Number(row.n), 0);
          if (!total.suppressed && unknowns && rest) expect(Number(total.n) - rest).toBeGreaterThan(unknowns);
        }
      }),
      {numRuns: 40}
    );
  });

  test("the city's own counts do not tell what a unit's hide", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, {minLength: 20, maxLength: 250}), async answers => {
        const units = await satisfaction(answers);
        const whole = await shared.rows("satisfaction_city");
        const years = new Set(units.map(row => row.year));
        for (const year of years) {
          const of = (dimension: string) => whole.filter(row => row.year === year && row.dimension === dimension);
          for (const dimension of ["item", "sector", "rater_kind", "quarter"]) {
            const overall = of("overall")[0];
            const hidden = of(dimension).filter(row => row.suppressed);
            if (overall && !overall.suppressed) expect(hidden).not.toHaveLength(1);
          }
          // A unit that alone is hidden must not be the city minus the other units.
          const totals = units.filter(row => row.year === year && row.item === "all");
          const lone = totals.filter(row => row.suppressed);
          const rest = totals.filter(row => !row.suppressed).reduce((sum, row) => sum + Number(row.n), 0);
          const overall = of("overall")[0];
          if (lone.length === 1 && overall && !overall.suppressed) expect(overall.n).toBe(rest);
          for (const row of of("item").filter(one => !one.suppressed)) {
            const cells = units.filter(one => one.year === year && one.item === row.key);
            const counted = lone.length === 1 ? cells.filter(one => one.unit_id !== lone[0]!.unit_id) : cells;
            expect(counted.filter(one => one.suppressed)).not.toHaveLength(1);
          }
        }
      }),
      {numRuns: 40}
    );
  });

  function recompute(answers: readonly Answer[], asOf: string, minCell: number): Row[] {
    const counting = answers.filter(a => a.rated_on <= asOf && a.valid !== false);
    const groups = groupBy(counting, a => `${a.rated_on.slice(0, 4)} ${a.unit}`);
    return [...groups.keys()].sort().flatMap(group => {
      const own = groups.get(group)!;
      const parts = ITEMS.filter(item => own.some(a => a.item === item)).map(item => ({
        item: item as string,
        ...tally(own.filter(a => a.item === item))
      }));
      const small = (n: number) => n > 0 && n < minCell;
      const hidden = new Set(parts.filter(part => small(part.n)).map(part => part.item));
      const inside = parts.filter(part => hidden.has(part.item)).reduce((sum, part) => sum + part.n, 0);
      if (hidden.size === 1 || (hidden.size && hidden.size === inside)) {
        const others = parts.filter(part => !hidden.has(part.item) && part.n > 0);
        const least = Math.min(...others.map(part => part.n));
        const smallest = others.find(part => part.n === least);
        if (smallest) hidden.add(smallest.item);
      }
      const total = {item: "all", ...tally(own)};
      if (small(total.n)) hidden.add("all");
      const [year, unit_id] = group.split(" ") as [string, string];
      return [...parts, total].map(row => ({
        year: Number(year),
        unit_id,
        ...row,
        ...(hidden.has(row.item) ? EMPTY : {}),
        suppressed: hidden.has(row.item)
      }));
    });
  }

  function tally(answers: readonly Answer[]) {
    const of = (rating: string) => answers.filter(a => a.rating === rating).length;
    return {
      n: answers.length - of("不了解"),
      very_satisfied: of("非常满意"),
      satisfied: of("满意"),
      basic: of("基本满意"),
      dissatisfied: of("不满意"),
      very_dissatisfied: of("非常不满意"),
      unknown: of("不了解")
    };
  }
});

describe("the city as a whole", () => {
  test("is counted overall, by item, sector, kind of rater and quarter", async () => {
    const rows = [
      ...ratings(6, {sector: "学校", rater_kind: "11", rated_on: "2025-03-31"}),
      ...ratings(7, {unit: "u2", item: "P2", rater_kind: "12", rated_on: "2025-04-01"})
    ];
    await satisfaction(rows);
    expect((await shared.rows("satisfaction_city")).map(row => `${row.dimension} ${row.key} ${row.n}`)).toEqual([
      "overall all 13",
      "item P1 6",
      "item P2 7",
      "sector 学校 6",
      "sector 未填 7",
      "rater_kind 11 6",
      "rater_kind 12 7",
      "quarter 1 6",
      "quarter 2 7"
    ]);
  });

  test("leaves out the ratings of a unit that alone is hidden", async () => {
    await satisfaction([...ratings(20), ...ratings(20, {unit: "u2"}), ...ratings(4, {unit: "u3"})]);
    expect((await shared.rows("satisfaction_city"))[0]).toMatchObject({dimension: "overall", n: 40});
  });
});

describe("满意度得分", () => {
  const WEIGHTS = {非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0};
  const index = async (rows: readonly Row[], weights: Readonly<Record<string, number>> = WEIGHTS) => {
    await satisfaction(rows, {index: weights});
    return shared.rows("satisfaction_index");
  };

  test("is the sum of the office's weights over n, beside the rate and never in it", async () => {
    const answers = ["非常满意", "非常满意", "满意", "基本满意", "不满意", "非常不满意", "不了解"];
    const row = {year: 2025, unit_id: "u1", n: 6, points: 370}; // 2 × 100 + 80 + 60 + 30 + 0
    expect(await index(answers.map(rating => ({...RATING, rating})))).toEqual([
      {...row, item: "P1"},
      {...row, item: "all"}
    ]);
  });

  test("tells no hidden row and nothing of nobody, and is not made up where a weight is missing", async () => {
    expect(await index(ratings(4))).toEqual([]);
    expect(await index(ratings(9, {rating: "不了解"}))).toEqual([]);
    expect(await index(ratings(9), {非常满意: 100})).toEqual([]);
  });
});

test("opinions are counted by channel, with those handled by as-of", async () => {
  const opinions = [
    {opinion_id: "O1", received_on: "2025-03-01", channel: "意见箱", handled_on: "2025-06-30"},
    {opinion_id: "O2", received_on: "2025-06-30", channel: "意见箱", handled_on: "2025-07-01"},
    {opinion_id: "O3", received_on: "2025-07-01", channel: "意见箱"},
    {opinion_id: "O4", received_on: "2024-03-01", channel: "服务热线"}
  ];
  await refill(shared, {opinions}, {asOf: "2025-06-30"});
  expect(await shared.rows("opinion_channels")).toEqual([
    {year: 2024, channel: "服务热线", opinions: 1, handled: 0},
    {year: 2025, channel: "意见箱", opinions: 2, handled: 1}
  ]);
});

describe("rectification", () => {
  const ISSUE = {issue_id: "W1", unit: "u1", item: "Q2", notified_on: "2025-01-10", due_on: "2025-03-01"};
  const state = async (more: Row, asOf = "2025-12-31") => {
    await refill(shared, {rectifications: [{...ISSUE, ...more}]}, {asOf});
    return (await shared.rows("rectification_status")).map(row => [row.state, row.done_on]);
  };

  test("done on the due day is 完成, the day after 逾期完成", async () => {
    expect(await state({done_on: "2025-03-01"})).toEqual([["完成", "2025-03-01"]]);
    expect(await state({done_on: "2025-03-02"})).toEqual([["逾期完成", "2025-03-02"]]);
  });

  test("open through the due day is 整改中, then 逾期; what is done after as-of is open", async () => {
    expect(await state({done_on: "2025-03-05"}, "2025-03-01")).toEqual([["整改中", null]]);
    expect(await state({done_on: "2025-03-05"}, "2025-03-02")).toEqual([["逾期", null]]);
    expect(await state({done_on: "2025-03-05"}, "2025-03-05")).toEqual([["逾期完成", "2025-03-05"]]);
  });

  test("a problem notified after as-of is not yet one", async () => {
    expect(await state({}, "2025-01-09")).toEqual([]);
    expect(await state({}, "2025-01-10")).toEqual([["整改中", null]]);
  });
});

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
