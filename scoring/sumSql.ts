/** A running sum that a cap bounds. */
export interface BoundSum {
  /** The step that it reads, and the name of the step that has the sum. */
  from: string;
  into: string;
  /** The columns that go through, what is summed under which name, and what bounds it. */
  columns: string;
  summed: string;
  as: string;
  cap: string;
  /** Whose cap it is: all rows alike in this have the same caps. */
  bound: string;
  /** Over which rows it runs, and in which order; rows that do not count are among them, and are worth nothing. */
  group: string;
  order: string;
  /** The column that numbers the caps of a year, and how many there may be. */
  part: string;
  parts: number;
}

/**
 * Returns the step, or the steps, of the sum. Where the cap may change within a year, each stretch of days under one cap
 * goes on from what its unit has by then: what an earlier cap took away stays lost and fills no later one.
 */
export function boundSum(sum: BoundSum): string {
  const {from, into, columns, summed, as, group, order, parts} = sum;
  if (parts > 1) return carriedSum(sum);
  return `${into} AS (
  SELECT
    ${columns},
    ${running(summed, group, order)} AS ${as}
  FROM ${from}
)`;
}

function carriedSum({from, into, columns, summed, as, cap, bound, group, order, part, parts}: BoundSum): string {
  const names = columns.replace(/\w+ AS (\w+)/g, "$1");
  const earlier = Array.from({length: parts - 1}, (_, i) => i + 1);
  const stretch = earlier.map(
    n => `
    CAST(SUM(CASE WHEN ${part} = ${n} THEN ${summed} ELSE 0 END) OVER (
      PARTITION BY ${group}
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_${n},
    MIN(CASE WHEN ${part} = ${n} THEN ${cap} END) OVER (
      PARTITION BY ${bound}
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_${n},`
  );
  const carried = earlier.map(n => {
    const later = earlier.filter(one => one > n).map(one => `sum_${one}, cap_${one}, `);
    return `${into}_${n} AS (
  SELECT
    ${names},
    ${part}, since, ${later.join("")}CASE
      WHEN ${part} <= ${n}${n > 1 ? ` OR had > cap_${n}` : ""} THEN had
      WHEN had + sum_${n} > cap_${n} THEN cap_${n}
      ELSE had + sum_${n}
    END AS had
  FROM ${into}_${n - 1}
),
`;
  });
  return `${into}_0 AS (
  -- The cap changes within the year: what is there under each, and what has the unit from those before?
  SELECT
    ${columns},
    ${part},${stretch.join("")}
    ${running(summed, `${group}, ${part}`, order)} AS since,
    CAST(0 AS BIGINT) AS had
  FROM ${from}
),
${carried.join("")}${into} AS (
  SELECT
    ${names},
    had + since AS ${as}
  FROM ${into}_${parts - 1}
)`;
}

function running(summed: string, group: string, order: string): string {
  return `CAST(SUM(${summed}) OVER (
      PARTITION BY ${group}
      ORDER BY ${order}
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT)`;
}
