import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {UserError} from "../loaders/error.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {writeRankingWorkbook} from "../publish/book/workbook.ts";
import {addSums, type ExportedFile, exportTables} from "../publish/opendata/opendata.ts";
import {rankedYears} from "../publish/sitedata/rankedYears.ts";
import {engineDigests} from "../src/build/client.ts";
import {beginSite, buildSite} from "../src/build/site.ts";
import {buildPublic, publicFolder} from "./buildPublic.ts";
import type {Context} from "./context.ts";
import {countErrors, errorNote} from "./errorNote.ts";
import {type Gate, withGate} from "./gate/gate.ts";
import {checkApart, checkOut, MARK} from "./outFolder.ts";
import {openResults} from "./stages.ts";
import {swap, withStaging} from "./staging.ts";

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
  checkApart(context.out, context.workspace);
  checkOut(context.out);
  return withStaging(context.out, staging => withGate(context, gate => buildStaged(context, staging, gate)));
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
    const years = await rankedYears(db);
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
    return {downloads, years, errors: await countErrors(db)};
  } finally {
    db.close();
  }
}
