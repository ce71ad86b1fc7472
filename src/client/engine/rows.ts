import type {EngineColumn, EngineResult, EngineValue} from "./types.ts";

/** What we need of an Arrow column's type, batch and vector. */
interface ArrowType {
  toString(): string;
  scale?: number;
  precision?: number;
}

interface ArrowField {
  name: string;
  type: ArrowType;
}

interface ArrowBatch {
  numRows: number;
  schema: {fields: readonly ArrowField[]};
  getChildAt(index: number): {get(index: number): unknown} | null;
}

/** Returns the columns with the types by which DuckDB calls them. */
export function readColumns(fields: readonly ArrowField[]): EngineColumn[] {
  return fields.map(({name, type}) => ({name, type: typeName(type)}));
}

/** Adds the batch's rows to those read, up to the limit. */
export function readRows(batch: ArrowBatch, rows: EngineResult["rows"], limit: number): void {
  const readers = batch.schema.fields.map(({type}, i) => {
    const vector = batch.getChildAt(i);
    const read = readerOf(type);
    return (row: number) => {
      const value = vector?.get(row);
      return value === null || value === undefined ? null : read(value);
    };
  });
  for (let row = 0; row < batch.numRows && rows.length < limit; row++) rows.push(readers.map(read => read(row)));
}

const NAMES: Readonly<Record<string, string>> = {
  Utf8: "VARCHAR",
  LargeUtf8: "VARCHAR",
  Bool: "BOOLEAN",
  Int8: "TINYINT",
  Int16: "SMALLINT",
  Int32: "INTEGER",
  Int64: "BIGINT",
  Uint8: "UTINYINT",
  Uint16: "USMALLINT",
  Uint32: "UINTEGER",
  Uint64: "UBIGINT",
  Float32: "FLOAT",
  Float64: "DOUBLE",
  Null: "NULL"
};

function typeName(type: ArrowType): string {
  const name = String(type);
  if (name.startsWith("Decimal") && type.precision === 38 && !type.scale) return "HUGEINT";
  if (name.startsWith("Decimal")) return `DECIMAL(${type.precision},${type.scale})`;
  if (name.startsWith("Date")) return "DATE";
  if (name.startsWith("Timestamp")) return "TIMESTAMP";
  if (name.startsWith("Time")) return "TIME";
  if (name.startsWith("Dictionary")) return "VARCHAR";
  return NAMES[name] ?? name;
}

function readerOf(type: ArrowType): (value: unknown) => EngineValue {
  switch (typeName(type).replace(/\(.*/, "")) {
    case "DECIMAL":
    case "HUGEINT":
      return value => decimalOf(value as Uint32Array, type.scale ?? 0);
    case "TIME":
      return value => timeOf(BigInt(value as bigint | number));
    case "DATE":
      return value => isoOf(value).slice(0, 10);
    case "TIMESTAMP":
      return value =>
        isoOf(value)
          .replace("T", " ")
          .replace(/(?:\.000)?Z$/, "");
    default:
      return plainOf;
  }
}

/** The number is 128 bits, the lowest 32 first, of two's complement. */
function decimalOf(words: Uint32Array, scale: number): string | bigint {
  let value = 0n;
  for (let i = words.length - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[i]!);
  value = BigInt.asIntN(32 * words.length, value);
  if (!scale) return value;
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** DuckDB's times of day are microseconds. */
function timeOf(microseconds: bigint): string {
  const clock = new Date(Number(microseconds / 1000n)).toISOString().slice(11, 23);
  return clock.replace(/\.000$/, "");
}

/** Arrow gives days and times as milliseconds since 1970. */
function isoOf(value: unknown): string {
  const date = value instanceof Date ? value : new Date(Number(value));
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString();
}

function plainOf(value: unknown): EngineValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return value;
  if (value instanceof Uint8Array) return [...value].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}
