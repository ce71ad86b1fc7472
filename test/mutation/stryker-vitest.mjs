// Stryker's runner for vitest, with one thing more: a mutant that keeps a test file from being loaded is killed. The runner
// counts failed tests only, and a file that falls over before its first test has none.
import {strykerPlugins as plugins} from "@stryker-mutator/vitest-runner";

export {strykerValidationSchema} from "@stryker-mutator/vitest-runner";

export const strykerPlugins = plugins.map(plugin => ({...plugin, factory: counting(plugin.factory)}));

function counting(factory) {
  const make = injector => {
    const runner = factory(injector);
    const mutantRun = runner.mutantRun.bind(runner);
    runner.mutantRun = async options => {
      const result = await mutantRun(options);
      if (result.status !== "survived") return result;
      const broken = runner.ctx.state
        .getFiles()
        .find(file => file.result?.state === "fail" || file.result?.errors?.length);
      if (!broken) return result;
      return {
        status: "killed",
        killedBy: [broken.name],
        failureMessage: broken.result.errors?.[0]?.message ?? "the file failed",
        nrOfTests: result.nrOfTests
      };
    };
    return runner;
  };
  make.inject = factory.inject;
  return make;
}
