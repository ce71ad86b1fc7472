/** Thrift's compact protocol, for the headers of Parquet: a field is its number, what it holds, and the value. */
export type ThriftField = readonly [id: number, value: ThriftValue];
export type ThriftValue = number | Long | string | readonly ThriftField[] | ThriftList;

/** A whole number of 64 bits. */
export interface Long {
  long: number;
}

export interface ThriftList {
  list: readonly ThriftValue[];
}

const [I32, I64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12] as const;

/** Returns a structure's bytes; its fields stand in the order of their numbers. */
export function thrift(fields: readonly ThriftField[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  writeStruct(bytes, fields);
  return Uint8Array.from(bytes);
}

/** Adds a number as Thrift and Parquet write lengths: seven bits a byte, the lowest first. */
export function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
}

function writeStruct(bytes: number[], fields: readonly ThriftField[]): void {
  let before = 0;
  for (const [id, value] of fields) {
    bytes.push(((id - before) << 4) | typeOf(value));
    writeValue(bytes, value);
    before = id;
  }
  bytes.push(0);
}

function typeOf(value: ThriftValue): number {
  if (typeof value === "number") return I32;
  if (typeof value === "string") return BINARY;
  if ("long" in value) return I64;
  return "list" in value ? LIST : STRUCT;
}

function writeValue(bytes: number[], value: ThriftValue): void {
  if (typeof value === "number") writeVarint(bytes, value * 2);
  else if (typeof value === "string") {
    const text = new TextEncoder().encode(value);
    writeVarint(bytes, text.length);
    for (const byte of text) bytes.push(byte);
  } else if ("long" in value) writeVarint(bytes, value.long * 2);
  else if ("list" in value) {
    const {list} = value;
    // Lists here are of one kind and never empty.
    bytes.push(0xf0 | typeOf(list[0]!));
    writeVarint(bytes, list.length);
    for (const one of list) writeValue(bytes, one);
  } else writeStruct(bytes, value);
}
