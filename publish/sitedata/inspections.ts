import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {groupBy} from "./group.ts";

/** The state of one inspection of one unit on the as-of date. */
export interface InspectionRow {
  inspectionId: string;
  unitId: string;
  subject: string | null;
  category: string;
  method: string;
  state: string;
  dueOn: string | null;
  closedOn: string | null;
  overdueDays: number | null;
  explained: boolean | null;
  /** The head has read the explanation. */
  read: boolean | null;
  /** A notice was given: without one there is no deadline. */
  notice: boolean | null;
}

export interface InspectionSum {
  year: number;
  unitId: string;
  items: number;
  notices: number;
  closedOnTime: number;
  closedLate: number;
  overdue: number;
  overdueUnexplained: number;
  running: number;
  noDeadline: number;
  unannounced: number;
  unapproved: number;
}

/** One group of the year's items: the whole city, a category, a method or a town. */
export interface InspectionGroup extends Omit<InspectionSum, "year" | "unitId"> {
  dimension: string;
  key: string;
  /** Overdue, explained, and the explanation not yet read by the head. */
  explainedUnread: number;
  /** Unannounced visits of which notice was given. */
  forewarned: number;
}

/** How many units there are of a kind, and how many of them had an item. */
export interface Visited {
  all: number;
  visited: number;
}

export interface InspectionData {
  /** Worst first: by days overdue, then 建制序. */
  overdue: InspectionRow[];
  byCategory: {category: string; state: string; count: number}[];
  byMethod: {method: string; count: number}[];
  /** The whole city's year; null where it has no item. */
  city: InspectionGroup | null;
  /** The year by town, villages under theirs; empty where no village has an item, since then it says what `units` says. */
  towns: InspectionGroup[];
  /** The year's summary by unit, in the published order. */
  units: InspectionSum[];
  /** The whole city by year. */
  years: Omit<InspectionSum, "unitId">[];
  funnel: {name: string; count: number}[];
  /** Notices closed, and closed after somebody verified what was done, by year. */
  closings: {year: number; closed: number; verified: number}[];
  /** Villages and communities of the directory, and those with an item in the year. */
  villages: Visited;
  /** Ranked units, and those with an item in the year. */
  ranked: Visited;
  dueSoon: InspectionRow[];
}

const STATUS = `SELECT s.inspection_id AS "inspectionId", s.unit_id AS "unitId", i.subject, s.category, s.method, s.state,
  s.due_on AS "dueOn", s.closed_on AS "closedOn", s.overdue_days AS "overdueDays", s.explained,
  t.read_on IS NOT NULL AS read, t.notice
FROM score.inspection_status AS s
LEFT JOIN score.inspection_items AS t ON t.inspection_id = s.inspection_id AND t.unit_id = s.unit_id
LEFT JOIN core.inspections AS i ON i.inspection_id = s.inspection_id AND i.unit = s.unit_id`;

/** Reads the inspections as they stand. */
export async function readInspections(db: Database, facts: Facts): Promise<InspectionData> {
  const status = (sql: string, parameters: string[] = []) =>
    rowsOf<InspectionRow>(db, "score", "inspection_status", sql, parameters);
  const groups = await readGroups(db, facts.year);
  const units = await readSums(db, facts.year);
  const towns = groups.filter(group => group.dimension === "town");
  return {
    overdue: await status(`${STATUS}
WHERE s.state = '逾期'
ORDER BY s.overdue_days DESC, s.unit_id, s.inspection_id`),
    byCategory: await rowsOf(
      db,
      "score",
      "inspection_items",
      `SELECT category, state, COUNT(*) AS count
FROM score.inspection_items
WHERE year = $1
GROUP BY category, state
ORDER BY category, state`,
      [facts.year]
    ),
    byMethod: groups
      .filter(group => group.dimension === "method")
      .map(({key, items}) => ({method: key, count: items}))
      .sort((a, b) => b.count - a.count),
    city: groups.find(group => group.dimension === "overall") ?? null,
    towns: towns.every(({key, items}) => units.some(unit => unit.unitId === key && unit.items === items)) ? [] : towns,
    units,
    years: await readYears(db),
    funnel: await readFunnel(db, facts),
    closings: await rowsOf(db, "score", "inspection_items", CLOSINGS),
    villages: await visited(db, "inspection_items", VILLAGES, facts.year, facts.asOf),
    ranked: await visited(db, "bonus_ranking", RANKED, facts.year),
    dueSoon: await status(
      `${STATUS}
WHERE s.closed_on IS NULL AND s.state <> '逾期' AND s.due_on BETWEEN CAST($1 AS DATE) AND CAST($1 AS DATE) + 30
ORDER BY s.due_on, s.unit_id, s.inspection_id`,
      [facts.asOf]
    )
  };
}

