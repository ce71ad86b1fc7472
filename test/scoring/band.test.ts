import fc from "fast-check";
import {describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {bandParts} from "../../scoring/bandParts.ts";
import {rankBands, type Vector} from "../../scoring/bandRanks.ts";
import {compile, PARAMETERS} from "../../scoring/compile.ts";
import {baseScenario, pointReadings} from "../../scoring/effects.ts";
import type {Policy} from "../../scoring/policy.ts";
import {combinations} from "../../scoring/reading.ts";
import {createTable, TABLES} from "../../scoring/tables.ts";
import {inFull} from "../full.ts";
import {builtin, type Claim, choose, claim, HAICHENG, scoredCity, settingsOf, towns} from "./bonusCity.ts";

const UNITS = ["甲镇", "乙镇", "丙镇"];

/** Claims that meet often: few persons, articles, events and units, around one turn of the year. */
const cityClaims = fc.array(
  fc.record({
    unit: fc.constantFrom(...UNITS),
    rule: fc.constantFrom("R1", "R1", "R1", "R2", "R2", "R3", "R4", "R4", "R5"),
    event_on: fc.constantFrom("2024-03-01", "2024-12-31", "2025-01-01", "2025-02-01", "2025-06-01"),
    person_key: fc.constantFrom("p1", "p2", "p3", "p4", "p5"),
    degree: fc.constantFrom("博士", null),
    title: fc.constantFrom("副高级", "正高级", "正高级"),
    level: fc.constantFrom("海城市级", "省级"),
    article_key: fc.constantFrom("a1", "a2", "a3"),
    outlet: fc.constantFrom("省报", "市报"),
    event_key: fc.constantFrom("e1", "e2"),
    aspect: fc.constantFrom("双招双引", "成果转化率"),
    review: fc.constantFrom("通过", "通过", "通过", "待审核", "不予认定"),
    signed_on: fc.constantFrom("2025-01-02", "2025-06-20", "2025-06-20", null),
    revoke_ground: fc.constantFrom(null, null, null, null, null, null, null, "虚报", "其他")
  }),
  {minLength: 6, maxLength: 16}
);

const asClaims = (rows: readonly Record<string, string | null>[]): Claim[] =>
  rows.map(row =>
    claim(row.rule!, {
      ...row,
      recognised: true,
      employment: "全职",
      verdict: "显著",
      role: "交流发言",
      revoked_on: row.revoke_ground ? "2025-07-01" : null
    })
  );

interface Found {
  year: number;
  unit_id: string;
  rank: number;
  band_best: number;
  band_worst: number;
}

const BAND = `SELECT year, unit_id, rank, band_best, band_worst FROM score.bonus_ranking
WHERE basis = 'signed' ORDER BY year, unit_id`;

describe("fillBand(db, policy, base)", () => {
  test("equals brute force on small random cities", async () => {
    await fc.assert(
      fc.asyncProperty(cityClaims, async rows => {
        const db = await scoredCity({units: towns(...UNITS), claims: asClaims(rows)});
        try {
          const found = await db.all<Found & Record<string, number | string>>(BAND);
          const factored = found.map(row => `${row.year} ${row.unit_id} ${row.band_best}–${row.band_worst}`);
          expect(factored).toEqual(await bruteForce(db, HAICHENG));
        } finally {
          db.close();
        }
      }),
      {numRuns: inFull(3, 60), seed: 20261121, endOnFailure: true}
    );
  }, 600_000);

  test("a key shared in one year leaves nothing out of another", async () => {
    const person = {degree: "博士", review: "通过", revoke_ground: null};
    const claims = asClaims([
      {...person, unit: "甲镇", rule: "R1", event_on: "2025-01-01", person_key: "p5", signed_on: null},
      {...person, unit: "甲镇", rule: "R1", event_on: "2024-03-01", person_key: "p3", signed_on: null},
      {...person, unit: "乙镇", rule: "R1", event_on: "2024-12-31", person_key: "p3", signed_on: "2024-12-31"},
      {...person, unit: "乙镇", rule: "R1", event_on: "2025-06-01", person_key: "p4", signed_on: "2025-06-20"},
      {...person, unit: "乙镇", rule: "R5", event_on: "2025-06-01", aspect: "双招双引", signed_on: "2025-06-20"}
    ]);
    const db = await scoredCity({units: towns(...UNITS), claims});
    const found = await db.all<Found & Record<string, number | string>>(BAND);
    db.close();
    // 乙镇 has 0.5 + 0.2 in 2025 whatever comes of 甲镇's claims, which are worth 0.5 at most.
    expect(found.find(row => row.year === 2025 && row.unit_id === "甲镇")).toMatchObject({band_best: 2, band_worst: 2});
  });

  test("contains the rank whatever readings the office chose", async () => {
    const [rows] = fc.sample(cityClaims, {numRuns: 1, seed: 7});
    const bands = new Set<string>();
    for (const readings of [{}, {tier1: "per_head", shared_person: "each_unit"}, {place_by: "signed_on"}]) {
      const db = await scoredCity({units: towns(...UNITS), claims: asClaims(rows!)}, {readings: choose(readings)});
      const found = await db.all<Found & Record<string, number | string>>(BAND);
      db.close();
      for (const row of found) expect(row.rank >= row.band_best && row.rank <= row.band_worst).toBe(true);
      bands.add(JSON.stringify(found.map(({rank: _, ...row}) => row)));
    }
    // All options are looked at, chosen or not: the choice moves the rank and leaves the band.
    expect(bands.size).toBe(1);
  });

  test("more readings only widen it", async () => {
    const narrow = builtin(
      "haicheng-2021-2",
      ["key: {reading: item3, item: [event_id, role], aspect: [role]}", "key: [event_id, role]"],
      ["across: {reading: shared_person, one_unit: all, each_unit: unit}", "across: all"],
      ["across: {reading: shared_person, one_unit: all, each_unit: unit}", "across: all"]
    );
    for (const rows of fc.sample(cityClaims, {numRuns: inFull(1, 3), seed: 3})) {
      const both: Found[][] = [];
      const city = {units: towns(...UNITS), claims: asClaims(rows)};
      for (const policy of [HAICHENG, narrow]) {
        const db = await scoredCity(city, {policies: [policy]});
        both.push(await db.all<Found & Record<string, number | string>>(BAND));
        db.close();
      }
      for (const [i, wide] of both[0]!.entries()) {
        expect(wide.band_best).toBeLessThanOrEqual(both[1]![i]!.band_best);
        expect(wide.band_worst).toBeGreaterThanOrEqual(both[1]![i]!.band_worst);
      }
    }
  });

  test("is one rank for all where nothing was claimed", async () => {
    const db = await scoredCity({units: towns(...UNITS), claims: []});
    const found = await db.all<Found & Record<string, number | string>>(
      `${BAND.replace("WHERE", "WHERE year = 2025 AND")}`
    );
    db.close();
    expect(found.map(row => [row.rank, row.band_best, row.band_worst])).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1]
    ]);
  });

  test("a pending claim of one unit alone widens only by its own case", async () => {
    const pending = {signed_on: null};
    const rows = [claim("R4", {unit: "甲镇"}), claim("R4", {unit: "乙镇", ...pending}), claim("R5", {unit: "丙镇"})];
    const db = await scoredCity({units: towns(...UNITS), claims: rows});
    const found = await db.all<Found & Record<string, number | string>>(
      `${BAND.replace("WHERE", "WHERE year = 2025 AND")}`
    );
    db.close();
    expect(Object.fromEntries(found.map(row => [row.unit_id, [row.rank, row.band_best, row.band_worst]]))).toEqual({
      甲镇: [1, 1, 1],
      乙镇: [3, 1, 3],
      丙镇: [2, 2, 3]
    });
  });
});

