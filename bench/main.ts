import {formatTable} from "../cli/progress.ts";
import {benchBook, benchClaims, LOADING_HEADS} from "./loading.ts";
import {PROFILE_HEADS, profileLedger} from "./profile.ts";
import {benchScoring, SCORING_HEADS} from "./scoring.ts";

/**
 * Measures the stretches that grow with the data beside others that do less, in one run: ratios, nothing asserted.
 * `npm run bench` measures all; `npm run bench -- claims 10000000`, `… book 100000`, `… scoring 10000 5000000`
 * or `… profile 200000` one of them at the sizes given: rows, rows, claims, claims.
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
    for (const claims of sizes.length ? sizes : [10_000, 100_000, 1_000_000]) {
      print(SCORING_HEADS, await benchScoring(claims));
    }
  },
  async profile(sizes) {
    for (const claims of sizes.length ? sizes : [200_000]) print(PROFILE_HEADS, await profileLedger(claims));
  }
};
for (const [name, run] of Object.entries(BENCHES))
  if (what === undefined || what === name) await run(sizes.map(Number));

function print(heads: readonly string[], rows: readonly string[][]): void {
  const numbers = heads.slice(1).map((_, i) => i + 1);
  console.log(`${formatTable([...heads], [...rows], numbers)}\n`);
}
