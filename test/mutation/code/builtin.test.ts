import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {createCore} from "../../../loaders/core.ts";
import {builtinPolicies} from "../../../scoring/builtin.ts";
import {compile} from "../../../scoring/compile.ts";
import {baseScenario} from "../../../scoring/effects.ts";
import {type Policy, parsePolicy} from "../../../scoring/policy.ts";
import {runPolicyTests} from "../../../scoring/runCases.ts";
import {settingsFor} from "../../oracle/engine.ts";

describe("the built-in policies, read anew", () => {
  test("Haicheng's comes to the SQL that was reviewed", () => {
    const policy = read("haicheng-2021-2");
    const {sql} = compile(policy, [baseScenario(policy, settingsFor("2025-12-31"))]);
    expect(`${sql}\n`).toBe(readFileSync("test/output/scoring/ledger.sql", "utf8"));
  });

  for (const name of ["haicheng-2021-2", "liaocheng-2022-15"]) {
    test(`${name} holds its own examples`, async () => {
      const policy = read(name);
      const results = await runPolicyTests(policy, {core: createCore()});
      expect(results.length).toBeGreaterThanOrEqual(10);
      expect(results.filter(({faults}) => faults.length)).toEqual([]);
    });
  }
});

function read(name: string): Policy {
  const {file, text} = builtinPolicies().get(name)!;
  return parsePolicy(text, file);
}
