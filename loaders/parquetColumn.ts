import type {Value} from "./database.ts";
import {type Growing, growing} from "./growing.ts";
import type {ColumnData, ParquetType} from "./parquet.ts";

type Filled = Exclude<Value, null>;

/** Gathers the values of one column of a Parquet file, row by row. */
export interface ParquetColumn {
  /** Sets the value of a row; rows come in order. Returns about how much room it takes, in characters. */
  set(row: number, value: Filled): number;
  /** Returns the column of a file of so many rows, or undefined where no row has a value. */
  data(rows: number): ColumnData | undefined;
  /** Begins the next file in the room of the last. */
  clear(): void;
}

/** Different values that a column may have and still be written by their numbers. */
const MOST_NUMBERED = 4_096;
const DAY = 86_400_000;
/** Room of a number, in characters. */
const NUMBER = 4;
/** Packed numbers come in groups of so many. */
const GROUP = 8;

/** Returns an empty column. Values that repeat are written once; a column of ever new ones gives that up for good. */
export function parquetColumn(name: string, type: ParquetType): ParquetColumn {
  const write = WRITERS[type];
  const plain = growing();
  const dictionary = growing();
  let numbered = true;
  let numbers = new Map<Filled, number>();
  let indices = new Uint16Array(1 << 10);
  let present = new Uint8Array(1 << 10);
  let count = 0;

  /** Notes the number of the last value. */
  const note = (nth: number): void => {
    if (count > indices.length) indices = widened(indices, count);
    indices[count - 1] = nth;
  };

  /** Writes out the values before the last one. */
  const spell = (): void => {
    const words = [...numbers.keys()];
    for (let i = 0; i < count - 1; i++) write(plain, words[indices[i]!]!);
    numbered = false;
    numbers = new Map();
    dictionary.clear();
  };

  return {
    set(row, value) {
      if (row >> 3 >= present.length) present = widened(present, row >> 3);
      present[row >> 3]! |= 1 << (row & 7);
      count++;
      if (numbered) {
        const known = numbers.get(value);
        if (known !== undefined) {
          note(known);
          return NUMBER;
        }
        if (numbers.size < MOST_NUMBERED) {
          note(numbers.size);
          numbers.set(value, numbers.size);
          write(dictionary, value);
          return roomOf(value);
        }
        spell();
      }
      write(plain, value);
      return roomOf(value);
    },

    data(rows) {
      if (!count) return undefined;
      const bits = Math.ceil(rows / 8);
      if (present.length < bits) present = widened(present, bits);
      const packed = Math.ceil(count / GROUP) * GROUP;
      if (indices.length < packed) indices = widened(indices, packed);
      return {
        name,
        type,
        present: present.subarray(0, bits),
        ...(numbered
          ? {
              values: new Uint8Array(indices.buffer, 0, packed * 2),
              dictionary: {count: numbers.size, values: dictionary.written()}
            }
          : {values: plain.written()})
      };
    },

    clear() {
      plain.clear();
      dictionary.clear();
      numbers = new Map();
      present.fill(0);
      count = 0;
    }
  };
}

/** How a value stands in the file. */
const WRITERS: Readonly<Record<ParquetType, (out: Growing, value: Filled) => void>> = {
  VARCHAR: (out, value) => out.text(String(value)),
  DATE: (out, value) => out.int32(Math.round(Date.parse(`${value}T00:00:00Z`) / DAY)),
  INTEGER: (out, value) => out.int32(Number(value)),
  BIGINT: (out, value) => out.int64(Number(value)),
  BOOLEAN: (out, value) => out.int32(Number(value))
};

function roomOf(value: Filled): number {
  return typeof value === "string" ? value.length + NUMBER : NUMBER;
}

function widened<T extends Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>(array: T, place: number): T {
  const wider = new (array.constructor as new (length: number) => T)(Math.max(array.length * 2, place + 1));
  wider.set(array);
  return wider;
}
