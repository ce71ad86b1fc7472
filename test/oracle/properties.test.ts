import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {inFull} from "../full.ts";
import {haicheng, scoreBySql} from "./engine.ts";
import {addDays, type Generated, generate} from "./generate.ts";
import {type Claim, type LedgerRow, READINGS, type Readings} from "./oracle.ts";
import {type Random, randomFrom} from "./random.ts";
import {claimOf} from "./vectors.ts";
import {fill, openWorld} from "./world.ts";

const AS_OF = "2024-07-01";
const CAPS = {R1: 1000, R2: 1000, R3: 400, R4: 2000, R5: 600} as const;

let db: Database;
beforeAll(async () => {
  db = await openWorld([], []);
});
afterAll(() => db.close());

describe("for any claims", {timeout: 180_000}, () => {
  it("the ledger's rows add up to the scores and to the ranking", () =>
    always(async (worlds, random) => {
      await run(join(worlds), {readings: anyReadings(random)});
      const off = await db.all(`
SELECT w.year, w.basis, w.unit_id, s.points, r.total
FROM (
  SELECT year, basis, unit_id, SUM(points) AS points
  FROM score.bonus_ledger
  GROUP BY year, basis, unit_id
) AS w
LEFT JOIN (
  SELECT year, basis, unit_id, SUM(points) AS points FROM score.bonus_scores GROUP BY year, basis, unit_id
) AS s ON s.year = w.year AND s.basis = w.basis AND s.unit_id = w.unit_id
LEFT JOIN score.bonus_ranking AS r ON r.year = w.year AND r.basis = w.basis AND r.unit_id = w.unit_id
WHERE w.year BETWEEN 2021 AND 2024 AND (s.points IS DISTINCT FROM w.points OR COALESCE(r.total, w.points) <> w.points)`);
      expect(off).toEqual([]);
    }));

  it("the points under a cap are the smaller of the cap and what was earned, and each row's lie between", () =>
    always(async (worlds, random) => {
      const world = join(worlds);
      const ledger = await run(world, {readings: anyReadings(random)});
      for (const row of ledger) {
        expect(row.points).toBeGreaterThanOrEqual(0);
        expect(row.points).toBeLessThanOrEqual(row.raw);
      }
      for (const rows of grouped(
        ledger.filter(counts),
        row => `${row.basis} ${place(row)} ${row.rule_id} ${row.cap}`
      )) {
        const raw = sum(rows, row => row.raw);
        expect(sum(rows, row => row.points)).toBe(Math.min(rows[0]!.cap ?? raw, raw));
      }
    }));

  it("no unit has more than the cap of a rule in a year, nor more than all caps together", async () => {
    // Many claims for each unit, so that every cap is met.
    const city = generate({seed: 3, claims: 3000, asOf: AS_OF, perUnit: 250});
    const ledger = await run(city, {readings: {void_scope: "claim"}});
    for (const [rule, cap] of Object.entries(CAPS)) {
      const sums = grouped(ledger, row => `${row.basis} ${place(row)} ${row.rule_id}`)
        .filter(([row]) => row!.rule_id === rule)
        .map(rows => sum(rows, row => row.points));
      expect([rule, Math.max(...sums)]).toEqual([rule, cap]);
    }
    const most = sum(Object.values(CAPS), cap => cap);
    expect(Math.max(...totals(ledger).values())).toBeLessThanOrEqual(most);
  });

  it("what does not count has no points and no number", () =>
    always(async (worlds, random) => {
      const ledger = await run(join(worlds), {readings: anyReadings(random)});
      const others = ledger.filter(row => !row.disposition.startsWith("counted") && row.disposition !== "over_cap");
      expect(others.length).toBeGreaterThan(0);
      for (const row of others) expect([row.raw, row.points, row.nth]).toEqual([0, 0, null]);
    }));

  it("the order of the input changes nothing", () =>
    always(async (worlds, random) => {
      const world = join(worlds);
      const before = [await run(world), await ranks()];
      const after = [await run({...world, claims: shuffled(world.claims, random)}), await ranks()];
      expect(after).toEqual(before);
    }));

  it("renaming units renames the output only", () =>
    always(async worlds => {
      const world = join(worlds);
      const codes = [...new Set(world.units.map(unit => unit.unit_id))].sort();
      // The last becomes the first, so that nothing can hang on the order of the codes.
      const names = new Map(codes.map((code, i) => [code, codes[codes.length - 1 - i]!]));
      const rename = <T extends {unit_id: string}>(row: T): T => ({...row, unit_id: names.get(row.unit_id)!});
      const before = [await run(world), await ranks()] as const;
      const renamed = {
        units: world.units.map(rename),
        claims: world.claims.map(claim => ({...claim, unit: names.get(claim.unit)!}))
      };
      const after = [await run(renamed), await ranks()] as const;
      expect(after[0]).toEqual(before[0].map(rename));
      const sorted = (rows: RankRow[]) => rows.map(row => JSON.stringify(row)).sort();
      expect(sorted(after[1])).toEqual(sorted(before[1].map(rename)));
    }));

  it("a signed and eligible claim with a fresh key never lowers its unit, and moves no other", () =>
    always(async (worlds, random) => {
      const fresh = worlds.map(({claims}, i) => freshClaim(i, random.pick(claims).unit, random));
      const grown = worlds.map(({units, claims}, i) => ({units, claims: [...claims, fresh[i]!]}));
      const before = totals(await run(join(worlds)));
      const after = totals(await run(join(grown)));
      const own = new Set(fresh.map(claim => `${claim.event_on.slice(0, 4)} ${claim.unit}`));
      let rose = 0;
      for (const [key, points] of after) {
        const [earlier, isOwn] = [before.get(key) ?? 0, own.has(key.slice(key.indexOf(" ") + 1))];
        if (isOwn) expect(points).toBeGreaterThanOrEqual(earlier);
        else expect([key, points]).toEqual([key, earlier]);
        if (points > earlier) rose++;
      }
      expect(rose).toBeGreaterThan(0);
    }));

  it("a claim of one unit moves another only where they share a person, and then both are flagged", () =>
    always(async (worlds, random) => {
      const left = worlds.map(({claims}) => random.pick(claims.filter(claim => "R1 R2".includes(claim.rule))));
      const fewer = worlds.map(({units, claims}, i) => ({units, claims: claims.filter(claim => claim !== left[i])}));
      const without = await run(join(fewer));
      const ledger = await run(join(worlds));
      const [before, after] = [totals(without), totals(ledger)];
      const persons = new Map(join(worlds).claims.map(claim => [claim.claim_id, claim.person_key]));
      // With a false report, what the rest of its unit no longer claims goes to others: both sides are looked at.
      const flagged = [...without, ...ledger].filter(row => row.contested);
      const contests = new Set(flagged.map(row => `${row.basis} ${row.unit_id} ${persons.get(row.claim_id)}`));
      const people = grouped(flagged, row => `${row.basis} ${row.unit_id}`);
      let moved = 0;
      for (const [key, points] of new Map([...before, ...after])) {
        const [basis, , unit] = key.split(" ") as [string, string, string];
        const claim = left[Number(unit.slice(1, unit.indexOf(":")))]!;
        if (points === (before.get(key) ?? 0) || unit === claim.unit) continue;
        moved++;
        const theirs = people.find(([row]) => row!.basis === basis && row!.unit_id === unit) ?? [];
        const shared = theirs.filter(row => contests.has(`${basis} ${claim.unit} ${persons.get(row.claim_id)}`));
        expect([key, shared.length > 0]).toEqual([key, true]);
      }
      expect(moved).toBeGreaterThan(0);
    }));

  it("raising a cap or a value never lowers a total", async () => {
    const raises: [string, string][] = [
      ['{from: 1, to: 3, once: "0.5"}', '{from: 1, to: 3, once: "0.6"}'],
      ['{from: 4, each: "0.1"}', '{from: 4, each: "0.3"}'],
      ['caps: [{max: "1"}]', 'caps: [{max: "1.25"}]'],
      ['earn: [{from: 1, each: "0.1"}]', 'earn: [{from: 1, each: "0.15"}]'],
      ['caps: [{max: "0.4"}]', 'caps: [{max: "0.5"}]'],
      ['海城市级: "0.2"', '海城市级: "0.7"'],
      ['鞍山市级: "0.5"', '鞍山市级: "0.6"'],
      ['both: [{max: "2"}]', 'both: [{max: "2.3"}]'],
      ['caps: [{max: "0.6"}]', 'caps: [{max: "0.8"}]']
    ];
    const policies = raises.map(([from, to]) =>
      haicheng(text => {
        // The examples at the end of the file expect the values as they are.
        const rules = text.slice(0, text.indexOf("\ntests:"));
        if (!rules.includes(from)) throw new Error(`not in the policy: ${from}`);
        return rules.replaceAll(from, to);
      })
    );
    // Many claims for each unit, and readings under which every cap can be met.
    const city = generate({seed: 5, claims: 6000, asOf: AS_OF, perUnit: 250});
    const readings: Readings = {item5: "item", void_scope: "claim"};
    const before = totals(await run(city, {readings}));
    for (const [i, policy] of policies.entries()) {
      const after = totals(await run(city, {readings, policy}));
      let rose = 0;
      for (const [key, points] of before) {
        expect(after.get(key) ?? 0).toBeGreaterThanOrEqual(points);
        if (after.get(key)! > points) rose++;
      }
      expect([raises[i]![1], rose > 0]).toEqual([raises[i]![1], true]);
    }
  });

  it("what is not signed by as-of has no points on the basis signed", () =>
    always(async (worlds, random) => {
      const world = join(worlds);
      const ledger = await run(world, {readings: anyReadings(random)});
      const signed = new Map(world.claims.map(claim => [claim.claim_id, claim.signed_on]));
      const unsigned = ledger.filter(row => row.basis === "signed" && (signed.get(row.claim_id) ?? "9999") > AS_OF);
      expect(unsigned.length).toBeGreaterThan(0);
      for (const row of unsigned) expect([row.points, counts(row)]).toEqual([0, false]);
    }));

  it("each claim stands once in the ledger of each basis, and so counts in at most one year", () =>
    always(async (worlds, random) => {
      const world = join(worlds);
      const ledger = await run(world, {readings: anyReadings(random)});
      const keys = ledger.map(row => `${row.basis} ${row.claim_id}`);
      expect([new Set(keys).size, keys.length]).toEqual([3 * world.claims.length, 3 * world.claims.length]);
    }));

  it("an unknown or missing fact never matches a rule", () =>
    always(async (worlds, random) => {
      const world = join(worlds);
      const spoilt = world.claims.map(claim => ({...claim, ...spoil(claim, random)}));
      const ledger = await run({...world, claims: spoilt});
      expect(ledger.filter(counts)).toEqual([]);
      expect(sum(ledger, row => row.points)).toBe(0);
    }));

  it("a fall from one as-of to a later one is explained by rows whose disposition changed", async () => {
    let falls = 0;
    await always(async (worlds, random) => {
      const world = join(worlds);
      const [early, late] = [addDays(AS_OF, -30 - random.below(400)), addDays(AS_OF, random.below(60))];
      const before = (await run(world, {asOf: early})).filter(row => row.basis === "signed");
      const after = (await run(world, {asOf: late})).filter(row => row.basis === "signed");
      const now = new Map(after.map(row => [row.claim_id, row]));
      const lost = before.filter(row => counts(row) && !counts(now.get(row.claim_id)!));
      const reasons = new Set(lost.map(row => now.get(row.claim_id)!.disposition));
      for (const reason of reasons) expect(["revoked", "voided_with_unit", "duplicate"]).toContain(reason);
      // Without the rows that no longer count, the earlier total was not above the later one.
      const gone = new Set(lost.map(row => row.claim_id));
      const kept = new Set(before.filter(row => counts(row) && !gone.has(row.claim_id)).map(row => row.claim_id));
      const rest = {...world, claims: world.claims.filter(claim => kept.has(claim.claim_id))};
      const least = totals((await run(rest, {asOf: early})).filter(row => row.basis === "signed"));
      const [then, later] = [totals(before), totals(after)];
      for (const [key, points] of least) expect(later.get(key) ?? 0).toBeGreaterThanOrEqual(points);
      for (const [key, points] of then) {
        if ((later.get(key) ?? 0) >= points) continue;
        falls++;
        expect(lost.some(row => key === `signed ${place(row)}`)).toBe(true);
      }
    });
    expect(falls).toBeGreaterThan(0);
  });
});

