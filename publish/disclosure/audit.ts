import {ALL, type Cell, OVERALL, TOTAL} from "./linked.ts";
import {boundsOf, type Equation} from "./solver.ts";

/** What a reader who can add and subtract learns about a hidden cell. */
export interface Interval {
  dimension: string;
  key: string;
  measure: string;
  min: number;
  /** Null where nothing published bounds the cell above. */
  max: number | null;
  /** Whether the interval is wide enough. */
  safe: boolean;
}

/**
 * Returns, for each hidden cell, the least and greatest count that the published cells leave it; safe where the two are at
 * least `minCell` apart. Reads nothing but what is published, and takes all of it together: rows, columns, totals and both
 * dimensions.
 */
export function auditCells(cells: readonly Cell[], minCell: number): Interval[] {
  const hidden = cells.filter(({count}) => count === null);
  const number = new Map(hidden.map((cell, i) => [cell, i]));
  const equation = (parts: readonly Cell[], whole: Cell): Equation => {
    const known = parts.reduce((sum, {count}) => sum + (count ?? 0), 0);
    const terms = parts.flatMap(cell => (cell.count === null ? [{variable: number.get(cell)!, sign: 1 as const}] : []));
    return {
      terms: whole.count === null ? [...terms, {variable: number.get(whole)!, sign: -1}] : terms,
      total: (whole.count ?? 0) - known
    };
  };
  const bounds = boundsOf(
    sums(cells).map(({parts, whole}) => equation(parts, whole)),
    hidden.length
  );
  return hidden.map(({dimension, key, measure}, i) => {
    const {min, max} = bounds[i]!;
    return {dimension, key, measure, min, max, safe: max === null || max - min >= minCell};
  });
}

/**
 * Returns which published cells add up to which other. The overall row is left out where two dimensions imply it: with it
 * the equations would hold the same, but no longer be those of a network.
 */
function sums(cells: readonly Cell[]): {parts: Cell[]; whole: Cell}[] {
  const name = (dimension: string, key: string, measure: string) => JSON.stringify([dimension, key, measure]);
  const byName = new Map(cells.map(cell => [name(cell.dimension, cell.key, cell.measure), cell]));
  const at = (dimension: string, key: string, measure: string): Cell => {
    const cell = byName.get(name(dimension, key, measure));
    if (!cell) throw new Error(`no cell ${dimension} ${key} ${measure}`);
    return cell;
  };
  const measures = unique(cells.map(({measure}) => measure)).filter(measure => measure !== TOTAL);
  const dimensions = unique(cells.map(({dimension}) => dimension)).filter(dimension => dimension !== OVERALL);
  const keysOf = (dimension: string) => unique(cells.filter(cell => cell.dimension === dimension).map(({key}) => key));
  const row = (dimension: string, key: string) => ({
    parts: measures.map(measure => at(dimension, key, measure)),
    whole: at(dimension, key, TOTAL)
  });
  const column = (dimension: string, measure: string) => ({
    parts: keysOf(dimension).map(key => at(dimension, key, measure)),
    whole: at(OVERALL, ALL, measure)
  });
  return [
    ...(dimensions.length === 2 ? [] : [row(OVERALL, ALL)]),
    ...dimensions.flatMap(dimension => [
      ...keysOf(dimension).map(key => row(dimension, key)),
      ...[...measures, TOTAL].map(measure => column(dimension, measure))
    ])
  ];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
