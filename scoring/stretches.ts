import type {Plain} from "../loaders/yaml.ts";
import {policyYear} from "./policyYear.ts";
import {alternatives, isDated, startOf} from "./unwrap.ts";

/** From when dated values change: the policy years, and the days of events, each ascending. */
export interface Changes {
  years: readonly number[];
  days: readonly string[];
}

/** Returns from when dated values inside change. */
export function changesIn(value: Plain, begins: string): Changes {
  if (value === null || typeof value === "string") return {years: [], days: []};
  const sound = isDated(value) && !alternatives(value, new Map(), begins);
  const starts = sound ? value.slice(1).map(item => startOf(item, begins)) : [];
  return joinChanges([
    {
      years: starts.flatMap(start => ("year" in start ? [start.year] : [])),
      days: starts.flatMap(start => ("day" in start ? [start.day] : []))
    },
    ...Object.values<Plain>(value).map(child => changesIn(child, begins))
  ]);
}

/** Returns all the changes, each once, ascending. */
export function joinChanges(all: readonly Changes[]): Changes {
  return {
    years: [...new Set(all.flatMap(({years}) => years))].sort((a, b) => a - b),
    days: [...new Set(all.flatMap(({days}) => days))].sort()
  };
}

/** A stretch of policy years and event days in which no value changes. Ends are open: null is no end. */
export interface Stretch {
  /** Numbered from 1, years before days. */
  number: number;
  fromYear: number | null;
  pastYear: number | null;
  fromDay: string | null;
  pastDay: string | null;
  /** What a view of it sees: its first year and day that the policy is in force. */
  year: number;
  day: string;
}

/** Returns the stretches between the changes; what changes before the policy's first day has always been so. */
export function stretches(changes: Changes, from: string, begins: string): Stretch[] {
  const first = policyYear(from, begins);
  const years = [first, ...changes.years.filter(year => year > first)];
  const days = [from, ...changes.days.filter(day => day > from)];
  return years.flatMap((year, y) =>
    days.map((day, d) => ({
      number: y * days.length + d + 1,
      fromYear: y ? year : null,
      pastYear: years[y + 1] ?? null,
      fromDay: d ? day : null,
      pastDay: days[d + 1] ?? null,
      year,
      day
    }))
  );
}
