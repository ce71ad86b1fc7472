import {existsSync, readdirSync} from "node:fs";
import {UserError} from "../loaders/error.ts";
import type {ExportedFile, ExportFormat} from "../publish/exported.ts";
import {writePublicBundle} from "../publish/public/bundle.ts";
import type {Context} from "./context.ts";
import {withGate} from "./gate/gate.ts";
import {checkApart} from "./outFolder.ts";
import {openResults} from "./stages.ts";
import {swap, withStaging} from "./staging.ts";

export interface PublicExport {
  year: number;
  formats: readonly ExportFormat[];
}

/** Reads `--year` of an export for the public; throws a UserError where it is missing or no year. */
export function parseYear(text: string | undefined): number {
  if (text === undefined) throw new UserError("对外公开的版本按年度生成，缺少 --year，如 --year 2024");
  if (!/^\d{4}$/.test(text)) throw new UserError(`--year 的年度无效：“${text}”，应为四位数字，如 2024`);
  return Number(text);
}

/**
 * Writes the public tables of a year into an empty folder, which appears only when all of it is whole and was searched for
 * personal data; returns the exit status.
 */
export async function runExportPublic(context: Context, {year, formats}: PublicExport): Promise<number> {
  const {out, progress} = context;
  checkApart(out, context.workspace);
  if (existsSync(out) && readdirSync(out).length) {
    throw new UserError(`输出文件夹不是空的：“${out}”；对外公开的版本里不能混进别的文件，请用 --out 指定空文件夹`);
  }
  const files = await withStaging(out, staging =>
    withGate(context, async gate => {
      const written = await writeBundle(context, staging, {year, formats});
      progress.step("检查输出里没有个人信息");
      await gate.assertClean(staging);
      swap(staging, out);
      return written;
    })
  );
  progress.done(`对外公开的版本已生成：${year}年度，${files.length} 个文件，在 ${out}`);
  if (context.json) console.log(JSON.stringify(files, null, 2));
  return 0;
}

async function writeBundle(context: Context, folder: string, {year, formats}: PublicExport): Promise<ExportedFile[]> {
  const db = await openResults(context);
  try {
    return await writePublicBundle(db, {out: folder, year, formats, progress: text => context.progress.step(text)});
  } finally {
    db.close();
  }
}
