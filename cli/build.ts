import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {UserError} from "../loaders/error.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {writeRankingWorkbook} from "../publish/book/workbook.ts";
import {addSums, type ExportedFile, exportTables} from "../publish/opendata/opendata.ts";
import {engineDigests} from "../src/build/client.ts";
import {beginSite, buildSite} from "../src/build/site.ts";
import {buildPublic, publicFolder} from "./buildPublic.ts";
import type {Context} from "./context.ts";
import {type Gate, withGate} from "./gate/gate.ts";
import {checkOut, MARK, swap} from "./outFolder.ts";
import {openResults} from "./stages.ts";

/** What `build` made. */
export interface BuildReport {
  out: string;
  pages: number;
  files: number;
  errors: number;
  years: number[];
  /** Signed years that the public bundle beside holds; none where the configuration does not allow it. */
  publicYears: number[];
}

/** Builds downloads and site into the output folder, which changes only when all of it is whole; returns what was made. */
export async function build(context: Context): Promise<BuildReport> {
  checkOut(context.out);
  const staging = join(dirname(context.out), `.${basename(context.out)}.new-${process.pid}`);
  rmSync(staging, {recursive: true, force: true});
  try {
    mkdirSync(staging, {recursive: true});
    return await withGate(context, gate => buildStaged(context, staging, gate));
  } finally {
    rmSync(staging, {recursive: true, force: true});
  }
}

async function buildStaged(context: Context, staging: string, gate: Gate): Promise<BuildReport> {
  const {downloads, years, errors} = await writeDownloads(context, staging);
  gate.look(staging);
  const {pages, overweight} = await buildSite({
    warehouse: warehousePath(context.workspace),
    out: staging,
    downloads,
    progress: text => context.progress.step(text)
  });
  if (overweight.length) throw new UserError(overweight.join("\n"));
  const {city, asOf} = context.config;
  writeFileSync(join(staging, MARK), `${JSON.stringify({product: "hengcai", city, as_of: asOf, years}, null, 2)}\n`);
  context.progress.step("检查输出里没有个人信息");
  await gate.assertClean(staging, await engineDigests());
  const publicYears = await buildPublic(context, gate);
  swap(staging, context.out);
  return {out: context.out, pages, files: downloads.length, errors, years, publicYears};
}

/** Builds and prints what was made; returns the exit status (1: built, but some input rows have errors). */
export async function runBuild(context: Context): Promise<number> {
  const report = await build(context);
  context.progress.done(`生成完成：${describeBuild(report)}`);
  if (context.json) console.log(JSON.stringify(report, null, 2));
  else if (report.errors) console.error(errorNote(report.errors));
  return report.errors ? 1 : 0;
}

/** Returns one line about what a build made. */
export function describeBuild({out, pages, files, publicYears}: BuildReport): string {
  const open = publicYears.length ? `；对外公开的版本（${publicYears.join("、")} 年度）在 ${publicFolder(out)}` : "";
  return `${pages} 个页面、${files} 个下载文件，在 ${out}${open}`;
}

/** Returns the sentence that sends the reader to the rows with errors. */
export function errorNote(errors: number): string {
  return `数据里有 ${errors} 处错误，已列在“数据质量”页和 issues 表；相关年度只能作为草案`;
}

async function writeDownloads(
  context: Context,
  staging: string
): Promise<{downloads: ExportedFile[]; years: number[]; errors: number}> {
  const db = await openResults(context);
  beginSite();
  try {
    const out = join(staging, "data");
    mkdirSync(out);
    const progress = (text: string) => context.progress.step(text);
    const downloads = await exportTables(db, {
      out,
      // No database file: its bytes differ from run to run, and a second build is to give the same site.
      formats: ["csv", "csv-plain", "parquet", "xlsx"],
      progress
    });
    const years = (await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ranking ORDER BY year")).map(
      row => row.year
    );
    for (const year of years) {
      progress(`写位次表工作簿：${year} 年度`);
      downloads.push(
        await writeRankingWorkbook(db, {
          file: join(out, `bonus-ranking-${year}.xlsx`),
          year,
          workspace: context.workspace
        })
      );
    }
    await addSums(
      out,
      downloads.filter(({format}) => format === "workbook")
    );
    const [count] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM quality.issues WHERE severity = 'error'");
    return {downloads, years, errors: count?.n ?? 0};
  } finally {
    db.close();
  }
}
