import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, describe, expect, test} from "vitest";
import {type Field, storedFields} from "../../loaders/contract.ts";
import {headerNames} from "../../loaders/header.ts";
import {cutRecords} from "../../loaders/records.ts";
import {openSource} from "../../loaders/source.ts";
import type {TableResult, TypedRow} from "../../loaders/table.ts";
import {unprotected} from "../../loaders/text.ts";
import type {Column, ColumnType} from "../../publish/dictionary.ts";
import {writeExcelCsv, writePlainCsv} from "../../publish/formats/csv.ts";
import {writeSheets} from "../../publish/formats/sheet.ts";
import {writeFile} from "../../publish/sink.ts";
import {csv, dataRows, grid, HEADER, quoted} from "./grids.ts";
import {contractOf, readSource, readText} from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "hengcai-records-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const runs = {numRuns: 150};

describe("cutting text into records", () => {
  const anyText = fc.oneof(
    fc.string({unit: fc.constantFrom(...'中a,,"""\n\n 　'.split("")), maxLength: 80}),
    grid.map(rows => csv(rows)),
    grid.map(rows => csv(rows, quoted))
  );

  test("keeps every character: the stretches with their line ends are the text, but for the quotes that have no end", async () => {
    fc.assert(
      fc.property(anyText, fc.integer({min: 1, max: 30}), fc.constantFrom(0, 3, 6), (text, size, width) => {
        let at = 0;
        let rest = "";
        for (let from = 0; from < text.length; from += size) {
          const last = from + size >= text.length;
          const cut = cutRecords(rest + text.slice(from, from + size), {delimiter: ",", width, last});
          rest = cut.rest;
          for (const stretch of cut.stretches) {
            const whole = text.slice(at, at + stretch.text.length + (stretch.kind === "damaged" ? 1 : 0));
            expect(stretch.kind === "damaged" ? withoutOneQuote(whole, stretch.text) : whole).toBe(stretch.text);
            at += whole.length;
            if (at < text.length) expect(text[at]).toBe("\n");
            at++;
          }
        }
        expect(rest).toBe("");
        // A line end at the very end has no record behind it.
        expect(at).toBe(text === "" ? 0 : text.endsWith("\n") ? text.length : text.length + 1);
      }),
      {numRuns: 2_000}
    );
  });
});

/** Returns the text without the one quote by which the other differs from it. */
function withoutOneQuote(whole: string, wanted: string): string {
  let i = 0;
  while (i < wanted.length && whole[i] === wanted[i]) i++;
  while (i > 0 && whole[i] !== '"') i--;
  return whole[i] === '"' ? whole.slice(0, i) + whole.slice(i + 1) : whole;
}

describe("stored rows", () => {
  const fields = storedFields(contractOf("claims"));
  const value = fc.record({
    claim_id: fc.constantFrom("S-1", "0011", "１２", "=1+1", "'0012", "＝A1", " 前后 "),
    unit: fc.constantFrom("东山镇", "西河街道办事处", "U,1", '甲"乙', "行\n行", "@甲"),
    rule: fc.constantFrom("R1", "4", "媒体宣传", "N"),
    subject: fc.constantFrom("会议", "《a》,b", "-负", "+正", '规格3"管', "-", "无", "\t会"),
    event_on: fc.constantFrom("2025-03-01", "2025年3月2日", "20240229", "2025/1/1 09:30"),
    quantity: fc.constantFrom("1", "", "１"),
    claimed_points: fc.constantFrom("1.5", "-0.125", "１，２３４.5", "(5)", "3分", ""),
    recognised: fc.constantFrom("是", "×", "", "无"),
    level: fc.constantFrom("省级", "国家级", ""),
    signed_on: fc.constantFrom("2025.4.1", "", "2026-01-01")
  });
  const names = fields.filter(({name}) => name in sampleOf(value));

  test.each([
    ["raw", "csv"],
    ["raw", "plain"],
    ["raw", "xlsx"],
    ["values", "csv"],
    ["values", "plain"],
    ["values", "xlsx"]
  ] as const)("written out as %s in %s and read again are the same values", async (what, format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, {minLength: 1, maxLength: 6}), async rows => {
        const lines = [
          names.map(({header}) => header),
          ...rows.map(row => names.map(({name}) => row[name as keyof typeof row]))
        ];
        const first = await readText(csv(lines, quoted), "claims");
        const accepted = first.rows.filter(({rejected}) => !rejected);
        expect(accepted.length).toBe(rows.length);
        const again = await reread(accepted, fields, what, format);
        expect(again.rows.map(({values}) => values)).toEqual(accepted.map(({values}) => values));
        expect(again.accounting).toMatchObject({accepted: rows.length, rejected: 0, preamble: 0, blank: 0});
      }),
      {numRuns: 40}
    );
  });
});

