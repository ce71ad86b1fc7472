import type {Plain} from "../loaders/yaml.ts";
import {combinations, type Reading} from "./reading.ts";
import {alternatives, type View} from "./unwrap.ts";

/** Returns every combination of the named readings' options, the others as given, in each of the stretches. */
export function allViews(
  ids: readonly string[],
  readings: ReadonlyMap<string, Reading>,
  others: ReadonlyMap<string, string>,
  times: readonly {year: number; day: string}[],
  begins: string
): View[] {
  return combinations(ids, readings, others).flatMap(options =>
    times.map(({year, day}) => ({readings: options, year, day, begins}))
  );
}

/** Returns the views that see what stands behind wrappers which cannot be followed, none where all of them can. */
export function guessViews(value: Plain, readings: ReadonlyMap<string, Reading>, usual: View): View[] {
  const most = mostAlternatives(value, readings, usual.begins);
  return Array.from({length: most}, (_, at) => ({...usual, guess: {at, readings}}));
}

function mostAlternatives(value: Plain, readings: ReadonlyMap<string, Reading>, begins: string): number {
  if (value === null || typeof value === "string") return 0;
  const inside = Object.values<Plain>(value).map(child => mostAlternatives(child, readings, begins));
  return Math.max(alternatives(value, readings, begins), ...inside);
}
