import {type Cell, sum} from "../disclosure/linked.ts";
import {REST} from "../disclosure/merge.ts";
import {hideSmall} from "./smallCells.ts";

/** Counts of one cell of the distribution; null where hidden for smallness. */
export interface GradeRow {
  year: number;
  dimension: string;
  key: string;
  due: number | null;
  declared: number | null;
  assessed: number | null;
  filed: number | null;
  excellent: number | null;
  qualified: number | null;
  unqualified: number | null;
  other: number | null;
  /** The whole row is hidden. */
  suppressed: boolean;
}

/** Puts the rows together as the public table does, and shows of their grades what it shows; 其他 is none. */
export function publicRows(rows: readonly GradeRow[], cells: readonly Cell[]): GradeRow[] {
  const keys = new Set(cells.map(({key}) => key));
  return [...keys].flatMap(key => {
    const merged = rows.filter(row => row.key === key || (key === REST && !keys.has(row.key)));
    const [first] = merged;
    if (!first) return [];
    if (merged.length === 1 && first.suppressed) return [emptied(first)];
    const total = (name: "due" | "declared" | "assessed" | "filed" | "other") => sum(merged.map(row => row[name] ?? 0));
    const grade = (measure: string) => cells.find(cell => cell.key === key && cell.measure === measure)!.count;
    return [
      {
        ...{year: first.year, dimension: first.dimension, key, suppressed: false},
        ...{due: total("due"), declared: total("declared"), assessed: total("assessed"), filed: total("filed")},
        ...{excellent: grade("excellent"), qualified: grade("qualified")},
        ...{unqualified: grade("unqualified"), other: total("other")}
      }
    ];
  });
}

/** Empties the rows that are flagged, and the grades of the others that are small or would tell a small one. */
export function shownGrades(rows: readonly GradeRow[], least: number): GradeRow[] {
  const counts = rows.map(row => [row.excellent ?? 0, row.qualified ?? 0, row.unqualified ?? 0]);
  // 合格 goes first, so that 优秀率 can still be said.
  const hidden = hideSmall(counts, least, {whole: i => rows[i]!.suppressed, preferred: [1, 0]});
  return rows.map((row, i) => {
    if (row.suppressed) return emptied(row);
    const [excellent, qualified, unqualified] = hidden[i]!;
    return {
      ...row,
      excellent: excellent ? null : row.excellent,
      qualified: qualified ? null : row.qualified,
      unqualified: unqualified ? null : row.unqualified
    };
  });
}

/** Returns the row without its counts. */
export function emptied({year, dimension, key}: GradeRow): GradeRow {
  const none = {due: null, declared: null, assessed: null, filed: null};
  const grades = {excellent: null, qualified: null, unqualified: null, other: null};
  return {year, dimension, key, ...none, ...grades, suppressed: true};
}
