import {describe, expect, test} from "vitest";
import {builtSample} from "../built.ts";
import {inFull} from "../full.ts";
import {type BookPlan, bookBytes, type CellXml} from "./books.ts";
import {csvDisagreements} from "./csvPeer.ts";
import {classOf, DIFFERENCES, type Disagreement} from "./differences.ts";
import {
  compareBooks,
  compareGeneratedBooks,
  compareGeneratedTexts,
  compareSampleBooks,
  compareSampleTexts,
  compareWrittenBooks,
  onBook
} from "./differential.ts";

/** The least file that shows each class of difference. */
const EXAMPLES: Readonly<Record<string, CellXml | {csv: string} | {row: number; column: number}>> = {
  "empty text": '<c t="inlineStr"><is><t></t></is></c>',
  "carriage returns in text": '<c t="inlineStr"><is><t>甲&#13;&#10;乙</t></is></c>',
  "escapes undone twice": '<c t="str"><v>&amp;amp;</v></c>',
  "line ends of the XML": '<c t="inlineStr"><is><t>甲\r\n乙</t></is></c>',
  "ISO date cells": '<c t="d"><v>2025-03-01</v></c>',
  "parts of a second": '<c s="5"><v>45717.999999</v></c>',
  "serials that are no day": '<c s="1"><v>30</v></c>',
  "numeric cells that hold no number": "<c><v>1,5</v></c>",
  "far cells": {row: 1_048_576, column: 16_383},
  "line ends in quotes": {csv: '"甲\r\n乙",丙\r\n'},
  "byte order marks inside": {csv: "甲,乙\n丙\ufeff,丁\n"},
  "NUL characters": {csv: "甲,乙\0\n"},
  "spaces behind a closing quote": {csv: '"甲" ,乙\n'},
  "quotes inside quotes": {csv: '"规格3"管",乙\n'},
  "quotes without an end": {csv: '甲,"乙\n丙,丁\n'}
};

describe("our readers and their peers", () => {
  test("disagree in at most twenty classes, each with a reason", () => {
    expect(DIFFERENCES.length).toBeLessThanOrEqual(20);
    expect(new Set(DIFFERENCES.map(({name}) => name)).size).toBe(DIFFERENCES.length);
    expect(DIFFERENCES.filter(({reason}) => reason.length < 40)).toEqual([]);
    expect(Object.keys(EXAMPLES).sort()).toEqual(DIFFERENCES.map(({name}) => name).sort());
  });

  test.each(DIFFERENCES.map(({name, peers}) => ({name, peers})))("do disagree on $name", async ({name, peers}) => {
    const found = await onExample(EXAMPLES[name]!);
    expect(new Set(found.map(classOf))).toEqual(new Set([name]));
    expect([...new Set(found.map(({peer}) => peer))].sort()).toEqual([...peers].sort());
  });

  test("a difference outside the classes is found", () => {
    const ours = {kind: "text", text: "0011"} as const;
    for (const peer of ["SheetJS", "hucre", "csv-parse"] as const) {
      expect(classOf({peer, place: "台账!A1", ours, theirs: {kind: "number", text: "11"}})).toBeUndefined();
      expect(classOf({peer, place: "台账!A1", ours, theirs: undefined})).toBeUndefined();
      expect(classOf({peer, place: "台账!A1", ours: undefined, theirs: ours})).toBeUndefined();
      expect(classOf({peer, place: "file", ours: undefined, theirs: undefined, whole: {ours: "no"}})).toBeUndefined();
    }
  });
});

describe("a workbook reads as SheetJS and hucre read it", () => {
  test("on every sheet of the sample", async () => {
    const {files, cells, classes, unexplained} = await compareSampleBooks();
    expect(unexplained).toEqual([]);
    expect([...classes]).toEqual([]);
    expect({files, cells}).toEqual({files: 15, cells: 89_276});
  });

  test("on the workbooks that we write", async () => {
    const {dist} = await builtSample();
    // The short run leaves out the two largest tables, of the same make as the others.
    const {files, cells, classes, unexplained} = await compareBooks(`${dist}/data`, inFull(250_000, Infinity));
    expect(unexplained).toEqual([]);
    expect([...classes.keys()]).toEqual(["empty text"]);
    expect(files).toBeGreaterThan(20);
    expect(cells).toBeGreaterThan(inFull(30_000, 300_000));
  }, 300_000);

  test("on whatever cells a workbook can hold", async () => {
    const {cells} = await compareGeneratedBooks(80);
    expect(cells).toBeGreaterThan(800);
  });

  test("on what exceljs, SheetJS and hucre write", async () => {
    const {cells} = await compareWrittenBooks(40);
    expect(cells).toBeGreaterThan(800);
  });
});

describe("a text file reads as csv-parse reads it", () => {
  test("on the sample", async () => {
    const {files, cells, classes, unexplained} = await compareSampleTexts();
    expect(unexplained).toEqual([]);
    expect([...classes]).toEqual([]);
    expect({files, cells}).toEqual({files: 38, cells: 156_093});
  });

  test("on tables as programs write them and on any characters", async () => {
    const {cells} = await compareGeneratedTexts(2_000);
    expect(cells).toBeGreaterThan(10_000);
  });
});

async function onExample(example: (typeof EXAMPLES)[string]): Promise<Disagreement[]> {
  if (typeof example === "object" && "csv" in example) {
    const bytes = new TextEncoder().encode(example.csv);
    return (await csvDisagreements({bytes, encoding: "UTF-8", delimiter: ","})).found;
  }
  const far = typeof example === "string" ? {row: 1, column: 0} : example;
  const cell = typeof example === "string" ? example : "<c><v>1</v></c>";
  const plan: BookPlan = {
    sheets: [{name: "台账", rows: [[far.row, [[far.column, cell]]]]}],
    strings: [],
    date1904: false,
    prefix: false,
    places: true,
    packed: true
  };
  return onBook(bookBytes(plan));
}
