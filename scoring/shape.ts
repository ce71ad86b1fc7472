/**
 * What may stand at a place of a policy file. Declared once: the readers take the keys and words from here, and
 * `schema.ts` makes the editors' JSON Schema from the same declarations.
 */
export type Shape =
  | {kind: "text" | "date" | "count" | "points" | "cite" | "any"}
  /** Text of a pattern. */
  | {kind: "match"; pattern: string}
  /** One of the words; `what` is what messages call them. */
  | {kind: "words"; words: readonly string[]; what: string}
  /** This and nothing else: what the version carries out in one way only. */
  | {kind: "same"; value: string}
  /** These, in this order. */
  | {kind: "sequence"; of: readonly Shape[]}
  | {kind: "list"; of: Shape}
  | MapShape
  /** Keys of the author's own. */
  | {kind: "table"; of: Shape}
  | {kind: "either"; of: readonly Shape[]}
  /** A key that is known and refused, with the reason. */
  | {kind: "refused"; why: string}
  /** Values here and below may depend on a reading, or on the date as well. */
  | {kind: "within"; wrappers: Wrappers; of: Shape}
  /** A shape that holds itself. */
  | {kind: "later"; name: string; of: () => Shape};

export type Wrappers = "reading" | "dated";

export interface MapShape {
  kind: "map";
  required: Readonly<Record<string, Shape>>;
  optional: Readonly<Record<string, Shape>>;
  /** What the editor shows. */
  about?: string;
}

export const TEXT: Shape = {kind: "text"};
export const DATE: Shape = {kind: "date"};
export const COUNT: Shape = {kind: "count"};
export const POINTS: Shape = {kind: "points"};
export const CITE: Shape = {kind: "cite"};
export const ANY: Shape = {kind: "any"};

/** Declares a map by the keys that it must have and those that it may have. */
export function map<R extends Record<string, Shape>, O extends Record<string, Shape> = Record<string, never>>(
  required: R,
  optional: O = {} as O,
  about?: string
): {kind: "map"; required: R; optional: O; about?: string} {
  return {kind: "map", required, optional, ...(about === undefined ? {} : {about})};
}

export function words(list: readonly string[], what = "选项"): Shape {
  return {kind: "words", words: list, what};
}

export function same(value: string): Shape {
  return {kind: "same", value};
}

export function list(of: Shape): Shape {
  return {kind: "list", of};
}

export function sequence(...of: readonly Shape[]): Shape {
  return {kind: "sequence", of};
}

export function table(of: Shape): Shape {
  return {kind: "table", of};
}

export function either(...of: readonly Shape[]): Shape {
  return {kind: "either", of};
}

export function match(pattern: string): Shape {
  return {kind: "match", pattern};
}

export function refused(why: string): Shape {
  return {kind: "refused", why};
}

export function within(wrappers: Wrappers, of: Shape): Shape {
  return {kind: "within", wrappers, of};
}

/** A clause that may be another with a reading or a date. */
export const WRAPPED_CITE = within("dated", CITE);

/** Returns the keys of a map that all have the same shape. */
export function each(keys: readonly string[], shape: Shape): MapShape["optional"] {
  return Object.fromEntries(keys.map(key => [key, shape]));
}
