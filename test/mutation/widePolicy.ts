import {addDays} from "../oracle/generate.ts";
import type {Claim} from "../oracle/oracle.ts";
import type {Dated, PlainCap, PlainPolicy, PlainRule, Test, Value} from "../oracle/plainPolicy.ts";
import {randomFrom} from "../oracle/random.ts";
import {WORDS} from "../oracle/randomPolicy.ts";

const PARTS = [
  ...["person_id", "event_id", "article_id", "claim_id", "outlet"],
  ...["level", "employment", "degree", "title", "role", "aspect", "verdict"]
] as const;
/** The facts that may be what an item is worth by. */
const CODES = PARTS.slice(5);

/**
 * Returns a policy in which every column of a claim stands in every part of some key, every fact is what some rule's items
 * are worth by, and rules share keys and limits: what the SQL says of a column must matter to somebody.
 */
export function widePolicy({parts = 4, limited = true} = {}): PlainPolicy {
  return {
    from: "2022-03-15",
    begins: "07-01",
    readings: {tight: ["no", "yes"]},
    words: WORDS,
    placeBy: {
      dated: [
        {from: "2022-03-15", transition: null, value: {plain: "event_on"}},
        {from: "2024-01-15", transition: "by_event_date", value: {plain: "signed_on"}}
      ]
    },
    scope: {
      dated: [
        {from: "2022-03-15", transition: null, value: {plain: "unit_year"}},
        {from: "2024-03-01", transition: "by_event_date", value: {plain: "claim"}}
      ]
    },
    grounds: ["虚报"],
    rules: [...[...PARTS.keys()].map(i => ruleOf(i, parts)), ...sharing()],
    limits: limited ? LIMITS : []
  };
}

/** Returns the claims moved together: few things, few units, and days on which something changes. */
export function crowded(
  claims: readonly Claim[],
  asOfs: readonly string[],
  {seed, units}: {seed: number; units: number}
): Claim[] {
  const random = randomFrom(seed);
  const days = [...DAYS, ...asOfs, ...asOfs].flatMap(day => [addDays(day, -1), day, day, addDays(day, 1)]);
  const maybe = <T>(share: number, value: T, other: T): T => (random.percent(share) ? value : other);
  const one = (prefix: string, of: number): string | null =>
    maybe<string | null>(10, null, `${prefix}${random.below(of)}`);
  return claims.map(claim => ({
    ...claim,
    unit: `U${random.below(units)}`,
    // Whose keys have the person in another place than the first; and the one that asks for the most days.
    rule: maybe(20, random.pick(["R6", "R10", "R11", "R12"]), claim.rule),
    event_on: maybe(50, random.pick(days), claim.event_on),
    applied_on: maybe(60, random.pick([random.pick(days), APPLIED_BY, ...asOfs]), claim.applied_on ?? null),
    reviewed_on: maybe(20, random.pick(days), claim.reviewed_on),
    signed_on: maybe(30, random.pick([random.pick(days), SIGNED_LATE]), claim.signed_on),
    revoked_on: maybe<string | null>(1, random.pick([random.pick(days), ...asOfs]), null),
    revoke_ground: random.pick(["虚报", "其他"]),
    person_key: one("p", 3),
    event_key: one("e", 2),
    article_key: one("a", 2),
    outlet: one("o", 2),
    level: maybe(12, null, random.pick(WORDS.level!.codes)),
    employment: maybe(4, null, random.pick(WORDS.employment!.codes)),
    role: maybe(50, WORDS.role!.codes[0]!, claim.role),
    aspect: maybe(50, WORDS.aspect!.codes[0]!, claim.aspect),
    verdict: maybe(50, WORDS.verdict!.codes[0]!, claim.verdict),
    settled: random.percent(10)
  }));
}

/** Returns the claims of many units, a quarter of them false reports about the days on which their effect or their year changes. */
export function falselyReported(claims: readonly Claim[], asOf: string, seed: number): Claim[] {
  const random = randomFrom(seed);
  const days = ["2024-01-14", "2024-01-15", "2024-02-10", "2024-02-29", "2024-03-01"];
  return claims.map(claim => {
    const own = {...claim, unit: `U${random.below(300)}`};
    if (random.percent(75)) return own;
    const signed_on = random.pick([asOf, addDays(asOf, 1), SIGNED_LATE, "2024-03-05"]);
    const revoked_on = random.pick(["2024-12-01", asOf, addDays(asOf, 1)]);
    return {...own, event_on: random.pick(days), signed_on, revoked_on, revoke_ground: "虚报"};
  });
}

/** The last day of application that one of the rules asks for. */
const APPLIED_BY = "2023-09-01";

/** A signature that puts what happened in one year in the next. */
const SIGNED_LATE = "2024-08-01";

/** The days on which the policy changes something. */
const DAYS = [
  "2022-03-15",
  "2023-05-01",
  "2024-05-01",
  "2023-02-01",
  "2024-02-01",
  "2023-07-10",
  "2023-12-05",
  APPLIED_BY
];

