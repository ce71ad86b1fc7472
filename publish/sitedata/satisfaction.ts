import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";

/** Ratings of one unit and item; counts are null where hidden for smallness. */
export interface RatingRow {
  year: number;
  unitId: string;
  item: string;
  n: number | null;
  verySatisfied: number | null;
  satisfied: number | null;
  basic: number | null;
  dissatisfied: number | null;
  veryDissatisfied: number | null;
  unknown: number | null;
  suppressed: boolean;
}

export interface RectificationRow {
  issueId: string;
  unitId: string | null;
  item: string | null;
  notifiedOn: string;
  dueOn: string;
  doneOn: string | null;
  state: string;
}

export interface SatisfactionData {
  rows: RatingRow[];
  /** The whole city by year. */
  years: {year: number; n: number; satisfied: number; unhappy: number}[];
  /** The whole city's year by item; items whose count is small are left out. */
  items: {item: string; n: number; satisfied: number}[];
  opinions: {channel: string; opinions: number; handled: number}[];
  rectifications: RectificationRow[];
}

/** Reads one year's evaluation; only telephone and questionnaire ratings feed a rate. */
export async function readSatisfaction(db: Database, facts: Facts): Promise<SatisfactionData> {
  const minCell = Number(facts.thresholds.minCell ?? 5);
  return {
    rows: await readRatings(db, facts.year),
    years: await rowsOf(
      db,
      "core",
      "ratings",
      `SELECT YEAR(rated_on) AS year, COUNT(*) AS n,
  COUNT(*) FILTER (rating IN ('非常满意', '满意')) AS satisfied,
  COUNT(*) FILTER (rating IN ('不满意', '非常不满意')) AS unhappy
FROM core.ratings
WHERE rating <> '不了解' AND COALESCE(valid, TRUE) AND rated_on <= CAST($1 AS DATE)
GROUP BY 1
HAVING COUNT(*) >= $2
ORDER BY 1`,
      [facts.asOf, minCell]
    ),
    items: await rowsOf(
      db,
      "core",
      "ratings",
      `SELECT item, COUNT(*) AS n, COUNT(*) FILTER (rating IN ('非常满意', '满意')) AS satisfied
FROM core.ratings
WHERE YEAR(rated_on) = $1 AND rated_on <= CAST($2 AS DATE) AND rating <> '不了解' AND COALESCE(valid, TRUE)
GROUP BY item
HAVING COUNT(*) >= $3
ORDER BY item`,
      [facts.year, facts.asOf, minCell]
    ),
    opinions: await rowsOf(
      db,
      "core",
      "opinions",
      `SELECT channel, COUNT(*) AS opinions, COUNT(*) FILTER (handled_on <= CAST($2 AS DATE)) AS handled
FROM core.opinions
WHERE YEAR(received_on) = $1 AND received_on <= CAST($2 AS DATE)
GROUP BY channel
ORDER BY opinions DESC, channel`,
      [facts.year, facts.asOf]
    ),
    rectifications: await readRectifications(db)
  };
}

/** Reads the year's ratings of every unit and item. */
export async function readRatings(db: Database, year: number): Promise<RatingRow[]> {
  return rowsOf(
    db,
    "score",
    "satisfaction",
    `SELECT year, unit_id AS "unitId", item, n, very_satisfied AS "verySatisfied", satisfied, basic, dissatisfied,
  very_dissatisfied AS "veryDissatisfied", unknown, suppressed
FROM score.satisfaction
WHERE year = $1
ORDER BY rowid`,
    [year]
  );
}

/** Reads every notified issue, the open and overdue ones first. */
export async function readRectifications(db: Database): Promise<RectificationRow[]> {
  return rowsOf(
    db,
    "score",
    "rectification_status",
    `SELECT issue_id AS "issueId", unit_id AS "unitId", item, notified_on AS "notifiedOn", due_on AS "dueOn",
  done_on AS "doneOn", state
FROM score.rectification_status
ORDER BY CASE state WHEN '逾期' THEN 0 WHEN '整改中' THEN 1 WHEN '逾期完成' THEN 2 ELSE 3 END, due_on, issue_id`
  );
}
