import {expect, test} from "vitest";
import {openPeopleWorlds} from "../peopleTarget.ts";

test("grades and what follows from them are the oracle's, under each reading of a year without a grade", async () => {
  const worlds = await openPeopleWorlds();
  expect(worlds).toHaveLength(10);
  for (const {db} of worlds) db.close();
});
