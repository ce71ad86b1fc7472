import {formatTable} from "../cli/progress.ts";
import {benchBook, benchClaims, LOADING_HEADS} from "./loading.ts";
import {benchScoring, SCORING_HEADS} from "./scoring.ts";

/**
 * Measures the stretches that grow with the data beside others that do less, in one run: ratios, nothing asserted.
 * `npm run bench` measures all; `npm run bench -- claims 10000000`, `… book 100000` or `… scoring 200000` one of them at
 * the sizes given (rows, rows, claims a year; above 20,000 of these).
 */
const [what, ...sizes] = process.argv.slice(2);
const BENCHES: Readonly<Record<string, (sizes: readonly number[]) => Promise<void>>> = {
  async claims(sizes) {
    for (const rows of sizes.length ? sizes : [1_000_000]) print(LOADING_HEADS, await benchClaims(rows));
  },
  async book(sizes) {
    for (const rows of sizes.length ? sizes : [100_000]) print(LOADING_HEADS, await benchBook(rows));
  },
  async scoring(sizes) {
    for (const claims of sizes.length ? sizes : [25_000]) print(SCORING_HEADS, [await benchScoring(claims)]);
  }
};
for (const [name, run] of Object.entries(BENCHES))
  if (what === undefined || what === name) await run(sizes.map(Number));

function print(heads: readonly string[], rows: readonly string[][]): void {
  console.log(`${formatTable([...heads], [...rows], [1, 2, 3, 4, 5, 6])}\n`);
}
