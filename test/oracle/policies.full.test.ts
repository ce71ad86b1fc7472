import {describe, expect, it} from "vitest";
import {comparePolicy} from "./comparePolicy.ts";
import {DISPOSITIONS} from "./oracle.ts";
import {randomPolicy} from "./randomPolicy.ts";

/** The seed of a policy, the data date, and when its years begin where that is not left to chance. */
const RUNS: [seed: number, asOf: string, begins?: string][] = [
  [101, "2025-06-30", "07-01"],
  [102, "2025-12-31", "01-01"],
  [103, "2024-02-29", "07-01"],
  [104, "2025-07-01", "07-01"],
  [105, "2026-01-01"],
  [106, "2025-04-14", "04-15"],
  [107, "2025-04-15", "04-15"],
  [108, "2025-12-30", "12-31"],
  [109, "2024-12-31"],
  [110, "2026-06-30"]
];
const CLAIMS = 100_000;

describe(`the SQL and the oracle on ${RUNS.length} times ${CLAIMS} claims, each under a policy by chance`, () => {
  const seen = new Map<string, number>();

  for (const [seed, asOf, begins] of RUNS) {
    it(`agree as of ${asOf} with seed ${seed}`, {timeout: 600_000}, async () => {
      const policy = randomPolicy(seed, begins ? {begins} : {});
      const found = await comparePolicy(policy, {seed, claims: CLAIMS, asOf, first: seed % 2 ? "chance" : "default"});
      for (const [word, times] of found.dispositions) seen.set(word, (seen.get(word) ?? 0) + times);
      seen.set("limited", (seen.get("limited") ?? 0) + found.limited);
    });
  }

  it("have met every disposition at least 1,000 times, and caps over several rules", () => {
    expect([...DISPOSITIONS, "limited"].filter(word => (seen.get(word) ?? 0) < 1000)).toEqual([]);
  });

  it("were on a million rows and more", () => {
    const rows = DISPOSITIONS.reduce((sum, word) => sum + (seen.get(word) ?? 0), 0);
    expect(rows).toBeGreaterThanOrEqual(1_000_000);
  });
});

describe("the SQL and the oracle on 200 small policies by chance", {timeout: 1_200_000}, () => {
  for (let seed = 1001; seed <= 1200; seed++) {
    it(`agree with seed ${seed}`, async () => {
      const asOf = ["2025-06-30", "2024-12-31"][seed % 2]!;
      await comparePolicy(randomPolicy(seed), {seed, claims: 400, asOf, first: "chance"});
    });
  }
});
