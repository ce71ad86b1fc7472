import type {Cursor} from "./cursor.ts";
import {type Notes, versionOf} from "./deadNotes.ts";
import {type Held, limitOf, type Time, type Year} from "./deadTimes.ts";
import {boundOn, mostOf, sumsOf, type YearSum} from "./yearSums.ts";

const NEVER = "这个合计封顶永远达不到：各规则的封顶加起来也不到";

/** Looks at the limits in each stretch of the year: what was earned before in the year counts too. */
export function lookAtLimits(root: Cursor, {days, held}: Year, notes: Notes): void {
  for (const i of days.keys()) lookAtDay(root, days.slice(0, i + 1), held, notes);
}

/**
 * Looks at the limits as they are from the last day on. Rules that one is put over later are a clause of their own, which
 * is told only where the maximum is not dead as well.
 */
function lookAtDay(root: Cursor, days: readonly string[], held: readonly Held[], notes: Notes): void {
  const last = days.at(-1)!;
  const open = held.flatMap(({times}) => times.find(({view, reach}) => view.day === last && reach.any) ?? []);
  const limits = new Map(
    open.flatMap(({rule, view}) => (rule.limit ? [[rule.limit.number, {...rule.limit, view}]] : []))
  );
  for (const {number, max, over, view} of limits.values()) {
    if (max === null) continue;
    const under = held.filter(({id}) => over.includes(id)).map(({times}) => times.filter(one => one.view.day <= last));
    const own = under.reduce((sum, times) => sum + ownMost(times), 0);
    const most = Math.min(own, together(under, days));
    const entry = root
      .at("limits")
      .at(number - 1)
      .through(view);
    const at = entry.at("max");
    notes.note(at, most < max, NEVER);
    const members = versionOf(entry, "over");
    if (members !== entry) notes.note(members, most < max, `改为管这几条规则以后，${NEVER}`, at);
  }
}

/** Returns the most that the rules can come to together in the stretches, what the limit of each took away left out. */
function together(under: readonly (readonly Time[])[], days: readonly string[]): number {
  let had = 0;
  for (const day of days) {
    const here = under
      .map(times => times.filter(({view}) => view.day <= day))
      .filter(times => times.at(-1)?.view.day === day);
    // The items of earlier stretches give the later ones their numbers, and no points.
    const gains = here.map(times => ownMost(times, (sum, time) => (time.view.day === day ? boundOn(sum, time) : 0)));
    const sum = gains.reduce((all, gain) => all + gain, had);
    for (const times of here) had = Math.max(had, Math.min(sum, limitOf(times.at(-1)!)));
  }
  return had;
}

/** Returns the most that a rule can come to under its own caps. */
function ownMost(times: readonly Time[], boundIn?: (sum: YearSum, time: Time) => number): number {
  return sumsOf(times).reduce((all, sum) => all + mostOf(sum, times, boundIn), 0);
}
