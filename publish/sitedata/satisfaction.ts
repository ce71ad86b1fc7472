import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {hideSmall} from "./smallCells.ts";

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

/** By who rated (sector, kind of rater), or by when. */
export type CityDimension = "sector" | "rater_kind" | "quarter";

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
  /** The whole city's year by who rated, and when; rows that are hidden are counted only. */
  parts: {dimension: CityDimension; rows: {key: string; n: number; satisfied: number}[]; hidden: number}[];
  /** Unhappy ratings of the whole city by item, over the years up to this; null where hidden. */
  unhappy: {item: string; years: {year: number; n: number | null; unhappy: number | null}[]}[];
  /** 满意度得分 of each unit that is shown, over all items: the sum of the weights, and over how many ratings. */
  index: ReadonlyMap<string, {n: number; points: number}>;
  /** What came back by telephone and questionnaire, and how much of it is valid; null where hidden for smallness. */
  channels: {channel: string; received: number | null; valid: number | null}[];
  opinions: {channel: string; opinions: number; handled: number}[];
  rectifications: RectificationRow[];
}

/** Reads one year's evaluation; only telephone and questionnaire ratings feed a rate. */
export async function readSatisfaction(db: Database, facts: Facts): Promise<SatisfactionData> {
  const rows = await readRatings(db, facts.year);
  const city = await readCity(db);
  const overall = city.filter(row => row.dimension === "overall");
  const items = city.filter(row => row.dimension === "item" && row.year === facts.year);
  const hiddenUnits = rows.filter(row => row.item === "all" && row.suppressed).map(row => row.unitId);
  const yearHidden = rows.some(row => row.suppressed) && !overall.some(row => row.year === facts.year && row.n);
  return {
    rows,
    years: overall.flatMap(({year, n, satisfied, unhappy}) =>
      n ? [{year, n, satisfied: satisfied ?? 0, unhappy: unhappy ?? 0}] : []
    ),
    yearHidden,
    unitLeftOut: hiddenUnits.length === 1,
    items: items.flatMap(({key, n, satisfied}) => (n ? [{item: key, n, satisfied: satisfied ?? 0}] : [])),
    hiddenItems: items.filter(row => row.suppressed).length,
    parts: PARTS.map(dimension =>
      partOf(
        dimension,
        city.filter(row => row.dimension === dimension && row.year === facts.year)
      )
    ),
    unhappy: unhappyItems(city.filter(row => row.dimension === "item" && row.year <= facts.year)),
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
    channels: yearHidden ? [] : await readChannels(db, facts, hiddenUnits.length === 1 ? hiddenUnits[0]! : null),
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

/** A unit that the whole city's counts leave out is left out here too: the difference would tell it. */
async function readChannels(db: Database, facts: Facts, without: string | null): Promise<SatisfactionData["channels"]> {
  const rows = await rowsOf<{channel: string; received: number; valid: number}>(db, "core", "ratings", CHANNELS, [
    facts.year,
    facts.asOf,
    without
  ]);
  const hidden = hideSmall(
    rows.map(({valid}) => [valid]),
    facts.thresholds.minCell ?? 5
  );
  return rows.map((row, i) => (hidden[i]![0] ? {...row, received: null, valid: null} : row));
}

const CHANNELS = `
SELECT channel, COUNT(*) AS received, COUNT(*) FILTER (COALESCE(valid, true)) AS valid
FROM core.ratings
WHERE channel IN ('电话问询', '问卷调查') AND rated_on <= CAST($2 AS DATE) AND YEAR(rated_on) = $1
  AND ($3 IS NULL OR unit <> $3)
GROUP BY channel
ORDER BY channel`;

const PARTS: readonly CityDimension[] = ["sector", "rater_kind", "quarter"];

function partOf(dimension: CityDimension, rows: readonly CityRow[]): SatisfactionData["parts"][number] {
  return {
    dimension,
    rows: rows.flatMap(({key, n, satisfied}) => (n ? [{key, n, satisfied: satisfied ?? 0}] : [])),
    hidden: rows.filter(row => row.suppressed).length
  };
}

function unhappyItems(rows: readonly CityRow[]): SatisfactionData["unhappy"] {
  const years = [...new Set(rows.map(row => row.year))].sort((a, b) => a - b);
  return [...new Set(rows.map(row => row.key))].sort().map(item => ({
    item,
    years: years.map(year => {
      const row = rows.find(row => row.key === item && row.year === year);
      if (!row) return {year, n: 0, unhappy: 0};
      return {year, n: row.suppressed ? null : row.n, unhappy: row.suppressed ? null : row.unhappy};
    })
  }));
}

async function readCity(db: Database): Promise<CityRow[]> {
  return rowsOf(
    db,
    "score",
    "satisfaction_city",
    `SELECT year, dimension, key, n, very_satisfied + satisfied AS satisfied, dissatisfied + very_dissatisfied AS unhappy, suppressed
FROM score.satisfaction_city
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
