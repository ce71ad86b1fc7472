import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {auditCells} from "../../publish/disclosure/audit.ts";
import {type Cell, type CountRow, type LinkedTables, sum} from "../../publish/disclosure/linked.ts";
import {mergeSmallRows} from "../../publish/disclosure/merge.ts";
import {boundsOf} from "../../publish/disclosure/solver.ts";
import {suppress} from "../../publish/disclosure/suppress.ts";
import {isPossible} from "./disclosureSearch.ts";

/** People with a grade, a district and a category: what both tables count. */
type Person = readonly [grade: number, district: number, category: number];

function tablesOf(people: readonly Person[], [grades, districts, categories]: Person): LinkedTables {
  const counts = (has: (person: Person) => boolean): number[] =>
    Array.from({length: grades}, (_, k) => people.filter(person => person[0] === k && has(person)).length);
  const rows = (at: 1 | 2, size: number): CountRow[] =>
    Array.from({length: size}, (_, i) => ({key: `${"-dc"[at]}${i}`, counts: counts(person => person[at] === i)}));
  return {
    measures: ["excellent", "qualified", "unqualified", "other"].slice(0, grades),
    overall: counts(() => true),
    dimensions: [
      {name: "district", rows: rows(1, districts)},
      {name: "category", rows: rows(2, categories)}
    ]
  };
}

/** A city of up to sixty people, uneven: small numbers are likely. */
const cities = fc
  .tuple(fc.integer({min: 2, max: 3}), fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 3}))
  .chain(shape =>
    fc
      .array(fc.tuple(uneven(shape[0]), uneven(shape[1]), uneven(shape[2])), {maxLength: 60, size: "max"})
      .map(people => tablesOf(people, shape))
  );

function uneven(size: number): fc.Arbitrary<number> {
  return fc.integer({min: 0, max: size * size - 1}).map(n => size - 1 - Math.floor(Math.sqrt(n)));
}

/** Every count as it is, after the merging of small rows. */
function wholeOf(tables: LinkedTables, minCell: number): Map<string, number> {
  const dimensions = tables.dimensions.map(dimension => mergeSmallRows(dimension, minCell));
  return new Map(suppress({...tables, dimensions}, 0).cells.map(cell => [text(cell), cell.count!]));
}

const thresholds = fc.constantFrom(2, 3, 5);
const text = ({dimension, key, measure}: Omit<Cell, "count">): string => `${dimension} ${key} ${measure}`;

