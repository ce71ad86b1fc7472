import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {decodedText} from "../../loaders/decode.ts";
import type {TableResult} from "../../loaders/table.ts";
import {bare, csv, grid, HEADER, outcome, quoted, utf8} from "./grids.ts";
import {bookParts, gb18030, pieces, readParts, readText, sheetXml, utf16} from "./support.ts";

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

/** What is cut: quotes and their pairs, CRLF in and between quotes, characters of one to four bytes, a mark. */
const KNOTTY = `${HEADER.join()}\r\n"S-""1""","甲\r\n镇",R4,2025-03-01,"1.5","䶮𬭸㛃é"\r\n\r\n"S-2" ,乙镇,R4,"2025-03-02",0.5,""\r\nS-3,"",R4,2025-03-03,1,规格3"管`;
const ENCODINGS: readonly (readonly [name: string, encode: (text: string) => Uint8Array])[] = [
  ["UTF-8", utf8],
  ["UTF-8 with a mark", text => utf8(`\ufeff${text}`)],
  ["GB18030", text => gb18030(text.replace("é", "è"))],
  ["UTF-16LE", text => utf16(text)],
  ["UTF-16BE", text => utf16(text, {bigEndian: true})],
  ["UTF-16LE without a mark", text => utf16(text, {bom: false})],
  ["UTF-16BE without a mark", text => utf16(text, {bigEndian: true, bom: false})]
];

describe.each(ENCODINGS)("a file in %s", (name, encode) => {
  const bytes = encode(KNOTTY);

  test("reads the same cut in two at every offset, and into pieces of every size", async () => {
    const whole = await readText(bytes, "claims");
    expect(whole.rows.length).toBe(3);
    const expected = JSON.stringify(outcome(whole));
    for (let at = 1; at < bytes.length; at++) {
      const [cut, even] = [[bytes.subarray(0, at), bytes.subarray(at)], pieces(bytes, at)];
      expect(JSON.stringify(outcome(await readText(cut, "claims"))), `cut at ${at}`).toBe(expected);
      expect(JSON.stringify(outcome(await readText(even, "claims"))), `pieces of ${at}`).toBe(expected);
    }
  });

  test("gives back every character", async () => {
    const character = fc.oneof(
      {weight: 3, arbitrary: fc.constantFrom(...HEADER.join(""))},
      // Rare characters of names: two bytes in GB18030, four, and beyond the first plane.
      {weight: 3, arbitrary: fc.constantFrom(..."〇䶮㛃㼆𠮷𡈼𬭸𰻝鿭々〆㎡①Ⅳ")},
      {weight: 2, arbitrary: fc.integer({min: 0x4e00, max: 0x9fff}).map(code => String.fromCodePoint(code))},
      {weight: 1, arbitrary: fc.integer({min: 0x20000, max: 0x323af}).map(code => String.fromCodePoint(code))}
    );
    const text = fc.string({unit: character, minLength: 1, maxLength: 12});
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), {minLength: 1, maxLength: 5}), async pairs => {
        const file = `申报编号,申报单位,加分项目,发生日期\n${pairs.map(pair => `${pair.join()},,\n`).join("")}`;
        const {source} = await readText(encode(file), "claims");
        expect(source.encoding).toBe(name.replace(/ with.*/, name.endsWith("with a mark") ? " BOM" : ""));
        const read: unknown[] = [];
        for await (const batch of source.sheets[0]!.rows) read.push(...batch.map(({cells}) => cells.slice(0, 2)));
        expect(read.slice(1)).toEqual(pairs);
      }),
      runs
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
