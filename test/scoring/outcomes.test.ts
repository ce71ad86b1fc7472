import {readFileSync} from "node:fs";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {policyFacts} from "../../scoring/facts.ts";
import {outcomesSql} from "../../scoring/outcomes.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {type City, type CityOptions, city, facts, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const TALENT = {
  talent_id: "T1",
  category: "A类",
  track: "创新类",
  district: "d1",
  employer: "某公司",
  recognised_on: "2020-01-01"
};
const GROUND = {ground: "3", ground_on: "2024-06-01", ground_doc: "〔2024〕1号"};

/** Returns a filed assessment: the grade of the year, filed on 1 March of the next unless told otherwise. */
function filed(year: number, grade: string | null, more: Row = {}): Row {
  return {talent_id: "T1", year, grade, filed_on: `${year + 1}-03-01`, ...more};
}

async function outcomes(assessments: readonly Row[], options: CityOptions = {}, talent: Row = {}): Promise<Row[]> {
  await refill(shared, {talents: [{...TALENT, ...talent}], assessments}, options, [outcomesSql]);
  return shared.rows("outcomes");
}

/** Returns year → outcome. */
async function story(assessments: readonly Row[], options: CityOptions = {}): Promise<Record<string, unknown>> {
  return Object.fromEntries((await outcomes(assessments, options)).map(row => [String(row.year), row.outcome]));
}

describe("what follows a grade", () => {
  test("优秀 and 合格 continue, 不合格 stops the next year's benefits", async () => {
    expect(await story([filed(2022, "优秀"), filed(2023, "合格"), filed(2024, "不合格")])).toEqual({
      2022: "continue",
      2023: "continue",
      2024: "suspend_next_year"
    });
  });

  test("不合格 two years running cancels, since the first of the two", async () => {
    expect(await outcomes([filed(2023, "不合格"), filed(2024, "不合格")])).toEqual([
      row({year: 2023, outcome: "suspend_next_year", clause: "第十条2", since_year: 2023}),
      row({year: 2024, outcome: "cancel", clause: "第十条2", since_year: 2023})
    ]);
  });

  test("合格 between two fails never yields cancel", async () => {
    const fails = [filed(2022, "不合格"), filed(2023, "合格"), filed(2024, "不合格")];
    for (const gap_year of ["breaks", "bridges", "counts"]) {
      const rows = await outcomes(fails, {readings: {gap_year}, asOf: "2025-06-30"});
      expect(rows.map(({outcome, needs_review}) => [outcome, needs_review])).toEqual([
        ["suspend_next_year", false],
        ["continue", false],
        ["suspend_next_year", false]
      ]);
    }
  });

  test("a recorded ground of Article 9 cancels and recovers, with or without a filing", async () => {
    expect(await outcomes([{talent_id: "T1", year: 2024, ...GROUND}])).toEqual([
      row({year: 2024, outcome: "cancel_and_recover", clause: "第九条3", ground: "3", since_year: 2024})
    ]);
    expect(await story([filed(2024, "优秀", GROUND)])).toEqual({2024: "cancel_and_recover"});
  });

  test("a ground without date or document, or dated after as-of, does not count", async () => {
    const without = (column: string) => [filed(2024, "合格", {...GROUND, [column]: null})];
    expect(await story(without("ground_on"))).toEqual({2024: "continue"});
    expect(await story(without("ground_doc"))).toEqual({2024: "continue"});
    expect(await story([filed(2024, "合格", {...GROUND, ground_on: "2026-01-01"})])).toEqual({2024: "continue"});
    expect(await story([filed(2024, "合格", {...GROUND, ground_on: "2025-12-31"})])).toEqual({
      2024: "cancel_and_recover"
    });
  });

  test("the worse consequence wins: Article 9 beats a good grade and a second fail", async () => {
    expect(await story([filed(2023, "不合格"), filed(2024, "不合格", GROUND)])).toEqual({
      2023: "suspend_next_year",
      2024: "cancel_and_recover"
    });
  });

  test("after a cancellation there are no further outcomes", async () => {
    expect(
      await story([filed(2022, "不合格"), filed(2023, "不合格"), filed(2024, "优秀"), filed(2025, "不合格", GROUND)])
    ).toEqual({2022: "suspend_next_year", 2023: "cancel"});
  });

  test("a year without a filed grade of the three and without a ground has no outcome", async () => {
    expect(
      await story([
        {talent_id: "T1", year: 2022, grade: "合格"},
        filed(2023, null, {grade_word: "缓评"}),
        filed(2024, "合格", {filed_on: "2026-01-01"})
      ])
    ).toEqual({});
  });

  test("each outcome rests on its source rows: both fails of a streak, the row of a ground", async () => {
    await outcomes([filed(2022, "不合格"), filed(2023, "不合格")]);
    expect(
      (await shared.rows("outcome_rows")).map(r => [r.year, r.assessed_year, r.source_file, r.source_row])
    ).toEqual([
      [2022, 2022, "assessments.csv", 2],
      [2023, 2022, "assessments.csv", 2],
      [2023, 2023, "assessments.csv", 3]
    ]);
    await outcomes([filed(2024, "合格"), {talent_id: "T1", year: 2024, ...GROUND}]);
    expect((await shared.rows("outcome_rows")).map(r => [r.year, r.source_row])).toEqual([[2024, 3]]);
    await outcomes([filed(2023, "合格"), {talent_id: "T1", year: 2024, ...GROUND}]);
    expect((await shared.rows("outcome_rows")).map(r => [r.year, r.source_row])).toEqual([
      [2023, 2],
      [2024, 3]
    ]);
  });
});

