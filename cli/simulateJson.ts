import {decimalText} from "../publish/format.ts";
import type {Comparison} from "../scoring/compareVersions.ts";
import {inline} from "../scoring/policyChanges.ts";
import type {Asked, Simulation} from "../scoring/simulate.ts";

/**
 * Returns the result as documented JSON: points as decimal text, ranks as numbers (null where a unit is ranked with
 * nobody), every unit of the year, and every claim whose points or treatment differ.
 */
export function comparisonJson({year, basis, asOf, asked, ...comparison}: Simulation): Record<string, unknown> {
  return {year, basis, as_of: asOf, changes: changesJson(asked), ...rowsJson(comparison)};
}

/** Returns what was changed, each value as one line of YAML. */
export function changesJson(asked: readonly Asked[]): Record<string, unknown>[] {
  return asked.map(({kind, path, before, after, clause}) => ({
    kind,
    path,
    before: inline(before),
    after: inline(after),
    clause
  }));
}

export function rowsJson({units, claims}: Comparison): Record<string, unknown> {
  return {
    units: units.map(({total_before, total_after, rank_before, rank_after, rules, ...unit}) => ({
      ...unit,
      total_before: decimalText(total_before),
      total_after: decimalText(total_after),
      total_change: decimalText(total_after - total_before),
      rank_before,
      rank_after,
      rank_change: rank_before === null || rank_after === null ? null : rank_before - rank_after,
      rules: rules.map(({rule_id, points_before, points_after}) => ({
        rule_id,
        points_before: decimalText(points_before),
        points_after: decimalText(points_after)
      }))
    })),
    claims: claims.map(({points_before, points_after, ...claim}) => ({
      ...claim,
      points_before: decimalText(points_before),
      points_after: decimalText(points_after),
      points_change: decimalText(points_after - points_before)
    }))
  };
}
