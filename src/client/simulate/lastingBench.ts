import type {Workbench} from "./workbench.ts";

/**
 * Returns a bench that outlives its engine: `restarts` counts how often the engine had to be replaced, and after each the
 * claims are laid, scored and compared anew before the next answer. What broke it is asked once more.
 */
export async function lastingBench(open: () => Promise<Workbench>, restarts: () => number): Promise<Workbench> {
  let seen = restarts();
  let bench = await open();
  const ready = async () => {
    while (seen !== restarts()) {
      const now = restarts();
      bench = await open();
      seen = now;
    }
    return bench;
  };
  return {
    policy: bench.policy,
    knobs: bench.knobs,
    range: bench.range,
    async ask(scenario) {
      try {
        return await (await ready()).ask(scenario);
      } catch (error) {
        if (seen === restarts()) throw error;
        return (await ready()).ask(scenario);
      }
    }
  };
}
