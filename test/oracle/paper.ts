import {yearOf} from "./plainPolicy.ts";
import type {Random} from "./random.ts";

export interface PaperFile {
  file: string;
  text: string;
}

/** A value of the plain policy that is still being written. */
export type Cell = {plain?: unknown; dated?: {from: string; transition: string | null; value: {plain: unknown}}[]};

/** The first day of the policies that papers amend, and that on which their years begin. */
export const FROM = "2023-07-01";
export const BEGINS = "01-01";
const DOC = {at: "第一条", says: "编造", chars: "9", sha256: "0".repeat(64)};

/** A paper that amends a policy, while it is being written. */
export class Paper {
  readonly id: string;
  readonly file: string;
  readonly from: string;
  readonly transition: "whole_year_new" | "next_year" | "by_event_date";
  readonly set: Record<string, unknown> = {};
  readonly rules: Record<string, unknown> = {};
  readonly limits: unknown[] = [];
  readonly ends: unknown[] = [];

  constructor(file: string, from: string, random: Random) {
    this.id = file.replace(".json", "");
    this.file = file;
    this.from = from;
    this.transition = random.pick(["by_event_date", "by_event_date", "by_event_date", "whole_year_new", "next_year"]);
  }

  /** The first day on which a rule that it adds or ends is there or gone. */
  get holds(): string {
    const year = yearOf(this.from, BEGINS);
    if (this.transition === "by_event_date") return this.from;
    return `${this.transition === "next_year" ? year + 1 : year}-${BEGINS}`;
  }

  /** What two versions of one value may not have in common. */
  get start(): string | number {
    return this.transition === "by_event_date" ? this.from : yearOf(this.holds, BEGINS);
  }

  written(amends: string): PaperFile {
    const {id, from, transition, set, rules, limits, ends} = this;
    const add = {...(Object.keys(rules).length ? {rules} : {}), ...(limits.length ? {limits} : {})};
    const text = spread({
      hengcai: "1",
      amends,
      policy: id,
      title: "修订",
      source: {doc: `编造〔${from}〕`},
      force: {from},
      transition,
      clauses: {[id]: DOC},
      ...(Object.keys(set).length ? {set} : {}),
      ...(Object.keys(add).length ? {add} : {}),
      ...(ends.length ? {end: ends} : {})
    });
    return {file: this.file, text};
  }
}

/** Gives the cell another value from the paper on. */
export function later(cell: Cell, {from, transition}: Paper, value: unknown): void {
  cell.dated ??= [{from: FROM, transition: null, value: {plain: cell.plain}}];
  delete cell.plain;
  cell.dated.push({from, transition, value: {plain: value}});
}

/** One value a line, so that no two clauses stand at one place. */
export function spread(value: unknown): string {
  return JSON.stringify(value, null, 1);
}
