import {addDays, claimCode, type Generated, stages, unitCode, unitOf, unitRows} from "./generate.ts";
import type {Claim} from "./oracle.ts";
import {type PlainPolicy, yearOf} from "./plainPolicy.ts";
import {type Random, randomFrom} from "./random.ts";

/** The office's word on which unit has the person of a claim; of two the later holds. */
export interface Settled {
  claim_id: string;
  unit: string;
  decision_id: string;
  decided_on: string;
}

export interface PlainWorld extends Generated {
  settled: Settled[];
}

export interface PlainWorldOptions {
  seed: number;
  claims: number;
  asOf: string;
  perUnit?: number;
}

/** Returns a directory and claims under the rules of the policy, with events on and around every day that changes something. */
export function plainWorld(
  policy: PlainPolicy,
  {seed, claims: count, asOf, perUnit = 25}: PlainWorldOptions
): PlainWorld {
  const random = randomFrom(seed);
  const ids = Array.from({length: Math.max(6, Math.round(count / perUnit))}, (_, i) => unitCode(i));
  const units = ids.flatMap(id => unitRows(id, asOf, random));
  const edges = edgesOf(policy, asOf);
  const rules = [...policy.rules.flatMap((_, i) => Array<string>(9).fill(`R${i + 1}`)), "N", "N", "R99"];
  const people = Math.max(6, Math.round(count / 12));
  const claims = Array.from({length: count}, (_, i): Claim => {
    const eventOn = eventDay(policy, edges, asOf, random);
    const passed = stages(eventOn, asOf, random);
    return {
      claim_id: claimCode(i, random),
      unit: unitOf(ids, random),
      rule: random.pick(rules),
      event_on: eventOn,
      ...facts(policy, people, random),
      applied_on: random.percent(6)
        ? null
        : random.percent(12)
          ? random.pick(edges)
          : addDays(eventOn, random.below(20)),
      ...passed,
      ...(random.percent(4) ? {signed_on: random.pick(edges)} : {}),
      source_file: "claims/a.csv",
      source_sheet: null,
      source_row: i + 2
    };
  });
  const settled = decisions(claims, random);
  return {claims: settle(claims, settled, policy.begins), units, settled};
}

/** Returns a decision on one claim in fifty, for its own unit or for another's. */
function decisions(claims: readonly Claim[], random: Random): Settled[] {
  return Array.from({length: Math.round(claims.length / 50)}, (_, i) => {
    const claim = random.pick(claims);
    const unit = random.percent(60) ? claim.unit : random.pick(claims).unit;
    return {
      claim_id: claim.claim_id,
      unit,
      decision_id: `C${i}`,
      decided_on: random.pick(["2025-01-05", "2025-02-01"])
    };
  });
}

/** Returns the claims, those marked whose unit has the person in the year of the event by the office's last word. */
function settle(claims: readonly Claim[], settled: readonly Settled[], begins: string): Claim[] {
  const personYear = (claim: Claim): string => `${claim.person_key} ${yearOf(claim.event_on, begins)}`;
  const ids = new Map(claims.map(claim => [claim.claim_id, claim]));
  const holders = new Map<string, string>();
  const order = (one: Settled): string => `${one.decided_on} ${one.decision_id}`;
  for (const one of [...settled].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const claim = ids.get(one.claim_id)!;
    if (claim.person_key !== null) holders.set(personYear(claim), one.unit);
  }
  return claims.map(claim => ({
    ...claim,
    settled: claim.person_key !== null && holders.get(personYear(claim)) === claim.unit
  }));
}

/** Returns every day from which something holds, and the days beside it. */
function edgesOf(policy: PlainPolicy, asOf: string): string[] {
  const days = new Set([policy.from, asOf, ...fromDays(policy)]);
  for (let year = 2021; year <= Number(asOf.slice(0, 4)); year++) days.add(`${year}-${policy.begins}`);
  return [...new Set([...days].flatMap(day => [addDays(day, -1), day, addDays(day, 1)]))].sort();
}

function fromDays(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const {from} = value as {from?: unknown};
  const own = typeof from === "string" ? [from] : [];
  return [...own, ...Object.values(value).flatMap(fromDays)];
}

function eventDay(policy: PlainPolicy, edges: readonly string[], asOf: string, random: Random): string {
  if (random.percent(25)) return random.pick(edges);
  if (random.percent(2)) return addDays(asOf, 1 + random.below(200));
  const first = yearOf(policy.from, policy.begins);
  const year = first + random.below(Math.max(1, yearOf(asOf, policy.begins) - first + 1));
  // Few days, so that many events fall on the same one.
  return addDays(`${year}-${policy.begins}`, random.pick([0, 9, 40, 77, 111, 150, 188, 222, 260, 301, 333, 364]));
}

type Facts = Pick<
  Claim,
  | "level"
  | "person_key"
  | "employment"
  | "degree"
  | "title"
  | "recognised"
  | "event_key"
  | "role"
  | "article_key"
  | "outlet"
  | "aspect"
  | "verdict"
>;

/** Returns the facts, the higher words more often; some are missing or unknown to the policy. */
function facts({words}: PlainPolicy, people: number, random: Random): Facts {
  const maybe = <T>(value: T, missing = 3): T | null => (random.percent(missing) ? null : value);
  const word = (field: string): string | null => {
    const {codes} = words[field]!;
    return maybe(random.percent(2) ? "别的" : random.percent(40) ? codes.at(-1)! : random.pick(codes));
  };
  return {
    level: word("level"),
    person_key: maybe(`p${random.below(people)}`),
    employment: word("employment"),
    degree: word("degree"),
    title: word("title"),
    recognised: maybe(random.percent(80)),
    event_key: maybe(`e${random.below(60)}`),
    role: word("role"),
    article_key: maybe(`a${random.below(60)}`),
    outlet: maybe(`o${random.below(25)}`),
    aspect: word("aspect"),
    verdict: word("verdict")
  };
}