describe("suppress(tables, minCell)", () => {
  test("leaves every hidden cell at least minCell + 1 possible counts, found by exhaustive search, on 1,000 tables", () => {
    let hidden = 0;
    fc.assert(
      fc.property(cities, thresholds, (tables, minCell) => {
        const {cells} = suppress(tables, minCell);
        for (const cell of cells.filter(({count}) => count === null)) {
          hidden++;
          let possible = 0;
          for (let count = 0; possible <= minCell && count <= 80; count++)
            possible += Number(isPossible(cells, cell, count));
          expect(possible, text(cell)).toBe(minCell + 1);
        }
      }),
      {numRuns: 1000, seed: 6}
    );
    expect(hidden).toBeGreaterThan(1000);
  });

  test("leaves as much to a reader who has all totals and a measure besides, found by exhaustive search", () => {
    let hidden = 0;
    fc.assert(
      fc.property(cities, thresholds, (tables, minCell) => {
        const known = tables.measures.slice(2);
        const {cells} = suppress(tables, minCell, {known});
        const truth = wholeOf(tables, minCell);
        const open = (dimension: string, key: string) =>
          truth.get(text({dimension, key, measure: "total"}))! -
          sum(known.map(measure => truth.get(text({dimension, key, measure}))!));
        const seen = cells.map(cell =>
          cell.dimension === "overall" || ["total", ...known].includes(cell.measure)
            ? {...cell, count: truth.get(text(cell))!}
            : cell
        );
        for (const cell of seen.filter(({count}) => count === null)) {
          hidden++;
          const column = truth.get(`overall all ${cell.measure}`)!;
          const row = open(cell.dimension, cell.key);
          const widest = Math.min(row, column) - Math.max(0, row + column - open("overall", "all"));
          const possible = Array.from({length: 81}, (_, n) => n).filter(n => isPossible(seen, cell, n));
          expect(possible.length, text(cell)).toBeGreaterThan(Math.min(minCell, widest));
        }
      }),
      {numRuns: 300, seed: 12}
    );
    expect(hidden).toBeGreaterThan(300);
  });

  test("publishes no count between 0 and minCell, and every other count as it is", () => {
    fc.assert(
      fc.property(cities, thresholds, (tables, minCell) => {
        const {cells} = suppress(tables, minCell);
        const truth = new Map(suppress(tables, 0).cells.map(cell => [text(cell), cell.count]));
        for (const cell of cells.filter(({count}) => count !== null)) {
          expect(cell.count === 0 || cell.count! >= minCell, text(cell)).toBe(true);
          if (cell.key !== "其他") expect(cell.count).toBe(truth.get(text(cell)));
        }
      }),
      {numRuns: 500, seed: 7}
    );
  });

  test("hides nothing where no count is small", () => {
    fc.assert(
      fc.property(cities, thresholds, (tables, minCell) => {
        const times = (rows: readonly number[]): number[] => rows.map(count => count * minCell);
        const large = {
          ...tables,
          overall: times(tables.overall),
          dimensions: tables.dimensions.map(({name, rows}) => ({
            name,
            rows: rows.map(({key, counts}) => ({key, counts: times(counts)}))
          }))
        };
        const {cells, intervals} = suppress(large, minCell);
        expect(cells.filter(({count}) => count === null)).toEqual([]);
        expect(intervals).toEqual([]);
      }),
      {numRuns: 200, seed: 8}
    );
  });

  test("hides no cell besides the small ones that could be shown", () => {
    fc.assert(
      fc.property(cities, thresholds, (tables, minCell) => {
        const {cells} = suppress(tables, minCell);
        const truth = wholeOf(tables, minCell);
        for (const cell of cells.filter(({count}) => count === null)) {
          const count = truth.get(text(cell))!;
          if (count > 0 && count < minCell) continue;
          const shown = cells.map(other => (other === cell ? {...cell, count} : other));
          expect(
            auditCells(shown, minCell).every(({safe}) => safe),
            text(cell)
          ).toBe(false);
        }
      }),
      {numRuns: 200, seed: 9}
    );
  });

  test("gives the same result for the same tables, and the sums of what it publishes agree", () => {
    fc.assert(
      fc.property(cities, thresholds, (tables, minCell) => {
        const {cells, intervals} = suppress(tables, minCell);
        expect(suppress(structuredClone(tables), minCell)).toEqual({cells, intervals});
        expect(intervals.every(({safe}) => safe)).toBe(true);
        for (const name of ["district", "category"]) {
          const column = cells.filter(({dimension, measure}) => dimension === name && measure === "total");
          const whole = cells.find(({dimension, measure}) => dimension === "overall" && measure === "total")!;
          const counts = [...column, whole].map(({count}) => count);
          if (!column.length || counts.includes(null)) continue;
          expect(sum(column.map(({count}) => count!))).toBe(whole.count);
        }
      }),
      {numRuns: 200, seed: 10}
    );
  });

  test("hides all but the zeros of a city with fewer people than minCell, and lists no dimension", () => {
    const {cells} = suppress(
      tablesOf(
        [
          [0, 0, 0],
          [0, 1, 1],
          [1, 1, 0]
        ],
        [3, 2, 2]
      ),
      5
    ); // prettier-ignore
    expect(cells.map(({dimension, count}) => [dimension, count])).toEqual([
      ["overall", null],
      ["overall", null],
      ["overall", null],
      ["overall", 0]
    ]);
  });

  test("publishes a city without anybody as zeros", () => {
    const {cells, intervals} = suppress(tablesOf([], [2, 2, 1]), 5);
    expect(cells.map(({count}) => count)).toEqual(new Array(cells.length).fill(0));
    expect(intervals).toEqual([]);
  });

  test("covers the one small cell of a single row by a part of the same row, in every table", () => {
    const counts = [20, 9, 2];
    const one = {key: "d0", counts};
    const {cells} = suppress(
      {
        measures: ["excellent", "qualified", "unqualified"],
        overall: counts,
        dimensions: [{name: "district", rows: [one]}]
      },
      5
    );
    const hidden = cells.filter(({count}) => count === null).map(text);
    // 2 + 9 leaves [0, 11]; the city's own row says the same as the one district's.
    expect(hidden).toEqual([
      "overall all qualified",
      "overall all unqualified",
      "district d0 qualified",
      "district d0 unqualified"
    ]); // prettier-ignore
  });

  test("covers a cell that only the other dimension would tell", () => {
    // Districts: 3 is hidden beside 7 in each. Categories have no small count of their own but the column's total tells one.
    const {cells, intervals} = suppress(
      {
        measures: ["excellent", "qualified"],
        overall: [10, 30],
        dimensions: [
          {
            name: "district",
            rows: [
              {key: "a", counts: [3, 15]},
              {key: "b", counts: [7, 15]}
            ]
          }, // prettier-ignore
          {name: "category", rows: [{key: "A", counts: [10, 30]}]}
        ]
      },
      5
    );
    expect(cells.find(({key, measure}) => key === "a" && measure === "excellent")!.count).toBe(null);
    expect(cells.filter(({dimension, count}) => dimension === "category" && count === null)).toEqual([]);
    expect(intervals.map(({min, max}) => max! - min).every(width => width >= 5)).toBe(true);
  });

  test("refuses dimensions that do not count the same people, and a third dimension", () => {
    const rows = [{key: "a", counts: [6]}];
    const dimension = (name: string) => ({name, rows});
    expect(() => suppress({measures: ["m"], overall: [7], dimensions: [dimension("x")]}, 5)).toThrow("adds up to 6");
    expect(() =>
      suppress({measures: ["m"], overall: [6], dimensions: [dimension("x"), dimension("y"), dimension("z")]}, 5)
    ).toThrow("two at most");
  });
});

