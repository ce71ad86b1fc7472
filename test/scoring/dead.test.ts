import {describe, expect, test} from "vitest";
import {inFull} from "../full.ts";
import {seenClauses} from "../oracle/seenClauses.ts";

describe("clauses that are said to be out of reach", () => {
  test("are touched by no set of claims of any year, whatever papers change within it", () => {
    const told = Array.from({length: 20}, (_, i) => seenClauses(i + 1, {all: false})).flat();
    expect(told.filter(({touched}) => touched).map(({name, told: message}) => `${name}: ${message}`)).toEqual([]);
    const kinds = told.map(({kind}) => kind);
    for (const kind of ["step", "cap", "limit"] as const) expect(kinds).toContain(kind);
    expect(kinds.length).toBeGreaterThan(40);
  });

  test("have among them every value that a paper sets for rules which have ended, and no such word is said of others", () => {
    const told = Array.from({length: inFull(25, 60)}, (_, i) => seenClauses(i + 1, {all: false})).flat();
    const late = told.filter(one => one.late);
    expect(late.filter(one => !one.told?.includes("停止")).map(({name}) => name)).toEqual([]);
    expect(told.filter(one => !one.late && one.told?.includes("停止")).map(({name}) => name)).toEqual([]);
    expect(late.length).toBeGreaterThan(5);
  });

  test("have among them the rules that a limit was put over later, where they cannot come to it", () => {
    const over = [149, 1259, 1400].flatMap(seed => seenClauses(seed, {all: true})).filter(({kind}) => kind === "over");
    const message = "改为管这几条规则以后，这个合计封顶永远达不到：各规则的封顶加起来也不到";
    expect(over.map(({touched, told}) => ({touched, told}))).toEqual(Array(3).fill({touched: false, told: message}));
  });
});
