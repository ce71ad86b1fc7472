import {bonusTables} from "../tables/bonus.ts";
import type {ColumnType} from "../tables/column.ts";

/** What the page 政策模拟 starts from: the claims' facts, who is ranked with whom, what was published. */
export type SimulationTable = "claims" | "units" | "published";

/** A table that is laid beside the page. */
export interface ShippedTable {
  columns: readonly {name: string; type: ColumnType}[];
  sql(years: readonly number[]): string;
}

const INPUTS = bonusTables.find(({name}) => name === "bonus_inputs")!.columns.map(({name, type}) => ({name, type}));
const KEYS: ReadonlySet<string> = new Set(["person_key", "event_key", "article_key"]);

export const SHIPPED: Readonly<Record<SimulationTable, ShippedTable>> = {
  claims: {
    columns: [
      ...INPUTS,
      {name: "source_file", type: "text"},
      {name: "source_sheet", type: "text"},
      {name: "source_row", type: "integer"},
      {name: "published_year", type: "integer"},
      {name: "published_points", type: "integer"},
      {name: "published_disposition", type: "text"}
    ],
    sql: () => `
SELECT
  ${INPUTS.map(({name}) => (KEYS.has(name) ? numbered(name) : `i.${name}`)).join(", ")},
  l.source_file, l.source_sheet, l.source_row,
  l.year AS published_year, l.points AS published_points, l.disposition AS published_disposition
FROM score.bonus_inputs AS i
JOIN score.bonus_ledger AS l ON l.claim_id = i.claim_id AND l.basis = 'signed' AND l.scenario = 'base'
ORDER BY i.claim_id`
  },
  /** Every unit that is ranked in the year or has a claim in any, as it was called then; a group where it is ranked. */
  units: {
    columns: [
      {name: "year", type: "integer"},
      {name: "unit_id", type: "text"},
      {name: "unit_name", type: "text"},
      {name: "seq", type: "integer"},
      {name: "group", type: "text"},
      {name: "sort_order", type: "integer"}
    ],
    sql: years => `
WITH versions AS (
  SELECT
    y.year, u.unit_id, u.name, u.kind, u.sort_order,
    COALESCE(u.valid_from <= y.day, TRUE) AND COALESCE(u.valid_to > y.day, TRUE) AS valid,
    ROW_NUMBER() OVER (
      PARTITION BY y.year, u.unit_id
      ORDER BY
        CASE
          WHEN COALESCE(u.valid_from <= y.day, TRUE) AND COALESCE(u.valid_to > y.day, TRUE) THEN 0
          WHEN COALESCE(u.valid_from <= y.day, TRUE) THEN 1
          ELSE 2
        END,
        u.valid_from DESC NULLS LAST, u.name, u.kind
    ) AS version
  FROM score.p_year AS y
  CROSS JOIN score.units AS u
  WHERE y.year IN (${years.join(", ")})
)
SELECT v.year, v.unit_id, v.name AS unit_name, g.seq, g."group", v.sort_order
FROM versions AS v
LEFT JOIN score.p_group AS g ON v.valid AND g.kind = v.kind
WHERE v.version = 1 AND (g.seq IS NOT NULL OR v.unit_id IN (SELECT unit_id FROM score.bonus_inputs))
ORDER BY v.year, g.seq NULLS LAST, v.sort_order NULLS LAST, v.unit_id`
  },
  /** What was published: ranked units with their rank, others with a claim in the year without one. */
  published: {
    columns: [
      {name: "year", type: "integer"},
      {name: "basis", type: "text"},
      {name: "group", type: "text"},
      {name: "unit_id", type: "text"},
      {name: "total", type: "integer"},
      {name: "rank", type: "integer"}
    ],
    sql: years => `
SELECT year, basis, "group", unit_id, total, rank
FROM score.bonus_ranking
WHERE year IN (${years.join(", ")})
UNION ALL
SELECT s.year, s.basis, NULL, s.unit_id, CAST(SUM(s.points) AS BIGINT), NULL
FROM score.bonus_scores AS s
WHERE s.year IN (${years.join(", ")}) AND NOT EXISTS (
  SELECT 1 FROM score.bonus_ranking AS r
  WHERE r.year = s.year AND r.basis = s.basis AND r.unit_id = s.unit_id
)
GROUP BY s.year, s.basis, s.unit_id
ORDER BY year, basis, "group" NULLS LAST, rank NULLS LAST, unit_id`
  }
};

/** Equal pseudonyms have equal numbers, and nothing else of them is left. */
function numbered(key: string): string {
  return `CASE WHEN i.${key} IS NOT NULL THEN DENSE_RANK() OVER (ORDER BY i.${key} NULLS LAST) END AS ${key}`;
}
