import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {joined} from "./bytes.ts";
import {type Contract, columnType, storedFields} from "./contract.ts";
import {DERIVED} from "./core.ts";
import type {Database} from "./database.ts";
import {parquetFile} from "./parquet.ts";
import {type ParquetColumn, parquetColumn} from "./parquetColumn.ts";
import type {Chunk, ChunkSink, RowSink, StagedRow} from "./reading.ts";
import {identifier, literal} from "./sql.ts";
import {dropRows, rawFields, rawName} from "./stage.ts";

/**
 * Staged rows go to the database in small Parquet files, which it reads many times faster than rows can be handed to it one
 * by one, and while the next ones are being read. Only `stage` knows their columns: nobody else reads them.
 */

export interface ChunkWriter extends RowSink {
  /** Hands over what is still held: no more rows will come. */
  end(): Promise<void>;
}

/** Characters of a chunk, about, and rows: each takes the other side's room once more. */
const MOST_ROOM = 4 << 20;
const MOST_ROWS = 50_000;

/** Returns a sink that writes the rows of a file into chunks, each handed over when it is whole. */
export function chunkWriter(contract: Contract, {folder, take, drop}: ChunkSink): ChunkWriter {
  const columns = chunkColumns(contract);
  const set = setterOf(contract, columns);
  let held: {sheet: number; name: string; rows: number; room: number} | undefined;
  let nth = 0;

  const forget = (): void => {
    for (const column of columns) column.clear();
    held = undefined;
  };

  const handOver = async (): Promise<void> => {
    if (!held) return;
    const {sheet, name, rows} = held;
    const filled = columns.map(column => column.data(rows)).filter(data => data !== undefined);
    if (nth === 0) await mkdir(folder, {recursive: true, mode: 0o700});
    const path = join(folder, `${nth++}.parquet`);
    // In one piece: every other would be a call of its own, and there are hundreds.
    await writeFile(path, joined(parquetFile(filled, rows)), {mode: 0o600});
    forget();
    await take({sheet, name, rows, path, columns: filled.map(column => column.name)});
  };

  return {
    async write(sheet, name, rows) {
      if (held && held.sheet !== sheet) await handOver();
      for (const row of rows) {
        held ??= {sheet, name, rows: 0, room: 0};
        held.room += set(held.rows++, row);
        if (held.room >= MOST_ROOM || held.rows >= MOST_ROWS) await handOver();
      }
    },
    async drop(sheet) {
      if (sheet === undefined || held?.sheet === sheet) forget();
      await drop(sheet);
    },
    end: handOver
  };
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
  const names = chunk.columns.map(identifier).join(", ");
  await db.run(`
    INSERT INTO stage.${identifier(contract.name)} (file, sheet_no, sheet, ${names})
    SELECT ${[file, chunk.sheet, chunk.name].map(literal).join(", ")}, ${names}
    FROM read_parquet(${literal(chunk.path)})
  `);
  await rm(chunk.path, {force: true});
}

/** The columns of `stage` after `file`, `sheet_no` and `sheet`, which are the same for all rows of a chunk. */
function chunkColumns(contract: Contract): ParquetColumn[] {
  return [
    parquetColumn("row", "INTEGER"),
    parquetColumn("rejected", "BOOLEAN"),
    ...storedFields(contract).map(field => parquetColumn(field.name, columnType(field))),
    ...(DERIVED[contract.name] ?? []).map(name => parquetColumn(name, "VARCHAR")),
    ...rawFields(contract).map(field => parquetColumn(rawName(field), "VARCHAR"))
  ];
}

/** Returns a function that sets a row's values; see `createStage` for what stands in the raw columns. */
function setterOf(contract: Contract, columns: readonly ParquetColumn[]): (nth: number, row: StagedRow) => number {
  const [row, rejected, ...rest] = columns;
  const texts = rawFields(contract);
  const raws = rest.splice(rest.length - texts.length);
  return (nth, {row: place, rejected: isRejected, values, raw}) => {
    let bytes = row!.set(nth, place) + rejected!.set(nth, isRejected);
    for (let i = 0; i < rest.length; i++) {
      const value = values[i] ?? null;
      if (value !== null) bytes += rest[i]!.set(nth, value);
    }
    for (let i = 0; i < texts.length; i++) {
      const {at, isPlain} = texts[i]!;
      const text = raw[at] ?? null;
      const value = values[at] ?? null;
      if (text === null) {
        if (value !== null && isPlain) bytes += raws[i]!.set(nth, "");
      } else if (!isPlain || value === null || String(value) !== text) bytes += raws[i]!.set(nth, text);
    }
    return bytes;
  };
}
