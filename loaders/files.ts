import type {Dirent, Stats} from "node:fs";
import {readdir, realpath, stat} from "node:fs/promises";
import {basename, extname, join} from "node:path";
import {byCodePoint} from "./codePoint.ts";
import {contracts, maybeContract} from "./contracts/index.ts";
import {errorCode, UserError} from "./error.ts";
import {isHidden, isReadable, unsupportedName} from "./fileNames.ts";
import type {Issue, IssueCode, Severity} from "./issue.ts";
import {nearest} from "./nearest.ts";
import {isEmptyTemplate, TEMPLATES} from "./templates.ts";

/** A file that a dataset's contract is to read. */
export interface InputFile {
  dataset: string;
  /** Where it is on this machine. */
  path: string;
  /** Its name in every table: relative to the workspace, forward slashes, NFC. */
  name: string;
}

export interface Listing {
  /** In the order of their names by code point. */
  files: InputFile[];
  /** Hidden files, lock files and the like: counted, not read. */
  ignored: number;
  issues: Issue[];
}

/** Where `publish` lays what it makes: no data, and no news. */
const EDITIONS = "editions";

/**
 * Returns the files of the workspace's dataset folders, any depth down, and the faults met on the way.
 * Throws a UserError (exit 2) where the workspace or its units are missing.
 */
export async function listFiles(workspace: string): Promise<Listing> {
  const walk: Walk = {workspace, files: [], ignored: 0, issues: []};
  for (const entry of await topEntries(workspace)) {
    const path = join(workspace, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await maybeStat(path))?.isDirectory() === true);
    const name = entry.name.normalize("NFC");
    if (isHidden(name)) continue;
    if (maybeContract(name)) {
      if (isFolder) await walkFolder(walk, {dataset: name, path, name, above: []});
      else
        note(
          walk,
          name,
          "unreadable_file",
          "error",
          `“${name}”应是文件夹，现在是一个文件；请建文件夹“${name}”并把文件放进去`
        );
    } else if (isFolder && name !== EDITIONS) await noteUnknownFolder(walk, path, name);
    else if (isReadable(name) && extname(name).toLowerCase() !== ".txt") {
      note(
        walk,
        name,
        "unsupported_file",
        "info",
        "放在工作区根目录的文件不读；请放进所属数据集的文件夹，如 claims/（加分申报）"
      );
    }
  }
  const files = distinctNames(walk);
  if (!files.some(file => file.dataset === "units")) throw missingUnits(walk);
  return {files, ignored: walk.ignored, issues: walk.issues};
}

function missingUnits(walk: Walk): UserError {
  const faults = walk.issues
    .filter(({file}) => file === "units" || file.startsWith("units/"))
    .map(({file, message}) => `\n${file}：${message}`);
  return new UserError(
    `缺少单位名录：${join(walk.workspace, "units")} 里没有可读的文件；请建文件夹 units 并放入单位名录（.xlsx 或 .csv，至少有 单位编码、单位名称、单位类别 三列）${faults.join("")}`
  );
}

interface Walk {
  workspace: string;
  files: InputFile[];
  ignored: number;
  issues: Issue[];
}

interface Folder {
  dataset: string;
  path: string;
  name: string;
  /** The real paths of the folders above: a link that leads back to one of them is a loop. */
  above: readonly string[];
}

async function topEntries(workspace: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(workspace, {withFileTypes: true});
    return entries.sort((a, b) => byCodePoint(a.name, b.name));
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") {
      throw new UserError(`工作区不存在：${workspace}；请检查路径，或先运行 hengcai init 新建一个`, {cause: error});
    }
    if (code === "ENOTDIR") throw new UserError(`工作区应是文件夹：${workspace} 是一个文件`, {cause: error});
    throw new UserError(`打不开工作区：${workspace}；请检查访问权限`, {cause: error});
  }
}

async function walkFolder(walk: Walk, folder: Folder): Promise<void> {
  let entries: Dirent[];
  let here: string;
  try {
    here = await realpath(folder.path);
    if (folder.above.includes(here)) {
      note(
        walk,
        folder.name,
        "unreadable_file",
        "error",
        `文件夹的链接指回上级“${folder.name}”，成了环；请删除这个链接`
      );
      return;
    }
    entries = await readdir(folder.path, {withFileTypes: true});
  } catch (error) {
    noteUnreadable(walk, folder.name, error, {folder: true});
    return;
  }
  const locked = lockedNames(entries);
  for (const entry of entries.sort((a, b) => byCodePoint(a.name, b.name))) {
    const path = join(folder.path, entry.name);
    const name = `${folder.name}/${entry.name.normalize("NFC")}`;
    if (isHidden(entry.name)) {
      walk.ignored++;
      continue;
    }
    let isFolder = entry.isDirectory();
    if (entry.isSymbolicLink()) {
      try {
        isFolder = (await stat(path)).isDirectory();
      } catch (error) {
        noteUnreadable(walk, name, error, {link: true});
        continue;
      }
    }
    if (isFolder && !isReadable(name)) {
      await walkFolder(walk, {...folder, path, name, above: [...folder.above, here]});
    } else if (isFolder) {
      note(walk, name, "unreadable_file", "error", `“${basename(name)}”是文件夹却带着表格的扩展名；请改掉文件夹的名字`);
    } else if (isReadable(name)) {
      walk.files.push({dataset: folder.dataset, path, name});
      if (locked.has(entry.name)) {
        note(
          walk,
          name,
          "open_file",
          "info",
          "文件正被 Excel 或 WPS 打开，读到的是最近一次保存的内容；请保存并关闭后再装载"
        );
      }
    } else noteUnsupported(walk, name);
  }
}

