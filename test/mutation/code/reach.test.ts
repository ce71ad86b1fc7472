import {describe, expect, test} from "vitest";
import type {Predicate} from "../../../scoring/predicate.ts";
import {mostItems, reachOf, waysOf} from "../../../scoring/reach.ts";
import type {Words} from "../../../scoring/vocab.ts";
import {randomFrom} from "../../oracle/random.ts";

const CODES = ["县级", "市级", "省级"];
const ROLES = ["主办", "协办"];
const words = (codes: readonly string[]): Words => ({
  codes,
  all: codes,
  ordered: true,
  aliases: new Map(),
  ambiguous: [],
  since: new Map()
});
const VOCAB = new Map([
  ["level", words(CODES)],
  ["role", words(ROLES)],
  ["aspect", words([])]
]);
const DAYS = ["2025-06-29", "2025-06-30", "2025-07-01"];
/** The days that are named, and one on either side of them. */
const ALL_DAYS = ["2025-06-28", ...DAYS, "2025-07-02"];

const keyed = (when: Predicate, ...key: string[]) => reachOf({when, key, across: "unit", keySpace: "R1"}, VOCAB);
const level = (...codes: string[]): Predicate => ({kind: "in", field: "level", codes});
const role = (...codes: string[]): Predicate => ({kind: "in", field: "role", codes});
const day = (op: "<" | "<=" | "=" | "<>" | ">" | ">=", ...days: string[]): Predicate => ({
  kind: "day",
  field: "event_on",
  op,
  days
});
const all = (...of: Predicate[]): Predicate => ({kind: "all", of});
const any = (...of: Predicate[]): Predicate => ({kind: "any", of});

interface Claim {
  level: string;
  role: string;
  event_on: string;
}

const CLAIMS: Claim[] = CODES.flatMap(level =>
  ROLES.flatMap(role => ALL_DAYS.map(event_on => ({level, role, event_on})))
);

function holds(when: Predicate, claim: Claim): boolean {
  if ("of" in when)
    return when.kind === "all" ? when.of.every(one => holds(one, claim)) : when.of.some(one => holds(one, claim));
  if (when.kind === "present") return true;
  const value = claim[when.field as keyof Claim];
  if (when.kind === "in") return when.codes.includes(value);
  const {op, days} = when;
  if (op === "=" || op === "<>") return days.includes(value) === (op === "=");
  const than = days[0]!;
  return op === "<" ? value < than : op === "<=" ? value <= than : op === ">" ? value > than : value >= than;
}

describe("waysOf(when)", () => {
  for (const [name, when, met] of [
    ["one value and another", all(level("市级"), level("省级")), false],
    ["one value and one of several", all(level("市级"), level("市级", "省级")), true],
    ["no value at all", level(), false],
    ["either of two that cannot be", any(all(level("市级"), level("省级")), role()), false],
    ["either of two of which one can be", any(level(), role("主办")), true],
    ["from a day on and up to the day before", all(day(">=", "2025-07-01"), day("<=", "2025-06-30")), false],
    ["from a day on and up to the same", all(day(">=", "2025-07-01"), day("<=", "2025-07-01")), true],
    ["after a day and before the next", all(day(">", "2025-06-30"), day("<", "2025-07-01")), false],
    ["a day and not that day", all(day("=", "2025-07-01"), day("<>", "2025-07-01")), false],
    [
      "between two days, and neither",
      all(day(">=", DAYS[0]!), day("<=", DAYS[1]!), day("<>", DAYS[0]!, DAYS[1]!)),
      false
    ]
  ] as const) {
    test(`${name}: ${met ? "can be met" : "contradicts itself"}`, () => {
      expect(waysOf(when)!.length > 0).toBe(met);
    });
  }

  test("finds one exactly where a claim meets the condition, and the codes that such claims have", () => {
    let impossible = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const when = randomWhen(seed);
      const meeting = CLAIMS.filter(claim => holds(when, claim));
      const reach = keyed(when, "level", "role");
      const {any: met, codes} = reach;
      expect(met, JSON.stringify(when)).toBe(meeting.length > 0);
      if (!met) impossible++;
      else {
        const seen = (field: "level" | "role") => [...new Set(meeting.map(claim => claim[field]))];
        expect(codes("level"), JSON.stringify(when)).toEqual(CODES.filter(code => seen("level").includes(code)));
        expect(mostItems([reach])).toBe(seen("level").length * seen("role").length);
      }
    }
    expect(impossible).toBeGreaterThan(100);
  });

  test("says nothing of a condition with more ways than it tells apart", () => {
    const many = all(...Array.from({length: 12}, () => any(level("市级"), role("主办"))));
    expect(waysOf(many)).toBeNull();
    const reach = keyed(many, "level", "person_key");
    expect([reach.any, mostItems([reach])]).toEqual([true, Infinity]);
    expect(waysOf(all(many, level()))).toEqual([]);
    expect(waysOf(all(level(), many))).toEqual([]);
    expect(waysOf(any(many, level("市级")))).toBeNull();
    const wide = (count: number) => any(...Array.from({length: count}, () => level("市级")));
    expect([waysOf(wide(500))?.length, waysOf(wide(501))]).toEqual([500, null]);
  });

  test("takes what is only to be filled in for anything", () => {
    const filled: Predicate = {kind: "present", field: "role"};
    expect(waysOf(filled)?.length).toBe(1);
    expect(keyed(all(level("市级"), filled)).codes("role")).toEqual(ROLES);
    expect(keyed(filled).codes("title")).toEqual([]);
  });
});

function randomWhen(seed: number): Predicate {
  const random = randomFrom(seed);
  const leaf = (): Predicate => {
    const kind = random.below(4);
    if (kind === 0) return role(...ROLES.filter(() => random.percent(60)));
    if (kind === 1) {
      const op = random.pick(["<", "<=", "=", "<>", ">", ">="] as const);
      return day(
        op,
        ...(op === "=" || op === "<>" ? DAYS.filter(one => one === DAYS[1] || random.percent(40)) : [random.pick(DAYS)])
      );
    }
    return level(...CODES.filter(() => random.percent(50)));
  };
  const tree = (depth: number): Predicate => {
    if (!depth || random.percent(25)) return leaf();
    const of = Array.from({length: 2 + random.below(2)}, () => tree(depth - 1));
    return random.percent(65) ? all(...of) : any(...of);
  };
  return tree(3);
}

describe("mostItems(reaches)", () => {
  test("counts the same things once, and things of another kind beside them", () => {
    expect(mostItems([keyed(level("市级"), "level"), keyed(level("市级", "省级"), "level")])).toBe(2);
    expect(mostItems([keyed(level("市级"), "level"), keyed(level("省级"), "level", "role")])).toBe(3);
    expect(mostItems([keyed(level("市级"), "level"), keyed(level(), "level")])).toBe(1);
  });

  test("is none where a part of the key has no words, whatever the others are", () => {
    expect(mostItems([keyed(level("市级"), "aspect", "person_key")])).toBe(0);
    expect(mostItems([keyed(level("市级"), "person_key", "aspect")])).toBe(0);
  });
});
