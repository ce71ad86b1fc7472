import {readdirSync, readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
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

/** Enough of each that a rule which never applied would be noticed. */
const ENOUGH: Readonly<Record<string, number>> = {
  "outcome continue": 50,
  "outcome suspend_next_year": 50,
  "outcome cancel": 50,
  "outcome cancel_and_recover": 20,
  "outcome null": 5,
  needs_review: 20,
  "state 待签批": 5,
  "state 待通知": 5,
  "state 待实地": 5,
  "state 已完成": 5,
  "state 督办中": 20,
  "state 已反馈": 20,
  "state 逾期": 20,
  "state 已销号": 20,
  "held true by window": 12,
  "held false by window": 12,
  "held null by window": 3,
  "held true by interval": 6,
  "held false by interval": 12,
  "held null by interval": 2,
  "satisfaction suppressed": 50
};

test("grades, outcomes, inspections, windows and satisfaction are the oracle's, row by row", {
  timeout: 120_000
}, async () => {
  const tally: Tally = new Map();
  for (let seed = 1; seed <= 25; seed++) await compare(shared, makeWorld(randomFrom(seed), 60), tally);
  for (const [name, least] of Object.entries(ENOUGH)) {
    expect([name, (tally.get(name) ?? 0) >= least, tally.get(name)]).toEqual([name, true, tally.get(name)]);
  }
});

test("the oracle imports nothing of the product", () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const oracle = readdirSync(folder).filter(name => !name.startsWith("compare"));
  expect(oracle.length).toBeGreaterThan(4);
  for (const name of oracle) {
    const imports = readFileSync(folder + name, "utf8").match(/from "[^"]+"/g) ?? [];
    expect(imports.filter(text => !/from "(\.\/|\.\.\/oracle\/random\.ts)/.test(text))).toEqual([]);
  }
});
