import fc from "fast-check";
import {expect, test} from "vitest";
import {hideSmall} from "../../../publish/sitedata/smallCells.ts";

/** Returns the rows as a reader sees them. */
function seen(rows: readonly (readonly number[])[], options?: Parameters<typeof hideSmall>[2]): (number | null)[][] {
  const hidden = hideSmall(rows, 5, options);
  return rows.map((row, i) => row.map((count, k) => (hidden[i]![k] ? null : count)));
}

test("hideSmall(rows, least) leaves what is nought or large", () => {
  expect(
    seen([
      [5, 0, 9],
      [12, 7, 0]
    ])
  ).toEqual([
    [5, 0, 9],
    [12, 7, 0]
  ]);
});

test("hideSmall(rows, least) hides a small count with the smallest of its row and of its column, until none is told", () => {
  // 4 takes 16 along its row and 30 along its column; these take 20 and 9, and 20 takes 60, 9 takes 80.
  expect(
    seen([
      [144, 16, 4],
      [9, 716, 30],
      [80, 20, 60]
    ])
  ).toEqual([
    [144, null, null],
    [null, 716, null],
    [null, null, null]
  ]);
});

test("hideSmall(rows, least, {preferred}) lets the preferred column of the row go", () => {
  const rows = [
    [20, 90, 2],
    [30, 80, 3]
  ];
  expect(seen(rows, {preferred: [1, 0]})).toEqual([
    [20, null, null],
    [30, null, null]
  ]);
  expect(seen(rows)).toEqual([
    [null, 90, null],
    [null, 80, null]
  ]);
});

test("hideSmall(rows, least) hides a third where two hidden ones can but be one each", () => {
  expect(
    seen([
      [1, 1, 40],
      [1, 1, 50]
    ])
  ).toEqual([
    [null, null, null],
    [null, null, null]
  ]);
});

test("hideSmall(rows, least, {whole}) hides all of a row, which protects a cell of its column", () => {
  const rows = [
    [20, 0, 3],
    [0, 9, 3],
    [0, 9, 3]
  ];
  expect(seen(rows, {whole: i => i > 0})).toEqual([
    [null, 0, null],
    [0, null, null],
    [0, null, null]
  ]);
  expect(seen([[20, 0, 30], ...rows.slice(1)], {whole: i => i > 0})[0]).toEqual([20, 0, 30]);
});

test("no line of any table has one hidden cell alone beside others that count somebody", () => {
  const table = fc.tuple(fc.integer({min: 1, max: 5}), fc.integer({min: 2, max: 4})).chain(([height, width]) =>
    fc.array(fc.array(fc.nat({max: 30}), {minLength: width, maxLength: width}), {
      minLength: height,
      maxLength: height
    })
  );
  fc.assert(
    fc.property(table, rows => {
      const shown = seen(rows, {preferred: [1, 0]});
      expect(shown.flat().filter(count => count !== null && count > 0 && count < 5)).toEqual([]);
      const lines = [...shown, ...rows[0]!.map((_, k) => shown.map(row => row[k]!))];
      for (const line of lines) {
        if (line.some(count => count !== null && count > 0))
          expect(line.filter(count => count === null)).not.toHaveLength(1);
      }
    })
  );
});