async function reread(
  rows: readonly TypedRow[],
  fields: readonly Field[],
  what: "raw" | "values",
  format: "csv" | "plain" | "xlsx"
): Promise<TableResult> {
  const columns: Pick<Column, "name" | "type">[] = fields.map(field => ({
    name: field.header,
    type: what === "raw" ? "text" : columnOf(field)
  }));
  // What protects a text file's cell (`'0012`) would be part of a workbook's.
  const rawText = (text: string | null): string | null =>
    text !== null && format === "xlsx" ? unprotected(text) : text;
  const lines = rows.map(row =>
    fields.map((field, i) => (what === "raw" ? rawText(row.raw[i] ?? null) : written(field, row.values[i] ?? null)))
  );
  async function* blocks(): AsyncGenerator<(string | null)[][]> {
    yield lines;
  }
  const file = join(folder, format === "xlsx" ? "again.xlsx" : "again.csv");
  await writeFile(file, async sink => {
    if (format === "csv") return writeExcelCsv(sink, {columns: columns as Column[]}, blocks());
    if (format === "plain") return writePlainCsv(sink, {columns: columns as Column[]}, blocks());
    const sheet = {name: "台账", table: "claims", columns, rows: lines.length, blocks: blocks()};
    return writeSheets(sink, [sheet], {title: "台账", description: "台账", date: "2025-12-31"});
  });
  expect(readFileSync(file).length).toBeGreaterThan(0);
  const source = await openSource(file, {name: file, headers: headerNames(contractOf("claims"))});
  try {
    return await readSource(source, "claims");
  } finally {
    source.close();
  }
}

function columnOf({type}: Field): ColumnType {
  if (type === "date" || type === "boolean") return type;
  if (type === "decimal") return "points";
  return type === "integer" || type === "year" ? "integer" : "text";
}

/** A value as the writers take it: points as their digits, booleans as words. */
function written({type}: Field, value: TypedRow["values"][number]): string | null {
  if (value === null) return null;
  if (type !== "decimal") return String(value);
  const thousandths = Math.abs(Number(value));
  const digits = `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, "0")}`;
  return `${Number(value) < 0 ? "-" : ""}${digits}`;
}

function sampleOf<T>(arbitrary: fc.Arbitrary<T>): T {
  return fc.sample(arbitrary, {numRuns: 1, seed: 1})[0]!;
}

describe("rows around the data", () => {
  const table = (rows: readonly string[][]): string => csv([[...HEADER], ...rows]);
  const bodies = ({rows}: TableResult): unknown => rows.map(({row: _, ...rest}) => rest);
  const found = ({issues}: TableResult): unknown => issues.map(({row: _, ...rest}) => rest);
  const padded = (text: string): string[] => [text, ...new Array<string>(HEADER.length - 1).fill("")];

  test("blank rows, totals, notes, headers and titles change only their own counts", async () => {
    const extra = fc.constantFrom(
      ["blank", padded("")],
      ["blank", padded("　")],
      ["total", ["合 计", "", "", "", "3", ""]],
      ["total", padded("其中：镇")],
      ["note", padded("填表人：某")],
      ["repeatedHeader", [...HEADER]]
    ) as fc.Arbitrary<readonly ["blank" | "total" | "note" | "repeatedHeader", string[]]>;
    const places = fc.array(fc.tuple(fc.nat(), extra), {maxLength: 6});
    const titles = fc.array(fc.constantFrom("2025年度汇总表", "填报单位：甲镇", "单位：分"), {maxLength: 4});
    await fc.assert(
      fc.asyncProperty(dataRows, places, titles, async (rows, inserted, preamble) => {
        const plain = await readText(table(rows), "claims");
        const mixed = [...rows];
        for (const [at, [, line]] of inserted) mixed.splice(at % (mixed.length + 1), 0, line);
        const dressed = await readText(csv([...preamble.map(padded), [...HEADER], ...mixed]), "claims");
        expect(bodies(dressed)).toEqual(bodies(plain));
        expect(found(dressed)).toEqual(found(plain));
        const counted = {...plain.accounting, preamble: preamble.length};
        for (const [, [kind]] of inserted) counted[kind]++;
        counted.rows += preamble.length + inserted.length;
        expect(dressed.accounting).toEqual(counted);
      }),
      runs
    );
  });

  test("the order of the rows changes only their numbers", async () => {
    const shuffled = dataRows.chain(rows =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(
          rows.map((_, i) => i),
          {minLength: rows.length}
        )
      )
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([rows, order]) => {
        const first = await readText(table(rows), "claims");
        const second = await readText(table(order.map(i => rows[i]!)), "claims");
        const number = new Map(order.map((from, to) => [from + 2, to + 2]));
        const renumbered = <T extends {row: number | null}>(list: readonly T[]): string[] =>
          list.map(one => JSON.stringify({...one, row: number.get(one.row ?? 0) ?? one.row})).sort();
        expect(second.rows.map(one => JSON.stringify(one)).sort()).toEqual(renumbered(first.rows));
        expect(second.issues.map(one => JSON.stringify(one)).sort()).toEqual(renumbered(first.issues));
        expect(second.accounting).toEqual(first.accounting);
      }),
      runs
    );
  });
});
