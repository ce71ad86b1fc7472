import type {Placed} from "../loaders/error.ts";
import type {Cursor} from "./cursor.ts";
import {reachOf} from "./reach.ts";
import type {Cap, Rule, Step} from "./rule.ts";
import type {Vocabulary} from "./vocab.ts";

/** Notes which conditions, steps and caps no input can reach; one that some option or some year can reach is alive. */
export class DeadParts {
  readonly #parts = new Map<string, {place: Placed; dead: boolean}>();

  /** Looks at the rule as it is in one view. */
  look(source: Cursor, rule: Rule, vocab: Vocabulary): void {
    const {earn, caps} = rule;
    const {any, items, codes} = reachOf(rule, vocab);
    this.#note(source.at("when"), !any, "条件自相矛盾：没有一项申报能满足，这条规则永远不计分");
    const limit = rule.limit?.max ?? Number.POSITIVE_INFINITY;
    if (earn.kind === "steps") {
      const cap = caps[0]?.max ?? Number.POSITIVE_INFINITY;
      for (const [i, step] of earn.steps.entries()) {
        const before = worth(earn.steps, step.first - 1);
        const full = Math.min(cap, limit);
        const beyond = step.first > items;
        const why = beyond ? `key 至多有 ${items} 种` : before >= cap ? "此前已到封顶" : "此前已到合计封顶";
        const idle = i > 0 && (beyond || before >= full);
        this.#note(source.at("earn").at(i), idle, `第 ${step.first} 项起永远用不到：${why}`);
      }
    }
    for (const [i, cap] of caps.entries()) {
      const at = source.at("caps").at(i);
      const without = earn.kind === "codes" && cap.codes?.every(code => !codes(earn.field).includes(code));
      const tooHigh = mostUnder(rule, cap, vocab) < cap.max;
      const why = tooHigh ? "这个封顶永远达不到" : "这个封顶永远用不到：合计封顶先到";
      if (without) this.#note(at, true, `这个封顶永远用不到：满足条件（when）的申报里没有${cap.codes!.join("、")}`);
      else this.#note(at, tooHigh || cap.max > limit, why);
    }
  }

  /** Looks at a limit and the rules under it as they are in one view. */
  lookAtLimit(max: Cursor, value: number, rules: readonly Rule[], vocab: Vocabulary): void {
    const most = rules.reduce((sum, rule) => sum + mostOf(rule, vocab), 0);
    this.#note(max, most < value, "这个合计封顶永远达不到：各规则的封顶加起来也不到");
  }

  warnings(): Placed[] {
    return [...this.#parts.values()].filter(({dead}) => dead).map(({place}) => place);
  }

  #note(at: Cursor, dead: boolean, message: string): void {
    const place = at.placed(message);
    const key = `${place.file}:${place.line}:${place.column}`;
    const known = this.#parts.get(key);
    this.#parts.set(key, {place: known?.dead ? known.place : place, dead: dead && (known?.dead ?? true)});
  }
}

/** Returns what the first n items are worth together, before caps. */
function worth(steps: readonly Step[], n: number): number {
  let total = 0;
  for (const {first, last, points, once} of steps) {
    if (n < first || points === 0) continue;
    total += once ? points : points * (Math.min(n, last ?? Number.POSITIVE_INFINITY) - first + 1);
  }
  return total;
}

/** Returns the most that items under the cap can be worth before it. */
function mostUnder(rule: Rule, cap: Cap, vocab: Vocabulary): number {
  const {earn} = rule;
  const {items, codes} = reachOf(rule, vocab);
  if (earn.kind === "steps") return worth(earn.steps, items);
  const under = codes(earn.field).filter(code => cap.codes?.includes(code) ?? true);
  const each = Math.max(0, ...under.map(code => earn.points.get(code) ?? 0));
  return each === 0 ? 0 : each * items;
}

/** Returns the most that the rule can be worth after its caps. */
function mostOf(rule: Rule, vocab: Vocabulary): number {
  const {earn, caps} = rule;
  const all: Cap = {max: Number.POSITIVE_INFINITY, codes: null};
  const under = (cap: Cap): number => Math.min(cap.max, mostUnder(rule, cap, vocab));
  if (earn.kind === "steps" || !caps.length || caps.some(({codes}) => codes === null)) return under(caps[0] ?? all);
  const capped = new Set(caps.flatMap(({codes}) => codes ?? []));
  const free = [...earn.points.keys()].filter(code => !capped.has(code));
  return [...caps, ...(free.length ? [{...all, codes: free}] : [])].reduce((sum, cap) => sum + under(cap), 0);
}
