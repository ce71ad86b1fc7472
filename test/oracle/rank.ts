import type {Basis, LedgerRow} from "./oracle.ts";
import {yearOf} from "./plainPolicy.ts";

/** A row of the directory as it stands in `core.units`; `valid_to` is the first day it is no more. */
export interface Unit {
  unit_id: string;
  name: string;
  kind: string;
  sort_order: number | null;
  valid_from: string | null;
  valid_to: string | null;
}

export interface Group {
  name: string;
  kinds: readonly string[];
}

export interface RankingRow {
  year: number;
  basis: Basis;
  group: string;
  rank: number;
  tied: boolean;
  unit_id: string;
  unit_name: string;
  /** In the order of the rules. */
  rules: number[];
  total: number;
  previous_rank: number | null;
  change: string;
}

export const RULES = ["R1", "R2", "R3", "R4", "R5"] as const;

export interface RankOptions {
  asOf: string;
  basis: Basis;
  /** Those of Haicheng where nothing else is said. */
  policy?: {from: string; begins: string; rules: readonly string[]};
}

const HAICHENG = {from: "2021-10-29", begins: "01-01", rules: RULES};

/** Returns the ranking of every year up to that of as-of, from the ledger of one basis. */
export function rankByHand(
  ledger: readonly LedgerRow[],
  units: readonly Unit[],
  groups: readonly Group[],
  {asOf, basis, policy = HAICHENG}: RankOptions
): RankingRow[] {
  const points = sumPoints(ledger);
  const ranking: RankingRow[] = [];
  let previous = new Map<string, number>();
  const {begins, rules} = policy;
  for (let year = yearOf(policy.from, begins); year <= yearOf(asOf, begins); year++) {
    const end = `${year + 1}-${begins}`;
    const rows = groups.flatMap(group =>
      rankGroup(group, {year, basis, rules}, members(group, units, end, asOf), points)
    );
    for (const row of rows) {
      row.previous_rank = previous.get(`${row.group} ${row.unit_id}`) ?? null;
      row.change = changeWord(row.rank, row.previous_rank);
    }
    previous = new Map(rows.map(row => [`${row.group} ${row.unit_id}`, row.rank]));
    ranking.push(...rows);
  }
  return ranking;
}

/** Returns the points of each year, unit and rule. */
export function sumPoints(ledger: readonly LedgerRow[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of ledger) {
    const key = `${row.year} ${row.unit_id} ${row.rule_id}`;
    sums.set(key, (sums.get(key) ?? 0) + row.points);
  }
  return sums;
}

/** Returns who is of the group on the last day before the end of the year, or on as-of if that is earlier. */
function members(group: Group, units: readonly Unit[], end: string, asOf: string): Unit[] {
  const over = end <= asOf;
  return units.filter(
    ({kind, valid_from: since, valid_to: until}) =>
      group.kinds.includes(kind) &&
      (since === null || (over ? since < end : since <= asOf)) &&
      (until === null || (over ? until >= end : until > asOf))
  );
}

function rankGroup(
  group: Group,
  {year, basis, rules: names}: {year: number; basis: Basis; rules: readonly string[]},
  units: Unit[],
  points: Map<string, number>
): RankingRow[] {
  const entries = units.map(unit => {
    const rules = names.map(rule => points.get(`${year} ${unit.unit_id} ${rule}`) ?? 0);
    return {unit, rules, total: rules.reduce((a, b) => a + b, 0)};
  });
  entries.sort((a, b) => b.total - a.total || inOrder(a.unit, b.unit));
  const equals = new Map<number, number>();
  for (const {total} of entries) equals.set(total, (equals.get(total) ?? 0) + 1);
  return entries.map(({unit, rules, total}) => ({
    year,
    basis,
    group: group.name,
    rank: 1 + entries.findIndex(other => other.total === total),
    tied: equals.get(total)! > 1,
    unit_id: unit.unit_id,
    unit_name: unit.name,
    rules,
    total,
    previous_rank: null,
    change: ""
  }));
}

/** Compares by 建制序, missing last, then by code. */
function inOrder(a: Unit, b: Unit): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a.sort_order ?? last) - (b.sort_order ?? last) || (a.unit_id < b.unit_id ? -1 : 1);
}

function changeWord(rank: number, previous: number | null): string {
  if (previous === null) return "新";
  if (previous === rank) return "—";
  return previous > rank ? `↑${previous - rank}` : `↓${rank - previous}`;
}
