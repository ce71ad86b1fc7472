import {describe, expect, it} from "vitest";
import {compareBands} from "./policyBands.ts";

describe("the rank band under forty random policies", {timeout: 300_000}, () => {
  let wide = 0;
  for (let seed = 301; seed <= 340; seed++) {
    it(`is what brute force by hand gives with seed ${seed}`, async () => {
      wide += await compareBands(seed);
    });
  }

  it("is often wider than a rank", () => {
    expect(wide).toBeGreaterThan(200);
  });
});
