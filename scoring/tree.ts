import type {Plain} from "../loaders/yaml.ts";

/** Steps from the root of a policy file to a place in it. */
export type Path = readonly (string | number)[];

export type PlainMap = {[key: string]: Plain};

/** Returns whether the value is a map of the file. */
export function isMap(value: Plain | undefined): value is {[key: string]: Plain} {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the value at the path; null where nothing stands there. */
export function valueAt(tree: Plain, path: Path): Plain {
  let node: Plain = tree;
  for (const step of path) {
    node = node !== null && typeof node === "object" ? ((node as PlainMap)[String(step)] ?? null) : null;
  }
  return node;
}

/** Returns the text at the path, or undefined where there is none. */
export function maybeText(tree: Plain, path: Path): string | undefined {
  const value = valueAt(tree, path);
  return typeof value === "string" ? value : undefined;
}

/** Returns a map of the entries, made as the reader of YAML makes them: without a prototype. */
export function plainMap(entries: PlainMap): PlainMap {
  return Object.assign(Object.create(null), entries);
}

/** Returns the entries of a map that have one of the keys and a value. */
export function pick(value: Plain, keys: readonly string[]): PlainMap {
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key, child]) => keys.includes(key) && child !== null));
}

/** Returns the texts of a list; none where it is no list. */
export function textsOf(value: Plain | undefined): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === "string") : [];
}

/** Returns every text inside the value, whatever the reading and the day. */
export function textsIn(value: Plain): string[] {
  return typeof value === "string" ? [value] : Object.values<Plain>(value ?? []).flatMap(textsIn);
}