describe("the policy's first year", () => {
  test("a grade before it gives no outcome", async () => {
    expect(await story([filed(2021, "不合格"), filed(2022, "合格")])).toEqual({2022: "continue"});
  });

  test("a fail before it starts no streak, not even one to review", async () => {
    const rows = await outcomes([filed(2021, "不合格"), filed(2022, "不合格")]);
    expect(rows).toEqual([row({year: 2022, outcome: "suspend_next_year", clause: "第十条2", since_year: 2022})]);
    expect(await outcomes([filed(2021, "不合格"), filed(2023, "不合格")])).toEqual([
      row({year: 2023, outcome: "suspend_next_year", clause: "第十条2", since_year: 2023})
    ]);
  });

  test("without a policy on people there are no outcomes", async () => {
    expect(await outcomes([filed(2024, "不合格")], {people: null})).toEqual([]);
  });

  test("the clause is quoted as the policy's file locates it", async () => {
    const people = facts("liaocheng", "2022-01-01");
    const clauses = new Map([["a10_2", {at: "第十条第二款", says: "停发"}]]);
    const rows = await outcomes([filed(2024, "不合格")], {people: {...people, clauses}});
    expect(rows.map(({clause}) => clause)).toEqual(["第十条第二款"]);
  });
});

describe("an unassessed year between two fails", () => {
  const fails = [filed(2022, "不合格"), filed(2024, "不合格")];

  test("breaks the streak by default and is flagged for review", async () => {
    const rows = await outcomes(fails);
    expect(rows.map(r => [r.year, r.outcome, r.since_year, r.needs_review])).toEqual([
      [2022, "suspend_next_year", 2022, false],
      [2024, "suspend_next_year", 2024, true]
    ]);
  });

  test("is the same whether the year has no row, an unfiled one, or a grade put off", async () => {
    for (const between of [{talent_id: "T1", year: 2023, grade: "合格"}, filed(2023, null, {grade_word: "缓评"})]) {
      const rows = await outcomes([...fails, between]);
      expect(rows.map(r => [r.year, r.outcome, r.needs_review])).toEqual([
        [2022, "suspend_next_year", false],
        [2024, "suspend_next_year", true]
      ]);
    }
  });

  test("two such years are no longer a doubt", async () => {
    const rows = await outcomes([filed(2022, "不合格"), filed(2025, "不合格", {filed_on: "2025-12-31"})]);
    expect(rows.map(r => r.needs_review)).toEqual([false, false]);
  });

  test("bridges: cancel 2024 since 2022", async () => {
    const rows = await outcomes(fails, {readings: {gap_year: "bridges"}});
    expect(rows.map(r => [r.year, r.outcome, r.since_year])).toEqual([
      [2022, "suspend_next_year", 2022],
      [2024, "cancel", 2022]
    ]);
  });

  test("counts: the same, and the unfiled year after a fail is to review without an outcome", async () => {
    const rows = await outcomes(fails, {readings: {gap_year: "counts"}});
    expect(rows.map(r => [r.year, r.outcome, r.since_year, r.needs_review])).toEqual([
      [2022, "suspend_next_year", 2022, false],
      [2023, null, 2022, true],
      [2024, "cancel", 2022, true]
    ]);
  });

  test("counts: a year outside the term, or not over by as-of, is no unfiled year", async () => {
    const fail = [filed(2022, "不合格")];
    const counts = {readings: {gap_year: "counts"}};
    const years = async (options: CityOptions, talent: Row) =>
      (await outcomes(fail, {...counts, ...options}, talent)).map(r => r.year);
    expect(await years({}, {term_to: "2022-12-31"})).toEqual([2022]);
    expect(await years({}, {term_to: "2023-01-01"})).toEqual([2022, 2023]);
    expect(await years({asOf: "2023-12-30"}, {})).toEqual([2022]);
    expect(await years({asOf: "2023-12-31"}, {})).toEqual([2022, 2023]);
  });
});

