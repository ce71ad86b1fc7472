import {type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit} from "yaml";
import type {Placed} from "./error.ts";
import {isSyntax, syntaxFaults, type Wrong, yamlMessage} from "./yamlFaults.ts";

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

/** A command asks for the same policies again and again, and to read their text is most of the work. */
const READ = new Map<string, YamlFile>();
const REMEMBERED = 16;

/**
 * Reads YAML text with every scalar as text; never throws, its own faults are listed with line and column. What it gives
 * is shared by all who ask for the same text, and frozen.
 */
export function parseYaml(text: string, file: string): YamlFile {
  const key = `${file}\n${text}`;
  const known = READ.get(key);
  if (known) return known;
  const read = readYaml(text, file);
  READ.set(key, read);
  if (READ.size > REMEMBERED) READ.delete(READ.keys().next().value!);
  return read;
}

function readYaml(text: string, file: string): YamlFile {
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
    return Object.freeze(map);
  }
  if (isSeq(node)) return Object.freeze(node.items.map(item => toPlain(item, document))) as Plain[];
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
