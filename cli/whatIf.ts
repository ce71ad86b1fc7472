import {existsSync} from "node:fs";
import {resolve} from "node:path";
import {formatPlaced, UserError} from "../loaders/error.ts";
import {suggest} from "../loaders/nearest.ts";
import {amendsOf, arrange} from "../scoring/arrange.ts";
import {maybePolicyFile, readUtf8} from "../scoring/builtin.ts";
import type {Override} from "../scoring/override.ts";
import {type Policy, PolicyError, parsePolicy, type Source} from "../scoring/policy.ts";
import {readingsUnder, type Version} from "../scoring/versionRun.ts";
import type {Context} from "./context.ts";
import {readPolicies} from "./stages.ts";

/** What the command line asks about, as it was typed. */
export interface WhatIfOptions {
  /** `PATH=VALUE`. */
  set?: readonly string[];
  /** `ID=OPTION`. */
  reading?: readonly string[];
  /** Files. */
  amend?: readonly string[];
}

export interface WhatIf {
  policy: Policy;
  changed: Pick<Version, "policy" | "readings">;
}

/** Reads what is asked about the policy that gives points; every fault goes into the list. Undefined where it has any. */
export function readWhatIf(context: Context, options: WhatIfOptions, faults: string[]): WhatIf | undefined {
  const policies = readPolicies(context).map(({policy}) => policy);
  const policy = policies.find(({bonus}) => bonus);
  if (!policy) throw new UserError("hengcai.yaml 的 policies 里没有给单位加分的制度，不能试算");
  const {set = [], reading = [], amend = []} = options;
  if (!set.length && !reading.length && !amend.length) {
    faults.push("没有写明改动：--set 路径=值、--reading 疑义=选项、--amend 修订文件，至少写一个");
  }
  const before = faults.length;
  const overrides = readPairs(set, "--set", "路径=值，如 R1.caps.0.max=1.5", faults);
  const amendments = amend.flatMap(name => readAmendment(context.workspace, name, faults) ?? []);
  const changed = parseChanged(context, policy, amendments, overrides, faults);
  const choices = new Map<string, {option: string}>(context.config.readings);
  for (const pair of readPairs(reading, "--reading", "疑义=选项，如 tier1=per_head", faults)) {
    readChoice(pair, changed ?? policy, policies, faults);
    choices.set(pair.path, {option: pair.value});
  }
  if (!changed || faults.length > before) return undefined;
  return {policy, changed: {policy: changed, readings: readingsUnder(changed, choices)}};
}

/** Two answers to one question are a fault: which of them was meant cannot be known. */
function readPairs(texts: readonly string[], option: string, form: string, faults: string[]): Override[] {
  const pairs: Override[] = [];
  for (const text of texts) {
    const at = text.indexOf("=");
    const path = text.slice(0, Math.max(at, 0)).trim();
    if (!path) faults.push(`${option} ${text}：应写成 ${form}`);
    else if (pairs.some(pair => pair.path === path)) faults.push(`${option} ${text}：“${path}”写了两次，只能保留一个`);
    else pairs.push({path, value: text.slice(at + 1).trim()});
  }
  return pairs;
}

function readAmendment(workspace: string, name: string, faults: string[]): Source | undefined {
  const file = [workspace, "."].map(folder => resolve(folder, name)).find(path => existsSync(path));
  if (!file || !/\.ya?ml$/.test(name)) {
    faults.push(`--amend ${name}：没有这个文件；应是修订文件的路径（.yaml）`);
    return undefined;
  }
  const text = readUtf8(file);
  if (amendsOf(text) !== null) return {file, text};
  faults.push(`--amend ${name}：不是修订文件（没有写 amends）；比较两份制度请用 hengcai policy diff`);
  return undefined;
}

/** Returns the policy with what amends it in the workspace, the further amendments, and the overrides. */
function parseChanged(
  {workspace, config}: Context,
  {file}: Policy,
  amendments: readonly Source[],
  overrides: readonly Override[],
  faults: string[]
): Policy | undefined {
  const sources = config.policies.flatMap(name => maybePolicyFile(name, workspace) ?? []);
  const arranged = arrange([...sources, ...amendments]);
  faults.push(...arranged.faults.map(fault => formatPlaced([fault])));
  if (arranged.faults.length) return undefined;
  const own = arranged.policies.find(({base}) => base.file === file)!;
  const idle = amendments.filter(({file}) => !own.amendments.some(amendment => amendment.file === file));
  for (const {file: other, text} of idle) {
    faults.push(`${other}：修订的是“${amendsOf(text)}”，不是给单位加分的制度，不会改变得分`);
  }
  try {
    return parsePolicy(own.base.text, own.base.file, {amendments: own.amendments, overrides});
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    faults.push(formatPlaced(error.places));
    return undefined;
  }
}

function readChoice(
  {path: id, value: option}: Override,
  policy: Policy,
  policies: readonly Policy[],
  faults: string[]
): void {
  const name = `--reading ${id}=${option}`;
  const reading = policy.readings.get(id);
  const other = policies.find(({readings, bonus}) => !bonus && readings.has(id));
  if (!reading && other) faults.push(`${name}：“${id}”是“${other.title}”的疑义，不影响单位加分`);
  else if (!reading) faults.push(`${name}：没有这个疑义：“${id}”${suggest(id, [...policy.readings.keys()])}`);
  else if (!reading.options.has(option)) {
    faults.push(`${name}：疑义“${id}”没有这个选项：“${option}”${suggest(option, [...reading.options.keys()])}`);
  }
}
