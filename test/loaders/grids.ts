import fc from "fast-check";
import type {TableResult} from "../../loaders/table.ts";

/** Tables of claims as offices write them, and how they are written down as text. */

export const HEADER = ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值", "加分事项"] as const;

/** Cells good and bad, with what a text file must protect. */
const cell = fc.oneof(
  {weight: 4, arbitrary: fc.constantFrom("S-1", "甲镇", "R4", "2025-03-01", "1.5", "会议", "")},
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "合计",
      "注：",
      "申报编号",
      "2025.1",
      "市级",
      "１．５分",
      '规格3"管',
      "a,b",
      '"',
      "行\n行",
      "张㛃",
      "䶮𬭸"
    )
  },
  {weight: 1, arbitrary: fc.string({unit: fc.constantFrom(...'中文a1,;\t" \n，、'.split("")), maxLength: 6})}
);
const row = fc.array(cell, {minLength: HEADER.length, maxLength: HEADER.length});

/** A header and any rows below it. */
export const grid: fc.Arbitrary<string[][]> = fc
  .array(row, {maxLength: 12})
  .map(rows => [[...HEADER] as string[], ...rows]);

/** Rows that are data whatever stands around them: none is blank, a total, a note or a header. */
export const dataRows: fc.Arbitrary<string[][]> = fc.array(
  row.filter(cells => cells[0] !== "" && cells.every(text => !/^\s*(?:合计|注|申报编号|$)/.test(text) || text === "")),
  {minLength: 1, maxLength: 10}
);

export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
export const bare = (text: string): string => (/[",\n]/.test(text) ? quoted(text) : text);
export const csv = (rows: readonly string[][], quote: (text: string) => string = bare, end = "\n"): string =>
  rows.map(cells => cells.map(quote).join() + end).join("");
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const outcome = ({rows, issues, accounting}: TableResult): unknown => ({rows, issues, accounting});
