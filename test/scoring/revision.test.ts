import {describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import type {Policy} from "../../scoring/policy.ts";
import {revise, type UnitRevision} from "../../scoring/revision.ts";
import {inFull} from "../full.ts";
import {settingsFor} from "../oracle/engine.ts";
import {addDays, type Generated, generate} from "../oracle/generate.ts";
import {scoreByHand} from "../oracle/oracle.ts";
import {randomFrom} from "../oracle/random.ts";
import {fill as fillWorld} from "../oracle/world.ts";
import {builtin, type Claim, claim, HAICHENG} from "./bonusCity.ts";
import {fill} from "./city.ts";
import {sidesFor} from "./sides.ts";

const sides = sidesFor("revision");

const TOWNS = ["甲镇", "乙镇", "丙镇"].map((name, i) => ({
  unit_id: name,
  name,
  kind: "镇",
  sort_order: i + 1,
  valid_from: null as string | null,
  valid_to: null as string | null
}));

function town(claims: readonly Claim[], units: readonly Row[] = TOWNS): Promise<string> {
  return sides.warehouse(db => fill(db, {units: [...units], claims: [...claims]}));
}

interface Ends {
  from: string;
  to: string;
  year?: number;
  policies?: readonly [Policy, Policy];
}

async function between(file: string, {from, to, year = 2025, policies}: Ends): Promise<UnitRevision[]> {
  const [before, after] = policies ?? [HAICHENG, HAICHENG];
  return revise(sides.sandbox, {
    year,
    before: {warehouse: file, policy: before, settings: settingsFor(from)},
    after: {warehouse: file, policy: after, settings: settingsFor(to)}
  });
}

const of = (units: readonly UnitRevision[], id: string): UnitRevision => units.find(({unitId}) => unitId === id)!;

describe("between two days", () => {
  test("nothing that happened changes nothing", async () => {
    const file = await town([claim("R1"), claim("R4", {unit: "乙镇"})]);
    expect(await between(file, {from: "2025-07-01", to: "2025-12-31"})).toEqual([]);
  });

  test("a signature moves its unit past another, and says when", async () => {
    const later = claim("R1", {signed_on: "2025-09-01"});
    const file = await town([later, claim("R4", {unit: "乙镇", level: "海城市级"})]);
    const units = await between(file, {from: "2025-07-01", to: "2025-12-31"});
    expect(of(units, "甲镇")).toEqual({
      unitId: "甲镇",
      unitName: "甲镇",
      total: {before: 0, after: 500},
      places: [
        {
          group: "镇（街道）",
          rank: {before: 2, after: 1},
          overtakenBy: [],
          overtook: [{unitId: "乙镇", unitName: "乙镇", total: {before: 200, after: 200}}]
        }
      ],
      claims: [
        {
          claimId: later.claim_id,
          rule: {before: "R1", after: "R1"},
          clause: "激励奖励制度 二（二）1",
          disposition: {before: "not_signed", after: "counted"},
          points: {before: 0, after: 500},
          change: 500,
          reasons: [{kind: "signed", on: "2025-09-01"}],
          source: {file: "claims.csv", sheet: "", row: 2}
        }
      ]
    });
    expect(of(units, "乙镇").places[0]).toMatchObject({rank: {before: 1, after: 2}, overtakenBy: [{unitId: "甲镇"}]});
    expect(of(units, "乙镇").claims).toEqual([]);
    expect(of(units, "丙镇").places[0]).toMatchObject({rank: {before: 2, after: 3}, overtakenBy: [{unitId: "甲镇"}]});
  });

  test("what is signed on the earlier day is no news, what is signed on the later day is", async () => {
    const [old, fresh] = [claim("R4", {signed_on: "2025-07-01"}), claim("R4", {signed_on: "2025-12-31"})];
    const [unit] = await between(await town([old, fresh]), {from: "2025-07-01", to: "2025-12-31"});
    expect(unit!.claims.map(({claimId}) => claimId)).toEqual([fresh.claim_id]);
  });

  test("a false report takes the whole year, each claim saying which one it was", async () => {
    const good = claim("R4");
    const bad = claim("R3", {revoked_on: "2025-10-10", revoke_ground: "虚报"});
    const unit = of(await between(await town([good, bad]), {from: "2025-09-01", to: "2025-12-31"}), "甲镇");
    // 0.5 for the article and 0.1 for the event are lost.
    expect(unit.total).toEqual({before: 600, after: 0});
    expect(unit.claims.map(({claimId, change, reasons}) => [claimId, change, reasons])).toEqual([
      [bad.claim_id, -100, [{kind: "revoked", on: "2025-10-10", ground: "虚报"}]],
      [good.claim_id, -500, [{kind: "voided", by: bad.claim_id, on: "2025-10-10", ground: "虚报"}]]
    ]);
  });

  test("a person whose claim is revoked is inherited by the other unit; a claim ahead of it takes the person away", async () => {
    const first = claim("R1", {person_key: "p", event_on: "2025-03-01", revoked_on: "2025-11-01"});
    const second = claim("R1", {person_key: "p", unit: "乙镇", event_on: "2025-04-01"});
    const units = await between(await town([first, second]), {from: "2025-09-01", to: "2025-12-31"});
    expect(of(units, "乙镇").claims[0]).toMatchObject({
      disposition: {before: "duplicate", after: "counted"},
      change: 500,
      reasons: [{kind: "inherited", from: first.claim_id}]
    });
    const late = claim("R1", {person_key: "p", event_on: "2025-03-01", signed_on: "2025-11-01"});
    const taken = await between(await town([late, second]), {from: "2025-09-01", to: "2025-12-31"});
    expect(of(taken, "乙镇").claims[0]).toMatchObject({
      disposition: {before: "counted", after: "duplicate"},
      change: -500,
      reasons: [{kind: "duplicate", of: late.claim_id}]
    });
  });

  test("a claim that comes in before others gives them other numbers, and one that fills the cap takes theirs", async () => {
    const first = claim("R1", {event_on: "2025-05-01"});
    const earlier = claim("R1", {event_on: "2025-02-01", signed_on: "2025-11-01"});
    const [unit] = await between(await town([first, earlier]), {from: "2025-09-01", to: "2025-12-31"});
    // Two people are worth 0.5 together, and the earlier one now bears it.
    expect(unit!.total).toEqual({before: 500, after: 500});
    expect(unit!.claims).toMatchObject([
      {claimId: earlier.claim_id, change: 500, reasons: [{kind: "signed"}]},
      {claimId: first.claim_id, change: -500, reasons: [{kind: "renumbered", by: [earlier.claim_id]}]}
    ]);
    const articles = Array.from({length: 4}, (_, i) => claim("R4", {event_on: `2025-0${i + 4}-01`}));
    const fifth = claim("R4", {event_on: "2025-01-05", signed_on: "2025-11-01"});
    const [full] = await between(await town([...articles, fifth]), {from: "2025-09-01", to: "2025-12-31"});
    // 4 × 0.5 = 2.0, the cap; a fifth article of January makes the last one worth nothing.
    expect(full!.claims).toMatchObject([
      {claimId: fifth.claim_id, change: 500},
      {
        claimId: articles[3]!.claim_id,
        disposition: {before: "counted", after: "over_cap"},
        change: -500,
        reasons: [
          {kind: "capped", cap: 2000, caps: [{rules: ["R4"], max: 2000, used: 2000, taken: 500}], by: [fifth.claim_id]}
        ]
      }
    ]);
  });

  describe("a cap over some codes", () => {
    const both = '      both: [{max: "2"}]\n';
    const apart = `      both: [{max: "0.4", codes: [海城市级]}, {max: "1", codes: [鞍山市级, 省级, 国家级]}]\n`;
    const late = {signed_on: "2025-11-01"};
    const spring = ["2025-04-01", "2025-05-01"].map(event_on => claim("R4", {event_on}));
    const local = claim("R4", {level: "海城市级", event_on: "2025-01-05", ...late});
    const of = (units: readonly UnitRevision[], id: string) =>
      units[0]!.claims.find(({claimId}) => claimId === id)!.reasons;
    const days = {from: "2025-09-01", to: "2025-12-31"};

    test("is filled by claims of these, and not by an earlier one of others", async () => {
      const policy = builtin("haicheng-2021-2", [both, apart]);
      const upper = claim("R4", {event_on: "2025-02-05", ...late});
      const file = await town([...spring, local, upper]);
      const units = await between(file, {...days, policies: [policy, policy]});
      expect(of(units, spring[1]!.claim_id)).toMatchObject([
        {kind: "capped", caps: [{rules: ["R4"], max: 1000, taken: 500}], by: [upper.claim_id]}
      ]);
    });

    test("leaves a limit over several rules to what fills that, of its own rule and of others", async () => {
      const limit = `limits: [{over: [R3, R4], max: "1", cite: bonus4}]\nscore:\n`;
      const policy = builtin("haicheng-2021-2", [both, apart], ["score:\n", limit]);
      const event = claim("R3", {event_on: "2025-02-05", ...late});
      const file = await town([...spring, local, event]);
      const units = await between(file, {...days, policies: [policy, policy]});
      expect(of(units, spring[1]!.claim_id)).toMatchObject([
        {kind: "capped", caps: [{rules: ["R3", "R4"], max: 1000, taken: 300}], by: [event.claim_id, local.claim_id]}
      ]);
    });
  });

  test("a unit that begins or ends in between comes into the group or leaves it", async () => {
    const units = [
      ...TOWNS.slice(0, 2),
      {...TOWNS[2]!, valid_from: "2025-10-01"},
      {...TOWNS[1]!, unit_id: "丁镇", name: "丁镇", valid_to: "2025-10-01"}
    ];
    const file = await town([claim("R4", {unit: "丙镇", event_on: "2025-11-01", signed_on: "2025-11-03"})], units);
    const changed = await between(file, {from: "2025-09-01", to: "2025-12-31"});
    expect(of(changed, "丙镇").places).toMatchObject([{rank: {before: null, after: 1}}]);
    expect(of(changed, "丁镇").places).toMatchObject([{rank: {before: 1, after: null}}]);
    expect(of(changed, "甲镇").places).toMatchObject([
      {rank: {before: 1, after: 2}, overtakenBy: [{unitId: "丙镇", total: {before: null, after: 500}}]}
    ]);
  });
});

describe("between two versions of the policy", () => {
  const RAISED = builtin("haicheng-2021-2", ['max: "0.4"', 'max: "0.6"']);

  test("what the rule says otherwise is the reason", async () => {
    const events = Array.from({length: 6}, (_, i) =>
      claim("R3", {event_on: `2025-0${i + 1}-10`, signed_on: "2025-08-01"})
    );
    const file = await town(events);
    const ends = {from: "2025-12-31", to: "2025-12-31", policies: [HAICHENG, RAISED] as const};
    const [unit] = await between(file, ends);
    // Six events at 0.1: 0.4 under the old cap, 0.6 under the new.
    expect(unit!.total).toEqual({before: 400, after: 600});
    expect(unit!.claims).toHaveLength(2);
    for (const {reasons} of unit!.claims) {
      expect(reasons.at(-1)).toMatchObject({kind: "policy", changes: [{aspect: "caps"}]});
    }
    expect(await between(file, {...ends, policies: [RAISED, RAISED]})).toEqual([]);
  });

  test("with the day as well, the facts come first and both are said", async () => {
    const events = Array.from({length: 6}, (_, i) =>
      claim("R3", {event_on: `2025-0${i + 1}-10`, signed_on: i === 5 ? "2025-12-01" : "2025-08-01"})
    );
    const [unit] = await between(await town(events), {
      from: "2025-09-01",
      to: "2025-12-31",
      policies: [HAICHENG, RAISED]
    });
    expect(unit!.total).toEqual({before: 400, after: 600});
    const last = unit!.claims.find(({claimId}) => claimId === events[5]!.claim_id)!;
    expect(last).toMatchObject({disposition: {before: "not_signed", after: "counted"}, change: 100});
    expect(last.reasons.map(({kind}) => kind)).toEqual(["signed", "capped", "policy"]);
  });
});

describe("for random cities", {timeout: 120_000}, () => {
  const SEEDS = inFull([1], [1, 2, 3]);
  const COUNTING = new Set(["counted", "counted_no_increment", "counted_partly", "over_cap"]);

  test.each(SEEDS)("every change adds up, is explained, and agrees with the score by hand (%i)", async seed => {
    const random = randomFrom(seed);
    const asOf = random.pick(["2024-07-01", "2025-03-31", "2024-12-31"]);
    const city: Generated = generate({seed, claims: 900, asOf, perUnit: 60});
    const file = await sides.warehouse(async db => {
      await fillWorld(db, "units", city.units);
      await fillWorld(db, "claims", city.claims);
    });
    const windows = [
      [addDays(asOf, -200), asOf],
      [asOf, addDays(asOf, 1)],
      [addDays(asOf, -1), asOf]
    ] as const;
    let changes = 0;
    const year = 2024;
    for (const [from, to] of windows) {
      const units = await between(file, {from, to, year});
      const [before, after] = [from, to].map(day =>
        totals(scoreByHand(city.claims, {asOf: day, basis: "signed"}).filter(row => row.year === year))
      ) as [Map<string, number>, Map<string, number>];
      const revised = new Map(units.map(unit => [unit.unitId, unit]));
      for (const unit of new Set([...before.keys(), ...after.keys()])) {
        const [was, is] = [before.get(unit) ?? 0, after.get(unit) ?? 0];
        const own = revised.get(unit);
        expect([unit, own?.claims.reduce((sum, {change}) => sum + change, 0) ?? 0]).toEqual([unit, is - was]);
      }
      for (const unit of units) {
        const changed = new Map(unit.claims.map(claim => [claim.claimId, claim]));
        for (const {claimId, change, rule, disposition, reasons} of unit.claims) {
          changes++;
          expect(reasons, claimId).not.toEqual([]);
          for (const reason of reasons) {
            if ("on" in reason && reason.kind !== "voided") {
              expect(reason.on > from && reason.on <= to, `${claimId} ${reason.kind} ${reason.on}`).toBe(true);
            }
            // Who gave it another number came to count or ceased to.
            if (reason.kind === "renumbered" || reason.kind === "capped") {
              for (const other of reason.by) {
                const {before, after} = changed.get(other)!.disposition;
                expect(COUNTING.has(before!) !== COUNTING.has(after!)).toBe(true);
              }
            }
          }
          if (change >= 0 || disposition.before !== disposition.after) continue;
          // A fall without another word for it is owed to claims of the rule that have one.
          const others = unit.claims.filter(
            other => other.rule.after === rule.after && other.disposition.before !== other.disposition.after
          );
          expect(others.length, claimId).toBeGreaterThan(0);
        }
      }
    }
    expect(changes).toBeGreaterThan(20);
  });
});

function totals(rows: readonly {unit_id: string; points: number}[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const {unit_id, points} of rows) sums.set(unit_id, (sums.get(unit_id) ?? 0) + points);
  return sums;
}
