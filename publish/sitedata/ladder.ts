import type {Policy, RuleText} from "../../scoring/policy.ts";
import {type RuleWords, ruleWords} from "./ruleWords.ts";

/** What the n-th item of a rule is worth, and where the rule stops; points in thousandths. */
export interface Ladder {
  earn: Rule["earn"];
  /** The ceiling of the whole rule; null where it has none, or only one for some codes. */
  cap: number | null;
  /** Only items of some codes are bounded: how much room they have cannot be told from the sum. */
  partly: boolean;
  /** What several rules, this one among them, are worth together at most; null where there is no such limit. */
  limit: {max: number; over: readonly string[]} | null;
  words: RuleWords;
}

type Rule = ReturnType<RuleText["read"]>;

/** One way to more points: so many further items, and what they add together. */
export interface Step {
  items: number;
  points: number;
  /** The level an item must have; null where every item is worth the same. */
  codes: string[] | null;
}

/** Returns the ladders of the policy's rules in the year, as the chosen readings have them. */
export function ladders(policy: Policy, readings: ReadonlyMap<string, string>, year: number): Map<string, Ladder> {
  const chosen = new Map([...policy.readings.values()].map(({id, default: usual}) => [id, readings.get(id) ?? usual]));
  return new Map(
    (policy.bonus?.rules ?? []).map(text => {
      const {key, earn, caps, limit} = text.read({readings: chosen, year});
      const whole = caps.length === 1 && caps[0]!.codes === null ? caps[0]!.max : null;
      const together = limit && limit.max !== null ? {max: limit.max, over: limit.over} : null;
      const partly = caps.some(({codes}) => codes !== null);
      return [text.id, {earn, cap: whole, partly, limit: together, words: ruleWords(text, key)}];
    })
  );
}

/**
 * Returns what all rules are worth together at most: the caps, rules under a limit no more than the limit. Null where some
 * rule is under neither, where a ladder is not known, and where there is no rule.
 */
export function ceilingOf(ladders: readonly (Ladder | null)[]): number | null {
  const known = ladders.flatMap(ladder => ladder ?? []);
  if (!known.length || known.length < ladders.length) return null;
  const single = known.filter(({limit}) => limit === null);
  const limits = new Map(known.flatMap(({limit}) => (limit ? [[limit.over.join(), limit] as const] : [])));
  if (single.some(({cap}) => cap === null)) return null;
  const together = [...limits].map(([over, {max}]) => {
    const caps = known.filter(({limit}) => limit?.over.join() === over).map(({cap}) => cap);
    return caps.some(cap => cap === null) ? max : Math.min(max, sum(caps.map(cap => cap ?? 0)));
  });
  return sum([...single.map(({cap}) => cap ?? 0), ...together]);
}

/**
 * Returns the next steps up for a unit with so many counting items and points of the rule, and so many points `together`
 * of the rules under its limit; none where the rule or the limit is full.
 */
export function nextSteps({earn, cap, limit}: Ladder, items: number, points: number, together = points): Step[] {
  const room = Math.min(
    cap === null ? Number.MAX_SAFE_INTEGER : cap - points,
    limit === null ? Number.MAX_SAFE_INTEGER : limit.max - together
  );
  if (room <= 0) return [];
  if (earn.kind === "codes") {
    const levels = new Map<number, string[]>();
    for (const [code, worth] of earn.points) levels.set(worth, [...(levels.get(worth) ?? []), code]);
    return [...levels]
      .filter(([worth]) => worth > 0)
      .map(([worth, codes]) => ({items: 1, points: Math.min(worth, room), codes}));
  }
  const before = earned(earn.steps, items);
  for (let more = 1; more <= FARTHEST; more++) {
    const gain = earned(earn.steps, items + more) - before;
    if (gain > 0) return [{items: more, points: Math.min(gain, room), codes: null}];
  }
  return [];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** No ladder in use has a flat stretch as long as this. */
const FARTHEST = 100;

/** What so many items are worth before any cap. */
function earned(steps: Extract<Ladder["earn"], {kind: "steps"}>["steps"], items: number): number {
  let sum = 0;
  for (const {first, last, points, once} of steps) {
    if (items < first) continue;
    const within = Math.min(items, last ?? items) - first + 1;
    sum += once ? points : points * within;
  }
  return sum;
}
