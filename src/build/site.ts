import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs";
import {dirname, join, relative, sep} from "node:path";
import {type Database, openDatabase} from "../../loaders/database.ts";
import type {ExportedFile} from "../../publish/exported.ts";
import {formatDate} from "../../publish/format.ts";
import type {FileDigest} from "../../publish/hash.ts";
import {writeSimulation} from "../../publish/simulation/simulation.ts";
import {readBonus} from "../../publish/sitedata/bonus.ts";
import {type Download, type Facts, readFacts} from "../../publish/sitedata/facts.ts";
import {SINGLE_FOLDER} from "../../publish/sitedata/single.ts";
import {readUnits, readYearUnits, type UnitData} from "../../publish/sitedata/unit.ts";
import {page as framePage, type Page} from "../components/frame.ts";
import {type Html, trusted} from "../components/html.ts";
import {SCREEN_ROOT} from "../components/screen.ts";
import {unitPage} from "../components/unit.ts";
import {overweightPages} from "./budget.ts";
import {beginClients, type ClientScripts, runsEngine, writeClients} from "./client.ts";
import {buildPages, PROJECT, pinPackages} from "./framework.ts";
import {mendPage} from "./mend.ts";
import {makePage, PAGE_NAMES, type PageName, toMarkdown} from "./pages.ts";
import {cutShell, fillMain, type Shell, slot} from "./shell.ts";
import {writeSingleFiles} from "./singleFiles.ts";
import {writeUnitPages} from "./unitPages.ts";
import {earlierYears, layYearPages, writeYearPages} from "./yearPages.ts";

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

/**
 * Builds every page into the folder. The pages are made here, in one process, because a process for each page loader costs
 * more than all the rest; and Framework builds them with their main parts left open, because it reads every page six times
 * over. The main part is put in afterwards, as the page loader prints it.
 */
export async function buildSite({
  warehouse,
  out,
  downloads,
  year,
  progress = () => {}
}: SiteOptions): Promise<SiteReport> {
  const work = mkdtempSync(join(workshop(), "site-"));
  beginClients();
  const db = await openDatabase(warehouse, {readOnly: true, locked: true});
  try {
    const root = join(work, "src");
    const built = join(work, "dist");
    copySource(root);
    pinPackages(root);
    const files = downloads.map(file => toDownload(file, out));
    const facts = await readFacts(db, dirname(dirname(warehouse)), files, year === undefined ? {} : {until: year});
    progress(`写页面：${PAGE_NAMES.length}页`);
    const mains = await writeShells(db, facts, root);
    const earlier = await earlierYears(db, facts, dirname(dirname(warehouse)));
    const years = await layYearPages(db, earlier, root);
    layUnitShells(earlier, root);
    progress("生成页面框架");
    await buildPages(fromProject(root), fromProject(built));
    progress("整理页面");
    const scripts = await writeClients(out);
    const pages =
      mendPages(facts, mains, {built, out, scripts}) + writeYearPages(years, {built, out, options: mendOptions});
    await writeSimulation(db, {
      workspace: dirname(dirname(warehouse)),
      out,
      years: facts.years,
      pages: new Map([...facts.units.values()].flatMap(({id, page}) => (page ? [[id, page] as const] : [])))
    });
    progress("写单位页面");
    const units = (await stampUnits(db, facts, built, out)) + (await stampYearUnits(db, earlier, built, out));
    progress("写单文件");
    const singles = (await writeSingleFiles(out, facts.units.values())).map(toSingle);
    const whole = {...facts, downloads: [...facts.downloads, ...singles]};
    mendPages(whole, new Map([["downloads", (await makePage("downloads", db, whole)).main]]), {built, out, scripts});
    return {pages: pages + units, units, overweight: overweightPages(out)};
  } finally {
    db.close();
    rmSync(work, {recursive: true, force: true});
  }
}

const SHELL = "unit-shell";

const DAY = 86_400_000;

/** Returns the folder where builds work, cleared of what killed ones left there. */
function workshop(): string {
  const folder = makeFolder(join(PROJECT, "src", ".observablehq", "build"));
  for (const name of readdirSync(folder)) {
    const left = join(folder, name);
    const made = statSync(left, {throwIfNoEntry: false})?.mtimeMs ?? Date.now();
    if (Date.now() - made > DAY) rmSync(left, {recursive: true, force: true});
  }
  return folder;
}

