import {expect, test} from "vitest";
import {inFull} from "../full.ts";
import {flipSeeds} from "./flipSeeds.ts";
import {flipAll, flipBits, flipLoad} from "./flips.ts";

/** Of each file. */
const TIMES = inFull(8, 20);

test("fifty files, each hurt many times, end accepted, rejected or as a fault of the file", async () => {
  expect(flipSeeds().length).toBe(50);
  const {failures, files, accepted, rejected, faults} = await flipAll(TIMES);
  expect(failures).toEqual([]);
  expect(files).toBe(50 * TIMES);
  for (const outcome of [accepted, rejected, faults]) expect(outcome).toBeGreaterThan(files / 10);
});

test("a workspace of hurt files loads, and every sum in it is closed", async () => {
  const {rows, accepted} = await flipLoad(12, 5);
  expect(rows).toBeGreaterThan(accepted);
  expect(accepted).toBeGreaterThan(5);
});

test("a bit flipped anywhere in a workbook never changes a row in silence: its checksums tell", async () => {
  const {changed, read, files} = await flipBits(17);
  expect(changed).toEqual([]);
  expect(files).toBeGreaterThan(100);
  // Dates of parts and the like: nothing depends on them.
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(files / 2);
});
