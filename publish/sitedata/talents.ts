import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";
import type {Ratio} from "./sameDay.ts";
import {hideSmall} from "./smallCells.ts";

/** Talents in their term at the end of a year (or on the as-of date), and who came and went since the year before. */
export interface StockYear {
  year: number;
  before: number;
  joined: number;
  /** The term ran out. */
  ended: number;
  cancelled: number;
  stock: number;
}

/** Counts of one district; null where hidden for smallness. */
export interface DistrictRow {
  district: string;
  /** In their term on some day of the year: those due for assessment, hidden where the grades hide them. */
  due: number | null;
  recognised: number | null;
  within90: number | null;
  within180: number | null;
}

export interface TalentData {
  /** First to last; none where nothing may be shown. */
  years: StockYear[];
  /** Whose term ends within 90 days, and from the 91st to the 180th; only those still in post. */
  within90: number;
  within180: number;
  /** Recognised in the year, over the districts listed; null where few. */
  recognised: number | null;
  districts: DistrictRow[];
  /** Present state of post of those in their term; null where hidden for smallness. */
  posts: {post: string; count: number | null}[];
}

/** Reads the stock of talents by counts; a term runs through its last day, and ends with a cancellation. */
export async function readTalents(db: Database, facts: Facts): Promise<TalentData> {
  const least = facts.thresholds.minCell ?? 5;
  const years = facts.years.length ? facts.years : [facts.year];
  const from = (await rowsOf(db, "core", "talents", "SELECT 1 FROM core.talents LIMIT 1")).length ? years : [];
  const stock = from.length ? await rowsOf<StockYear>(db, "score", "outcomes", stockSql(from), [facts.asOf]) : [];
  const last = stock.at(-1);
  if (!last || last.before + last.joined < least) return NOTHING;
  const ending = await rowsOf<{within90: number; within180: number}>(db, "score", "outcomes", ENDING, [
    facts.asOf,
    facts.year
  ]);
  const districts = await rowsOf<CountedRow>(db, "score", "grade_distribution", DISTRICTS, [facts.asOf, facts.year]);
  const posts = await rowsOf<{post: string; count: number}>(db, "score", "outcomes", POSTS, [facts.asOf, facts.year]);
  const hiddenPosts = hideSmall(
    posts.map(({count}) => [count]),
    least
  );
  return {
    years: stock,
    ...ending[0]!,
    recognised: shownTotal(districts, least),
    districts: shownDistricts(districts, least),
    posts: posts.map(({post, count}, i) => ({post, count: hiddenPosts[i]![0] ? null : count}))
  };
}

/** Returns who of those due has left within the term: resigned or moved, as the list says today; null where a part is hidden. */
export function leftOf({posts}: Pick<TalentData, "posts">, due: number | null): Ratio | null {
  const left = posts.filter(({post}) => post === "辞职离岗" || post === "调出");
  if (!due || !posts.length || left.some(({count}) => count === null)) return null;
  return {part: left.reduce((sum, {count}) => sum + count!, 0), whole: due};
}

const NOTHING: TalentData = {years: [], within90: 0, within180: 0, recognised: null, districts: [], posts: []};

const COLUMNS = ["recognised", "within90", "within180"] as const;

type CountedRow = Record<(typeof COLUMNS)[number], number> & {district: string; due: number | null};

function shownTotal(rows: readonly CountedRow[], least: number): number | null {
  const total = rows.reduce((sum, {recognised}) => sum + recognised, 0);
  return total > 0 && total < least ? null : total;
}

/** The columns overlap and no row has a sum: each column is hidden by its own margin. */
function shownDistricts(rows: readonly CountedRow[], least: number): DistrictRow[] {
  const hidden = COLUMNS.map(column =>
    hideSmall(
      rows.map(row => [row[column]]),
      least
    )
  );
  return rows.map((row, i) => {
    const [recognised, within90, within180] = COLUMNS.map((column, k) => (hidden[k]![i]![0] ? null : row[column])) as [
      number | null,
      number | null,
      number | null
    ];
    return {district: row.district, due: row.due, recognised, within90, within180};
  });
}

