import type {IssueCode} from "./issue.ts";
import {shown} from "./messages.ts";
import {nearest} from "./nearest.ts";

/** A row of 单位名录, as far as names go. */
export interface DirectoryUnit {
  unit_id: string;
  name: string;
  short_name: string | null;
  /** Joined by 、 as the cell was read. */
  former_names: string | null;
  /** ISO date, null where open. */
  valid_from: string | null;
}

/** What a cell that names a unit means: its code, or why none. */
export type Resolved = {unit: string} | {code: IssueCode; message: string};

export interface Directory {
  /** Returns the unit that the text names: by code, by present name or short name, by former name, exactly. */
  resolve(text: string): Resolved;
}

/**
 * Returns the directory of the units. A unit whose rows follow each other (it was renamed) is known by the names of all
 * of them; those of earlier rows count as former names.
 */
export function unitDirectory(units: readonly DirectoryUnit[]): Directory {
  const codes = new Set(units.map(({unit_id}) => unit_id));
  const latest = new Map<string, string>();
  for (const {unit_id, valid_from} of units) {
    const from = valid_from ?? "";
    if (from >= (latest.get(unit_id) ?? "")) latest.set(unit_id, from);
  }
  const present = new Map<string, Set<string>>();
  const former = new Map<string, Set<string>>();
  for (const {unit_id, name, short_name, former_names, valid_from} of units) {
    const names = (valid_from ?? "") === latest.get(unit_id) ? present : former;
    for (const word of [name, short_name]) if (word) add(names, word, unit_id);
    for (const word of former_names?.split("、") ?? []) add(former, word, unit_id);
  }
  const titles = new Map(units.map(({unit_id, name}) => [unit_id, name]));
  const lookUp = (word: string): ReadonlySet<string> =>
    codes.has(word) ? new Set([word]) : (present.get(word) ?? former.get(word) ?? new Set());

  /** Zeros that a spreadsheet program took off a code: only ever said, never put back. */
  const withLeadingZeros = (word: string): string | undefined =>
    /^[1-9]\d*$/.test(word)
      ? [...codes].find(code => code.startsWith("0") && code.replace(/^0+/, "") === word)
      : undefined;

  return {
    resolve(text) {
      const word = normaliseUnit(text);
      const found = [...lookUp(word)].sort();
      if (found.length === 1) return {unit: found[0]!};
      if (found.length > 1) {
        const list = found.map(id => `${id} ${titles.get(id)}`).join("、");
        return {code: "ambiguous_code", message: `“${text}”是 ${found.length} 个单位的名称（${list}）；请改填单位编码`};
      }
      if (namesSeveral(word, part => lookUp(part).size > 0)) {
        return {code: "many_units", message: `一格里有几个单位：“${text}”；请每个单位单列一行`};
      }
      const guess = withLeadingZeros(word) ?? nearest(word, new Set([...present.keys(), ...former.keys(), ...codes]));
      const advice = guess ? `，是不是“${guess}”？` : "；请核对名称，或在单位名录中补上";
      return {code: "unknown_unit", message: `单位名录里没有“${shown(text)}”${advice}`};
    }
  };
}

/** Returns the text as names of units are compared: NFKC, trimmed, without （盖章）. */
export function normaliseUnit(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .replaceAll("(盖章)", "")
    .trim();
}

/** Names themselves may hold 和 (人力资源和社会保障局): such a word parts two units only where both sides are known. */
function namesSeveral(word: string, isUnit: (part: string) => boolean): boolean {
  const isList = [/[、,;/\s]+/, /[、,;/\s和与及]+/].some(mark => word.split(mark).filter(isUnit).length > 1);
  return (
    isList ||
    [...word.matchAll(/[和与及]/g)].some(({index}) => isUnit(word.slice(0, index)) && isUnit(word.slice(index + 1)))
  );
}

function add(names: Map<string, Set<string>>, word: string, unit: string): void {
  const key = normaliseUnit(word);
  if (key === "") return;
  const units = names.get(key);
  if (units) units.add(unit);
  else names.set(key, new Set([unit]));
}
