import type {Placed} from "../loaders/error.ts";
import {nearest, suggest} from "../loaders/nearest.ts";
import {parseYaml, type YamlFile} from "../loaders/yaml.ts";
import {faultsAlone} from "./amendAlone.ts";
import {isMap} from "./cursor.ts";

/** The text of a policy file, and the name that messages show. */
export interface Source {
  text: string;
  file: string;
}

/** A policy with the documents that amend it, each after what it amends, the earlier in force first. */
export interface Arranged {
  base: Source;
  amendments: Source[];
}

interface Head {
  source: Source;
  yaml: YamlFile;
  id: string;
  amends: string | null;
  from: string;
}

/**
 * Sorts policy files into policies and what amends each. Faults are amendments of an unknown policy, circles, and names
 * that two files claim.
 */
export function arrange(sources: readonly Source[]): {policies: Arranged[]; faults: Placed[]} {
  const heads = sources.map(readHead);
  const faults: Placed[] = heads.flatMap(({yaml}) => yaml.faults);
  const byId = new Map<string, Head>();
  for (const head of heads) {
    const {id, yaml} = head;
    const other = byId.get(id);
    if (id && other) faults.push(yaml.fault(["policy"], `制度代号重复：“${id}”，${other.source.file} 也叫这个名字`));
    else if (id) byId.set(id, head);
  }
  const bases = heads.filter(({amends}) => amends === null);
  // A file that cannot be read may be the one that another amends.
  const lost = heads.some(({yaml}) => yaml.broken);
  const roots = new Map<Head, Head | undefined>();
  for (const head of heads) if (head.amends !== null) roots.set(head, rootOf(head, byId, faults, lost));
  for (const {yaml} of [...roots].flatMap(([head, root]) => (root || lost ? [] : head)))
    faults.push(...faultsAlone(yaml));
  const policies = bases.map(base => ({
    base: base.source,
    amendments: inSequence([...roots].filter(([, root]) => root === base).map(([head]) => head))
  }));
  return {policies, faults};
}

function readHead(source: Source): Head {
  const yaml = parseYaml(source.text, source.file);
  const root = isMap(yaml.value) ? yaml.value : {};
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const amends = amendsKey(root);
  const from = isMap(root.force ?? null) ? text((root.force as {[key: string]: unknown}).from) : "";
  return {source, yaml, id: text(root.policy), amends: amends === undefined ? null : text(root[amends]), from};
}

/** Returns the key that says what the file amends, also one with a slip of the pen. */
function amendsKey(root: {[key: string]: unknown}): string | undefined {
  if (Object.hasOwn(root, "amends")) return "amends";
  return Object.keys(root).find(key => typeof root[key] === "string" && nearest(key, ["amends"]) !== undefined);
}

/** Follows `amends` to the policy at its end; undefined, and a fault, where there is none. */
function rootOf(head: Head, byId: ReadonlyMap<string, Head>, faults: Placed[], lost: boolean): Head | undefined {
  const path = [head];
  for (;;) {
    const last = path.at(-1)!;
    if (last.amends === null) return last;
    const next = byId.get(last.amends);
    if (!next) {
      // The one that names what is not there has the fault; those behind it have none of their own.
      if (last === head && !lost) {
        const known = [...byId.keys()].filter(id => id !== head.id);
        const hint =
          suggest(last.amends, known) || "；修订要和它修订的制度一起读，在 hengcai.yaml 的 policies 里一并列出";
        faults.push(head.yaml.fault(["amends"], `没有这份制度可修订：“${last.amends}”${hint}`));
      }
      return undefined;
    }
    if (path.includes(next)) {
      if (next === head) {
        const names = [...path, next].map(({id}) => id).join(" → ");
        faults.push(head.yaml.fault(["amends"], `修订绕成了一圈：${names}；总要有一份不是修订的制度`));
      }
      return undefined;
    }
    path.push(next);
  }
}

function inSequence(heads: readonly Head[]): Source[] {
  const left = heads.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const done: Head[] = [];
  while (left.length) {
    const next = left.findIndex(({amends}) => !left.some(({id}) => id === amends));
    done.push(...left.splice(Math.max(next, 0), 1));
  }
  return done.map(({source}) => source);
}

/** Returns the name that the text gives to its policy; empty where it gives none. */
export function idOf(text: string): string {
  return readHead({text, file: ""}).id;
}

/** Returns the name of the policy that the text amends; null where it amends none. */
export function amendsOf(text: string): string | null {
  return readHead({text, file: ""}).amends;
}
