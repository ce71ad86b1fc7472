import {isMap, isScalar, isSeq, LineCounter, type Node, parseDocument} from "yaml";
import type {Placed} from "./error.ts";

/** Plain YAML data in which every scalar is text (or null): types are given by who reads it, never by YAML. */
export type Plain = string | null | Plain[] | {[key: string]: Plain};

export interface YamlFile {
  value: Plain;
  /** Faults of the YAML itself, duplicate keys among them. */
  faults: Placed[];
  /** Returns a fault at the node that the path leads to, or at its nearest ancestor; at the key where `key` is true. */
  fault(path: readonly (string | number)[], message: string, options?: {key?: boolean}): Placed;
}

/** Reads YAML text with every scalar as text; never throws, its own faults are listed with line and column. */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {schema: "failsafe", lineCounter: lines, uniqueKeys: true, prettyErrors: false});
  const at = (offset: number, message: string): Placed => {
    const {line, col} = lines.linePos(offset);
    return {file, line: Math.max(line, 1), column: Math.max(col, 1), message};
  };
  // After the first fault of the syntax the reader is lost, and what else it says is not the office's fault.
  const broken = document.errors.find(error => error.code !== "DUPLICATE_KEY");
  const faults = (broken ? [broken] : document.errors).map(error =>
    at(error.pos[0], yamlMessage(error.code, error.message))
  );
  return {
    value: faults.length ? {} : toPlain(document.contents),
    faults,
    fault: (path, message, {key = false} = {}) => at(offsetOf(document.contents, path, key), message)
  };
}

function yamlMessage(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "键重复：同一层里有两个相同的键，只能保留一个";
  if (code === "TAB_AS_INDENT") return "缩进用了制表符，应改用空格";
  return `YAML 写法有误：${message.split("\n")[0]}`;
}

function toPlain(node: unknown): Plain {
  if (isMap(node)) {
    // A map without a prototype, so that a key such as __proto__ is a key like any other.
    const map: {[key: string]: Plain} = Object.create(null);
    for (const {key, value} of node.items) map[isScalar(key) ? String(key.value) : String(key)] = toPlain(value);
    return map;
  }
  if (isSeq(node)) return node.items.map(toPlain);
  if (!isScalar(node)) return null;
  const text = String(node.value ?? "");
  const bare = node.type === "PLAIN";
  return bare && (text === "" || text === "null" || text === "~") ? null : text;
}

function offsetOf(root: Node | null, path: readonly (string | number)[], key: boolean): number {
  let node: unknown = root;
  let offset = (root as Node | null)?.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) break;
      const start = (key && i === path.length - 1) || pair.value === null ? pair.key : pair.value;
      offset = (start as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
