import {expect, test} from "vitest";
import {killLoads} from "./kill.ts";

test("a load killed at a few random moments leaves the old warehouse or the new one", {timeout: 300_000}, async () => {
  expect(await killLoads({kills: 4, whileWriting: 2})).toBeGreaterThanOrEqual(2);
});
