import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {type Contract, columnType, storedFields} from "./contract.ts";
import {DERIVED} from "./core.ts";
import type {Database, Value} from "./database.ts";
import type {Chunk, ChunkSink, RowSink, StagedRow} from "./reading.ts";
import {identifier, literal} from "./sql.ts";
import {dropRows, rawFields, rawName} from "./stage.ts";

/**
 * Staged rows go to the database in small CSV files, which it reads several times faster than rows can be handed to it
 * one by one, and while the next ones are being read. Only `stage` knows their columns: nobody else reads them.
 */

export interface ChunkWriter extends RowSink {
  /** Hands over what is still held: no more rows will come. */
  end(): Promise<void>;
}

/** Bytes of a chunk. */
const SIZE = 8 << 20;
/** No character takes more bytes. */
const WIDEST = 3;

const encoder = new TextEncoder();

interface Held {
  sheet: number;
  name: string;
  rows: number;
  bytes: Uint8Array<ArrayBuffer>;
  used: number;
  longest: number;
}

/** Returns a sink that writes the rows of a file into chunks, each handed over when it is whole. */
export function chunkWriter(contract: Contract, {folder, take, drop}: ChunkSink): ChunkWriter {
  const line = lineOf(contract);
  let held: Held | undefined;
  let nth = 0;

  const handOver = async (): Promise<void> => {
    if (!held) return;
    const {bytes, used, ...rest} = held;
    held = undefined;
    if (nth === 0) await mkdir(folder, {recursive: true, mode: 0o700});
    const path = join(folder, `${nth++}.csv`);
    await writeFile(path, bytes.subarray(0, used), {mode: 0o600});
    await take({...rest, path});
  };

  return {
    async write(sheet, name, rows) {
      if (held && held.sheet !== sheet) await handOver();
      for (const row of rows) {
        const text = line(row);
        const most = text.length * WIDEST;
        if (held && held.used + most > held.bytes.length) await handOver();
        held ??= {sheet, name, rows: 0, bytes: new Uint8Array(Math.max(SIZE, most)), used: 0, longest: 0};
        add(held, text);
      }
    },
    async drop(sheet) {
      if (sheet === undefined || held?.sheet === sheet) held = undefined;
      await drop(sheet);
    },
    end: handOver
  };
}

/** Writes at once into bytes: pieces of text that wait are a burden on the memory's keeper. */
function add(held: Held, text: string): void {
  const {written} = encoder.encodeInto(text, held.bytes.subarray(held.used));
  held.used += written;
  held.longest = Math.max(held.longest, written);
  held.rows++;
}

/** Returns a sink that adds the chunks of a file to the stage. */
export function stageSink(db: Database, contract: Contract, file: string, folder: string): ChunkSink {
  return {
    folder,
    take: chunk => insertChunk(db, contract, file, chunk),
    drop: sheet => dropRows(db, contract, file, sheet)
  };
}

/** Adds a chunk's rows to the stage and removes the chunk. */
async function insertChunk(db: Database, contract: Contract, file: string, chunk: Chunk): Promise<void> {
  const columns = chunkColumns(contract).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  const longest = Math.max(chunk.longest, LEAST_BUFFER);
  await db.run(`
    INSERT INTO stage.${identifier(contract.name)}
    SELECT ${[file, chunk.sheet, chunk.name].map(literal).join(", ")}, *
    FROM read_csv(${literal(chunk.path)}, columns = {${columns.join(", ")}}, auto_detect = false, header = false,
      delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false,
      parallel = false, max_line_size = ${longest}, buffer_size = ${2 * longest})
  `);
  await rm(chunk.path, {force: true});
}

const LEAST_BUFFER = 4 << 20;

/** The columns of `stage` after `file`, `sheet_no` and `sheet`, which are the same for all rows of a chunk. */
function chunkColumns(contract: Contract): [name: string, type: string][] {
  return [
    ["row", "INTEGER"],
    ["rejected", "BOOLEAN"],
    ...storedFields(contract).map((field): [string, string] => [field.name, columnType(field)]),
    ...(DERIVED[contract.name] ?? []).map((name): [string, string] => [name, "VARCHAR"]),
    ...rawFields(contract).map((field): [string, string] => [rawName(field), "VARCHAR"])
  ];
}

/** Returns a function that writes a row as a line; see `createStage` for what stands in the raw columns. */
function lineOf(contract: Contract): (row: StagedRow) => string {
  const raw = rawFields(contract);
  return ({row, rejected, values, raw: texts}) => {
    let line = `${row},${rejected}`;
    for (const value of values) line += `,${cell(value)}`;
    for (const {at, isPlain} of raw) {
      const text = texts[at] ?? null;
      const value = values[at] ?? null;
      if (text === null) line += value === null || !isPlain ? "," : `,""`;
      else line += isPlain && value !== null && String(value) === text ? "," : `,${cell(text)}`;
    }
    return `${line}\n`;
  };
}

/** Codes, dates and numbers need no quotes. */
const BARE = /^[\w.:-]+$/;

function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value !== "string" || BARE.test(value)) return String(value);
  return `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`;
}