describe("bandParts(policy, base)", () => {
  test("joins the rules that may share a key, and only these", () => {
    const parts = bandParts(HAICHENG, baseScenario(HAICHENG, settingsOf()));
    expect(parts.map(part => [part.rules, part.readings.toSorted(), part.sharedKeys])).toEqual([
      [["R1", "R2"], ["local_steps", "one_person", "shared_person", "tier1", "title_above"], ["person_key"]],
      [["R3"], ["item3"], []],
      [["R4"], ["cap4", "reprint"], []],
      [["R5"], ["item5"], []]
    ]);
  });

  test("joins rules that depend on one reading, so that it is never read both ways at once", () => {
    const policy = builtin("haicheng-2021-2", [
      "key: {reading: item5, aspect: [aspect], item: [claim_id, aspect]}",
      "key: {reading: item3, item: [claim_id], aspect: [aspect]}"
    ]);
    const parts = bandParts(policy, baseScenario(policy, settingsOf()));
    expect(parts.map(part => part.rules)).toEqual([["R1", "R2"], ["R4"], ["R3", "R5"]]);
  });
});

describe("rankBands(size, parts)", () => {
  const alone = (values: readonly number[]): Vector => ({
    refused: values,
    accepted: values,
    ownAccepted: values.map((value, i) => new Map([[i, value]])),
    ownRefused: values.map((value, i) => new Map([[i, value]]))
  });

  test("equal totals share the better rank", () => {
    expect(rankBands(3, [[alone([5, 5, 1])]])).toEqual([
      {best: 1, worst: 1},
      {best: 1, worst: 1},
      {best: 3, worst: 3}
    ]);
  });

  test("looks at every combination of the parts", () => {
    // (4,0) or (0,4), plus (0,1) or (2,0): unit 0 leads with 4, 6 and loses with 0, 2.
    const bands = rankBands(2, [
      [alone([4, 0]), alone([0, 4])],
      [alone([0, 1]), alone([2, 0])]
    ]);
    expect(bands).toEqual([
      {best: 1, worst: 2},
      {best: 1, worst: 2}
    ]);
  });
});

