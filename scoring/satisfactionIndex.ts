import {literal} from "../loaders/sql.ts";
import type {SystemContext} from "./context.ts";

/** The columns that bear a weight in 满意度得分. */
const INDEXED = [
  ["very_satisfied", "非常满意"],
  ["satisfied", "满意"],
  ["basic", "基本满意"],
  ["dissatisfied", "不满意"],
  ["very_dissatisfied", "非常不满意"]
] as const;

/**
 * Returns the SQL of 满意度得分, the office's own index beside the rate: `points` over `n` is the mean of the weights, over
 * the rows that are shown. Empty where the office gives no weights.
 */
export function satisfactionIndexSql({settings}: SystemContext): string {
  const weights = INDEXED.map(([column, rating]) => [column, settings.satisfactionIndex.get(rating)] as const);
  const points = weights.every(([, weight]) => weight !== undefined)
    ? weights.map(([column, weight]) => `${column} * ${literal(weight ?? 0)}`).join(" + ")
    : "NULL";
  return `
CREATE OR REPLACE TABLE score.satisfaction_index AS
SELECT year, unit_id, item, n, CAST(${points} AS BIGINT) AS points
FROM score.satisfaction
WHERE n > 0 AND ${points} IS NOT NULL
ORDER BY year, unit_id, item;`.trim();
}