function noteUnsupported(walk: Walk, name: string): void {
  const {severity, message} = unsupportedName(name)!;
  note(walk, name, "unsupported_file", severity, message);
}

async function noteUnknownFolder(walk: Walk, path: string, name: string): Promise<void> {
  const count = await countReadable(path, 0, name === TEMPLATES);
  if (!count) return;
  if (name === TEMPLATES) {
    const message = `“${TEMPLATES}”里有 ${count} 个填过的文件没有读；请另存到所属数据集的文件夹，如 claims/（加分申报）`;
    note(walk, name, "unsupported_file", "warning", message);
    return;
  }
  const names = contracts.map(contract => contract.name);
  const titled = contracts.find(contract => contract.title === name || contract.title.startsWith(name));
  const guess = titled?.name ?? nearest(name.toLowerCase(), names);
  const advice = guess
    ? `是不是“${guess}”（${maybeContract(guess)!.title}）？改名后再装载`
    : `要装载就放进这些文件夹之一：${names.join("、")}`;
  const message = `文件夹“${name}”不是数据集，里面的 ${count} 个文件没有读；${advice}`;
  note(walk, name, "unsupported_file", guess ? "warning" : "info", message);
}

const DEEPEST = 8;

async function countReadable(path: string, depth: number, templates = false): Promise<number> {
  if (depth > DEEPEST) return 0;
  let entries: Dirent[];
  try {
    entries = await readdir(path, {withFileTypes: true});
  } catch {
    return 0;
  }
  let count = 0;
  for (const entry of entries) {
    if (isHidden(entry.name) || (templates && (await isEmptyTemplate(join(path, entry.name))))) continue;
    if (entry.isDirectory()) count += await countReadable(join(path, entry.name), depth + 1);
    else if (isReadable(entry.name)) count++;
  }
  return count;
}

/** Two names that differ only in how an accent is encoded would be one name in every table. */
function distinctNames(walk: Walk): InputFile[] {
  const names = new Set<string>();
  return walk.files
    .sort((a, b) => byCodePoint(a.name, b.name))
    .filter(({name}) => {
      if (!names.has(name)) return names.add(name);
      note(
        walk,
        name,
        "unreadable_file",
        "error",
        "有两个文件同名（只是字符的编码形式不同），只读了一个；请改掉其中一个的名字"
      );
      return false;
    });
}

/** Excel and WPS put `~$name` (WPS also `.~name`) beside a file they hold open, LibreOffice `.~lock.name#`. */
function lockedNames(entries: readonly Dirent[]): Set<string> {
  const locks = entries.map(({name}) => /^(?:~\$|\.~lock\.|\.~)(.+?)#?$/.exec(name)?.[1]);
  return new Set(locks.filter(name => name !== undefined));
}

async function maybeStat(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

function noteUnreadable(walk: Walk, name: string, error: unknown, {folder = false, link = false} = {}): void {
  const fault = unreadable(error, {folder, link});
  if (!fault) throw error;
  note(walk, name, fault.code, "error", fault.message);
}

/** Returns what to tell of a file that the machine would not give, or undefined where the error is none of these. */
export function unreadable(
  error: unknown,
  {folder = false, link = false} = {}
): {code: IssueCode; message: string} | undefined {
  const what = folder ? "文件夹" : "文件";
  switch (errorCode(error)) {
    case "EACCES":
    case "EPERM":
      return {code: "unreadable_file", message: `没有读取${what}的权限；请让本机账户可以读它`};
    case "ENOENT":
      return link
        ? {code: "unreadable_file", message: "链接指向的文件不存在；请删除链接，或放入文件本身"}
        : {code: "unreadable_file", message: `${what}在装载途中被移走或改名；请放回后再装载一次`};
    case "ELOOP":
      return {code: "unreadable_file", message: "链接互相指向，成了环；请删除这个链接"};
    case "EISDIR":
    case "ENOTDIR":
      return {code: "unreadable_file", message: "这里应是文件，却是文件夹；请改掉它的名字"};
    case "EBUSY":
      return {code: "open_file", message: "文件正被别的程序占用；请关闭 Excel 或 WPS 后再装载"};
    case "EIO":
      return {code: "unreadable_file", message: `读${what}时磁盘出错；请把文件复制到别处再放入`};
    default:
      return undefined;
  }
}

function note(walk: Walk, file: string, code: IssueCode, severity: Severity, message: string): void {
  walk.issues.push({file, sheet: "", row: null, field: "", value: "", code, severity, message});
}