/** Scores every combination of all readings whole, once for every way the pending claims can come out, and ranks. */
async function bruteForce(db: Database, policy: Policy): Promise<string[]> {
  const base = baseScenario(policy, settingsOf());
  const all = combinations(pointReadings(policy), policy.readings, base.readings);
  const scenarios = all.map((readings, i) => ({id: String(i), asOf: base.asOf, readings, bases: ["claimed"] as const}));
  const {tables, sql} = compile(policy, scenarios, {schema: "brute"});
  await db.run(`CREATE SCHEMA brute; ${createTable("brute.bonus_inputs", TABLES.bonus_inputs)}`);
  for (const [name, columns] of Object.entries(PARAMETERS)) {
    await db.run(createTable(`brute.${name}`, columns));
    await db.append("brute", name, tables[name as keyof typeof PARAMETERS]);
  }
  const pending = `review IS DISTINCT FROM '不予认定' AND revoked_on IS NULL
    AND (review <> '通过' OR signed_on IS NULL OR signed_on > DATE '2025-12-31')`;
  const worlds = [
    {left: `NOT (${pending})`, whose: UNITS},
    {left: "TRUE", whose: UNITS},
    ...UNITS.flatMap(unit => [
      {left: `NOT (${pending}) OR unit_id = '${unit}'`, whose: [unit]},
      {left: `NOT (${pending}) OR unit_id <> '${unit}'`, whose: [unit]}
    ])
  ];
  const bands = new Map<string, {best: number; worst: number}>();
  for (const {left, whose} of worlds) {
    await db.run(
      `DELETE FROM brute.bonus_inputs; INSERT INTO brute.bonus_inputs SELECT * FROM score.bonus_inputs WHERE ${left}`
    );
    const sums = await db.all<{scenario: string; year: number; unit_id: string; points: number}>(
      `SELECT scenario, year, unit_id, CAST(SUM(points) AS BIGINT) AS points FROM (${sql}) GROUP BY scenario, year, unit_id`
    );
    const points = new Map(sums.map(row => [`${row.scenario} ${row.year} ${row.unit_id}`, row.points]));
    for (const {id} of scenarios) {
      for (const year of [2021, 2022, 2023, 2024, 2025]) {
        const total = (unit: string) => points.get(`${id} ${year} ${unit}`) ?? 0;
        for (const unit of whose) {
          const rank = 1 + UNITS.filter(other => total(other) > total(unit)).length;
          const band = bands.get(`${year} ${unit}`) ?? {best: rank, worst: rank};
          bands.set(`${year} ${unit}`, {best: Math.min(band.best, rank), worst: Math.max(band.worst, rank)});
        }
      }
    }
  }
  return [...bands].map(([key, {best, worst}]) => `${key} ${best}–${worst}`).sort();
}