describe("several rows for one person and year", () => {
  const rows = [
    filed(2024, "不合格", {filed_on: "2025-02-01"}),
    filed(2024, "合格", {filed_on: "2025-05-01"}),
    filed(2024, "优秀", {filed_on: "2026-02-01"})
  ];

  test("an earlier as-of sees the earlier grade", async () => {
    expect(await story(rows, {asOf: "2025-01-31"})).toEqual({});
    expect(await story(rows, {asOf: "2025-02-01"})).toEqual({2024: "suspend_next_year"});
    expect(await story(rows, {asOf: "2025-04-30"})).toEqual({2024: "suspend_next_year"});
    expect(await story(rows, {asOf: "2025-05-01"})).toEqual({2024: "continue"});
  });

  test("a correction may take a ground back; a row not yet filed may bring one", async () => {
    const grounded = filed(2024, "合格", {...GROUND, filed_on: "2025-02-01"});
    expect(await story([grounded, filed(2024, "合格", {filed_on: "2025-05-01"})])).toEqual({2024: "continue"});
    expect(await story([filed(2024, "合格"), {talent_id: "T1", year: 2024, ...GROUND}])).toEqual({
      2024: "cancel_and_recover"
    });
  });
});

describe("properties", () => {
  const GRADES = ["优秀", "合格", "不合格", null] as const;
  const year = fc.record({
    grade: fc.constantFrom(...GRADES),
    ground: fc.boolean(),
    filed: fc.boolean(),
    listed: fc.boolean()
  });
  const lives = fc.array(fc.array(year, {minLength: 5, maxLength: 5}), {minLength: 20, maxLength: 60});
  const SEVERITY = ["continue", "suspend_next_year", "cancel", "cancel_and_recover"];

  test("the worst outcome wins whatever the order, and nothing follows a cancellation", async () => {
    await fc.assert(
      fc.asyncProperty(lives, fc.constantFrom("breaks", "bridges", "counts"), async (all, gap_year) => {
        const assessments = all.flatMap((life, person) =>
          life.flatMap(({grade, ground, filed: isFiled, listed}, i) =>
            listed
              ? [
                  {
                    talent_id: `P${person}`,
                    year: 2021 + i,
                    grade,
                    filed_on: isFiled ? `${2021 + i}-12-31` : null,
                    ...(ground ? GROUND : {})
                  }
                ]
              : []
          )
        );
        const talents = all.map((_, person) => ({...TALENT, talent_id: `P${person}`}));
        const ordered = async (rows: Row[]) => {
          await refill(shared, {talents, assessments: rows}, {readings: {gap_year}}, [outcomesSql]);
          return shared.rows("outcomes");
        };
        const found = await ordered(assessments);
        expect(await ordered([...assessments].reverse())).toEqual(found);
        const judged = new Map(
          found.filter(r => r.outcome !== null).map(r => [`${r.talent_key} ${r.year}`, r.outcome as string])
        );
        expect(judged).toEqual(new Map(all.flatMap((life, person) => expected(life, person, gap_year))));
      }),
      {numRuns: 25}
    );
  });

  test("the order of the policy's rules changes no outcome and no clause", async () => {
    const file = new URL("../../scoring/policies/liaocheng-2022-15.yaml", import.meta.url);
    const text = readFileSync(file, "utf8");
    const rules = text.match(/^ {4}- \{cite: .*then: \w+\}$/gm)!;
    expect(rules).toHaveLength(9);
    const block = rules.join("\n");
    expect(text).toContain(block);
    const grounds = ["1", "2", "3", "4", "5", "6"];
    const talents = grounds.map(ground => ({...TALENT, talent_id: `P${ground}`}));
    const assessments = grounds.flatMap(ground =>
      ["不合格", "合格", "不合格", "不合格"].map((grade, i) => ({
        ...filed(2021 + i, grade, Number(ground) % 2 && i === 3 ? {...GROUND, ground} : {}),
        talent_id: `P${ground}`
      }))
    );
    const by = async (order: readonly string[]) => {
      const people = policyFacts(parsePolicy(text.replace(block, order.join("\n")), "p.yaml"), new Map());
      await refill(shared, {talents, assessments}, {people}, [outcomesSql]);
      return shared.rows("outcomes");
    };
    const found = await by(rules);
    expect(new Set(found.map(({outcome}) => outcome))).toEqual(new Set(SEVERITY));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rules, {minLength: rules.length}), async order => {
        expect(await by(order)).toEqual(found);
      }),
      {numRuns: 8}
    );
  });

  test("合格 between two fails never yields cancel, whatever else the person's years hold and by whichever reading", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...GRADES, "缺"), {minLength: 4, maxLength: 4}), {
          minLength: 40,
          maxLength: 60
        }),
        fc.constantFrom("breaks", "bridges", "counts"),
        async (all, gap_year) => {
          // Each fail is followed by a year passed: 不合格 stands in every other year at most.
          const lives = all.map(life =>
            life.map((grade, i) => (grade === "不合格" && life[i - 1] !== "合格" ? "合格" : grade))
          );
          const assessments = lives.flatMap((life, person) =>
            life.flatMap((grade, i) => (grade === "缺" ? [] : [{...filed(2021 + i, grade), talent_id: `P${person}`}]))
          );
          const talents = lives.map((_, person) => ({...TALENT, talent_id: `P${person}`}));
          await refill(shared, {talents, assessments}, {readings: {gap_year}}, [outcomesSql]);
          const found = await shared.rows("outcomes");
          expect(found.filter(({outcome}) => outcome === "cancel")).toEqual([]);
        }
      ),
      {numRuns: 12}
    );
  });

  /** Recomputes by listing every consequence a year could have and taking the worst. */
  function expected(
    life: readonly {grade: string | null; ground: boolean; filed: boolean; listed: boolean}[],
    person: number,
    gap: string
  ): [string, string][] {
    const graded = life.map(y => (y.listed && y.filed ? y.grade : null));
    const found: [string, string][] = [];
    for (let i = 1; i < life.length; i++) {
      const {listed, ground} = life[i]!;
      const every: string[] = [];
      if (listed && ground) every.push("cancel_and_recover");
      if (graded[i] === "优秀" || graded[i] === "合格") every.push("continue");
      if (graded[i] === "不合格") {
        every.push("suspend_next_year");
        // Year 2021 (i = 0) lies before the policy and starts no streak.
        let before = i - 1;
        while (gap !== "breaks" && before > 0 && graded[before] === null) before -= 1;
        if (before > 0 && graded[before] === "不合格") every.push("cancel");
      }
      if (!every.length) continue;
      const worst = every.reduce((a, b) => (SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a));
      found.push([`key-P${person} ${2021 + i}`, worst]);
      if (worst.startsWith("cancel")) break;
    }
    return found;
  }
});

function row(more: Row): Row {
  return {talent_key: "key-T1", district: "d1", ground: null, needs_review: false, ...more};
}