describe("auditCells(cells, minCell)", () => {
  const row = (key: string, counts: readonly (number | null)[], dimension = "district"): Cell[] =>
    ["total", "excellent", "qualified"].map((measure, i) => ({dimension, key, measure, count: counts[i]!}));

  test("finds a cell that subtraction tells", () => {
    const cells = [...row("all", [20, 8, 12], "overall"), ...row("a", [10, null, null]), ...row("b", [10, 6, 4])];
    expect(auditCells(cells, 5)).toEqual([
      {dimension: "district", key: "a", measure: "excellent", min: 2, max: 2, safe: false},
      {dimension: "district", key: "a", measure: "qualified", min: 8, max: 8, safe: false}
    ]);
  });

  test("gives the interval of a square of hidden cells: 2+8, 6+4 leave the first 0 to 8", () => {
    const cells = [...row("all", [20, 8, 12], "overall"), ...row("a", [10, null, null]), ...row("b", [10, null, null])];
    const found = auditCells(cells, 5).map(({min, max, safe}) => [min, max, safe]);
    expect(found).toEqual([
      [0, 8, true],
      [2, 10, true],
      [0, 8, true],
      [2, 10, true]
    ]); // prettier-ignore
    expect(auditCells(cells, 9).some(({safe}) => safe)).toBe(false);
  });

  test("says where nothing bounds a cell", () => {
    const cells = row("all", [null, null, 12], "overall");
    expect(auditCells(cells, 5).map(({min, max}) => [min, max])).toEqual([
      [12, null],
      [0, null]
    ]); // prettier-ignore
  });

  test("agrees with exhaustive search on both ends of every interval, safe or not", () => {
    const masked = fc.tuple(cities, fc.array(fc.boolean(), {minLength: 40, maxLength: 40}));
    fc.assert(
      fc.property(masked, ([tables, mask]) => {
        const cells = suppress(tables, 0).cells.map((cell, i) => ({...cell, count: mask[i] ? null : cell.count}));
        const hidden = cells.filter(({count}) => count === null);
        for (const [i, {min, max}] of auditCells(cells, 5).entries()) {
          const possible = [min - 1, min, max ?? 99, (max ?? 99) + 1].map(count =>
            isPossible(cells, hidden[i]!, count)
          );
          expect(possible, text(hidden[i]!)).toEqual([false, true, true, max === null]);
        }
      }),
      {numRuns: 200, seed: 11, endOnFailure: true}
    );
  });
});

describe("mergeSmallRows(dimension, minCell)", () => {
  const keys = (sizes: Record<string, number>, minCell = 5) =>
    mergeSmallRows(
      {name: "x", rows: Object.entries(sizes).map(([key, n]) => ({key, counts: [n, 0]}))},
      minCell
    ).rows.map(({key, counts}) => [key, counts[0]]);

  test("puts small rows together, last", () => {
    expect(keys({a: 3, b: 9, c: 2, d: 8})).toEqual([
      ["b", 9],
      ["d", 8],
      ["其他", 5]
    ]); // prettier-ignore
  });
  test("lets the smallest of the others join a single small row, or a sum that is still small", () => {
    expect(keys({a: 4, b: 9, c: 8})).toEqual([
      ["b", 9],
      ["其他", 12]
    ]); // prettier-ignore
    expect(keys({a: 1, b: 1, c: 8, d: 9})).toEqual([
      ["d", 9],
      ["其他", 10]
    ]); // prettier-ignore
  });
  test("joins a row that is 其他 already", () => {
    expect(keys({其他: 7, a: 2, b: 9})).toEqual([
      ["b", 9],
      ["其他", 9]
    ]); // prettier-ignore
  });
  test("lists no row where 其他 would hold all, and leaves a dimension without small rows as it is", () => {
    expect(keys({a: 4, b: 9})).toEqual([]);
    expect(keys({a: 0, b: 5})).toEqual([
      ["a", 0],
      ["b", 5]
    ]); // prettier-ignore
  });
});

describe("boundsOf(equations, variables)", () => {
  test("refuses equations that contradict each other, and those that are no network's", () => {
    const equation = (total: number, ...terms: (readonly [number, 1 | -1])[]) => ({
      total,
      terms: terms.map(([variable, sign]) => ({variable, sign}))
    });
    expect(() => boundsOf([equation(3, [0, 1]), equation(4, [0, 1])], 1)).toThrow("do not add up");
    const triangle = [equation(5, [0, 1], [1, 1]), equation(5, [1, 1], [2, 1]), equation(6, [0, 1], [2, 1])];
    expect(() => boundsOf(triangle, 3)).toThrow("not those of a network");
  });
});
