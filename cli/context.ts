import {readFileSync, statSync} from "node:fs";
import {join, relative, resolve} from "node:path";
import {type Config, parseConfig} from "../loaders/config.ts";
import {contracts} from "../loaders/contracts/index.ts";
import {isIsoDate} from "../loaders/dates.ts";
import {errorCode, UserError} from "../loaders/error.ts";
import {claimWords} from "./claimWords.ts";
import {readingsOf, readPolicies, writtenReadings} from "./policies.ts";
import {createProgress, type Progress} from "./progress.ts";

/** Options that every command takes. */
export interface GlobalOptions {
  workspace: string;
  asOf?: string;
  out: string;
  json?: boolean;
}

/** What a command works with. */
export interface Context {
  workspace: string;
  config: Config;
  /** Text of the configuration with what the command line overrides: part of what makes results fresh or stale. */
  configText: string;
  out: string;
  json: boolean;
  progress: Progress;
}

/** Returns the workspace's own folder for the warehouse, key and log. */
export function stateFolder(workspace: string): string {
  return join(workspace, ".hengcai");
}

/** Returns a command as it is to be typed for the workspace: what is proposed must not be about the sample by mistake. */
export function typed(command: string, workspace: string): string {
  if (resolve(workspace) === resolve(DEFAULT_WORKSPACE)) return `hengcai ${command}`;
  const near = relative(process.cwd(), workspace);
  const path = near === "" ? "." : near.startsWith("..") ? resolve(workspace) : near;
  return `hengcai ${command} --workspace ${quoted(path)}`;
}

export const DEFAULT_WORKSPACE = "data";

/** Returns a path as it is to be typed: in quotes where it has blanks or signs that a shell reads as its own. */
export function quoted(path: string): string {
  return /[\s"'&;()$`]/.test(path) ? `"${path}"` : path;
}

/** Reads the workspace's configuration; throws a UserError (exit 2) that says what is missing or wrong. */
export function openContext(options: GlobalOptions): Context {
  const workspace = resolve(options.workspace);
  checkFolder(workspace, options.workspace);
  const file = join(workspace, "hengcai.yaml");
  const text = readText(file);
  const config = parseConfig(text, file, {
    datasets: contracts.map(contract => contract.name),
    readings: (name, listed) => readingsOf(workspace, name, listed),
    written: name => writtenReadings(workspace, name),
    words: names => claimWords(readPolicies(workspace, names).map(({policy}) => policy))
  });
  if (options.asOf !== undefined) {
    if (!isIsoDate(options.asOf)) {
      throw new UserError(`--as-of 的日期无效：“${options.asOf}”，应写成 2025-12-31 这样的形式`);
    }
    config.asOf = options.asOf;
  }
  return {
    workspace,
    config,
    configText: `${text}\nas_of=${config.asOf}`,
    out: resolve(options.out),
    json: options.json ?? false,
    progress: createProgress(process.stderr, {silent: options.json ?? false})
  };
}

function checkFolder(path: string, given: string): void {
  try {
    if (statSync(path).isDirectory()) return;
  } catch (error) {
    if (errorCode(error) === "EACCES") throw new UserError(`不能打开工作区：“${given}”没有读取权限`, {cause: error});
    throw new UserError(
      `找不到工作区：“${given}”；工作区是放各类导出文件和 hengcai.yaml 的文件夹，用 --workspace 指定；还没有的，用 hengcai init ${quoted(given)} 新建`,
      {cause: error}
    );
  }
  throw new UserError(`工作区应是文件夹：“${given}”是一个文件`);
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      throw new UserError(
        `工作区里没有配置文件：“${file}”；至少写上 city（城市名）和 as_of（数据截至日期）两行；新的工作区用 hengcai init 建`,
        {
          cause: error
        }
      );
    }
    throw new UserError(`读不了配置文件：“${file}”（${errorCode(error) ?? "未知原因"}）`, {cause: error});
  }
  try {
    return new TextDecoder("utf-8", {fatal: true}).decode(bytes);
  } catch (error) {
    throw new UserError(`配置文件不是 UTF-8 编码：“${file}”；请另存为 UTF-8`, {cause: error});
  }
}
