import {addDays} from "./generate.ts";
import type {Dated, PlainCap, PlainPolicy, PlainRule, Value} from "./plainPolicy.ts";
import {type Random, randomFrom} from "./random.ts";
import {WORDS} from "./randomPolicy.ts";

/**
 * Returns a policy by chance in which only caps change, up to three times within one year, up and down: of a rule that
 * earns by code, of one that earns by number, and (every other seed) of both and a third together.
 */
export function cappedPolicy(seed: number): PlainPolicy {
  const random = randomFrom(seed);
  const from = "2023-01-01";
  const cuts = cutsOf(random);
  const cap = (): Value<number> => changing(from, cuts, random, [200, 300, 500, 700, 900, 1200]);
  const whole = (): PlainCap[] => [{max: cap(), codes: null}];
  const codes = WORDS.level!.codes;
  const halves = (): PlainCap[] => [
    {max: cap(), codes: codes.slice(0, 2)},
    {max: cap(), codes: codes.slice(2)}
  ];
  const rule = (earn: PlainRule["earn"], caps: readonly PlainCap[], part: string): PlainRule => ({
    when: {plain: {field: "event_on", op: "present", value: null}},
    key: {plain: [part]},
    across: {plain: "unit"},
    shares: null,
    earn,
    caps: {plain: caps},
    from: null,
    to: null
  });
  const worth = (): Value<number> => ({plain: random.pick([100, 200, 250, 400])});
  const each = (field: string) => Object.fromEntries(WORDS[field]!.codes.map(code => [code, worth()]));
  return {
    from,
    begins: "01-01",
    readings: {a: ["one", "two"]},
    words: WORDS,
    placeBy: {plain: random.pick(["event_on", "signed_on"])},
    scope: {plain: "claim"},
    grounds: ["虚报"],
    rules: [
      rule({plain: {by: "level", each: each("level")}}, random.percent(50) ? whole() : halves(), "claim_id"),
      rule(
        {
          plain: {
            steps: [
              {from: 1, to: 2, once: random.percent(50), points: worth()},
              {from: 3, to: null, once: false, points: worth()}
            ]
          }
        },
        whole(),
        "claim_id"
      ),
      rule({plain: {by: "role", each: each("role")}}, [{max: {plain: 1500}, codes: null}], "claim_id")
    ],
    limits:
      seed % 2
        ? [{over: {plain: ["R1", "R2", "R3"]}, max: changing(from, cuts, random, [500, 900, 1500, 2500, null])}]
        : []
  };
}

type Cut = Omit<Dated<never>, "value">;

function cutsOf(random: Random): Cut[] {
  const within = (year: number, day: number): Cut => ({
    from: addDays(`${year}-01-01`, day),
    transition: "by_event_date"
  });
  const days = [random.pick([1, 60]), random.pick([120, 180]), random.pick([200, 300])];
  return [...days.map(day => within(2023, day)), within(2024, random.pick([1, 150, 365]))];
}

function changing<T>(from: string, cuts: readonly Cut[], random: Random, of: readonly T[]): Value<T> {
  const chosen = cuts.filter(() => random.percent(70));
  return {
    dated: [
      {from, transition: null, value: {plain: random.pick(of)}},
      ...chosen.map(cut => ({...cut, value: {plain: random.pick(of)}}))
    ]
  };
}