/** Three after each other within one policy year, others in the year before and after; a set of them for either option. */
function inTurn(no: InTurn, yes: InTurn): Value<number> {
  return {reading: "tight", options: {no: yearsOf(no), yes: yearsOf(yes)}};
}

/** Until the first change, until the second, after it, and in the next year. */
type InTurn = readonly [number, number, number, number];

/** The year before is 80 short of the first; in the next, what is signed late stands on days of the second, 80 short too. */
function yearsOf([first, second, third, next]: InTurn): Value<number> {
  const change = (one: Value<number>, two: number, three: number): Dated<number>[] => [
    {from: "2022-03-15", transition: null, value: one},
    {from: "2023-12-05", transition: "by_event_date", value: {plain: two}},
    {from: "2024-02-01", transition: "by_event_date", value: {plain: three}}
  ];
  const untilFirst = {
    dated: [
      {from: "2022-03-15", transition: null, value: {plain: first - 80}},
      {from: "2023-07-01", transition: null, value: {plain: first}}
    ]
  };
  const after = {dated: change({plain: next}, next - 80, next)};
  return {dated: [...change(untilFirst, second, third), {from: "2024-07-01", transition: null, value: after}]};
}

/** Of either, the second maximum decides under one option, and what there is by then under the other. */
const LIMITS: PlainPolicy["limits"] = [
  {over: {plain: ["R1", "R2", "R3"]}, max: inTurn([400, 900, 1500, 600], [1500, 700, 2200, 500])},
  {over: {plain: ["R4", "R5", "R6", "R7", "R8"]}, max: inTurn([2000, 1100, 2600, 800], [500, 1000, 1700, 400])}
];

function ruleOf(i: number, parts: number): PlainRule {
  const key = Array.from({length: parts}, (_, part) => PARTS[(i + part) % PARTS.length]!);
  const by = CODES[i];
  return {
    ...RULE,
    when: {plain: TESTS[i] ?? EVERY},
    key: {plain: key},
    across: {plain: i === 0 || i === 4 ? "all" : "unit"},
    earn: {plain: by === undefined ? {steps: STEPS} : {by, each: worthBy(by, 100)}},
    caps: {plain: capsOf(i, by)},
    from: i === 9 ? "2023-05-01" : null,
    to: i === 10 ? "2024-05-01" : null
  };
}

/** Every third rule has caps that change, each its own; where it earns by code, one for half of the codes and one for the rest. */
function capsOf(i: number, by: string | undefined): PlainCap[] {
  if (i % 3 === 2) return [];
  if (i % 3) return [{max: {plain: 700}, codes: null}];
  const max = (more: number): Value<number> =>
    inTurn([500 + more, 300 + more, 900 + more, 200 + more], [200 + more, 450 + more, 800 + more, 100 + more]);
  if (by === undefined) return [{max: max(10 * i), codes: null}];
  const {codes} = WORDS[by]!;
  const half = Math.ceil(codes.length / 2);
  return [
    {max: max(10 * i), codes: codes.slice(0, half)},
    {max: max(10 * i + 25), codes: codes.slice(half)}
  ];
}

/** Two rules for the same things, the later worth more, and a third for the same persons by itself. */
function sharing(): PlainRule[] {
  return [100, 400, 200].map((points, i) => ({
    ...RULE,
    across: {plain: "all"},
    shares: i === 2 ? null : {plain: "一处"},
    earn: {plain: {by: "level", each: worthBy("level", points)}}
  }));
}

const EVERY: Test = {field: "event_on", op: "present", value: null};

const RULE: PlainRule = {
  when: {plain: EVERY},
  key: {plain: ["person_id"]},
  across: {plain: "unit"},
  shares: null,
  earn: {plain: {steps: []}},
  caps: {plain: []},
  from: null,
  to: null
};

const STEPS = [
  {from: 1, to: 2, once: true, points: {plain: 300}},
  {from: 3, to: null, once: false, points: {plain: 125}}
];

function worthBy(field: string, least: number): Record<string, {plain: number}> {
  return Object.fromEntries(WORDS[field]!.codes.map((code, i) => [code, {plain: least + 50 * i}]));
}

/** The kinds of condition there are; days on which claims have something to lose. */
const TESTS: readonly (Test | undefined)[] = [
  undefined,
  {
    all: [
      {field: "reviewed_on", op: "at_least", value: "2023-02-01"},
      {field: "outlet", op: "present", value: null}
    ]
  },
  {field: "signed_on", op: "at_most", value: "2024-05-01"},
  {
    any: [
      {field: "outlet", op: "present", value: null},
      {field: "level", op: "at_least", value: "省级"}
    ]
  },
  {not: {field: "event_on", op: "in", value: ["2023-07-10", "2023-12-05"]}},
  {
    any: [
      {field: "applied_on", op: "at_most", value: APPLIED_BY},
      {field: "title", op: "at_least", value: "副高级"}
    ]
  }
];
