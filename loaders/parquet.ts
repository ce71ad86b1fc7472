import {type Long, type ThriftField, thrift, writeVarint} from "./thrift.ts";

/**
 * Parquet, as little of it as rows on their way to the database need: one group of rows, every column optional, nothing
 * compressed. Only DuckDB reads it.
 */

/** The SQL type of a column. */
export type ParquetType = "VARCHAR" | "DATE" | "INTEGER" | "BIGINT" | "BOOLEAN";

/** The values of one column, in order and without the missing ones, as they stand in the file. */
export interface ColumnData {
  name: string;
  type: ParquetType;
  /** One bit a row, the lowest first: whether the row has a value. */
  present: Uint8Array<ArrayBuffer>;
  /** The values themselves, or the number of each in the dictionary. */
  values: Uint8Array<ArrayBuffer>;
  dictionary?: {count: number; values: Uint8Array<ArrayBuffer>};
}

/** The words of the format. */
const [PLAIN, RLE, BY_NUMBER] = [0, 3, 8];
const [DATA_PAGE, DICTIONARY_PAGE] = [0, 2];
const OPTIONAL = 1;
const UNCOMPRESSED = 0;
const MARK = new TextEncoder().encode("PAR1");
/** Bits of a value's number in the dictionary. */
const NUMBER_BITS = 16;

/** Physical type, and what it stands for where that says too little. A boolean goes as a number, which DuckDB casts. */
const TYPES: Readonly<Record<ParquetType, readonly [physical: number, meaning?: number]>> = {
  VARCHAR: [6, 0],
  DATE: [1, 6],
  INTEGER: [1],
  BIGINT: [2],
  BOOLEAN: [1]
};

/** Returns the pieces of a file of so many rows. */
export function parquetFile(columns: readonly ColumnData[], rows: number): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [MARK];
  let at = MARK.length;
  const add = (...more: readonly Uint8Array<ArrayBuffer>[]): void => {
    for (const piece of more) {
      pieces.push(piece);
      at += piece.length;
    }
  };
  const chunks = columns.map(column => {
    const start = at;
    if (column.dictionary) add(...dictionaryPage(column.dictionary));
    const data = at;
    add(...dataPage(column, rows));
    return columnChunk(column, {rows, start, data, end: at});
  });
  const group: ThriftField[] = [
    [1, {list: chunks}],
    [2, long(at - MARK.length)],
    [3, long(rows)]
  ];
  const footer = thrift([
    [1, 1],
    [
      2,
      {
        list: [
          [
            [4, "rows"],
            [5, columns.length]
          ],
          ...columns.map(schemaElement)
        ]
      }
    ],
    [3, long(rows)],
    [4, {list: [group]}]
  ]);
  add(footer, int32(footer.length), MARK);
  return pieces;
}

function schemaElement({name, type}: ColumnData): ThriftField[] {
  const [physical, meaning] = TYPES[type];
  return [[1, physical], [3, OPTIONAL], [4, name], ...(meaning === undefined ? [] : [[6, meaning] as const])];
}

function columnChunk(
  {name, type, dictionary}: ColumnData,
  {rows, start, data, end}: {rows: number; start: number; data: number; end: number}
): ThriftField[] {
  const meta: ThriftField[] = [
    [1, TYPES[type][0]],
    [2, {list: [PLAIN, RLE, BY_NUMBER]}],
    [3, {list: [name]}],
    [4, UNCOMPRESSED],
    [5, long(rows)],
    [6, long(end - start)],
    [7, long(end - start)],
    [9, long(data)],
    ...(dictionary ? [[11, long(start)] as const] : [])
  ];
  return [
    [2, long(start)],
    [3, meta]
  ];
}

function dictionaryPage({count, values}: {count: number; values: Uint8Array<ArrayBuffer>}): Uint8Array<ArrayBuffer>[] {
  const header = thrift([
    [1, DICTIONARY_PAGE],
    [2, values.length],
    [3, values.length],
    [
      7,
      [
        [1, count],
        [2, PLAIN]
      ]
    ]
  ]);
  return [header, values];
}

function dataPage({present, values, dictionary}: ColumnData, rows: number): Uint8Array<ArrayBuffer>[] {
  const run = runOf(present.length);
  const body = [int32(run.length + present.length), run, present];
  // The count of numbers is made whole eights: what stands beyond the last is never asked for.
  if (dictionary) body.push(Uint8Array.of(NUMBER_BITS), runOf(values.length / NUMBER_BITS));
  body.push(values);
  const size = body.reduce((sum, piece) => sum + piece.length, 0);
  const header = thrift([
    [1, DATA_PAGE],
    [2, size],
    [3, size],
    [
      5,
      [
        [1, rows],
        [2, dictionary ? BY_NUMBER : PLAIN],
        [3, RLE],
        [4, RLE]
      ]
    ]
  ]);
  return [header, ...body];
}

/** Returns what stands before so many groups of eight packed values. */
function runOf(groups: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  writeVarint(bytes, groups * 2 + 1);
  return Uint8Array.from(bytes);
}

function int32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function long(value: number): Long {
  return {long: value};
}
