import type {Placed} from "../loaders/error.ts";
import type {Plain, YamlFile} from "../loaders/yaml.ts";

/** Where a node of a composed tree was written. */
export interface Layer {
  yaml: YamlFile;
  path: readonly (string | number)[];
  /** Where each of its items stands, in a list that was put together of several. */
  items?: readonly Layer[];
}

/** Notes for every map and list of the file where it stands. */
export function registerNodes(layers: Map<object, Layer>, yaml: YamlFile): void {
  const visit = (node: Plain, path: readonly (string | number)[]): void => {
    if (node === null || typeof node === "string") return;
    layers.set(node, {yaml, path});
    if (Array.isArray(node)) for (const [i, child] of node.entries()) visit(child, [...path, i]);
    else for (const [key, child] of Object.entries(node)) visit(child, [...path, key]);
  };
  visit(yaml.value, []);
}

const FOUND_AT = new WeakMap<Placed, Layer["path"]>();

/** Returns where in the composed tree the fault was found; the root where it was not found in one. */
export function foundAt(fault: Placed): Layer["path"] {
  return FOUND_AT.get(fault) ?? [];
}

/**
 * Returns the composed tree as a file: a fault in it stands where the nearest node that was written somewhere stands,
 * in whichever file that is.
 */
export function layered(value: Plain, layers: ReadonlyMap<object, Layer>, base: YamlFile): YamlFile {
  return {
    value,
    faults: [],
    broken: false,
    fault(path, message, options) {
      let place: Layer = {yaml: base, path: []};
      let node: Plain = value;
      for (const [i, step] of [undefined, ...path].entries()) {
        if (step !== undefined) {
          node =
            node !== null && typeof node === "object" ? ((node as {[key: string]: Plain})[String(step)] ?? null) : null;
        }
        const known = node !== null && typeof node === "object" ? layers.get(node) : undefined;
        const item = step === undefined ? undefined : place.items?.[Number(step)];
        place = known ?? item ?? (i ? {yaml: place.yaml, path: [...place.path, path[i - 1]!]} : place);
      }
      const fault = place.yaml.fault(place.path, message, options);
      FOUND_AT.set(fault, path);
      return fault;
    }
  };
}
