import type {Neutralised} from "./formats/csv.ts";

/** Formats of one file a table; `csv` is the Excel edition, `csv-plain` the machine edition. */
export const TABLE_FORMATS = ["csv", "csv-plain", "parquet", "json", "xlsx"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** What can be asked for: `duckdb` is one file with every table. */
export const EXPORT_FORMATS = [...TABLE_FORMATS, "duckdb"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportedFile {
  /** Relative to the folder of the export, with forward slashes. */
  path: string;
  /** The table; the name of the whole where a file is no table of its own (`hengcai`, `rederive`). */
  table: string;
  /** `workbook` is the ranking for readers, `docx` and `pdf` are papers; `sql`, `python` and `text` belong to the re-derivation. */
  format: ExportFormat | "workbook" | "docx" | "pdf" | "sql" | "python" | "text";
  rows: number;
  bytes: number;
  sha256: string;
  /** Text cells that got an apostrophe in front (Excel edition only, where there are any). */
  neutralised?: Neutralised[];
  /** How many numbers are held back for smallness (tables only, where there are any). */
  withheld?: number;
  /** Digest of what is in it, the same for the same rows (database only, whose bytes differ from run to run). */
  contentSha256?: string;
}

/** Returns where a table stands in an export: the machine CSV in a folder of its own, all else side by side. */
export function exportPath(table: string, format: TableFormat): string {
  return format === "csv-plain" ? `csv-plain/${table}.csv` : `${table}.${format}`;
}