/** From which day a person is in the term, and from which day no longer; a cancellation ends its year, or as-of. */
const SPANS = `
cancelled AS (
  SELECT talent_key, MIN(year) AS year
  FROM score.outcomes
  WHERE outcome IN ('cancel', 'cancel_and_recover')
  GROUP BY talent_key
),
spans AS (
  SELECT
    COALESCE(t.district, '未填') AS district,
    COALESCE(t.post_status, '未填') AS post,
    t.recognised_on,
    t.term_to,
    GREATEST(t.recognised_on, COALESCE(t.term_from, t.recognised_on)) AS enters,
    COALESCE(t.term_to + 1, DATE '9999-12-31') AS ends,
    CASE
      WHEN c.year IS NULL THEN DATE '9999-12-31'
      ELSE LEAST(make_date(c.year, 12, 31), CAST($1 AS DATE))
    END AS cancels
  FROM core.talents AS t
  LEFT JOIN cancelled AS c ON c.talent_key = t.talent_key
)`;

function stockSql(years: readonly number[]): string {
  return `
WITH ${SPANS},
periods AS (
  SELECT year, make_date(year - 1, 12, 31) AS before, LEAST(make_date(year, 12, 31), CAST($1 AS DATE)) AS day
  FROM (VALUES ${years.map(year => `(${year})`).join(", ")}) AS y(year)
),
stays AS (
  SELECT *, LEAST(ends, cancels) AS leaves
  FROM spans
)
SELECT
  p.year,
  COUNT(*) FILTER (s.enters <= p.before AND s.leaves > p.before) AS before,
  COUNT(*) FILTER (s.enters > p.before AND s.enters <= p.day) AS joined,
  COUNT(*) FILTER (s.enters <= p.day AND s.leaves > p.before AND s.leaves <= p.day AND s.ends <= s.cancels) AS ended,
  COUNT(*) FILTER (s.enters <= p.day AND s.leaves > p.before AND s.leaves <= p.day AND s.ends > s.cancels) AS cancelled,
  COUNT(*) FILTER (s.enters <= p.day AND s.leaves > p.day) AS stock
FROM periods AS p
CROSS JOIN stays AS s
WHERE s.leaves > s.enters
GROUP BY p.year
ORDER BY p.year`;
}

const IN_POST = `
in_post AS (
  SELECT *, term_to - CAST($1 AS DATE) AS days
  FROM spans
  WHERE enters <= CAST($1 AS DATE) AND LEAST(ends, cancels) > CAST($1 AS DATE) AND post IN ('在职', '未填')
    AND YEAR(CAST($1 AS DATE)) >= $2
)`;

const ENDING = `
WITH ${SPANS}, ${IN_POST}
SELECT COUNT(*) FILTER (days BETWEEN 0 AND 90) AS within90, COUNT(*) FILTER (days BETWEEN 91 AND 180) AS within180
FROM in_post`;

const DISTRICTS = `
WITH ${SPANS}, ${IN_POST},
people AS (
  SELECT
    district,
    COUNT(*) FILTER (YEAR(recognised_on) = $2 AND recognised_on <= CAST($1 AS DATE)) AS recognised
  FROM spans
  GROUP BY district
),
graded AS (
  SELECT key AS district, CASE WHEN NOT suppressed THEN due END AS due
  FROM score.grade_distribution
  WHERE year = $2 AND dimension = 'district'
),
ending AS (
  SELECT district, COUNT(*) FILTER (days BETWEEN 0 AND 90) AS within90,
    COUNT(*) FILTER (days BETWEEN 91 AND 180) AS within180
  FROM in_post
  GROUP BY district
)
SELECT p.district, g.due, p.recognised, COALESCE(e.within90, 0) AS within90, COALESCE(e.within180, 0) AS within180
FROM people AS p
LEFT JOIN ending AS e ON e.district = p.district
JOIN graded AS g ON g.district = p.district
ORDER BY p.district`;

const POSTS = `
WITH ${SPANS}
SELECT post, COUNT(*) AS count
FROM spans
WHERE enters <= LEAST(make_date($2, 12, 31), CAST($1 AS DATE))
  AND LEAST(ends, cancels) > LEAST(make_date($2, 12, 31), CAST($1 AS DATE))
GROUP BY post
ORDER BY CASE post WHEN '在职' THEN 0 WHEN '辞职离岗' THEN 1 WHEN '调出' THEN 2 WHEN '退休' THEN 3 ELSE 4 END`;
