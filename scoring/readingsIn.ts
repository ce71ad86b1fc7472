import type {Plain} from "../loaders/yaml.ts";
import {isMap} from "./tree.ts";
import {slipOfReading} from "./unwrap.ts";

/** Returns the readings that the value depends on, each once. */
export function readingsIn(value: Plain): string[] {
  if (value === null || typeof value === "string") return [];
  const own = isMap(value) && typeof value.reading === "string" ? [value.reading] : [];
  return [...new Set([...own, ...Object.values<Plain>(value).flatMap(readingsIn)])];
}

/** Returns the readings that the value is meant to depend on, those among them where `reading` has a slip. */
export function readingsMeant(value: Plain): string[] {
  if (value === null || typeof value === "string") return [];
  const id = isMap(value) ? value[slipOfReading(value) ?? "reading"] : null;
  return [...(typeof id === "string" ? [id] : []), ...Object.values<Plain>(value).flatMap(readingsMeant)];
}
