import type {Row, Value} from "../../loaders/database.ts";
import {decimalsOf, MISSING} from "../format.ts";
import {type LaidColumn, textWidth} from "./layout.ts";

/** Whole thousandths as the number a cell holds: three decimals at most, so the sheet shows exactly these. */
export function amount(thousandths: number): number {
  return thousandths / 1000;
}

/** Returns the number format that shows every value exactly, with one decimal at least. */
export function pointsFormat(values: readonly (number | null)[]): string {
  const digits = values.reduce((most: number, value) => Math.max(most, value === null ? 0 : decimalsOf(value)), 1);
  return `0.${"0".repeat(digits)}`;
}

/** Returns a column of points as wide as its head. */
export function pointsColumn(head: string, format: string): LaidColumn {
  return {head, width: Math.max(9, Math.min(12, textWidth(head) + 2)), align: "right", format};
}

/** Returns the width that shows the names in one line, within reason. */
export function widthOf(names: readonly string[], least: number, most: number): number {
  return names.reduce((width, name) => Math.max(width, Math.min(most, textWidth(name) + 2)), least);
}

/** Returns the value as text, a dash where it is missing. */
export function text(value: Value | undefined): string {
  return value === null || value === undefined || value === "" ? MISSING : String(value);
}

/** Returns the value as a number, a dash where it is missing. */
export function number(value: Value | undefined): number | string {
  return value === null || value === undefined ? MISSING : Number(value);
}

/** Returns the named columns of the rows as text. */
export function texts(rows: readonly Row[], names: readonly string[]): string[][] {
  return rows.map(row => names.map(name => text(row[name])));
}
