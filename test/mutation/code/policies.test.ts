import {describe, expect, test} from "vitest";
import {comparePolicy} from "../../oracle/comparePolicy.ts";
import {haicheng, scoreBySql} from "../../oracle/engine.ts";
import {generate} from "../../oracle/generate.ts";
import {BASES, type Readings, scoreByHand} from "../../oracle/oracle.ts";
import {randomPolicy} from "../../oracle/randomPolicy.ts";
import {differences, openWorld, readLines} from "../../oracle/world.ts";
import {widePolicy} from "../widePolicy.ts";

const AS_OF = "2025-06-30";

/** Small, so that every mutant of the compiler can pass through them; the large comparisons stand in test/oracle. */
describe("the SQL and the oracle on few claims", () => {
  for (const seed of [2, 5, 9, 14]) {
    test(`agree under random policy ${seed}`, async () => {
      await comparePolicy(randomPolicy(seed), {seed, claims: 250, asOf: AS_OF, times: 2});
    });
  }

  test("agree under a policy with every column", async () => {
    await comparePolicy(widePolicy(), {seed: 1, claims: 300, asOf: AS_OF});
  });

  const choices: Readings[] = [
    {},
    {tier1: "per_head", title_above: "exactly", item3: "aspect", cap4: "upper", void_scope: "claim"},
    {
      local_steps: "after_1",
      one_person: "both_rules",
      shared_person: "each_unit",
      item5: "item",
      reprint: "each_outlet"
    },
    {place_by: "signed_on"}
  ];
  for (const readings of choices) {
    test(`agree under Haicheng's policy with ${JSON.stringify(readings)}`, async () => {
      const {claims, units} = generate({seed: 3, claims: 300, asOf: AS_OF, perUnit: 50});
      const db = await openWorld(claims, units);
      await scoreBySql(db, {asOf: AS_OF, readings, policy: haicheng()});
      for (const basis of BASES) {
        const ledger = scoreByHand(claims, {asOf: AS_OF, basis, readings});
        expect(differences(ledger, await readLines(db, "score.bonus_ledger", {basis, sources: true}), true)).toEqual(
          []
        );
      }
      db.close();
    });
  }
});
