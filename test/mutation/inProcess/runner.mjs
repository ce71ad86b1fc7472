// A test runner for Stryker that loads code and tests once and then tries mutant after mutant in the same process: loading
// takes longer than the tests. Only a mutant of what runs while a file is loaded gets a process of its own, from Stryker.
import {readdirSync} from "node:fs";
import {register} from "node:module";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {INSTRUMENTER_CONSTANTS} from "@stryker-mutator/api/core";
import {commonTokens, declareClassPlugin, PluginKind} from "@stryker-mutator/api/plugin";
import {DryRunStatus, determineHitLimitReached, TestStatus, toMutantRunResult} from "@stryker-mutator/api/test-runner";

const FOLDER = "test/mutation/code";

class InProcessRunner {
  static inject = [commonTokens.options];

  constructor(options) {
    this.only = options.inProcess.tests;
    this.stryker = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
  }

  capabilities() {
    return {reloadEnvironment: false};
  }

  async dryRun() {
    this.stryker.activeMutant = undefined;
    const tests = await this.run(await this.load());
    return {status: DryRunStatus.Complete, tests, mutantCoverage: this.stryker.mutantCoverage};
  }

  async mutantRun({activeMutant, testFilter, hitLimit, mutantActivation}) {
    this.stryker.hitLimit = hitLimit;
    this.stryker.hitCount = 0;
    if (mutantActivation === "static") this.stryker.activeMutant = activeMutant.id;
    try {
      const tests = await this.load();
      this.stryker.activeMutant = activeMutant.id;
      const some = testFilter ? tests.filter(({id}) => testFilter.includes(id)) : tests;
      const result = {status: DryRunStatus.Complete, tests: await this.run(some, true)};
      return toMutantRunResult(determineHitLimitReached(this.stryker.hitCount, hitLimit) ?? result);
    } catch (error) {
      // A file that cannot be loaded: noticed as well as a test that fails.
      const fallen = {id: "loading", name: "loading", status: TestStatus.Failed, timeSpentMs: 0};
      return toMutantRunResult({status: DryRunStatus.Complete, tests: [{...fallen, failureMessage: String(error)}]});
    } finally {
      this.stryker.activeMutant = undefined;
    }
  }

  /** Returns the tests of all files, in the order of the list. */
  async load() {
    if (this.tests) return this.tests;
    register("./hooks.mjs", import.meta.url);
    const {register: typescript} = await import("tsx/esm/api");
    typescript();
    const {collected} = await import("./vitest.mjs");
    const known = readdirSync(FOLDER);
    for (const name of this.only) {
      const file = `${name}.test.ts`;
      if (!known.includes(file)) throw new Error(`no such test: ${file}`);
      collected.file = file;
      await import(pathToFileURL(resolve(FOLDER, file)).href);
    }
    this.tests = collected.tests;
    return this.tests;
  }

  async run(tests, bail = false) {
    const results = [];
    for (const test of tests) {
      const {id, run} = test;
      const started = performance.now();
      this.stryker.currentTestId = id;
      const fault = await outcome(run);
      this.stryker.currentTestId = undefined;
      const result = {id, name: id, timeSpentMs: performance.now() - started};
      if (fault === null) results.push({...result, status: TestStatus.Success});
      else results.push({...result, status: TestStatus.Failed, failureMessage: fault});
      if (fault !== null && bail) {
        // Neighbouring mutants fall to the same tests: what noticed this one is asked first about the next.
        this.tests = [test, ...this.tests.filter(other => other !== test)];
        break;
      }
    }
    return results;
  }
}

async function outcome(run) {
  try {
    await run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "in-process", InProcessRunner)];
