import {afterAll, beforeAll, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {scoreBySql} from "../oracle/engine.ts";
import {addDays, generate} from "../oracle/generate.ts";
import {type Claim, scoreByHand} from "../oracle/oracle.ts";
import {type Random, randomFrom} from "../oracle/random.ts";
import {differences, fill, openWorld, readLines} from "../oracle/world.ts";

const AS_OF = "2024-12-31";

let db: Database;
beforeAll(async () => {
  db = await openWorld([], []);
});
afterAll(() => db.close());

interface Settlement {
  claim_id: string;
  unit: string;
  decision_id: string;
  decided_on: string;
}

/** Returns decisions on half of the persons that several units claim in a year, some of them decided twice. */
function settlements(claims: readonly Claim[], random: Random): Settlement[] {
  const made: Settlement[] = [];
  for (const rivals of contests(claims).values()) {
    if (new Set(rivals.map(({unit}) => unit)).size < 2 || random.percent(50)) continue;
    for (let n = random.percent(30) ? 2 : 1; n > 0; n--) {
      made.push({
        claim_id: random.pick(rivals).claim_id,
        unit: random.pick(rivals).unit,
        decision_id: `C${made.length}`,
        decided_on: addDays("2024-06-01", random.below(3))
      });
    }
  }
  return made;
}

/** Returns the claims with a person by person and year of the event. */
function contests(claims: readonly Claim[]): Map<string, Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (claim.person_key === null) continue;
    const key = `${claim.person_key} ${claim.event_on.slice(0, 4)}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return groups;
}

/** Returns the claims, marked where the last decision on their person in their year chose their unit. */
function marked(claims: readonly Claim[], decided: readonly Settlement[]): Claim[] {
  const order = ({decided_on, decision_id}: Settlement) => `${decided_on} ${decision_id}`;
  const settled = new Set<string>();
  for (const rivals of contests(claims).values()) {
    const ids = new Set(rivals.map(({claim_id}) => claim_id));
    const own = decided.filter(({claim_id}) => ids.has(claim_id)).sort((a, b) => (order(a) < order(b) ? -1 : 1));
    for (const claim of rivals) if (claim.unit === own.at(-1)?.unit) settled.add(claim.claim_id);
  }
  return claims.map(claim => ({...claim, settled: settled.has(claim.claim_id)}));
}

test.each([1, 2])(
  "with persons settled the SQL equals the score by hand, contested rows and all (%i)",
  {timeout: 60_000},
  async seed => {
    const random = randomFrom(seed);
    const city = generate({seed, claims: 2500, asOf: AS_OF});
    const decided = settlements(city.claims, random);
    await fill(db, "units", city.units);
    await fill(db, "claims", city.claims);
    await fill(db, "settled_claims", decided);
    const claims = marked(city.claims, decided);
    let moved = 0;
    for (const readings of [{}, {one_person: "both_rules"}, {shared_person: "each_unit"}] as const) {
      await scoreBySql(db, {asOf: AS_OF, readings});
      const byHand = scoreByHand(claims, {asOf: AS_OF, basis: "signed", readings});
      expect(differences(byHand, await readLines(db, "score.bonus_ledger", {basis: "signed"}))).toEqual([]);
      const without = new Map(
        scoreByHand(city.claims, {asOf: AS_OF, basis: "signed", readings}).map(row => [row.claim_id, row])
      );
      moved += byHand.filter(row => row.disposition !== without.get(row.claim_id)!.disposition).length;
      // A decision moves a person from one unit to another and contests nothing that was not contested.
      expect(byHand.map(({contested}) => contested)).toEqual(byHand.map(row => without.get(row.claim_id)!.contested));
    }
    expect(moved).toBeGreaterThan(10);
  }
);
