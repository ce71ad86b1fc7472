import {expect, test} from "vitest";
import {flipAll, flipBits, flipLoad} from "./flips.ts";

test("fifty files, each hurt two hundred times, end accepted, rejected or as a fault of the file", async () => {
  const {failures, files} = await flipAll(200, {seed: 2});
  expect(failures).toEqual([]);
  expect(files).toBe(10_000);
}, 600_000);

test("ten workspaces of twenty hurt files load, and every sum in them is closed", async () => {
  for (let seed = 100; seed < 110; seed++) {
    const {rows, accepted} = await flipLoad(20, seed);
    expect(rows).toBeGreaterThan(accepted);
  }
}, 600_000);

test("a bit flipped at any byte of a workbook never changes a row in silence", async () => {
  const {changed} = await flipBits(1);
  expect(changed).toEqual([]);
}, 600_000);
