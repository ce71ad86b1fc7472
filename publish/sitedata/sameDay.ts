import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";

/** A part of a whole; the whole is null where the number stands alone. Points are whole thousandths. */
export interface Ratio {
  part: number;
  whole: number | null;
}

/** The chief figures of the year before as they stood on the same date a year ago, by the name of the measure. */
export interface SameDay {
  /** ISO date. */
  day: string;
  figures: ReadonlyMap<string, Ratio>;
}

/**
 * Reads the figures of the same date a year ago; null where there are none, or where the pages are about another year
 * than that of the data date, which has no such day.
 */
export async function readSameDay(db: Database, facts: Facts): Promise<SameDay | null> {
  const rows = await rowsOf<Ratio & {day: string; measure: string}>(
    db,
    "score",
    "same_day",
    "SELECT day, measure, part, whole FROM score.same_day WHERE year = $1 ORDER BY rowid",
    [facts.year - 1]
  );
  if (!rows.length) return null;
  return {
    day: rows[0]!.day,
    figures: new Map(rows.map(({measure, part, whole}) => [measure, {part, whole}]))
  };
}
