import {expect, test} from "vitest";
import {readColumns, readRows} from "../../src/client/engine/rows.ts";
import type {EngineValue} from "../../src/client/engine/types.ts";

/** The four words of a number in 128 bits, the lowest first. */
function words(value: bigint): Uint32Array {
  const bits = BigInt.asUintN(128, value);
  return Uint32Array.from({length: 4}, (_, i) => Number((bits >> BigInt(32 * i)) & 0xffffffffn));
}

/** One column as Arrow gives it. */
function column(type: {name: string; precision?: number; scale?: number}, values: readonly unknown[]) {
  const field = {name: "列", type: {...type, toString: () => type.name}};
  const batch = {
    numRows: values.length,
    schema: {fields: [field]},
    getChildAt: () => ({get: (i: number) => values[i]})
  };
  const rows: EngineValue[][] = [];
  readRows(batch, rows, 10);
  return {type: readColumns([field])[0]!.type, values: rows.map(([value]) => value)};
}

test.each([
  [
    "exact decimals, below zero too",
    {name: "Decimal[18e+3]", precision: 18, scale: 3},
    [words(4300n), words(-125n), words(0n), null],
    "DECIMAL(18,3)",
    ["4.300", "-0.125", "0.000", null]
  ],
  [
    "sums of whole numbers of any size",
    {name: "Decimal[38e+0]", precision: 38, scale: 0},
    [words(2n ** 100n), words(-1n)],
    "HUGEINT",
    [2n ** 100n, -1n]
  ],
  ["days", {name: "Date32<DAY>"}, [Date.UTC(2025, 11, 31), Date.UTC(1969, 0, 1)], "DATE", ["2025-12-31", "1969-01-01"]],
  [
    "times",
    {name: "Timestamp<MICROSECOND>"},
    [Date.UTC(2025, 0, 2, 3, 4, 5), Date.UTC(2025, 0, 2, 3, 4, 5, 60)],
    "TIMESTAMP",
    ["2025-01-02 03:04:05", "2025-01-02 03:04:05.060"]
  ],
  ["times of day", {name: "Time64<MICROSECOND>"}, [11_045_000_000n], "TIME", ["03:04:05"]],
  ["whole numbers", {name: "Int64"}, [9_007_199_254_740_993n], "BIGINT", [9_007_199_254_740_993n]],
  ["texts, also empty", {name: "Utf8"}, ["", "甲", undefined], "VARCHAR", ["", "甲", null]],
  ["booleans", {name: "Bool"}, [true, false, null], "BOOLEAN", [true, false, null]]
])("readRows(batch, rows, limit) gives %s", (_, type, given, name, values) => {
  expect(column(type, given)).toEqual({type: name, values});
});
