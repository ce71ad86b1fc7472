import type {Database} from "../../loaders/database.ts";
import {REST} from "../disclosure/merge.ts";
import {yearStates} from "../state.ts";
import type {AssessmentData} from "./assessment.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {hideSmall} from "./smallCells.ts";

/** What of one unit waits, and for how many days the oldest; null where nothing says since when, or too few wait. */
export interface WaitingRow {
  unitId: string;
  /** Null where hidden for smallness. */
  count: number | null;
  oldest: number | null;
}

/** One kind of thing that is ready and waits for a signature. */
export interface WaitingKind {
  kind: "claims" | "items" | "explanations" | "grades";
  count: number;
  /** Of the year itself; null where only the year's is counted, or the kind has no year. */
  ofYear: number | null;
  oldest: number | null;
  /** Most first, and last those whose count is hidden, if any is told: names alone would be too much beside the sum. */
  units: WaitingRow[];
}

export interface WaitingData {
  kinds: WaitingKind[];
  /** Ranked years whose results are not signed, first to last. */
  years: number[];
}

interface Counted {
  unitId: string;
  count: number;
  ofYear: number | null;
  oldest: number | null;
}

/** Reads what waits for a signature on the as-of date, of this and of earlier years. */
export async function readWaiting(db: Database, facts: Facts): Promise<WaitingData> {
  const states = await yearStates(db, facts.years);
  const counted = (schema: string, table: string, sql: string, ...parameters: (string | number)[]) =>
    rowsOf<Counted>(db, schema, table, sql, parameters);
  const grades = kindOf("grades", await counted("core", "assessments", GRADES, facts.asOf, facts.year));
  return {
    kinds: [
      kindOf("claims", await counted("score", "bonus_inputs", CLAIMS, facts.asOf, facts.year)),
      kindOf("items", await counted("score", "inspection_items", ITEMS)),
      kindOf("explanations", await counted("score", "inspection_items", EXPLANATIONS, facts.asOf)),
      hidden(grades, facts.thresholds.minCell ?? 5)
    ].filter(({count}) => count > 0),
    years: facts.years.filter(year => !["已签批", "更正"].includes(states.get(year)!.state))
  };
}

/** Returns the breakdowns without the county's count of a district whose waiting are hidden: less those filed it would tell them. */
export function hideWaiting(
  dimensions: AssessmentData["dimensions"],
  waiting: WaitingData | null
): AssessmentData["dimensions"] {
  const grades = waiting?.kinds.find(({kind}) => kind === "grades");
  const hidden = new Set(grades?.units.filter(({count}) => count === null).map(({unitId}) => unitId));
  const unnamed = grades?.units.length === 0;
  return dimensions.map(({dimension, rows}) => {
    if (dimension !== "district") return {dimension, rows};
    const listed = new Set(rows.map(({key}) => key));
    const merged = [...hidden].some(district => !listed.has(district));
    const tells = (key: string) => unnamed || hidden.has(key) || (key === REST && merged);
    return {dimension, rows: rows.map(row => (tells(row.key) ? {...row, assessed: null} : row))};
  });
}

function kindOf(kind: WaitingKind["kind"], rows: readonly Counted[]): WaitingKind {
  const days = rows.flatMap(({oldest}) => oldest ?? []);
  const ofYear = rows.flatMap(row => row.ofYear ?? []);
  return {
    kind,
    count: sum(rows.map(row => row.count)),
    ofYear: ofYear.length ? sum(ofYear) : null,
    oldest: days.length ? Math.max(...days) : null,
    units: rows.map(({unitId, count, oldest}) => ({unitId, count, oldest}))
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Grades are people's: few of a district are not told, nor the days of few. */
function hidden(kind: WaitingKind, least: number): WaitingKind {
  const cells = hideSmall(
    kind.units.map(({count}) => [count ?? 0]),
    least
  );
  const shown = kind.units.filter((_, i) => !cells[i]![0]);
  const rest = kind.units.filter((_, i) => cells[i]![0]).map(({unitId}) => ({unitId, count: null, oldest: null}));
  // Among the others their place would tell how many they are.
  rest.sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
  const units = shown.length ? [...shown, ...rest] : [];
  return {...kind, oldest: kind.count < least ? null : kind.oldest, units};
}

/** Claims that passed the review and lack the signature; the ledger says so, the inputs since when. */
const CLAIMS = `
SELECT l.unit_id AS "unitId", COUNT(*) AS count, COUNT(*) FILTER (l.year = $2) AS "ofYear",
  CAST(MAX(CAST($1 AS DATE) - i.reviewed_on) AS BIGINT) AS oldest
FROM score.bonus_ledger AS l
LEFT JOIN score.bonus_inputs AS i ON i.claim_id = l.claim_id
WHERE l.basis = 'signed' AND l.scenario = 'base' AND l.disposition = 'not_signed' AND l.year <= $2
GROUP BY l.unit_id
ORDER BY count DESC, oldest DESC NULLS LAST, l.unit_id`;

/** Nothing says when an item was handed in for approval. */
const ITEMS = `
SELECT unit_id AS "unitId", COUNT(*) AS count, CAST(NULL AS BIGINT) AS oldest
FROM score.inspection_items
WHERE state = '待签批'
GROUP BY unit_id
ORDER BY count DESC, unit_id`;

/** Explanations of what is still overdue that the head has not read. */
const EXPLANATIONS = `
SELECT unit_id AS "unitId", COUNT(*) AS count, CAST(MAX(CAST($1 AS DATE) - explained_on) AS BIGINT) AS oldest
FROM score.inspection_items
WHERE state = '逾期' AND explained_on IS NOT NULL AND read_on IS NULL
GROUP BY unit_id
ORDER BY count DESC, oldest DESC, unit_id`;

/** People graded by the county whom no row of the year shows as filed. */
const GRADES = `
SELECT "unitId", COUNT(*) AS count, MAX(days) AS oldest
FROM (
  SELECT COALESCE(ANY_VALUE(t.district), '未填') AS "unitId", CAST($1 AS DATE) - MIN(a.county_on) AS days
  FROM core.assessments AS a
  LEFT JOIN core.talents AS t ON t.talent_id = a.talent_id
  WHERE a.year = $2 AND a.county_grade IS NOT NULL AND a.county_on <= CAST($1 AS DATE)
  GROUP BY a.talent_id
  HAVING a.talent_id NOT IN (
    SELECT talent_id FROM core.assessments WHERE year = $2 AND filed_on <= CAST($1 AS DATE)
  )
) AS people
GROUP BY "unitId"
ORDER BY count DESC, oldest DESC, "unitId"`;
