import {describe, expect, test} from "vitest";
import {seenClauses} from "../oracle/seenClauses.ts";

describe("clauses that are said to be out of reach", () => {
  test("are touched by no set of claims of any year, whatever papers change within it", () => {
    const told = Array.from({length: 20}, (_, i) => seenClauses(i + 1, {all: false})).flat();
    expect(told.filter(({touched}) => touched).map(({name, told: message}) => `${name}: ${message}`)).toEqual([]);
    const kinds = told.map(({kind}) => kind);
    for (const kind of ["step", "cap", "limit"] as const) expect(kinds).toContain(kind);
    expect(kinds.length).toBeGreaterThan(40);
  });
});
