import {afterAll, beforeAll, expect, test} from "vitest";
import {randomFrom} from "../oracle/random.ts";
import {type City, city} from "../scoring/city.ts";
import {compare, type Tally} from "./compare.ts";
import {makeWorld} from "./world.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

test("the oracle agrees on many and on large cities", {timeout: 1_800_000}, async () => {
  const tally: Tally = new Map();
  for (let seed = 1000; seed < 1400; seed++) await compare(shared, makeWorld(randomFrom(seed), 80), tally);
  for (let seed = 5000; seed < 5010; seed++) await compare(shared, makeWorld(randomFrom(seed), 2000), tally);
  for (const name of ["grade_distribution", "inspection_status", "meeting_windows", "satisfaction", "needs_review"]) {
    expect([name, (tally.get(name) ?? 0) >= 1000]).toEqual([name, true]);
  }
});
