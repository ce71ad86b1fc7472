import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import type {Placed} from "../../loaders/error.ts";
import {PolicyError, parsePolicy} from "../../scoring/policy.ts";
import {inFull} from "../full.ts";
import {AMENDMENT, PEOPLE, type Slip, UNITS} from "./slips.ts";

/**
 * Every slip alone tells its fault; any two of them together tell the faults of both and nothing else. A pair is left out
 * where one slip stands in the words of the other.
 */
describe.each([
  ["units", UNITS],
  ["people", PEOPLE],
  ["amendment", AMENDMENT]
] as const)("two slips in a policy for %s", (name, slips) => {
  const text = readFileSync(`test/policies/pairs/${name}.yaml`, "utf8");
  const alone = slips.map(slip => found(spoilt(text, [slip])));

  test("the policy without them is sound", () => {
    expect(found(text)).toEqual([]);
  });

  test("each alone tells its fault", () => {
    expect(alone.map(faults => faults.map(({message}) => message))).toEqual(slips.map(({tells}) => [tells].flat()));
  });

  test("any two tell the faults of both, and nothing else", () => {
    const wrong: string[] = [];
    let pairs = 0;
    for (const [i, a] of slips.entries()) {
      for (const [j, b] of slips.entries()) {
        if (j <= i || meet(text, a, b) || hangs(a, b) || (i + j) % inFull(SHARE, 1)) continue;
        pairs++;
        const both = [...moved(text, alone[i]!, b), ...moved(text, alone[j]!, a)].map(shown);
        const told = found(spoilt(text, [a, b])).map(shown);
        const differs = [...new Set(both)].sort().join("\n") !== told.sort().join("\n");
        if (differs) wrong.push(`${a.with}\n${b.with}\n  expected ${both.join(" | ")}\n  told ${told.join(" | ")}`);
      }
    }
    expect(pairs).toBeGreaterThan(slips.length / 3);
    expect(wrong.join("\n\n")).toBe("");
  });
});

/** What cannot be told before the other fault is mended: how a change passes over hangs on when years begin, and so on. */
const HANGING: readonly (readonly [string, string])[] = [
  ["begins: 02-29", "from: 2025-08-01, value"],
  ["  RA:\n", "names: [引进]"],
  ["{reading: part_tim, out: [em", "inn: [employment, in"],
  ["options: {breaks: 不算}", "default: break"],
  ["R1.cap:", "[{max: 一}]"],
  ["default: on", "out: 不算, reading: 算}"],
  ["inn: [employment, in", "out: 不算, reading: 算}"],
  ["{part_time: inn}", "out: 不算, reading: 算}"],
  ["force: {from: 2024-07-32}", "{from: 2024-09-01, value"],
  ["key: [level]", "# across: all\n    earn: ["]
];

function hangs(a: Slip, b: Slip): boolean {
  return HANGING.some(([one, other]) => one === a.with && other === b.with);
}

/** One pair in so many is tried in every run, all of them where the long tests run. */
const SHARE = 23;

const BASE = readFileSync("test/policies/pairs/units.yaml", "utf8");

/** Returns the faults of the text, and the warnings among them. */
function found(text: string): Placed[] {
  try {
    if (!text.includes("\namends: ")) return [...parsePolicy(text, "p").warnings];
    return [...parsePolicy(BASE, "base", {amendments: [{text, file: "p"}]}).warnings];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return [...error.places, ...error.warnings];
  }
}

function spoilt(text: string, slips: readonly Slip[]): string {
  const all = slips.map(slip => ({at: placeIn(text, slip), ...slip})).sort((a, b) => b.at - a.at);
  return all.reduce(
    (spoilt, {at, put, with: put2}) => spoilt.slice(0, at) + put2 + spoilt.slice(at + put.length),
    text
  );
}

/** Returns where the words stand that the slip replaces: once in the text. */
function placeIn(text: string, {put}: Slip): number {
  const at = text.indexOf(put);
  if (at < 0 || text.indexOf(put, at + 1) >= 0) throw new Error(`not once in the text: ${put}`);
  return at;
}

function meet(text: string, a: Slip, b: Slip): boolean {
  const [from, other] = [placeIn(text, a), placeIn(text, b)];
  return from < other + b.put.length && other < from + a.put.length;
}

/** Returns the faults where they stand once the other slip is in the text too; no slip makes a line more or less. */
function moved(text: string, faults: readonly Placed[], other: Slip): Placed[] {
  const before = text.slice(0, placeIn(text, other)).split("\n");
  const [line, column] = [before.length, before.at(-1)!.length + 1];
  const longer = other.with.length - other.put.length;
  return faults.map(fault =>
    fault.line === line && fault.column > column ? {...fault, column: fault.column + longer} : fault
  );
}

function shown({file, line, column, message}: Placed): string {
  return `${file}:${line}:${column} ${message}`;
}
