import {describe, expect, it} from "vitest";
import {inFull} from "../full.ts";
import {cappedPolicy} from "./cappedPolicy.ts";
import {comparePolicy} from "./comparePolicy.ts";
import {DISPOSITIONS} from "./oracle.ts";
import {changeDays, policyText} from "./plainPolicy.ts";
import {randomPolicy} from "./randomPolicy.ts";

const SEEDS = Array.from({length: inFull(6, 8)}, (_, i) => i + 1);
const AS_OF = ["2025-06-30", "2024-12-31", "2025-07-01"] as const;

describe("the SQL and the oracle under random policies", {timeout: 120_000}, () => {
  const seen = new Map<string, number>();
  const count = (word: string, times: number): void => {
    seen.set(word, (seen.get(word) ?? 0) + times);
  };

  for (const seed of SEEDS) {
    it(`agree on every row and rank with seed ${seed}`, async () => {
      const found = await comparePolicy(randomPolicy(seed), {seed, claims: 2000, asOf: AS_OF[seed % 3]!, times: 2});
      for (const [word, times] of found.dispositions) count(word, times);
      count("contested", found.contested);
      count("limited", found.limited);
    });
  }

  for (const seed of [1, 2, 3]) {
    it(`agree where only caps change, up and down within one year, with seed ${seed}`, async () => {
      const found = await comparePolicy(cappedPolicy(seed), {seed, claims: 1000, asOf: "2024-12-31"});
      count("carried", found.carried);
    });
  }

  it("have met every disposition, contested claims, caps over several rules and points carried from one cap to the next", () => {
    const words = [...DISPOSITIONS, "contested", "limited", "carried"];
    expect(words.filter(word => (seen.get(word) ?? 0) < 200)).toEqual([]);
  });
});

describe("randomPolicy(seed)", () => {
  it("gives the same policy for the same seed, and another for another", () => {
    expect(randomPolicy(3)).toEqual(randomPolicy(3));
    expect(randomPolicy(3)).not.toEqual(randomPolicy(4));
  });

  it("has in a few policies every way of changing, years that begin in July, limits and long keys", () => {
    const policies = SEEDS.map(seed => randomPolicy(seed));
    const text = policies.map(policyText).join("\n");
    for (const part of ["whole_year_new", "next_year", "by_event_date", "place_by", "signed_on", "shares_key_with"]) {
      expect([part, text.split(part).length > 5]).toEqual([part, true]);
    }
    expect(policies.filter(policy => policy.begins === "07-01").length).toBeGreaterThan(1);
    expect(policies.filter(policy => policy.limits.length).length).toBeGreaterThan(3);
    expect(policies.filter(policy => changeDays(policy.limits).length).length).toBeGreaterThan(1);
    expect(text).toMatch(/"key":\["\w+","\w+","\w+","\w+"\]/);
    expect(text).toMatch(/\["(event|signed)_on","at_(least|most)"/);
  });
});
