import type {Placed} from "../loaders/error.ts";
import {suggest} from "../loaders/nearest.ts";
import {type Plain, parseYaml, type YamlFile} from "../loaders/yaml.ts";
import {isDated, isMap} from "./cursor.ts";

type Step = string | number;

/** A value put in the place of another: where (`score.R1.caps.0.max`), and what, as the policy file would write it. */
export interface Override {
  path: string;
  /** YAML text: `"1.5"`, or `[{from: 1, each: "0.2"}]`. */
  value: string;
}

/** Where a path leads, or how far it could be followed and why no further. */
export type Found = {steps: Step[]; value: Plain} | {steps: Step[]; fault: string};

/**
 * Follows a dotted path of keys and list indexes from the root of a policy file; a path inside `score` may leave that
 * word out. Wrappers are ordinary maps and lists here. A step that leads nowhere is a fault that names the nearest; what a
 * rule need not say is found where it says nothing.
 */
export function findPath(root: Plain, path: string): Found {
  const text = path.trim();
  if (!text) return {steps: [], fault: "路径是空的，应写成 score.R1.caps.0.max 这样的形式"};
  const rules = isMap(root) ? (root.score ?? null) : null;
  if (keyAt(root, text) !== undefined || keyAt(rules, text) === undefined) {
    const known = [...Object.keys(isMap(root) ? root : {}), ...(isMap(rules) ? Object.keys(rules) : [])];
    return follow(root, [], text, known);
  }
  return follow(rules, ["score"], text);
}

/** Returns what a slot that a rule need not have says where the rule has none; undefined where it is no such slot. */
function unsaid(value: Plain, [block, id, ...deeper]: readonly Step[], word: string): Plain | undefined {
  if (block !== "score" || id === undefined || deeper.length || !isMap(value)) return undefined;
  return word === "caps" ? [] : word === "shares_key_with" ? String(id) : undefined;
}

/** Returns the tree with the value at the steps, which must lead to a place; everything beside it is shared. */
export function replaceAt(root: Plain, steps: readonly Step[], value: Plain): Plain {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(root)) return root.map((child, i) => (i === Number(step) ? replaceAt(child, rest, value) : child));
  if (!isMap(root)) throw new Error(`path into a scalar: ${steps.join(".")}`);
  // No prototype, as in what parseYaml makes.
  const copy: {[key: string]: Plain} = Object.assign(Object.create(null), root);
  copy[step] = replaceAt(root[step] ?? null, rest, value);
  return copy;
}

/**
 * Returns the file with the overrides in place, the later over the earlier. What cannot be placed is listed in the
 * faults; faults found later inside an overridden value say which override they come from.
 */
export function applyOverrides(yaml: YamlFile, overrides: readonly Override[], faults: Placed[]): YamlFile {
  let value = yaml.value;
  const placed: {steps: Step[]; name: string}[] = [];
  for (const {path, value: text} of overrides) {
    const name = `--set ${path}=${text}`;
    const found = findPath(value, path);
    const given = parseYaml(text, path);
    if ("fault" in found) faults.push(yaml.fault(found.steps, `${name}：${found.fault}`));
    for (const {message} of given.faults) faults.push(yaml.fault(found.steps, `${name}：${message}`));
    if ("fault" in found || given.faults.length) continue;
    value = replaceAt(value, found.steps, given.value);
    placed.unshift({steps: found.steps, name});
  }
  return {
    value,
    faults: yaml.faults,
    broken: yaml.broken,
    fault(path, message, options) {
      const from = placed.find(({steps}) => steps.every((step, i) => String(step) === String(path[i])));
      return yaml.fault(path, from ? `${from.name}：${message}` : message, options);
    }
  };
}

function follow(value: Plain, steps: Step[], rest: string, known = keysOf(value)): Found {
  const step = keyAt(value, rest);
  if (step === undefined) {
    const word = rest.split(".")[0]!;
    const slot = unsaid(value, steps, word);
    if (slot === undefined) return {steps, fault: whyNot(value, steps, word, known)};
    if (rest === word) return {steps: [...steps, word], value: slot};
    const [rule, name] = [steps, [...steps, word]].map(one => one.join("."));
    return {steps, fault: `“${rule}”没有 ${word}，不能只改其中一处：路径写到 ${name}，值里写出整个 ${word}`};
  }
  const child = Array.isArray(value) ? value[Number(step)] : isMap(value) ? value[step] : null;
  const reached = [...steps, Array.isArray(value) ? Number(step) : step];
  return rest === step
    ? {steps: reached, value: child ?? null}
    : follow(child ?? null, reached, rest.slice(step.length + 1));
}

/** Returns the key of this value that the path begins with: the longest, as a word of the vocabulary may hold a dot. */
function keyAt(value: Plain, rest: string): string | undefined {
  const fits = keysOf(value).filter(key => rest === key || rest.startsWith(`${key}.`));
  return fits.sort((a, b) => b.length - a.length)[0];
}

function keysOf(value: Plain): string[] {
  return value === null || typeof value === "string" ? [] : Object.keys(value);
}

function whyNot(value: Plain, steps: readonly Step[], word: string, known: readonly string[]): string {
  const at = steps.length ? `“${steps.join(".")}”` : "制度文件";
  if (value === null || typeof value === "string") return `${at}只是一个值，下面没有“${word}”`;
  if (isMap(value) && typeof value.reading === "string") {
    const options = known.filter(key => key !== "reading");
    return options.length
      ? `${at}取决于疑义“${value.reading}”，要写明选项：${options.map(option => [...steps, option].join(".")).join("、")}`
      : `${at}就是疑义“${value.reading}”所定的选项，下面没有“${word}”`;
  }
  if (isDated(value))
    return `${at}按日期分段，要写明第几段（0 至 ${value.length - 1}），如 ${[...steps, 0, "value"].join(".")}`;
  if (Array.isArray(value)) {
    return value.length
      ? `${at}是列表，“${word}”应是 0 至 ${value.length - 1} 的序号`
      : `${at}是空列表，下面没有“${word}”`;
  }
  return `${at}里没有这个键：“${word}”${suggest(word, known)}`;
}
