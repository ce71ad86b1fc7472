import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {type Measured, measure, measureOffline} from "./measure.ts";
import {writeClaims} from "./tables.ts";

/** The heads of the rows below. */
export const UNITS_HEADS = ["what", "counted", "s", "peak MB", "MB out", "network"];

const CLAIMS_A_UNIT = 50;

/** Returns what a city of so many units takes from its files to its pages, fifty claims a unit; the pages without a network. */
export async function benchUnits(units: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bench-"));
  try {
    const workspace = join(folder, "workspace");
    const out = join(folder, "dist");
    mkdirSync(out);
    await writeClaims(workspace, units * CLAIMS_A_UNIT, "utf-8", units);
    const load = await measure("load", workspace);
    const scored = await measure("scored", workspace);
    const site = await measureOffline("site", workspace, out);
    if (site.count < units) throw new Error(`${site.count} pages of units, not ${units}`);
    return [
      line("load: units and claims", load, "–", "there"),
      line("score: every reading, ranks, bands", scored, "–", "there"),
      line("site: pages of units and all others", site, megabytes(out).toFixed(0), site.offline ? "none" : "there")
    ];
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function line(what: string, {count, seconds, megabytes}: Measured, out: string, network: string): string[] {
  const peak = Number.isNaN(megabytes) ? "–" : megabytes.toFixed(0);
  return [what, count.toLocaleString("en"), seconds.toFixed(1), peak, out, network];
}

function megabytes(folder: string): number {
  const files = readdirSync(folder, {recursive: true, encoding: "utf8"}).map(name => statSync(join(folder, name)));
  return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0) / 1e6;
}
