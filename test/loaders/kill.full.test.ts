import {expect, test} from "vitest";
import {killLoads} from "./kill.ts";

test("twenty kills at random moments, ten or more while writing: the old warehouse or the new one", {
  timeout: 900_000
}, async () => {
  expect(await killLoads({kills: 20, whileWriting: 10})).toBeGreaterThanOrEqual(10);
});
