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

/** Ratings of the whole city by one key of a dimension; counts are null where hidden for smallness. */
export interface CityRow {
  year: number;
  dimension: string;
  key: string;
  n: number | null;
  satisfied: number | null;
  unhappy: number | null;
  suppressed: boolean;
}

export interface SatisfactionData {
  rows: RatingRow[];
  /** The whole city by year; years that are hidden are left out. */
  years: {year: number; n: number; satisfied: number; unhappy: number}[];
  /** Whether the year has ratings, but too few to be shown. */
  yearHidden: boolean;
  /** Whether one unit alone is hidden, so that the whole city's counts leave it out. */
  unitLeftOut: boolean;
  /** The whole city's year by item; those hidden are left out. */
  items: {item: string; n: number; satisfied: number}[];
  hiddenItems: number;
  /** 满意度得分 of each unit that is shown, over all items: the sum of the weights, and over how many ratings. */
  index: ReadonlyMap<string, {n: number; points: number}>;
  opinions: {channel: string; opinions: number; handled: number}[];
  rectifications: RectificationRow[];
}

/** Reads one year's evaluation; only telephone and questionnaire ratings feed a rate. */
export async function readSatisfaction(db: Database, facts: Facts): Promise<SatisfactionData> {
  const rows = await readRatings(db, facts.year);
  const city = await readCity(db);
  const overall = city.filter(row => row.dimension === "overall");
  const items = city.filter(row => row.dimension === "item" && row.year === facts.year);
  return {
    rows,
    years: overall.flatMap(({year, n, satisfied, unhappy}) =>
      n ? [{year, n, satisfied: satisfied ?? 0, unhappy: unhappy ?? 0}] : []
    ),
    yearHidden: rows.some(row => row.suppressed) && !overall.some(row => row.year === facts.year && row.n),
    unitLeftOut: rows.filter(row => row.item === "all" && row.suppressed).length === 1,
    items: items.flatMap(({key, n, satisfied}) => (n ? [{item: key, n, satisfied: satisfied ?? 0}] : [])),
    hiddenItems: items.filter(row => row.suppressed).length,
    index: new Map(
      (
        await rowsOf<{unitId: string; n: number; points: number}>(
          db,
          "score",
          "satisfaction_index",
          `SELECT unit_id AS "unitId", n, points
FROM score.satisfaction_index
WHERE year = $1 AND item = 'all'`,
          [facts.year]
        )
      ).map(({unitId, n, points}) => [unitId, {n, points}])
    ),
    opinions: await rowsOf(
      db,
      "score",
      "opinion_channels",
      `SELECT channel, opinions, handled
FROM score.opinion_channels
WHERE year = $1
ORDER BY opinions DESC, channel`,
      [facts.year]
    ),
    rectifications: await readRectifications(db)
  };
}

async function readCity(db: Database): Promise<CityRow[]> {
  return rowsOf(
    db,
    "score",
    "satisfaction_city",
    `SELECT year, dimension, key, n, very_satisfied + satisfied AS satisfied, dissatisfied + very_dissatisfied AS unhappy, suppressed
FROM score.satisfaction_city
WHERE dimension IN ('overall', 'item')
ORDER BY rowid`
  );
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
