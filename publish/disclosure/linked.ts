/** A table of counts, and how its rows add up: each dimension splits the same people, and so does each measure. */
export interface LinkedTables {
  /** The parts that add up to a row's total, e.g. the grades. */
  measures: readonly string[];
  /** The counts of all, one for each measure. */
  overall: readonly number[];
  /** At most two: the same people by one attribute and by another. */
  dimensions: readonly Dimension[];
}

export interface Dimension {
  name: string;
  rows: readonly CountRow[];
}

export interface CountRow {
  key: string;
  /** One count for each measure. */
  counts: readonly number[];
}

/** The row, the column and the table that stand for all. */
export const ALL = "all";
export const TOTAL = "total";
export const OVERALL = "overall";

/** One number of the publication; `count` is null where it is hidden. */
export interface Cell {
  dimension: string;
  key: string;
  /** A measure, or `total` for their sum. */
  measure: string;
  count: number | null;
}

/**
 * An arc of the network that the cells form: what goes into a node comes out of it. Row totals come from the grand
 * total, cells of a row leave its total, columns collect them; two dimensions meet in their columns, and at the top.
 */
export interface Arc extends Cell {
  count: number;
  tail: string;
  head: string;
}

/**
 * Returns every cell that the tables would publish, totals included, as arcs of one network: overall first, then the
 * dimensions. Throws where the dimensions do not add up to the same counts.
 */
export function arcsOf({measures, overall, dimensions}: LinkedTables): Arc[] {
  if (dimensions.length > 2) throw new Error(`${dimensions.length} linked dimensions; two at most form a network`);
  const filled = dimensions.filter(({rows}) => rows.length);
  const [first, second] = filled;
  // Where a dimension is missing, its nodes fall together into one.
  const column = (i: number, k: number): string => (filled[i] ? `column ${i} ${k}` : `end ${i}`);
  const top = (i: number): string => (filled[i] ? `top ${i}` : `end ${i}`);
  const arcs: Arc[] = [
    {dimension: OVERALL, key: ALL, measure: TOTAL, count: sum(overall), tail: top(0), head: top(1)},
    ...measures.map((measure, k) => ({
      ...{dimension: OVERALL, key: ALL, measure, count: overall[k]!},
      ...{tail: column(1, k), head: column(0, k)}
    }))
  ];
  for (const [i, dimension] of [first, second].entries()) {
    if (!dimension) continue;
    measures.forEach((measure, k) => {
      const found = sum(dimension.rows.map(({counts}) => counts[k]!));
      if (found !== overall[k]) throw new Error(`${dimension.name}: ${measure} adds up to ${found}, not ${overall[k]}`);
    });
    for (const {key, counts} of dimension.rows) {
      const row = `row ${i} ${key}`;
      const cell = (measure: string, count: number, from: string, to: string): Arc => ({
        ...{dimension: dimension.name, key, measure, count},
        ...(i === 0 ? {tail: from, head: to} : {tail: to, head: from})
      });
      arcs.push(cell(TOTAL, sum(counts), row, top(i)));
      measures.forEach((measure, k) => {
        arcs.push(cell(measure, counts[k]!, column(i, k), row));
      });
    }
  }
  return arcs;
}

/** Returns the sum of the numbers; 0 for none. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
