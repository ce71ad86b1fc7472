import {checkBasis} from "./basis.ts";
import type {Cursor} from "./cursor.ts";
import {TRANSITIONS} from "./names.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {DATED_ITEM} from "./shapes.ts";
import type {PlainMap} from "./tree.ts";
import {startDayOf} from "./unwrap.ts";

export interface DatedRules {
  /** The policy's first day: the first value of a dated list holds from there on at the latest. */
  from: string;
  /** The day on which policy years begin, mm-dd. */
  begins: string;
  /** Whether that day has a fault: what depends on it cannot be told. */
  unsureBegins: boolean;
  /** Whether values may change with a year only, not with the day of an event. */
  yearly?: boolean;
}

/** Stands for the policy's first day where that has a fault. */
export const UNKNOWN_DAY = "0001-01-01";

/** Checks a list of dated values: no gap before it, one after the other, and each says how it passes over. */
export function checkDated(list: Cursor, clauses: readonly string[], rules: DatedRules): void {
  const {from, begins} = rules;
  let last = "";
  /** First day on which a value holds → from when it is written to. */
  const held = new Map<string, string>();
  for (const [i, item] of list.items().entries()) {
    item.only(DATED_ITEM);
    const day = item.need("from").date();
    if (day !== undefined) {
      if (i === 0 && day > from && from !== UNKNOWN_DAY) item.at("from").fault(`${from} 到 ${day} 之间没有值`);
      else if (day <= last) item.at("from").fault(`日期应从早到晚：“${day}”不晚于“${last}”`);
      else if (checkTransition(item, day, i === 0, rules)) {
        checkHeld(item, day, i === 0 ? day : startDayOf(item.value as PlainMap, begins), held);
      }
      last = day;
    }
    // A limit that comes in later was none before, and nothing need say so.
    const none = item.at("value").value === "none" && !item.has("cite") && !item.has("basis");
    if (!none) checkBasis(item, DATED_ITEM, clauses);
  }
}

/** No two values hold from the same first day. */
function checkHeld(item: Cursor, day: string, first: string, held: Map<string, string>): void {
  const other = held.get(first) ?? day;
  if (other !== day) item.at("from").fault(`“${day}”的值与“${other}”的都自 ${first} 起：同一天只能有一个版本`);
  held.set(first, other);
}

/** A change within a policy year must say how it passes over, and no other may; returns whether it does. */
function checkTransition(
  item: Cursor,
  day: string,
  first: boolean,
  {begins, unsureBegins, yearly = false}: DatedRules
): boolean {
  const within = !first && day !== firstDayOf(policyYear(day, begins), begins);
  const why = first ? "第一段没有可过渡的" : `“${day}”就是年度的第一天`;
  if (!item.has("transition")) {
    if (unsureBegins) return false;
    if (!within || item.meant(DATED_ITEM).has("transition")) return !within;
    item
      .at("from")
      .fault(
        `“${day}”不是年度的第一天（${begins}）：写明 transition，即 whole_year_new（全年按新的）、next_year（下一年度起）或 by_event_date（按事项日期）`
      );
    return false;
  }
  if (!within && !(unsureBegins && !first)) {
    item.faultAt("transition", `不必写 transition：${why}`);
    return false;
  }
  const word = item.at("transition").word(TRANSITIONS, "过渡办法");
  if (yearly && word === "by_event_date") {
    item
      .at("transition")
      .fault(
        "judge、watch 按年度算，不能按事项日期改：transition 用 whole_year_new（全年按新的）或 next_year（下一年度起）"
      );
  }
  return word !== undefined;
}
