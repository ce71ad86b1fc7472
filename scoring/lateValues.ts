import type {Placed} from "../loaders/error.ts";
import {type Cursor, isDated, isWrapper, type View} from "./cursor.ts";
import {startDayOf} from "./unwrap.ts";

export interface LateOptions {
  /** Every view in which what the place says counts for some claim. */
  views: readonly View[];
  /** The day on which policy years begin, mm-dd. */
  begins: string;
  /** Returns why nothing counts any more from the day on; undefined where something may. */
  endedBy(day: string): string | undefined;
}

/**
 * Returns the later values inside the place that begin to hold when nothing counts any more: no claim can meet them. What
 * another value has replaced before it was ever used is no slip, but how an amendment for a whole year works.
 */
export function lateValues(place: Cursor, {views, begins, endedBy}: LateOptions): Placed[] {
  const walk = (at: Cursor, seen: readonly View[]): Placed[] => {
    const {value} = at;
    if (typeof value !== "object") return [];
    if (!isWrapper(value)) return Object.keys(value ?? []).flatMap(key => walk(at.at(key), seen));
    const through = (step: string) => seen.filter(view => String(at.through(view).path[at.path.length]) === step);
    if (!isDated(value)) return Object.keys(value).flatMap(option => walkSeen(at.at(option), through(option)));
    return value.flatMap((item, i) => {
      const [version, met] = [at.at(i).at("value"), through(String(i))];
      const why = i && !met.length ? endedBy(startDayOf(item, begins)) : undefined;
      return why === undefined ? walkSeen(version, met) : [version.placed(`这个值永远用不到：${why}`)];
    });
  };
  // An option or a value that is never met is not looked into: what stands there is told of the whole, if at all.
  const walkSeen = (at: Cursor, seen: readonly View[]): Placed[] => (seen.length ? walk(at, seen) : []);
  return walk(place, views);
}
