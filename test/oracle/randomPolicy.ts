import {addDays} from "./generate.ts";
import {
  type Dated,
  type PlainCap,
  type PlainEarn,
  type PlainPolicy,
  type PlainRule,
  type PlainStep,
  type Test,
  type Value,
  yearOf
} from "./plainPolicy.ts";
import {type Random, randomFrom} from "./random.ts";

export const WORDS: PlainPolicy["words"] = {
  level: {ordered: true, codes: ["县级", "市级", "省级", "国家级"]},
  employment: {ordered: false, codes: ["全职", "柔性", "兼职"]},
  degree: {ordered: true, codes: ["无", "学士", "硕士", "博士"]},
  title: {ordered: true, codes: ["无", "中级", "副高级", "正高级"]},
  recognised: {ordered: false, codes: ["是", "否"]},
  role: {ordered: false, codes: ["主办", "协办", "发言"]},
  aspect: {ordered: false, codes: ["甲类", "乙类", "丙类"]},
  verdict: {ordered: true, codes: ["一般", "较好", "显著"]}
};

/** What is not left to chance. */
export interface Wanted {
  begins?: string;
  rules?: number;
  /** Whether values may change with the day of an event; by chance where nothing is said. */
  within?: boolean;
}

/** Returns a policy by chance: random rules, steps, code points, caps, limits, readings and dated changes. */
export function randomPolicy(seed: number, wanted: Wanted = {}): PlainPolicy {
  const random = randomFrom(seed);
  const from = random.pick(["2021-10-29", "2022-03-15", "2021-07-01", "2022-01-01"]);
  const begins = wanted.begins ?? random.pick(["01-01", "07-01", "07-01", "04-15", "12-31"]);
  const readings = {
    a: ["one", "two"],
    b: ["one", "two", "three"],
    c: ["one", "two"],
    d: ["one", "two"]
  };
  const pen: Pen = {
    random,
    from,
    begins,
    readings,
    cuts: cutsOf(random, from, begins).filter(cut => wanted.within !== false || cut.transition !== "by_event_date")
  };
  const count = wanted.rules ?? 3 + random.below(5);
  const ids = Array.from({length: count}, (_, i) => `R${i + 1}`);
  return {
    from,
    begins,
    readings,
    words: WORDS,
    placeBy: vary(pen, 0.6, () => random.pick(["event_on", "event_on", "signed_on"] as const)),
    scope: vary(pen, 0.6, () => random.pick(["unit_year", "claim"] as const)),
    grounds: random.pick([["虚报", "瞒报"], ["虚报"]]),
    rules: ids.map(id => ruleOf(pen, id)),
    limits: limitsOf(pen, ids)
  };
}

interface Pen {
  random: Random;
  from: string;
  begins: string;
  readings: Readonly<Record<string, readonly string[]>>;
  /** The days on which values change, each with how it passes over. */
  cuts: readonly Omit<Dated<never>, "value">[];
}