interface RankRow {
  year: number;
  basis: string;
  group: string;
  unit_id: string;
  rank: number;
  tied: boolean;
  total: number;
}

/** Checks the property on small cities, forty at a time so that the engine is started seldom. */
async function always(
  check: (worlds: Generated[], random: Random) => Promise<void>,
  times = inFull(1, 2)
): Promise<void> {
  for (let seed = 1; seed <= times; seed++) {
    const worlds = Array.from({length: 40}, (_, i) =>
      named(`w${i}:`, generate({seed: 1000 * seed + i, claims: 120, asOf: AS_OF, perUnit: 20}))
    );
    await check(worlds, randomFrom(seed));
  }
}

/** Returns the city with its name in front of what could be shared with another. */
function named(name: string, {claims, units}: Generated): Generated {
  return {
    units: units.map(unit => ({...unit, unit_id: name + unit.unit_id})),
    claims: claims.map(claim => ({
      ...claim,
      claim_id: name + claim.claim_id,
      unit: name + claim.unit,
      person_key: claim.person_key && name + claim.person_key
    }))
  };
}

function join(worlds: readonly Generated[]): Generated {
  return {claims: worlds.flatMap(world => world.claims), units: worlds.flatMap(world => world.units)};
}

/** Returns a claim that passes every gate and shares nothing with any other. */
function freshClaim(i: number, unit: string, random: Random): Claim {
  const rule = random.pick(["R1", "R2", "R3", "R4", "R5"]);
  return claimOf(rule, random.below(3), {
    claim_id: random.pick([`!${i}`, `~${i}`]),
    unit,
    event_on: random.pick(["2023-01-01", "2023-06-10", "2023-12-31"]),
    reviewed_on: AS_OF,
    signed_on: AS_OF,
    person_key: `fresh ${i}`,
    event_key: "fresh",
    article_key: "fresh",
    // Three aspects are all there are: a fourth stands for the fresh key.
    aspect: "fresh"
  });
}

