import {plusDays, plusTwoMonths, yearIn} from "./dates.ts";
import type {World} from "./world.ts";

/** Returns the two-month windows, read day by day. */
export function windowsOf(world: World): Record<string, unknown>[] {
  const {asOf, bonus} = world;
  if (!world.meetings.length) return [];
  const past = world.meetings.filter(({held_on}) => held_on <= asOf);
  const found: Record<string, unknown>[] = [];
  for (let year = yearIn(bonus); year <= yearIn(asOf); year++) {
    for (let window = 1; window <= 6; window++) {
      const from = `${year}-${String(window * 2 - 1).padStart(2, "0")}-01`;
      const to = plusDays(plusTwoMonths(from), -1);
      if (to < bonus || from > asOf) continue;
      const inside = past.filter(({held_on}) => from <= held_on && held_on <= to);
      found.push({
        year,
        window,
        from,
        to,
        regular: inside.filter(({type}) => type === "定期").length,
        adhoc: inside.filter(({type}) => type === "临时").length,
        held: heldIn(world, from, to, inside.length > 0)
      });
    }
  }
  return found;
}

function heldIn(world: World, from: string, to: string, met: boolean): boolean | null {
  const closed = to < world.asOf;
  if (world.gapMeeting === "window") return met ? true : closed ? false : null;
  for (let day = from; day <= to && day <= world.asOf; day = plusDays(day, 1)) if (isLate(world, day)) return false;
  return met || closed ? true : null;
}

/** A day is late where the last meeting before it, or the policy's first day, is more than two months gone. */
function isLate({bonus, meetings}: World, day: string): boolean {
  if (day <= bonus) return false;
  const marks = [bonus, ...meetings.map(({held_on}) => held_on).filter(held => held >= bonus && held < day)];
  const last = marks.reduce((a, b) => (b > a ? b : a));
  return day > plusTwoMonths(last);
}
