import {describe, expect, test} from "vitest";
import {seenClauses} from "../oracle/seenClauses.ts";

describe("clauses that no set of claims is touched by", {timeout: 1_800_000}, () => {
  test("are told but for a few, and no others are", () => {
    const all = Array.from({length: 150}, (_, i) => seenClauses(101 + i, {all: true})).flat();
    const wrong = all.filter(({touched, told}) => touched && told !== null);
    expect(wrong.map(({name, told}) => `${name}: ${told}`)).toEqual([]);
    expect(all.filter(({touched}) => touched).length).toBeGreaterThan(1000);
    // Some sets are too large to be tried here, and some sums are taken for larger than they can be there.
    const dead = all.filter(({touched, sought}) => !touched && sought);
    expect(dead.filter(({told}) => told === null).length).toBeLessThan(dead.length / 6);
  });
});
