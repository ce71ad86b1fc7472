import {existsSync, mkdirSync, statSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {type Database, openDatabase} from "../../loaders/database.ts";
import type {ExportedFile} from "../../publish/exported.ts";
import type {FileDigest} from "../../publish/hash.ts";
import {writeSimulation} from "../../publish/simulation/simulation.ts";
import {type Download, type Facts, readFacts} from "../../publish/sitedata/facts.ts";
import {SINGLE_FOLDER} from "../../publish/sitedata/single.ts";
import {SCREEN_ROOT} from "../components/screen.ts";
import {overweightPages} from "./budget.ts";
import {type BuiltShell, beginShell, builtShell} from "./builtShell.ts";
import {beginClients, type ClientScripts, runsEngine, writeClients} from "./client.ts";
import {makePage, PAGE_NAMES, type PageName} from "./pages.ts";
import {shellFor, stamp} from "./shell.ts";
import {writeSingleFiles} from "./singleFiles.ts";
import {writeUnitPages, writeYearUnitPages} from "./unitPages.ts";
import {earlierYears, writeYearPages} from "./yearPages.ts";

export interface SiteOptions {
  /** The scored warehouse. */
  warehouse: string;
  /** An existing folder; what lies there stays. */
  out: string;
  /** Files that lie under `<out>/data/` already. */
  downloads: readonly ExportedFile[];
  /** The year the pages are about; by default the last that is ranked. */
  year?: number;
  progress?: (text: string) => void;
}

export interface SiteReport {
  pages: number;
  units: number;
  /** A sentence for each page that is heavier than its budget allows. */
  overweight: string[];
}

/** Starts what every site needs whatever its workspace holds, so that it is done beside other work. */
export function beginSite(): void {
  beginShell();
  beginClients();
}

/**
 * Builds every page into the folder. Framework builds one page, the shell of all; the pages are made here, in one process,
 * because a process for each page loader costs more than all the rest, and put into it as the page loaders print them.
 */
export async function buildSite({
  warehouse,
  out,
  downloads,
  year,
  progress = () => {}
}: SiteOptions): Promise<SiteReport> {
  beginSite();
  const db = await openDatabase(warehouse, {readOnly: true, locked: true});
  try {
    const workspace = dirname(dirname(warehouse));
    const files = downloads.map(file => toDownload(file, out));
    const facts = await readFacts(db, workspace, files, year === undefined ? {} : {until: year});
    const earlier = await earlierYears(db, facts, workspace);
    progress("生成页面框架");
    const [shell, scripts] = await Promise.all([builtShell(), writeClients(out)]);
    writeAssets(shell, out);
    const work = {built: shell.html, out};
    progress(`写页面：${PAGE_NAMES.length}页`);
    for (const name of PAGE_NAMES) await writePage(name, db, facts, {...work, scripts});
    const pages = PAGE_NAMES.length + (await writeYearPages(db, earlier, work));
    await writeSimulation(db, {
      workspace,
      out,
      years: facts.years,
      pages: new Map([...facts.units.values()].flatMap(({id, page}) => (page ? [[id, page] as const] : [])))
    });
    progress("写单位页面");
    const units = (await writeUnitPages(db, facts, work)) + (await writeYearUnitPages(db, earlier, work));
    progress("写单文件");
    const singles = (await writeSingleFiles(out, facts.units.values())).map(toSingle);
    const whole = {...facts, downloads: [...facts.downloads, ...singles]};
    await writePage("downloads", db, whole, {...work, scripts});
    return {pages: pages + units, units, overweight: overweightPages(out)};
  } finally {
    db.close();
  }
}

interface PageWork {
  built: string;
  out: string;
  scripts: ClientScripts;
}

async function writePage(name: PageName, db: Database, facts: Facts, {built, out, scripts}: PageWork): Promise<void> {
  const page = await makePage(name, db, facts);
  const script = scripts.get(name);
  const shell = shellFor(built, facts, {
    ...(name === "screen" ? {root: SCREEN_ROOT} : {}),
    ...(page.hidden ? {hidden: true} : {}),
    ...(script ? {script, engine: runsEngine(name)} : {})
  });
  writeFileSync(join(out, `${name}.html`), stamp(shell, page));
}

function writeAssets({assets}: BuiltShell, out: string): void {
  const folder = join(out, "_import");
  mkdirSync(folder, {recursive: true});
  for (const [name, bytes] of assets) writeFileSync(join(folder, name), bytes);
}

/** An exported file names its path from its own folder; here it is named from the site's root. */
function toDownload({path, table, format, rows, bytes, sha256}: ExportedFile, out: string): Download {
  const href = existsSync(join(out, "data", path)) ? `data/${path}` : path;
  if (!existsSync(join(out, href)) || !statSync(join(out, href)).isFile()) throw new Error(`missing download: ${path}`);
  return {href, table, format, rows, bytes, sha256};
}

function toSingle({path, bytes, sha256}: FileDigest): Download {
  const format = path.endsWith(".zip") ? "zip" : "html";
  return {href: `${SINGLE_FOLDER}/${path}`, table: "single", format, rows: 0, bytes, sha256};
}