async function visited(db: Database, table: string, sql: string, ...parameters: (string | number)[]): Promise<Visited> {
  return (await rowsOf<Visited>(db, "score", table, sql, parameters))[0] ?? {all: 0, visited: 0};
}

/** Reads the inspections of one unit's page for many units at once: the latest year first, within it the latest deadline. */
export async function readUnitInspections(db: Database): Promise<Map<string, InspectionRow[]>> {
  const rows = await rowsOf<InspectionRow>(
    db,
    "score",
    "inspection_status",
    `${STATUS}
ORDER BY s.unit_id, t.year DESC NULLS FIRST, s.due_on DESC NULLS LAST, s.inspection_id`
  );
  return groupBy(rows, row => row.unitId);
}

/** Reads the year's summary by unit. */
export async function readSums(db: Database, year: number): Promise<InspectionSum[]> {
  return rowsOf<InspectionSum>(
    db,
    "score",
    "inspection_summary",
    `SELECT year, unit_id AS "unitId", ${SUM_COLUMNS.map(([name, alias]) => `${name} AS "${alias}"`).join(", ")}
FROM score.inspection_summary
WHERE year = $1
ORDER BY rowid`,
    [year]
  );
}

const SUM_COLUMNS = [
  ["items", "items"],
  ["notices", "notices"],
  ["closed_on_time", "closedOnTime"],
  ["closed_late", "closedLate"],
  ["overdue", "overdue"],
  ["overdue_unexplained", "overdueUnexplained"],
  ["running", "running"],
  ["no_deadline", "noDeadline"],
  ["unannounced", "unannounced"],
  ["unapproved", "unapproved"]
] as const;

async function readYears(db: Database): Promise<InspectionData["years"]> {
  return rowsOf(
    db,
    "score",
    "inspection_summary",
    `SELECT year, ${SUM_COLUMNS.map(([name, alias]) => `CAST(SUM(${name}) AS BIGINT) AS "${alias}"`).join(", ")}
FROM score.inspection_summary
GROUP BY year
ORDER BY year`
  );
}

async function readGroups(db: Database, year: number): Promise<InspectionGroup[]> {
  return rowsOf(
    db,
    "score",
    "inspection_groups",
    `SELECT dimension, key, ${SUM_COLUMNS.map(([name, alias]) => `${name} AS "${alias}"`).join(", ")},
  explained_unread AS "explainedUnread", forewarned
FROM score.inspection_groups
WHERE year = $1
ORDER BY rowid`,
    [year]
  );
}

const RANKED = `
SELECT COUNT(*) AS "all", COUNT(*) FILTER (
  unit_id IN (SELECT unit_id FROM score.inspection_summary WHERE year = $1 AND items > 0)
) AS visited
FROM score.bonus_ranking
WHERE year = $1 AND basis = 'signed'`;

const CLOSINGS = `
SELECT year, COUNT(*) AS closed, COUNT(*) FILTER (verified_on IS NOT NULL) AS verified
FROM score.inspection_items
WHERE notice AND closed_on IS NOT NULL AND year IS NOT NULL
GROUP BY year
ORDER BY year`;

const VILLAGES = `
SELECT COUNT(*) AS "all", COUNT(*) FILTER (unit_id IN (SELECT unit_id FROM score.inspection_items WHERE year = $1)) AS visited
FROM (
  SELECT DISTINCT unit_id
  FROM core.units
  WHERE kind IN ('村', '社区') AND COALESCE(valid_from <= CAST($2 AS DATE), true)
    AND COALESCE(valid_to > CAST($2 AS DATE), true)
) AS villages`;

/** The items of the year, then what became of those that got a notice. */
async function readFunnel(db: Database, facts: Facts): Promise<InspectionData["funnel"]> {
  const rows = await rowsOf<Record<string, number>>(
    db,
    "score",
    "inspection_items",
    `SELECT COUNT(*) AS items, COUNT(*) FILTER (notice) AS notices,
  COUNT(*) FILTER (notice AND reported_on IS NOT NULL) AS reported,
  COUNT(*) FILTER (notice AND verified_on IS NOT NULL) AS verified,
  COUNT(*) FILTER (notice AND closed_on IS NOT NULL) AS closed,
  COUNT(*) FILTER (notice AND archived) AS archived
FROM score.inspection_items
WHERE year = $1`,
    [facts.year]
  );
  const row = rows[0];
  if (!row?.items) return [];
  return [
    {name: "督查事项", count: row.items},
    {name: "下发督办通知单", count: row.notices!},
    {name: "反馈", count: row.reported!},
    {name: "核实", count: row.verified!},
    {name: "销号", count: row.closed!},
    {name: "归档", count: row.archived!}
  ];
}
