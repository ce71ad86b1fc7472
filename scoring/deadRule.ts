import {type Notes, versionOf} from "./deadNotes.ts";
import {limitOf, type Time} from "./deadTimes.ts";
import {codesIn, isOver, itemsOf, leastOf, mostOf, sumsOf, type YearSum} from "./yearSums.ts";

/** Looks at the clauses of a rule in all its stretches of a year. */
export function lookAtRule(times: readonly Time[], notes: Notes): void {
  const sums = sumsOf(times);
  for (const [i, time] of times.entries()) {
    const {source, reach} = time;
    notes.note(source.at("when"), !reach.any, "条件自相矛盾：没有一项申报能满足，这条规则永远不计分");
    if (!reach.any) continue;
    const before = times.slice(0, i + 1);
    // What the rule has earned under lower limits may have been lost, and then there is room under this one.
    const limit = limitOf(time);
    const full = before.every(one => !one.reach.any || limitOf(one) >= limit) ? limit : Number.POSITIVE_INFINITY;
    lookAtSteps(time, before, full, notes);
    const lasting = times.slice(i).every(one => limitOf(one) <= limit);
    lookAtCaps(time, {before, sums, room: lasting ? full : Number.POSITIVE_INFINITY}, notes);
  }
}

/** A step but the first is dead where there are not so many items, or no room is left by then. */
function lookAtSteps({source, rule: {earn, caps}}: Time, before: readonly Time[], limit: number, notes: Notes): void {
  if (earn.kind !== "steps") return;
  const cap = caps[0]?.max ?? Number.POSITIVE_INFINITY;
  const items = itemsOf(before);
  for (const [n, {first, once}] of earn.steps.entries()) {
    if (n === 0) continue;
    const beyond = first > items;
    const had = leastOf(before, first - 1);
    const why = beyond ? `key 至多有 ${items} 种` : had >= cap ? "此前已到封顶" : "此前已到合计封顶";
    const at = versionOf(source.at("earn").at(n), once ? "once" : "each");
    notes.note(at, beyond || had >= Math.min(cap, limit), `第 ${first} 项起永远用不到：${why}`);
  }
}

/** A cap is dead where no item is of its codes, what there can be does not come to it, or the limit comes first. */
function lookAtCaps(
  time: Time,
  {before, sums, room}: {before: readonly Time[]; sums: readonly YearSum[]; room: number},
  notes: Notes
): void {
  for (const [n, cap] of time.rule.caps.entries()) {
    const at = versionOf(time.source.at("caps").at(n), "max");
    const sum = sums.find(one => isOver(cap, one))!;
    const tooHigh = mostOf(sum, before) < cap.max;
    const why = tooHigh ? "这个封顶永远达不到" : "这个封顶永远用不到：合计封顶先到";
    const {codes} = cap;
    if (codes && !codesIn(sum, time).length)
      notes.note(at, true, `这个封顶永远用不到：满足条件（when）的申报里没有${codes.join("、")}`);
    else notes.note(at, tooHigh || cap.max > room, why);
  }
}
