import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";

/** What is due on one day, by how it stands. */
export interface DueDay {
  /** ISO date. */
  day: string;
  closed: number;
  open: number;
  overdue: number;
}

export interface DueDays {
  /** First days of the first and the last month that are shown. */
  from: string;
  to: string;
  days: DueDay[];
  /** What is overdue since before the first month. */
  earlier: number;
}

/** Months that are shown before that of the data date, and after it. */
const BEFORE = 3;
const AFTER = 2;

/** Reads what is due on each day of the months around the data date: notices with a date, whatever year they are of. */
export async function readDueDays(db: Database, facts: Facts): Promise<DueDays> {
  const [from, to] = [monthOf(facts.asOf, -BEFORE), monthOf(facts.asOf, AFTER)];
  const days = await rowsOf<DueDay>(
    db,
    "score",
    "inspection_items",
    `SELECT due_on AS day, COUNT(*) FILTER (closed_on IS NOT NULL) AS closed,
  COUNT(*) FILTER (closed_on IS NULL AND state <> '逾期') AS open, COUNT(*) FILTER (state = '逾期') AS overdue
FROM score.inspection_items
WHERE notice AND due_on >= CAST($1 AS DATE) AND due_on < CAST($2 AS DATE) + INTERVAL 1 MONTH
GROUP BY due_on
ORDER BY due_on`,
    [from, to]
  );
  const earlier = await rowsOf<{n: number}>(
    db,
    "score",
    "inspection_items",
    "SELECT COUNT(*) AS n FROM score.inspection_items WHERE state = '逾期' AND due_on < CAST($1 AS DATE)",
    [from]
  );
  return {from, to, days, earlier: earlier[0]?.n ?? 0};
}

/** Returns the first day of the month so many months from that of the day. */
export function monthOf(day: string, months: number): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  const at = year * 12 + month - 1 + months;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}-01`;
}
