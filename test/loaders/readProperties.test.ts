import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {decodedText} from "../../loaders/decode.ts";
import type {TableResult} from "../../loaders/table.ts";
import {bookParts, gb18030, pieces, readParts, readText, sheetXml, utf16} from "./support.ts";

const HEADER = ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值", "加分事项"] as const;

/** Cells as offices write them, good and bad, with what a text file must protect. */
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
      "行\n行"
    )
  },
  {weight: 1, arbitrary: fc.string({unit: fc.constantFrom(...'中文a1,;\t" \n，、'.split("")), maxLength: 6})}
);
const row = fc.array(cell, {minLength: HEADER.length, maxLength: HEADER.length});
const grid = fc.array(row, {maxLength: 12}).map(rows => [[...HEADER] as string[], ...rows]);

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = (rows: readonly string[][], quote: (text: string) => string, end = "\n"): string =>
  rows.map(cells => cells.map(quote).join() + end).join("");
const bare = (text: string): string => (/[",\n]/.test(text) ? quoted(text) : text);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const outcome = ({rows, issues, accounting}: TableResult): unknown => ({rows, issues, accounting});

const runs = {numRuns: 100};

describe("reading a text file", () => {
  test("does not depend on where its chunks end, in any encoding", async () => {
    await fc.assert(
      fc.asyncProperty(
        grid,
        fc.integer({min: 1, max: 40}),
        fc.constantFrom(utf8, gb18030, utf16),
        async (rows, size, encode) => {
          const bytes = encode(csv(rows, bare));
          const whole = await readText(bytes, "claims");
          expect(outcome(await readText(pieces(bytes, size), "claims"))).toEqual(outcome(whole));
        }
      ),
      runs
    );
  });

  test("does not depend on its encoding", async () => {
    await fc.assert(
      fc.asyncProperty(grid, async rows => {
        const text = csv(rows, bare);
        const plain = outcome(await readText(utf8(text), "claims"));
        for (const encode of [gb18030, utf16]) expect(outcome(await readText(encode(text), "claims"))).toEqual(plain);
        expect(outcome(await readText(utf8(`\ufeff${text}`), "claims"))).toEqual(plain);
      }),
      runs
    );
  });

  test("does not depend on which fields are quoted", async () => {
    await fc.assert(
      fc.asyncProperty(grid, async rows => {
        const some = await readText(csv(rows, bare), "claims");
        expect(outcome(await readText(csv(rows, quoted), "claims"))).toEqual(outcome(some));
      }),
      runs
    );
  });

  test("does not depend on its line ends", async () => {
    await fc.assert(
      fc.asyncProperty(grid, async rows => {
        const text = csv(rows, bare);
        const lf = outcome(await readText(text, "claims"));
        for (const end of ["\r\n", "\r"])
          expect(outcome(await readText(text.replaceAll("\n", end), "claims"))).toEqual(lf);
      }),
      runs
    );
  });

  test("does not depend on the order of its columns", async () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], {minLength: 6, maxLength: 6});
    // Totals, notes and repeated headers go by a row's first cell, whichever that is.
    const isPlain = (text: string): boolean => !/^\s*(?:合计|注|申报编号)/.test(text);
    const plainGrid = grid.map(rows => rows.filter((cells, i) => i === 0 || cells.every(isPlain)));
    const sorted = (issues: TableResult["issues"]): string[] => issues.map(issue => JSON.stringify(issue)).sort();
    await fc.assert(
      fc.asyncProperty(plainGrid, order, async (rows, places) => {
        const first = await readText(csv(rows, bare), "claims");
        const second = await readText(
          csv(
            rows.map(cells => places.map(i => cells[i]!)),
            bare
          ),
          "claims"
        );
        expect(second.rows).toEqual(first.rows);
        expect(second.accounting).toEqual(first.accounting);
        expect(sorted(second.issues)).toEqual(sorted(first.issues));
      }),
      runs
    );
  });

  test("gives what a workbook of the same cells gives", async () => {
    const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    await fc.assert(
      fc.asyncProperty(grid, async rows => {
        const filled = rows.filter((cells, i) => i === 0 || cells.some(text => text.trim() !== ""));
        const text = await readText(csv(filled, bare), "claims");
        const xml = sheetXml(filled.map(cells => cells.map(one => (one === "" ? null : escaped(one)))));
        const book = await readParts(bookParts({sheets: [{name: "台账", xml}]}), "claims");
        expect(outcome(book)).toEqual(outcome(text));
      }),
      runs
    );
  });

  test("counts every record once, whatever the bytes", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({maxLength: 400}),
      fc
        .string({unit: fc.constantFrom(...'申报编号单位,;"\n\r\t a'.split("")), maxLength: 200})
        .map(text => utf8(text)),
      grid.map(rows => utf8(csv(rows, text => text)))
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (tail, hasHeader) => {
        const content = Uint8Array.from([...(hasHeader ? utf8(`${HEADER.join()}\n`) : []), ...tail]);
        const {accounting, rows, source} = await readText(content, "claims");
        const {rows: all, ...counts} = accounting;
        expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(all);
        expect(rows.filter(({rejected}) => !rejected).length).toBe(accounting.accepted);
        const numbers: number[] = [];
        for await (const batch of source.sheets[0]!.rows) numbers.push(...batch.map(({row}) => row));
        expect(all).toBe(numbers.length);
        expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
      }),
      {numRuns: 300}
    );
  });

  test("keeps every character outside quotes that are not closed", async () => {
    await fc.assert(
      fc.asyncProperty(grid, async rows => {
        const text = csv(rows, bare);
        const {source} = await readText(text, "claims");
        const read: string[][] = [];
        for await (const batch of source.sheets[0]!.rows) read.push(...batch.map(({cells}) => cells as string[]));
        expect(read).toEqual(rows);
      }),
      {numRuns: 200}
    );
  });
});

test("decodedText gives the same text for every way to cut its bytes", async () => {
  const bytes = gb18030("申报编号,㛃\r\n甲\r\r\n乙€");
  for (let size = 1; size <= bytes.length; size++) {
    let text = "";
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield* pieces(bytes, size);
    }
    for await (const chunk of decodedText(stream, "GB18030")) text += chunk;
    expect(text).toBe("申报编号,㛃\n甲\n\n乙€");
  }
});
