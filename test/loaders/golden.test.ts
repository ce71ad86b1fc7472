import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, test} from "vitest";
import {ISSUE_CODES} from "../../loaders/issue.ts";
import {type Expectation, OUTCOMES, readExpectation, readTitle, spoiled} from "./expectation.ts";
import {caseFolders, INPUT, run} from "./golden.ts";
import {differences} from "./goldenDifferences.ts";
import {goldenFolders, goldenTables, readGolden, writeGolden} from "./goldenOutput.ts";

const expectPath = (name: string): string => join(INPUT, name, "expect.yaml");
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, {recursive: true, force: true});
});

// DuckDB works beside the tests' own thread, so several cases at a time take half as long as one after another.
describe.concurrent("the bad-input catalogue", {timeout: 180_000}, () => {
  for (const name of caseFolders()) {
    test(`${name}: ${readTitle(expectPath(name))}`, async () => {
      const expected = readExpectation(expectPath(name));
      const folder = mkdtempSync(join(tmpdir(), "hengcai-golden-"));
      made.push(folder);
      // The long run loads each case once more on top of the first time; changes.test.ts does so in the short one.
      const {first, second} = await run(name, folder, {again: Boolean(process.env.HENGCAI_FULL)});
      expect(differences(expected, first)).toEqual([]);
      // Large tables are compared value by value only where they differ.
      if (second && second.text !== first.text) expect(second.tables).toEqual(first.tables);
      for (const {what, wrong} of spoiled(expected, String(first.tables["meta.settings"]![0]!.key))) {
        expect(differences(wrong, first), `a wrong expectation passed: ${what}`).not.toEqual([]);
      }
      const golden = goldenTables(first);
      if (process.env.HENGCAI_UPDATE) writeGolden(name, golden);
      expect(Object.fromEntries(golden)).toEqual(Object.fromEntries(readGolden(name)));
    });
  }
});

describe("the golden folders", () => {
  const expectations = (): Expectation[] => caseFolders().map(name => readExpectation(expectPath(name)));

  test("cover all 72 cases of the catalogue, each under its number", () => {
    const covered = new Set(expectations().map(({catalogue}) => catalogue));
    expect(Array.from({length: 72}, (_, i) => i + 1).filter(number => !covered.has(number))).toEqual([]);
    const misplaced = caseFolders().filter(name => {
      const {catalogue} = readExpectation(expectPath(name));
      return Number.parseInt(name, 10) !== catalogue && !(catalogue === "beyond" && /^9\d-beyond-/.test(name));
    });
    expect(misplaced).toEqual([]);
  });

  test("expect every code of the closed list somewhere", () => {
    const expected = new Set(expectations().flatMap(({issues}) => issues.map(({code}) => code)));
    expect(ISSUE_CODES.filter(code => !expected.has(code))).toEqual([]);
  });

  test("end in every outcome, and each stands for what was loaded today", () => {
    const outcomes = new Set(expectations().flatMap(({files}) => Object.values(files).map(({outcome}) => outcome)));
    expect([...outcomes].sort()).toEqual([...OUTCOMES].sort());
    expect(goldenFolders()).toEqual(caseFolders());
  });

  test("name each case in a sentence of its own", () => {
    const titles = expectations().map(({title}) => title);
    expect(titles.filter(title => !/[，；：]/.test(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
