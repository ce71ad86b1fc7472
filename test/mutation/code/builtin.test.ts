import {describe, expect, test} from "vitest";
import {createCore} from "../../../loaders/core.ts";
import {builtinPolicies} from "../../../scoring/builtin.ts";
import {parsePolicy} from "../../../scoring/policy.ts";
import {runPolicyTests} from "../../../scoring/runCases.ts";

describe("the built-in policies, read anew", () => {
  for (const name of ["haicheng-2021-2", "liaocheng-2022-15"]) {
    test(`${name} holds its own examples`, async () => {
      const {file, text} = builtinPolicies().get(name)!;
      const results = await runPolicyTests(parsePolicy(text, file), {core: createCore()});
      expect(results.length).toBeGreaterThanOrEqual(10);
      expect(results.filter(({faults}) => faults.length)).toEqual([]);
    });
  }
});
