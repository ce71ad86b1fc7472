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
  dueSoon: InspectionRow[];
}

const STATUS = `SELECT s.inspection_id AS "inspectionId", s.unit_id AS "unitId", i.subject, s.category, s.method, s.state,
  s.due_on AS "dueOn", s.closed_on AS "closedOn", s.overdue_days AS "overdueDays", s.explained,
  t.read_on IS NOT NULL AS read
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
    dueSoon: await status(
      `${STATUS}
WHERE s.closed_on IS NULL AND s.state <> '逾期' AND s.due_on BETWEEN CAST($1 AS DATE) AND CAST($1 AS DATE) + 30
ORDER BY s.due_on, s.unit_id, s.inspection_id`,
      [facts.asOf]
    )
  };
}

/** Reads the inspections of one unit's page for many units at once, newest first. */
export async function readUnitInspections(db: Database): Promise<Map<string, InspectionRow[]>> {
  const rows = await rowsOf<InspectionRow>(
    db,
    "score",
    "inspection_status",
    `${STATUS}
ORDER BY s.unit_id, s.due_on DESC NULLS LAST, s.inspection_id`
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