/** Returns two turns of policy years and three days within a year, one for each way of passing over. */
function cutsOf(random: Random, from: string, begins: string): Pen["cuts"] {
  const first = yearOf(from, begins);
  const turn = (): Pen["cuts"][number] => ({from: `${first + 1 + random.below(3)}-${begins}`, transition: null});
  const within = (transition: Pen["cuts"][number]["transition"]): Pen["cuts"][number] => {
    const year = first + 1 + random.below(3);
    return {from: addDays(`${year}-${begins}`, random.pick([1, 30, 120, 200, 364])), transition};
  };
  const cuts = [
    turn(),
    turn(),
    within("whole_year_new"),
    within("next_year"),
    within("by_event_date"),
    within("by_event_date")
  ];
  const days = new Map(cuts.map(cut => [cut.from, cut]));
  return [...days.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Returns the value, or some in its place: one for each option, or one from each of some days on. */
function vary<T>(pen: Pen, share: number, make: () => T, cuts: Pen["cuts"] = pen.cuts): Value<T> {
  const {random} = pen;
  if (!random.percent(100 * share)) return {plain: make()};
  const next = (): Value<T> => vary(pen, share / 3, make, cuts);
  if (random.percent(45) || !cuts.length) {
    const reading = random.pick(Object.keys(pen.readings));
    return {reading, options: Object.fromEntries(pen.readings[reading]!.map(option => [option, next()]))};
  }
  const chosen = cuts.filter(() => random.percent(45));
  const days = chosen.length ? chosen : [random.pick(cuts)];
  const values = [{from: pen.from, transition: null, value: next()}, ...days.map(cut => ({...cut, value: next()}))];
  return {dated: values.filter((one, i) => i === 0 || !values.slice(i + 1).some(later => sameStart(one, later, pen)))};
}

/** Of two values that hold from the same day a policy may have one: the later, which would win. */
function sameStart(one: Pen["cuts"][number], other: Pen["cuts"][number], {begins}: Pen): boolean {
  return startOf(one, begins) === startOf(other, begins);
}

function startOf({from, transition}: Pen["cuts"][number], begins: string): string | number {
  if (transition === "by_event_date") return from;
  return yearOf(from, begins) + (transition === "next_year" ? 1 : 0);
}

const NAMED = ["person_id", "event_id", "article_id", "outlet"] as const;
const PARTS = [...NAMED, "claim_id", "level", "role", "aspect", "verdict"] as const;

function ruleOf(pen: Pen, id: string): PlainRule {
  const {random} = pen;
  const by = random.percent(45) ? random.pick(["level", "role", "aspect"] as const) : null;
  const rule: PlainRule = {
    when: vary(pen, 0.35, () => testOf(pen, 2, 4).test),
    key: vary(pen, 0.3, () => keyOf(random)),
    across: vary(pen, 0.3, () => random.pick(["all", "unit", "unit"] as const)),
    shares: random.percent(50) ? vary(pen, 0.3, () => random.pick(["一处", "二处", id])) : null,
    earn: vary(pen, 0.35, () => earnOf(pen, by)),
    caps: capsOf(pen, by),
    from: random.percent(12) ? random.pick(pen.cuts).from : null,
    to: random.percent(8) ? "2024-11-01" : null
  };
  return rule.from !== null && rule.to !== null && rule.to <= rule.from ? {...rule, to: null} : rule;
}

/** The first part names a thing of the world, so that it may be the same across units. */
function keyOf(random: Random): string[] {
  const key: string[] = [random.pick(NAMED)];
  const length = random.pick([1, 1, 1, 2, 3, 4]);
  while (key.length < length) {
    const part = random.pick(PARTS);
    if (!key.includes(part)) key.push(part);
  }
  return key;
}

/** Returns a test that most claims meet, with so many days named at most, and how many it names. */
function testOf(pen: Pen, depth: number, days: number): {test: Test; days: number} {
  const {random} = pen;
  if (depth && random.percent(45)) {
    const parts: Test[] = [];
    let used = 0;
    for (let i = 0; i < 2; i++) {
      const part = testOf(pen, depth - 1, days - used);
      parts.push(part.test);
      used += part.days;
    }
    return {test: random.percent(65) ? {any: parts} : {all: parts}, days: used};
  }
  if (depth && random.percent(20)) {
    const part = testOf(pen, 0, days);
    if (!("op" in part.test && part.test.op === "present")) return {test: {not: seldom(part.test)}, days: part.days};
  }
  if (days > 1 && random.percent(30)) return dayTest(pen);
  if (random.percent(12))
    return {test: {field: random.pick(["outlet", "role", "signed_on"]), op: "present", value: null}, days: 0};
  const field = random.pick(Object.keys(WORDS));
  const {ordered, codes} = WORDS[field]!;
  if (!ordered) return {test: {field, op: "in", value: codes.filter((_, i) => i === 0 || random.percent(60))}, days: 0};
  if (random.percent(20)) return {test: {field, op: "at_most", value: codes.at(-2)!}, days: 0};
  return {test: {field, op: "at_least", value: random.pick(codes.slice(0, 2))}, days: 0};
}

/** Negated, a test that most claims meet would stop most of them. */
function seldom(test: Test): Test {
  if (!("op" in test)) return test;
  const words = WORDS[test.field];
  return words ? {field: test.field, op: random01(test.field) ? "is" : "exactly", value: words.codes[0]!} : test;
}

function random01(field: string): boolean {
  return field.length % 2 === 0;
}

function dayTest({random, cuts}: Pen): {test: Test; days: number} {
  const field = random.pick(["event_on", "event_on", "applied_on", "reviewed_on", "signed_on"]);
  const day = addDays(random.pick(cuts).from, random.pick([-1, 0, 1]));
  if (random.percent(15)) return {test: {field, op: "in", value: [day, addDays(day, 30)]}, days: 2};
  if (random.percent(15)) return {test: {field, op: "is", value: day}, days: 1};
  return {test: {field, op: random.percent(60) ? "at_least" : "at_most", value: day}, days: 1};
}

function earnOf(pen: Pen, by: string | null): PlainEarn {
  const {random} = pen;
  const points = (): number => random.pick([0, 1, 100, 125, 200, 250, 333, 500, 500, 1000]);
  if (by !== null) {
    return {by, each: Object.fromEntries(WORDS[by]!.codes.map(code => [code, vary(pen, 0.15, points)]))};
  }
  const steps: PlainStep[] = [];
  let first = 1;
  for (let more = random.below(3); more > 0; more--) {
    const to = first + random.below(4);
    steps.push({from: first, to, once: random.percent(50), points: vary(pen, 0.2, points)});
    first = to + 1;
  }
  return {steps: [...steps, {from: first, to: null, once: random.percent(10), points: vary(pen, 0.2, points)}]};
}

/** Which items a cap is over may change with a year, and what it is on any day. */
function capsOf(pen: Pen, by: string | null): Value<readonly PlainCap[]> {
  const {random, cuts} = pen;
  const max = (): Value<number> => vary(pen, 0.4, () => random.pick([200, 600, 750, 1000, 1500, 2500]));
  const whole = random.percent(60) || by === null;
  if (whole && random.percent(30)) {
    // A cap over everything may come and go on any day.
    return vary(pen, 0.6, () => (random.percent(30) ? [] : [{max: max(), codes: null}]));
  }
  const yearly = cuts.filter(cut => cut.transition !== "by_event_date");
  return vary(
    pen,
    0.3,
    () => {
      if (random.percent(10)) return [];
      if (whole || by === null) return [{max: max(), codes: null}];
      const {codes} = WORDS[by]!;
      const split = 1 + random.below(codes.length - 1);
      const groups = [codes.slice(0, split), codes.slice(split)].filter(() => random.percent(80));
      return groups.map(own => ({max: max(), codes: own}));
    },
    yearly
  );
}

function limitsOf(pen: Pen, ids: readonly string[]): PlainPolicy["limits"] {
  const {random, cuts} = pen;
  if (random.percent(20)) return [];
  const split = 2 + random.below(Math.max(1, ids.length - 3));
  const groups = [ids.slice(0, split), ids.slice(split)].filter(group => group.length > 1);
  const yearly = cuts.filter(cut => cut.transition !== "by_event_date");
  return groups.map(group => ({
    over: vary(pen, 0.3, () => (random.percent(40) ? group.slice(0, 2) : group), yearly),
    max: vary(pen, 0.6, () => random.pick([null, 800, 1200, 2000, 3000]))
  }));
}
