import type {Neutralised} from "./csv.ts";

/** `csv` is the Excel edition, `csv-plain` the machine edition. */
export const EXPORT_FORMATS = ["csv", "csv-plain", "parquet", "json", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportedFile {
  /** Relative to the folder of the export, with forward slashes. */
  path: string;
  table: string;
  /** `workbook` is the ranking for readers, not a table for machines. */
  format: ExportFormat | "workbook";
  rows: number;
  bytes: number;
  sha256: string;
  /** Text cells that got an apostrophe in front (Excel edition only, where there are any). */
  neutralised?: Neutralised[];
}

/** Returns where a table stands in an export: the machine CSV in a folder of its own, all else side by side. */
export function exportPath(table: string, format: ExportFormat): string {
  return format === "csv-plain" ? `csv-plain/${table}.csv` : `${table}.${format}`;
}
