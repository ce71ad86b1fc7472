import type {Placed} from "../loaders/error.ts";
import type {Plain, YamlFile} from "../loaders/yaml.ts";
import type {Merged} from "./amendWords.ts";
import {Cursor, isMap} from "./cursor.ts";
import type {Layer} from "./layers.ts";
import type {TRANSITIONS} from "./names.ts";
import {replaceAt} from "./override.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {maybeText, type Path, type PlainMap, textsOf, valueAt} from "./tree.ts";

export type Transition = (typeof TRANSITIONS)[number];

export interface Change {
  kind: "set" | "add" | "end";
  /** What it concerns: `score.R1.caps.0.max`, `rules.R6`. */
  path: string;
  /** The clause that says so; null where it stands on the office's own word. */
  clause: string | null;
}

/** What an amendment changes, and where it says so. */
export interface Origin {
  steps: Path;
  at: Path;
  yaml: YamlFile;
}

/** When an amendment came into force, and from when its changes hold. */
export interface Force {
  from: string;
  holds: string;
  transition: Transition | null;
}

/** One tree while one file amends it. */
export class Draft {
  value: Plain;
  readonly yaml: YamlFile;
  readonly root: Cursor;
  readonly begins: string;
  /** Whether the day on which years begin has a fault: what depends on it cannot be told. */
  readonly unsureBegins: boolean;
  /** The policy's first day. */
  readonly first: string;
  readonly changes: Change[] = [];
  /** Where in the amendment each change stands. */
  readonly origins: Origin[] = [];
  force: Force = {from: "0001-01-01", holds: "0001-01-01", transition: null};
  readonly #layers: Map<object, Layer>;

  constructor(value: Plain, layers: Map<object, Layer>, yaml: YamlFile, faults: Placed[], begins: string | null) {
    this.value = value;
    this.#layers = layers;
    this.yaml = yaml;
    this.root = new Cursor(yaml, faults, [], yaml.value, null);
    this.begins = begins ?? "01-01";
    this.unsureBegins = begins === null;
    this.first = maybeText(value, ["force", "from"]) ?? "0001-01-01";
  }

  /** Puts a value at the steps, making the maps on the way. */
  put(steps: Path, value: Plain): void {
    let tree = this.value;
    for (let n = 1; n < steps.length; n++) {
      const at = steps.slice(0, n);
      if (valueAt(tree, at) === null) tree = replaceAt(tree, at, Object.create(null));
    }
    this.value = replaceAt(tree, steps, value);
  }

  /** Notes a change at the steps, which stands at the place in the amendment. */
  change(kind: Change["kind"], steps: Path, at: Path, clause: string | null): void {
    this.changes.push({kind, path: steps.join("."), clause});
    this.origins.push({steps, at, yaml: this.yaml});
  }

  /** Adds an entry to a block; one that is there already is a fault. */
  addEntry(block: string, id: string, cursor: Cursor, value: Plain): void {
    const known = isMap(this.value) && isMap(this.value[block]) ? this.value[block] : {};
    const hint = block === "score" ? "要改它用 set" : "另取一个代号";
    if (Object.hasOwn(known, id)) cursor.faultAt(id, `“${id}”原来就有，不能再增加；${hint}`);
    else this.put([block, id], value);
  }

  /** Notes that the node comes from the amendment's path. */
  layer(node: Plain, path: Path): void {
    if (node !== null && typeof node === "object") this.#layers.set(node, {yaml: this.yaml, path});
  }

  /** Notes for each of the words whether it stands in the list that there was, or in the amendment's. */
  layerWords({value, kind, known}: Merged, old: Plain, {path, value: own}: Pick<Cursor, "path" | "value">): void {
    const [list, before, given] = [value[kind], valueAt(old, [kind]), textsOf(own)];
    const layer = typeof before === "object" && before !== null ? this.#layers.get(before) : undefined;
    if (!Array.isArray(list) || !layer) return;
    const items = textsOf(list).map(word => {
      const at = known.indexOf(word);
      if (at < 0) return {yaml: this.yaml, path: [...path, given.indexOf(word)]};
      return layer.items?.[at] ?? {yaml: layer.yaml, path: [...layer.path, at]};
    });
    this.#layers.set(list, {yaml: this.yaml, path, items});
  }

  /** Notes that the node comes from where the other one does. */
  keepLayer(node: object, other: Plain): void {
    const layer = typeof other === "object" && other !== null ? this.#layers.get(other) : undefined;
    if (layer) this.#layers.set(node, layer);
  }

  /** Returns how a dated value of the amendment passes over, as an entry of it. */
  passing(): PlainMap {
    return this.force.transition === null ? {} : {transition: this.force.transition};
  }
}

/** Returns the first day from which a change holds: a change in mid-year holds for the year, the next one or from its day. */
export function holdsFrom(from: string, transition: Transition | null, begins: string): string {
  const year = policyYear(from, begins);
  if (transition === "whole_year_new") return firstDayOf(year, begins);
  if (transition === "next_year") return from === firstDayOf(year, begins) ? from : firstDayOf(year + 1, begins);
  return from;
}

/** Returns the clause that the value names, null where it names none. */
export function citeOf(value: Plain, key = "cite"): string | null {
  const cite = isMap(value) ? value[key] : null;
  return typeof cite === "string" ? cite : null;
}
