import {expect, test} from "vitest";
import {lastingBench} from "../../src/client/simulate/lastingBench.ts";
import type {Scenario} from "../../src/client/simulate/scenario.ts";
import type {Outcome, Workbench} from "../../src/client/simulate/workbench.ts";

const SCENARIO = {} as Scenario;

/** An engine that breaks at the asks named, counted over all its lives. */
function breakable(breaksAt: readonly number[]) {
  const log = {opened: 0, asked: 0, restarts: 0};
  const open = async () => {
    const life = log.restarts;
    log.opened++;
    return {
      async ask() {
        log.asked++;
        if (life !== log.restarts) throw new Error("no such table: shipped_claims");
        if (breaksAt.includes(log.asked)) {
          log.restarts++;
          throw new Error("数据引擎出了故障，已重新启动");
        }
        return {scenario: SCENARIO} as Outcome;
      }
    } as unknown as Workbench;
  };
  return {log, bench: lastingBench(open, () => log.restarts)};
}

test("a bench is opened once while its engine lives", async () => {
  const {log, bench} = breakable([]);
  const made = await bench;
  await made.ask(SCENARIO);
  await made.ask(SCENARIO);
  expect(log).toEqual({opened: 1, asked: 2, restarts: 0});
});

test("a question that breaks the engine is asked once more of a new one, with the claims laid again", async () => {
  const {log, bench} = breakable([2]);
  const made = await bench;
  await made.ask(SCENARIO);
  expect(await made.ask(SCENARIO)).toEqual({scenario: SCENARIO});
  expect(log).toEqual({opened: 2, asked: 3, restarts: 1});
});

test("a question that breaks it again is refused, and the next is answered", async () => {
  const {log, bench} = breakable([1, 2]);
  const made = await bench;
  await expect(made.ask(SCENARIO)).rejects.toThrow("已重新启动");
  expect(await made.ask(SCENARIO)).toEqual({scenario: SCENARIO});
  expect(log).toEqual({opened: 3, asked: 3, restarts: 2});
});
