import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {publicTables, whyNotPublic, writePublicBundle} from "../publish/public/bundle.ts";
import {publicPage, publicStyle} from "../src/build/publicPage.ts";
import type {Context} from "./context.ts";
import type {Gate} from "./gate/gate.ts";
import {checkOut, MARK, removeOurs} from "./outFolder.ts";
import {openResults} from "./stages.ts";
import {swap, withStaging} from "./staging.ts";

/** Returns where the public bundle of a site stands: beside it, never within. */
export function publicFolder(out: string): string {
  return `${out}-public`;
}

/**
 * Builds the public bundle beside the output folder: for each signed year a page and its tables, made from nothing but the
 * public tables. Returns the years. Where the configuration does not allow it, or no year is signed, there is no bundle, and
 * one of an earlier build is removed: it would show what may no longer be shown.
 */
export async function buildPublic(context: Context, gate: Gate): Promise<number[]> {
  const out = publicFolder(context.out);
  if (!context.config.publish.public) {
    removeOurs(out);
    return [];
  }
  checkOut(out);
  return withStaging(out, async staging => {
    const years = await writeYears(context, staging);
    if (!years.length) {
      removeOurs(out);
      return [];
    }
    const {city, asOf} = context.config;
    const mark = {product: "hengcai", audience: "public", city, as_of: asOf, years};
    writeFileSync(join(staging, MARK), `${JSON.stringify(mark, null, 2)}\n`);
    context.progress.step("检查对外公开的版本里没有个人信息");
    await gate.assertClean(staging);
    swap(staging, out);
    return years;
  });
}

async function writeYears(context: Context, folder: string): Promise<number[]> {
  const db = await openResults(context);
  try {
    const ranked = await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ranking ORDER BY year DESC");
    const years: number[] = [];
    for (const {year} of ranked) if (!(await whyNotPublic(db, year)).length) years.push(year);
    for (const year of years) {
      context.progress.step(`写对外公开的版本：${year} 年度`);
      const out = join(folder, String(year), "data");
      mkdirSync(out, {recursive: true});
      const tables = await publicTables(db, {year});
      const files = await writePublicBundle(db, {out, year, formats: ["csv", "csv-plain", "xlsx"]});
      const page = (base: string) => publicPage(tables, {files, years, base});
      writeFileSync(join(folder, String(year), "index.html"), page("../"));
      if (year === years[0]) writeFileSync(join(folder, "index.html"), page(""));
    }
    if (years.length) writeFileSync(join(folder, "style.css"), publicStyle());
    return years;
  } finally {
    db.close();
  }
}