function copySource(root: string): void {
  const source = join(PROJECT, "src");
  makeFolder(root);
  for (const entry of readdirSync(source, {withFileTypes: true})) {
    const loader = /^(.*)\.md\.ts$/.exec(entry.name)?.[1];
    if (!entry.isFile() || (loader !== undefined && !(PAGE_NAMES as readonly string[]).includes(loader))) continue;
    cpSync(join(source, entry.name), join(root, entry.name));
  }
}

/** Lays every page, its main part left open, where Framework looks; returns the main parts by name. */
async function writeShells(db: Database, facts: Facts, root: string): Promise<Map<PageName, Html>> {
  const cache = makeFolder(join(root, ".observablehq", "cache"));
  const mains = new Map<PageName, Html>();
  for (const name of PAGE_NAMES) {
    const page = await makePage(name, db, facts);
    mains.set(name, page.main);
    writeFileSync(join(cache, `${name}.md`), toMarkdown({...page, main: trusted(slot("main"))}));
  }
  writeFileSync(join(root, `${SHELL}.md`), toMarkdown(shellPage(facts, "../")));
  return mains;
}

/** The pages of units of an earlier year lie two below the root, and have that year's foot. */
function layUnitShells(years: readonly Facts[], root: string): void {
  for (const facts of years) {
    writeFileSync(join(root, `${SHELL}-${facts.year}.md`), toMarkdown(shellPage(facts, "../../")));
  }
}

/** A page with slots where the pages of the units differ; it is built as if it lay in the root, and used below it. */
function shellPage(facts: Facts, base: string): Page {
  const page = framePage(facts, {
    name: "unit",
    base,
    title: slot("title"),
    lead: "",
    description: slot("description"),
    body: ""
  });
  return {...page, main: trusted(slot("main"))};
}

interface MendWork {
  built: string;
  out: string;
  scripts: ClientScripts;
}

function mendPages(facts: Facts, mains: ReadonlyMap<PageName, Html>, {built, out, scripts}: MendWork): number {
  for (const [name, main] of mains) {
    const script = scripts.get(name);
    const shell = mendPage(readFileSync(join(built, `${name}.html`), "utf8"), {
      ...mendOptions(facts),
      ...(name === "screen" ? {root: SCREEN_ROOT} : {}),
      ...(script ? {script, engine: runsEngine(name)} : {})
    });
    writeFileSync(join(out, `${name}.html`), fillMain(shell, main));
  }
  const assets = makeFolder(join(out, "_import"));
  for (const name of readdirSync(join(built, "_import"))) cpSync(join(built, "_import", name), join(assets, name));
  return mains.size;
}

function mendOptions(facts: Facts): {site: string; footLine: string} {
  return {site: `${facts.city}人才工作年度账`, footLine: `数据截至${formatDate(facts.asOf)} · ${facts.state.state}`};
}

async function stampUnits(db: Database, facts: Facts, built: string, out: string): Promise<number> {
  const units = await readUnits(db, facts, await readBonus(db, facts));
  return writeUnitPages(out, unitShell(facts, join(built, `${SHELL}.html`), "../"), unitPages(facts, units));
}

/** One year at a time, for the same reason. */
async function stampYearUnits(db: Database, years: readonly Facts[], built: string, out: string): Promise<number> {
  let count = 0;
  for (const facts of years) {
    const units = await readYearUnits(db, facts, await readBonus(db, facts));
    const shell = unitShell(facts, join(built, `${SHELL}-${facts.year}.html`), "../../");
    count += writeUnitPages(join(out, String(facts.year)), shell, unitPages(facts, units));
  }
  return count;
}

function unitShell(facts: Facts, file: string, base: string): Shell {
  const source = mendPage(readFileSync(file, "utf8"), mendOptions(facts));
  return cutShell(source.replace(/(href|src)="\.\/_import\//g, `$1="${base}_import/`));
}

/** One at a time: a thousand pages need no more memory than one. */
function* unitPages(facts: Facts, units: readonly UnitData[]): Generator<{path: string; page: Page}> {
  for (const data of units) yield {path: data.unit.page!, page: unitPage(facts, data)};
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

/** Framework knows paths with forward slashes only, relative to where it runs. */
function fromProject(path: string): string {
  return relative(PROJECT, path).split(sep).join("/");
}

function makeFolder(path: string): string {
  mkdirSync(path, {recursive: true});
  return path;
}
