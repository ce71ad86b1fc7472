import {readdirSync, readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {UserError} from "../../../loaders/error.ts";
import {parsePolicy} from "../../../scoring/policy.ts";

const FOLDER = "test/policies/broken";
const names = readdirSync(FOLDER).filter(name => name.endsWith(".yaml"));

/** Those that stand alone; amendments need what they amend, and are looked at in test/policies. */
const alone = names.filter(name => !/^amends?:/m.test(readFileSync(`${FOLDER}/${name}`, "utf8")));

describe("the faults of a broken policy, without a database", () => {
  test("most of the broken policies stand alone", () => {
    expect(alone.length).toBeGreaterThan(12);
  });

  for (const name of alone) {
    test(`${name} has the faults that were reviewed`, () => {
      const reviewed = readFileSync(`${FOLDER}/${name.replace(".yaml", ".txt")}`, "utf8");
      const lines = faultsOf(`${FOLDER}/${name}`);
      expect(reviewed.slice(0, lines.length)).toBe(lines);
    });
  }
});

/** Returns the faults, a line each, without the heading over them; nothing where there are none. */
function faultsOf(file: string): string {
  try {
    parsePolicy(readFileSync(file, "utf8"), file);
    return "";
  } catch (error) {
    if (error instanceof UserError) return `${error.message.replace(/^制度文件有.*\n/, "")}\n`;
    throw error;
  }
}
