import {mkdirSync} from "node:fs";
import {UserError} from "../loaders/error.ts";
import {EXPORT_FORMATS, type ExportedFile, type ExportFormat, exportTables} from "../publish/opendata/opendata.ts";
import type {Context} from "./context.ts";
import {openResults} from "./stages.ts";

/** Reads `--format csv,parquet`; throws a UserError that names what is unknown. */
export function parseFormats(text: string): ExportFormat[] {
  const words = text
    .split(/[,，]/)
    .map(word => word.trim())
    .filter(Boolean);
  const unknown = words.filter(word => !EXPORT_FORMATS.some(format => format === word));
  if (unknown.length || !words.length) {
    throw new UserError(
      `--format 里有不认识的格式：“${unknown.join("、") || text}”；可用的有 ${EXPORT_FORMATS.join("、")}`
    );
  }
  return EXPORT_FORMATS.filter(format => words.includes(format));
}

/** Writes every published table into the folder; returns the exit status. */
export async function runExport(context: Context, formats: readonly ExportFormat[]): Promise<number> {
  const db = await openResults(context);
  let files: ExportedFile[];
  try {
    mkdirSync(context.out, {recursive: true});
    files = await exportTables(db, {out: context.out, formats, progress: text => context.progress.step(text)});
  } finally {
    db.close();
  }
  context.progress.done(`导出完成：${files.length} 个文件，在 ${context.out}`);
  if (context.json) console.log(JSON.stringify(files, null, 2));
  return 0;
}
