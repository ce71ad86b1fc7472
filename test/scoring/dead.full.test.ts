import {describe, expect, test} from "vitest";
import {amendedPolicy} from "../oracle/amendedPolicy.ts";
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

  test("are told of no rules that a limit was put over later and that can come to it", () => {
    const seeds = Array.from({length: 1500}, (_, i) => i + 1);
    const changed = seeds.filter(seed =>
      amendedPolicy(seed).clauses.some(({kind, sought}) => kind === "over" && sought)
    );
    const over = changed.flatMap(seed => seenClauses(seed, {all: true})).filter(({kind}) => kind === "over");
    const wrong = over.filter(({touched, told}) => touched && told !== null);
    expect(wrong.map(({name, told}) => `${name}: ${told}`)).toEqual([]);
    expect(over.filter(({touched}) => touched).length).toBeGreaterThan(20);
    expect(over.filter(({told}) => told !== null).length).toBeGreaterThan(2);
  });
});
