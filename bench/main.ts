import {formatTable} from "../cli/progress.ts";
import {benchBook, benchClaims, LOADING_HEADS} from "./loading.ts";
import {PROFILE_HEADS, profileLedger} from "./profile.ts";
import {benchScoring, SCORING_HEADS} from "./scoring.ts";
import {benchSite, SITE_HEADS} from "./site.ts";
import {benchUnits, UNITS_HEADS} from "./units.ts";
import {benchWhatIf, WHAT_IF_HEADS} from "./whatIf.ts";

/**
 * Measures the stretches that grow with the data beside others that do less, in one run: ratios, nothing asserted.
 * `npm run bench` measures all; `npm run bench -- claims 10000000`, `… book 100000`, `… scoring 10000 5000000`
 * `… profile 200000`, `… whatif 10000`, `… units 2000` or `… site 5` one of them at the sizes given: rows, rows, claims, claims, claims,
 * units, runs of Lighthouse.
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
  },
  async units(sizes) {
    for (const units of sizes.length ? sizes : [2000]) print(UNITS_HEADS, await benchUnits(units));
  },
  async site(sizes) {
    for (const runs of sizes.length ? sizes : [5]) print(SITE_HEADS, await benchSite(runs));
  },
  async whatif(sizes) {
    for (const claims of sizes.length ? sizes : [10_000]) print(WHAT_IF_HEADS, await benchWhatIf(claims));
  }
};
for (const [name, run] of Object.entries(BENCHES))
  if (what === undefined || what === name) await run(sizes.map(Number));

function print(heads: readonly string[], rows: readonly string[][]): void {
  const numbers = heads.slice(1).map((_, i) => i + 1);
  console.log(`${formatTable([...heads], [...rows], numbers)}\n`);
}
