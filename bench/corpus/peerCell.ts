import type * as XLSX from "@e965/xlsx";
import type {Cell} from "../../loaders/table.ts";

/** Returns what SheetJS read in a cell as our readers would write it; a formula without a value is one with no text. */
export function ofSheetJs({t, v, f, w}: XLSX.CellObject): Cell | undefined {
  switch (t) {
    case "s":
      return {kind: "text", text: String(v)};
    case "n":
      return {kind: "number", text: String(v)};
    case "b":
      return {kind: "boolean", text: v ? "TRUE" : "FALSE"};
    case "e":
      return {kind: "error", text: w ?? String(v)};
    case "d":
      return {kind: "date", text: isoOf(v as Date)};
    default:
      return f === undefined ? undefined : {kind: "formula", text: ""};
  }
}

/** Returns what hucre read in a cell as our readers would write it; a formula without a value is one with no text. */
export function ofHucre(
  value: unknown,
  {type, formula}: {type?: string | undefined; formula?: string | undefined} = {}
): Cell | undefined {
  if (value === null || value === undefined) return formula === undefined ? undefined : {kind: "formula", text: ""};
  if (value instanceof Date) return {kind: "date", text: isoOf(value)};
  if (typeof value === "number") return {kind: "number", text: String(value)};
  if (typeof value === "boolean") return {kind: "boolean", text: value ? "TRUE" : "FALSE"};
  return {kind: type === "error" ? "error" : "text", text: String(value)};
}

function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? "no date" : date.toISOString().slice(0, -1);
}
