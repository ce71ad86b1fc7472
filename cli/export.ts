import {UserError} from "../loaders/error.ts";
import {EXPORT_FORMATS, type ExportedFile, type ExportFormat, exportTables} from "../publish/opendata/opendata.ts";
import type {Context} from "./context.ts";
import {countErrors, errorNote} from "./errorNote.ts";
import {type Gate, withGate} from "./gate/gate.ts";
import {checkApart, writeInto} from "./outFolder.ts";
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

/**
 * Writes every published table into the folder, beside what else is there; none of it appears before all of it is whole and
 * was searched for personal data. Returns the exit status.
 */
export async function runExport(context: Context, formats: readonly ExportFormat[]): Promise<number> {
  const {out, progress} = context;
  checkApart(out, context.workspace);
  const {files, errors} = await withGate(context, gate =>
    writeInto(out, async staging => {
      const written = await writeTables(context, staging, {formats, gate});
      progress.step("检查输出里没有个人信息");
      await gate.assertClean(staging);
      return written;
    })
  );
  progress.done(`导出完成：${files.length} 个文件，在 ${out}`);
  if (context.json) console.log(JSON.stringify(files, null, 2));
  else if (errors) console.error(errorNote(errors));
  return 0;
}

async function writeTables(
  context: Context,
  out: string,
  {formats, gate}: {formats: readonly ExportFormat[]; gate: Gate}
): Promise<{files: ExportedFile[]; errors: number}> {
  const db = await openResults(context);
  try {
    // What must not leave is read beside the writing.
    gate.look(out);
    const files = await exportTables(db, {out, formats, progress: text => context.progress.step(text)});
    return {files, errors: await countErrors(db)};
  } finally {
    db.close();
  }
}
