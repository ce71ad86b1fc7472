import {SaxesParser} from "saxes";
import {ORDERS} from "./ooxmlOrders.ts";

/** What every office file is made of: parts, the elements in them, and the relations between them. */

export interface Element {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: Element[];
  text: string;
}

export function parse(text: string): Element | string {
  const root: Element = {name: "", attributes: new Map(), children: [], text: ""};
  const open: Element[] = [root];
  const parser = new SaxesParser({});
  let fault: string | undefined;
  parser.on("error", error => {
    fault ??= error.message;
  });
  parser.on("opentag", ({name, attributes}) => {
    const element = {
      name,
      attributes: new Map(Object.entries(attributes as Record<string, string>)),
      children: [],
      text: ""
    };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", value => {
    open.at(-1)!.text += value;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(text).close();
  return fault ?? root.children[0] ?? "no element";
}

export type Report = (message: string) => void;

/** Extensions of later versions stand in namespaces of their own and say of themselves that they may be ignored. */
const EXTENSION = /^(?:mc|x14|x14ac|x15|xr|w14|w15|w16\w*):/;

export function checkOrder({name, children}: Element, report: Report): void {
  const order = ORDERS.get(name);
  let last = -1;
  const seen = new Set<string>();
  for (const child of children) {
    checkOrder(child, report);
    if (!order || EXTENSION.test(child.name)) continue;
    const at = order.names.findIndex(names => names.includes(child.name));
    if (at < 0) report(`<${child.name}> may not stand in <${name}>`);
    else if (at < last) report(`<${child.name}> stands too late in <${name}>`);
    else if (seen.has(child.name) && !order.repeats.has(child.name)) report(`<${child.name}> twice in <${name}>`);
    last = Math.max(last, at);
    seen.add(child.name);
  }
  for (const needed of order?.needed ?? []) if (!seen.has(needed)) report(`<${name}> lacks <${needed}>`);
}

export function checkTypes(trees: ReadonlyMap<string, Element>, names: readonly string[], faults: string[]): void {
  const types = trees.get("[Content_Types].xml");
  if (!types) {
    faults.push("no [Content_Types].xml");
    return;
  }
  const overrides = types.children.flatMap(({name, attributes}) =>
    name === "Override" ? [attributes.get("PartName")!] : []
  );
  const defaults = new Set(
    types.children.flatMap(({name, attributes}) => (name === "Default" ? [attributes.get("Extension")!] : []))
  );
  for (const part of overrides) if (!names.includes(part.slice(1))) faults.push(`no part ${part} for its content type`);
  if (new Set(overrides).size < overrides.length) faults.push("a part has two content types");
  for (const name of names) {
    const typed =
      overrides.includes(`/${name}`) || defaults.has(name.split(".").at(-1)!) || name === "[Content_Types].xml";
    if (!typed) faults.push(`${name}: no content type`);
  }
}

interface Relation {
  type: string;
  target: string;
  external: boolean;
}

/** Returns the relations of a part by their names, targets as names of parts. */
export function relationsOf(name: string, trees: ReadonlyMap<string, Element>): Map<string, Relation> {
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  const own = trees.get(`${folder}_rels/${name.slice(folder.length)}.rels`);
  return new Map(
    (own?.children ?? []).map(({attributes}) => {
      const external = attributes.get("TargetMode") === "External";
      const target = attributes.get("Target")!;
      return [
        attributes.get("Id")!,
        {type: attributes.get("Type")!, target: external ? target : resolve(folder, target), external}
      ];
    })
  );
}

function resolve(folder: string, target: string): string {
  return decodeURIComponent(new URL(target, `http://x/${folder}`).pathname).slice(1);
}

export function checkRelations(
  name: string,
  tree: Element,
  trees: ReadonlyMap<string, Element>,
  parts: ReadonlyMap<string, Uint8Array>,
  faults: string[]
): void {
  if (name.endsWith(".rels")) {
    const source = name.replace(/_rels\/([^/]*)\.rels$/, "$1");
    const ids = tree.children.map(({attributes}) => attributes.get("Id")!);
    if (new Set(ids).size < ids.length) faults.push(`${name}: two relations of one name`);
    for (const [id, {target, external}] of relationsOf(source, trees)) {
      if (!external && !parts.has(target)) faults.push(`${name}: ${id} leads to ${target}, which is not there`);
      if (external && !/^[a-z]+:/i.test(target)) faults.push(`${name}: ${id} leads outside to ${target}, no address`);
    }
    return;
  }
  const relations = relationsOf(name, trees);
  for (const {name: element, attributes} of walk(tree)) {
    for (const key of ["r:id", "r:embed", "r:link"]) {
      const id = attributes.get(key);
      if (id !== undefined && !relations.has(id))
        faults.push(`${name}: <${element}> names ${id}, no relation of the part`);
    }
  }
}

export function* walk(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* walk(child);
}
