import type {Policy, RuleText} from "../../scoring/policy.ts";

/** What the n-th item of a rule is worth, and where the rule stops; points in thousandths. */
export interface Ladder {
  earn: ReturnType<RuleText["read"]>["earn"];
  /** The ceiling of the whole rule; null where it has none, or only one for some codes. */
  cap: number | null;
}

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
      const {earn, caps} = text.read({readings: chosen, year});
      const whole = caps.length === 1 && caps[0]!.codes === null ? caps[0]!.max : null;
      return [text.id, {earn, cap: whole}];
    })
  );
}

/** Returns the next steps up for a unit with so many counting items and points; none where the rule is full. */
export function nextSteps({earn, cap}: Ladder, items: number, points: number): Step[] {
  const room = cap === null ? Number.MAX_SAFE_INTEGER : cap - points;
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
