import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError
} from "yaml";
import type {Placed} from "./error.ts";

/** Plain YAML data in which every scalar is text (or null): types are given by who reads it, never by YAML. */
export type Plain = string | null | Plain[] | {[key: string]: Plain};

export interface YamlFile {
  value: Plain;
  /** Faults of the YAML itself, duplicate keys among them. */
  faults: Placed[];
  /** Whether the text cannot be read at all: then the value is empty. A key that stands twice is read where it stands first. */
  broken: boolean;
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
  const broken = document.errors.find(isSyntax);
  const wrong = broken
    ? syntaxFaults(text, broken)
    : document.errors.map(({code, pos}): Wrong => ({code, offset: pos[0]}));
  const faults = [
    ...wrong.map(({code, offset}) => at(offset, yamlMessage(code))),
    ...(broken ? [] : aliases(document)).map(({name, offset}) =>
      at(offset, `不能用别名（*${name}）代替内容，请把内容在这里写全`)
    )
  ];
  return {
    value: broken ? {} : toPlain(document.contents, document),
    faults,
    broken: broken !== undefined,
    fault: (path, message, {key = false} = {}) => at(offsetOf(document.contents, path, key), message)
  };
}

interface Wrong {
  code: string;
  offset: number;
}

function isSyntax({code}: YAMLParseError): boolean {
  return code !== "DUPLICATE_KEY";
}

/** Faults within one word or one line, after which the reader still knows where it is. */
const PASSING: readonly string[] = ["TAB_AS_INDENT", "BAD_DQ_ESCAPE", "BAD_SCALAR_START"];

/**
 * Returns the faults of the syntax that can be trusted. After most of them the reader is lost, and what else it says is not
 * the writer's fault; but a key at the very left begins a block whatever stands before it, so that each block is read anew.
 */
function syntaxFaults(text: string, first: YAMLParseError): Wrong[] {
  const found = blocksOf(text).flatMap(({block, start}) => {
    const {errors} = parseDocument(block, {schema: "failsafe", prettyErrors: false});
    const wrong = errors.filter(isSyntax);
    const lost = wrong.findIndex(({code}) => !PASSING.includes(code));
    // What comes after a fault of a word or a line may come of it.
    const told = lost < 0 ? wrong : wrong.slice(0, Math.max(1, lost));
    return told.map(({code, pos: [at]}) => ({code: at < block.length ? code : "MISSING_CHAR", offset: start + at}));
  });
  return found.length ? found : [{code: first.code, offset: first.pos[0]}];
}

/** Returns the parts of the text that begin with a key at the very left; the text as one where it is written in brackets. */
function blocksOf(text: string): {block: string; start: number}[] {
  const inBrackets = /^(\s*(#.*)?\n)*\s*[[{]/.test(text);
  const starts = inBrackets ? [] : [...text.matchAll(/^[A-Za-z_][\w-]*:(?=\s|$)/gm)].map(({index}) => index);
  const cuts = [0, ...starts.slice(1), text.length];
  // What is open at the end of a block is told there, not behind the empty lines that follow.
  return cuts.slice(1).map((end, i) => ({block: text.slice(cuts[i], end).trimEnd(), start: cuts[i]!}));
}

/** Returns the places where another part of the file is to stand again: left unread they would be empty in silence. */
function aliases(document: Document): {name: string; offset: number}[] {
  const found: {name: string; offset: number}[] = [];
  visit(document, {
    Alias(_, {source, range}) {
      found.push({name: source, offset: range?.[0] ?? 0});
    }
  });
  return found;
}

/** What the faults of the syntax that people make say to them. */
const SAYS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "键重复：同一层里有两个相同的键，只能保留一个",
  TAB_AS_INDENT: "缩进用了制表符，应改用空格",
  MULTILINE_IMPLICIT_KEY: "YAML 写法有误：这一行读不成“键: 值”；冒号要用半角，后面空一格",
  MISSING_CHAR: "YAML 写法有误：缺一个符号；引号和括号要成对，冒号要用半角、后面空一格",
  BAD_INDENT: "YAML 写法有误：缩进不对；同一层的各行左边要对齐，括号里的续行要缩进",
  BLOCK_AS_IMPLICIT_KEY: "YAML 写法有误：一行里只能有一个“键: 值”；值里有冒号的，给值加引号",
  BAD_SCALAR_START: "YAML 写法有误：值不能以这个符号开头；请给值加引号",
  BAD_DQ_ESCAPE: "YAML 写法有误：双引号里不能这样用反斜杠；请改用单引号",
  UNEXPECTED_TOKEN: "YAML 写法有误：这里多出了内容；请核对前后的引号、括号和缩进",
  MULTIPLE_DOCS: "YAML 写法有误：一个文件只能有一份内容；请去掉“---”和它以后的部分"
};

function yamlMessage(code: string): string {
  return SAYS[code] ?? "YAML 写法有误：请核对这一行和上一行的冒号、引号、括号和缩进";
}

const DOUBLED = new WeakSet<object>();

/** Returns whether one of the keys of the map stands there twice: the other may be any that is missing. */
export function isDoubled(value: Plain): boolean {
  return typeof value === "object" && value !== null && DOUBLED.has(value);
}

/** Where an alias stands, what it stands for is read, so that only the alias is told; but none inside of it. */
function toPlain(node: unknown, document: Document | null): Plain {
  if (isMap(node)) {
    // A map without a prototype, so that a key such as __proto__ is a key like any other.
    const map: {[key: string]: Plain} = Object.create(null);
    for (const {key, value} of node.items) {
      const name = isScalar(key) ? String(key.value) : String(key);
      const merged = name === "<<" && isAlias(value) ? toPlain(value, document) : null;
      if (merged !== null && typeof merged === "object") Object.assign(map, {...merged, ...map});
      else if (Object.hasOwn(map, name)) DOUBLED.add(map);
      else map[name] = toPlain(value, document);
    }
    return map;
  }
  if (isSeq(node)) return node.items.map(item => toPlain(item, document));
  if (isAlias(node)) return document ? toPlain(node.resolve(document), null) : null;
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
