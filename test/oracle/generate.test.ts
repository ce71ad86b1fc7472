import {describe, expect, it} from "vitest";
import {GROUPS, generate} from "./generate.ts";
import {scoreByHand} from "./oracle.ts";
import {rankByHand} from "./rank.ts";
import {countDispositions} from "./world.ts";

describe("generate({seed, claims, asOf})", () => {
  it("gives the same claims for the same seed, and others for another", () => {
    const options = {seed: 7, claims: 500, asOf: "2025-12-31"};
    expect(generate(options)).toEqual(generate(options));
    expect(generate({...options, seed: 8})).not.toEqual(generate(options));
  });

  it("reaches every disposition at least 100 times in 100,000 claims, and shared keys and ties", () => {
    const {claims, units} = generate({seed: 1, claims: 100_000, asOf: "2025-12-31"});
    expect(new Set(claims.map(claim => claim.claim_id)).size).toBe(claims.length);
    const ledger = scoreByHand(claims, {asOf: "2025-12-31", basis: "signed"});
    expect([...countDispositions(ledger)].filter(([, count]) => count < 100)).toEqual([]);
    expect(ledger.filter(row => row.contested).length).toBeGreaterThan(1000);
    const ranking = rankByHand(ledger, units, GROUPS, {asOf: "2025-12-31", basis: "signed"});
    expect(ranking.filter(row => row.tied).length).toBeGreaterThan(100);
  });
});
