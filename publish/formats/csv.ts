import type {Table} from "../dictionary.ts";
import {neutralise} from "../neutralise.ts";
import type {Sink} from "../sink.ts";
import type {CellText} from "./rows.ts";

/** A text cell that got an apostrophe in front; `row` counts data rows from 1. */
export interface Neutralised {
  row: number;
  field: string;
}

export interface CsvResult {
  rows: number;
  neutralised: Neutralised[];
}

/** What takes the text: a file, or a digest of it. */
export type CsvWriter = Pick<Sink, "write">;

/**
 * Writes the Excel edition: UTF-8 with BOM, CRLF, every text quoted and none of it a formula; numbers stay numbers.
 * Returns the cells that were given an apostrophe.
 */
export async function writeExcelCsv(
  sink: CsvWriter,
  table: Pick<Table, "columns">,
  blocks: AsyncIterable<CellText[][]>
): Promise<CsvResult> {
  const quoted = table.columns.map(({type}) => type === "text");
  const neutralised: Neutralised[] = [];
  let row = 0;
  sink.write(`\uFEFF${table.columns.map(({name}) => quote(name)).join(",")}\r\n`);
  for await (const block of blocks) {
    for (const cells of block) {
      row++;
      const texts = cells.map((cell, i) => {
        if (cell === null) return "";
        if (!quoted[i]) return cell;
        const safe = neutralise(cell);
        if (safe !== cell) neutralised.push({row, field: table.columns[i]!.name});
        return quote(safe);
      });
      sink.write(`${texts.join(",")}\r\n`);
    }
  }
  return {rows: row, neutralised};
}

/** Writes the machine edition: UTF-8 without BOM, LF, values raw; a missing value is empty, an empty text is `""`. */
export async function writePlainCsv(
  sink: CsvWriter,
  table: Pick<Table, "columns">,
  blocks: AsyncIterable<CellText[][]>
): Promise<CsvResult> {
  let rows = 0;
  sink.write(`${table.columns.map(({name}) => name).join(",")}\n`);
  for await (const block of blocks) {
    rows += block.length;
    for (const cells of block) sink.write(`${cells.map(plain).join(",")}\n`);
  }
  return {rows, neutralised: []};
}

function plain(cell: CellText): string {
  if (cell === null) return "";
  return cell === "" || /[",\r\n]|^\s|\s$/.test(cell) ? quote(cell) : cell;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
