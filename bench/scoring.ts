import {copyFileSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {writeClaimsTable} from "./claimsTable.ts";
import {type Measured, measure} from "./measure.ts";

/** The heads of `benchScoring`'s rows. */
export const SCORING_HEADS = ["what", "claims", "s", "cpu s", "claims/s", "of by hand", "of same SQL", "peak MB"];

/** Libraries that hold all rows as objects are shown what they bear, and so are the rank bands inside `hengcai score`. */
const MOST_BESIDE = 10_000;
const MOST_TIMES_TEN = 1_000_000;

/**
 * Returns rows of what scoring so many claims takes: the ledger, beside SQL written by hand that yields its totals only,
 * and beside the ledger's own text run by hand; for few claims Arquero and json-rules-engine too. Every one of them must
 * come to the same totals.
 */
export async function benchScoring(claims: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bench-"));
  try {
    const file = join(folder, "claims.duckdb");
    await writeClaimsTable(file, claims);
    const run = async (...words: [job: string, ...args: string[]]): Promise<Measured> => {
      const copy = join(folder, "copy.duckdb");
      copyFileSync(file, copy);
      const [job, ...args] = words;
      const measured = await measure(job, copy, ...args);
      rmSync(copy, {force: true});
      return measured;
    };
    const hand = await run("totals by hand");
    const rows: string[][] = [];
    const add = (what: string, measured: Measured, same?: Measured): void => {
      if (measured.check !== hand.check) throw new Error(`${what} comes to other totals than the SQL by hand`);
      rows.push(line(what, measured, hand, same));
    };
    add("totals only, SQL by hand", hand);
    for (const [what, ...args] of [
      ["one scenario, signed", "1", "signed"],
      ["one scenario, three bases", "1", "all"],
      ...(claims <= MOST_TIMES_TEN ? [["ten scenarios, signed", "10", "signed"]] : [])
    ] as [string, string, string][]) {
      const same = await run("same sql", ...args);
      add(`ledger, ${what}`, await run("ledger", ...args), same);
      add(`its SQL by hand, ${what}`, same);
    }
    if (claims <= MOST_BESIDE) {
      add("all of hengcai score", await run("score"));
      for (const job of ["arquero", "json-rules-engine"]) add(job, await run(job));
    }
    return rows;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function line(what: string, {count, seconds, cpu, megabytes}: Measured, hand: Measured, same?: Measured): string[] {
  return [
    what,
    count.toLocaleString("en"),
    seconds.toFixed(2),
    cpu?.toFixed(2) ?? "–",
    Math.round(count / seconds).toLocaleString("en"),
    `${(seconds / hand.seconds).toFixed(2)} ×`,
    same ? `${(seconds / same.seconds).toFixed(2)} ×` : "–",
    Number.isNaN(megabytes) ? "–" : megabytes.toFixed(0)
  ];
}