/** Scores the world by SQL and returns the ledger by basis and claim. */
async function run(
  {claims, units}: Generated,
  {asOf = AS_OF, ...options}: {asOf?: string; readings?: Readings; policy?: ReturnType<typeof haicheng>} = {}
): Promise<LedgerRow[]> {
  await fill(db, "units", units);
  await fill(db, "claims", claims);
  await scoreBySql(db, {asOf, ...options});
  return db.all<LedgerRow & Record<string, never>>(
    `SELECT year, basis, unit_id, rule_id, claim_id, CAST(event_on AS VARCHAR) AS event_on, nth, raw, cumulative, cap,
      points, disposition, dup_of, contested
    FROM score.bonus_ledger
    ORDER BY basis, claim_id`
  );
}

async function ranks(): Promise<RankRow[]> {
  return db.all<RankRow & Record<string, never>>(
    'SELECT year, basis, "group", unit_id, rank, tied, total FROM score.bonus_ranking'
  );
}

function counts(row: LedgerRow): boolean {
  return row.nth !== null;
}

function place(row: LedgerRow): string {
  return `${row.year} ${row.unit_id}`;
}

function totals(ledger: readonly LedgerRow[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of ledger) {
    const key = `${row.basis} ${place(row)}`;
    sums.set(key, (sums.get(key) ?? 0) + row.points);
  }
  return sums;
}

function grouped(rows: readonly LedgerRow[], key: (row: LedgerRow) => string): LedgerRow[][] {
  const groups = new Map<string, LedgerRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0]!);
}

function anyReadings(random: Random): Readings {
  return Object.fromEntries(Object.entries(READINGS).map(([id, options]) => [id, random.pick(options)]));
}

/** Returns the claim's facts with one of those that its rule needs missing or unknown. */
function spoil(claim: Claim, random: Random): Partial<Claim> {
  switch (claim.rule) {
    case "R1":
      return random.pick<Partial<Claim>>([
        {employment: null},
        {employment: "聘用"},
        {degree: "博士后", title: null},
        {degree: null, title: "教授"},
        {person_key: null}
      ]);
    case "R2":
      return random.pick<Partial<Claim>>([{recognised: null}, {person_key: null}]);
    case "R3":
      return random.pick<Partial<Claim>>([{level: null}, {level: "市级"}, {role: null}, {event_key: null}]);
    case "R4":
      return random.pick<Partial<Claim>>([{level: null}, {level: "市级"}, {outlet: null}, {article_key: null}]);
    default:
      return random.pick<Partial<Claim>>([{verdict: null}, {verdict: "优"}, {aspect: null}]);
  }
}
