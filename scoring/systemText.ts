import type {Cursor, View} from "./cursor.ts";
import {checkWatch} from "./fixedBlocks.ts";
import {type Judge, readJudge} from "./judge.ts";
import {GROUNDS} from "./names.ts";
import {lastDayOf, policyYear} from "./policyYear.ts";
import {chosenReadings, type Readings} from "./reading.ts";
import {readingsIn} from "./readingsIn.ts";
import {changesIn, joinChanges} from "./stretches.ts";
import {allViews, guessViews} from "./views.ts";
import type {Vocabulary} from "./vocab.ts";

/** What `flow`, `watch` and `judge` say of people, meetings, inspections and satisfaction, from a year on. */
export interface SystemText {
  year: number;
  /** A fixed name, by which the tables know the clause, and the clause that the file cites there. */
  cites: ReadonlyMap<string, string>;
  /** How a year without an assessment counts in a streak, and how the meetings of a year are counted; null where nothing is said. */
  gap: string | null;
  style: string | null;
}

export interface SystemContext {
  clauseIds: readonly string[];
  readings: Readings;
  vocab: Vocabulary;
  from: string;
  begins: string;
}

/** The blocks as they stand in the file. */
export interface Systems {
  /** What follows for a person, as the policy first said it; null where it judges nobody. */
  judge: Judge | null;
  /** Returns what the blocks say in each stretch of years, the first from the policy's first year. */
  read(readings: ReadonlyMap<string, string>): SystemText[];
}

/** Reads the blocks `watch` and `judge`, and the clauses of `flow`, as they are in every year and under every reading. */
export function readSystems(root: Cursor, {clauseIds, readings, vocab, from, begins}: SystemContext): Systems {
  const first = policyYear(from, begins);
  const blocks = [root.at("watch"), root.at("judge")];
  const {years} = joinChanges(blocks.map(block => changesIn(block.value, begins)));
  const times = [first, ...years.filter(year => year > first)];
  const usual: View = {readings: chosenReadings(readings), ...dayIn(begins)(first), begins};
  const views = (block: Cursor) => [
    ...allViews(readingsIn(block.value), readings, usual.readings, times.map(dayIn(begins)), begins),
    ...guessViews(block.value, readings, usual)
  ];
  const judgeIn = (seen: Cursor) =>
    root.has("judge") ? (readJudge(seen.at("judge"), clauseIds, vocab) ?? null) : null;
  if (root.has("watch"))
    for (const view of views(root.at("watch"))) checkWatch(root.at("watch").through(view), clauseIds);
  const judges = root.has("judge")
    ? views(root.at("judge")).map(view => readJudge(root.at("judge").through(view), clauseIds, vocab))
    : [];
  return {
    judge: judges[0] ?? null,
    read: options =>
      times.map(year => {
        const view: View = {readings: options, ...dayIn(begins)(year), begins};
        const seen = root.through(view, []);
        return {
          year,
          cites: new Map([...citesIn(seen), ...judgeCites(judgeIn(seen))]),
          gap: gapIn(seen.at("judge")),
          style: textAt(seen, ["watch", "meeting_cadence", "style"])
        };
      })
  };
}

function dayIn(begins: string): (year: number) => {year: number; day: string} {
  return year => ({year, day: lastDayOf(year, begins)});
}

/** Fixed name, then where the policy's file cites the clause. */
const CITED: readonly (readonly [fixed: string, ...path: string[]])[] = [
  ["cadence", "watch", "meeting_cadence", "cite"],
  ["absence", "watch", "meeting_absence", "cite"],
  ["order", "watch", "order_deadline", "cite"],
  ["overdue", "watch", "order_overdue", "cite"],
  ["feedback", "watch", "satisfaction", "cite"],
  ["apply", "flow", "claim", "cite", "applied"],
  ["a7_1", "flow", "assessment", "cite", "self_reported"],
  ["a7_2", "flow", "assessment", "cite", "unit_opinion"],
  ["a7_3", "flow", "assessment", "cite", "county_graded"],
  ["a7_4", "flow", "assessment", "cite", "filed"]
];

function citesIn(root: Cursor): [string, string][] {
  return CITED.flatMap(([fixed, ...path]): [string, string][] => {
    const cite = textAt(root, path);
    return cite === null ? [] : [[fixed, cite]];
  });
}

function judgeCites(judge: Judge | null): [string, string][] {
  if (!judge) return [];
  return [
    ...GROUNDS.flatMap((ground, i): [string, string][] => {
      const cite = judge.grounds.get(ground);
      return cite === undefined ? [] : [[`a9_${i + 1}`, cite]];
    }),
    ["a10_1", judge.continue],
    ["a10_2", judge.unqualified]
  ];
}

function gapIn(judge: Cursor): string | null {
  const rules = judge.at("rules");
  if (!Array.isArray(rules.value)) return null;
  return rules.value.map((_, i) => textAt(rules, [i, "when", "gap"])).find(gap => gap !== null) ?? null;
}

function textAt(root: Cursor, path: readonly (string | number)[]): string | null {
  const {value} = path.reduce((cursor, step) => cursor.at(step), root);
  return typeof value === "string" ? value : null;
}
