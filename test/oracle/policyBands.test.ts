import {describe, expect, it} from "vitest";
import {compareBands} from "./policyBands.ts";

describe("the rank band under random policies", {timeout: 120_000}, () => {
  for (const seed of [1, 2]) {
    it(`is what brute force by hand gives with seed ${seed}`, async () => {
      expect(await compareBands(seed)).toBeGreaterThan(5);
    });
  }
});
