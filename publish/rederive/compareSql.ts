import {identifier, literal} from "../../loaders/sql.ts";

/**
 * Returns the statements that put the published and the derived ledger, scores and ranking beside each other and sum up
 * where they differ; `rules` are the ranking's columns of rules. In words that DuckDB and SQLite mean the same by.
 */
export function compareSql(rules: readonly string[]): string {
  return [...compared(rules).flatMap(side => [pairs(side), differences(side)]), SUMMARY].join("\n\n");
}

/** One published table and the derived one beside it. */
interface Side {
  /** 台账, 分项得分 or 位次. */
  what: string;
  name: "ledger" | "scores" | "ranking";
  key: readonly string[];
  /** What a reader looks a row up by. */
  place: string;
  values: readonly string[];
}

function compared(rules: readonly string[]): Side[] {
  const claim = ["year", "unit_id", "rule_id", "clause", "event_on", "nth", "raw", "cumulative", "cap"];
  return [
    {
      what: "台账",
      name: "ledger",
      key: ["basis", "claim_id"],
      place: "k.claim_id",
      values: [...claim, "points", "disposition", "dup_of", "contested"]
    },
    {
      what: "分项得分",
      name: "scores",
      key: ["year", "basis", "unit_id", "rule_id"],
      place: "k.unit_id || ' ' || k.rule_id",
      values: ["items", "raw", "points", "cap_loss"]
    },
    {
      what: "位次",
      name: "ranking",
      key: ["year", "basis", "group", "unit_id"],
      place: `k."group" || ' ' || k.unit_id`,
      values: [...rules, "total", "rank", "tied", "previous_rank", "change"]
    }
  ];
}

/** Puts the rows of both sides together; a row that only one side has stays alone. */
function pairs({what, name, key, place, values}: Side): string {
  const keys = key.map(identifier).join(", ");
  const on = (alias: string) => key.map(k => `${alias}.${identifier(k)} = k.${identifier(k)}`).join(" AND ");
  const year = key.includes("year") ? "k.year" : "COALESCE(p.year, d.year)";
  const columns = values.map(
    value =>
      `  p.${identifier(value)} AS ${identifier(`p_${value}`)}, d.${identifier(value)} AS ${identifier(`d_${value}`)}`
  );
  return `-- ${what}：公布的（p）与重算的（d）并在一起
CREATE TABLE score.${name}_pairs AS
SELECT
  ${year} AS year, k.basis, ${place} AS place,
  p.basis IS NOT NULL AS in_published, d.basis IS NOT NULL AS in_derived,
${columns.join(",\n")}
FROM (
  SELECT ${keys} FROM score.published_${name}
  UNION
  SELECT ${keys} FROM score.derived_${name}
) AS k
LEFT JOIN score.published_${name} AS p ON ${on("p")}
LEFT JOIN score.derived_${name} AS d ON ${on("d")};`;
}

function differences({what, name, values}: Side): string {
  const from = `FROM score.${name}_pairs`;
  const have = (side: string) => `CASE WHEN in_${side} THEN '有' ELSE '无' END`;
  const text = (column: string) => `CAST(${identifier(column)} AS VARCHAR)`;
  const row = `SELECT ${literal(what)} AS what, year, basis, place, '整行' AS field, ${have("published")} AS published, ${have("derived")} AS derived
${from} WHERE NOT (in_published AND in_derived)`;
  const fields = values.map(value => {
    const [p, d] = [text(`p_${value}`), text(`d_${value}`)];
    return `SELECT ${literal(what)}, year, basis, place, ${literal(value)}, ${p}, ${d}
${from} WHERE in_published AND in_derived AND COALESCE(${p}, '空') <> COALESCE(${d}, '空')`;
  });
  return `CREATE TABLE score.${name}_differences AS\n${[row, ...fields].join("\nUNION ALL\n")};`;
}

const SUMMARY = `-- 逐年逐口径的结论
CREATE TABLE score.differences AS
SELECT
  part, what, year, basis, place, field, published, derived,
  ROW_NUMBER() OVER (
    PARTITION BY part
    ORDER BY year NULLS LAST, basis NULLS LAST, place NULLS LAST, field NULLS LAST
  ) AS n
FROM (
  SELECT 1 AS part, what, year, basis, place, field, published, derived FROM score.ledger_differences
  UNION ALL
  SELECT 2 AS part, what, year, basis, place, field, published, derived FROM score.scores_differences
  UNION ALL
  SELECT 3 AS part, what, year, basis, place, field, published, derived FROM score.ranking_differences
) AS d;

CREATE TABLE score.summary AS
SELECT
  c.year, c.basis, c.ledger_rows, c.score_rows, c.ranking_rows,
  COALESCE(f.ledger_faults, 0) AS ledger_faults, COALESCE(f.score_faults, 0) AS score_faults,
  COALESCE(f.total_faults, 0) AS total_faults, COALESCE(f.rank_faults, 0) AS rank_faults,
  CASE WHEN f.year IS NULL THEN '一致' ELSE '不一致' END AS verdict
FROM (
  SELECT
    year, basis, CAST(SUM(l) AS BIGINT) AS ledger_rows, CAST(SUM(s) AS BIGINT) AS score_rows,
    CAST(SUM(r) AS BIGINT) AS ranking_rows
  FROM (
    SELECT year, basis, CASE WHEN in_published THEN 1 ELSE 0 END AS l, 0 AS s, 0 AS r FROM score.ledger_pairs
    UNION ALL
    SELECT year, basis, 0 AS l, CASE WHEN in_published THEN 1 ELSE 0 END AS s, 0 AS r FROM score.scores_pairs
    UNION ALL
    SELECT year, basis, 0 AS l, 0 AS s, CASE WHEN in_published THEN 1 ELSE 0 END AS r FROM score.ranking_pairs
  ) AS n
  GROUP BY year, basis
) AS c
LEFT JOIN (
  SELECT
    year, basis,
    COUNT(DISTINCT CASE WHEN part = 1 THEN place END) AS ledger_faults,
    COUNT(DISTINCT CASE WHEN part = 2 THEN place END) AS score_faults,
    COUNT(DISTINCT CASE WHEN part = 3 AND field NOT IN ('rank', 'tied', 'previous_rank', 'change') THEN place END)
      AS total_faults,
    COUNT(DISTINCT CASE WHEN part = 3 AND field IN ('rank', 'tied', 'previous_rank', 'change', '整行') THEN place END)
      AS rank_faults
  FROM score.differences
  GROUP BY year, basis
) AS f ON f.year = c.year AND f.basis = c.basis;`;
