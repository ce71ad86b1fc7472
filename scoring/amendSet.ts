import type {Plain} from "../loaders/yaml.ts";
import {citeOf, type Draft, holdsFrom} from "./amendDraft.ts";
import {checkBasis} from "./basis.ts";
import {type Cursor, isDated, isMap} from "./cursor.ts";
import {isDay} from "./day.ts";
import {changesYearly} from "./fixedBlocks.ts";
import {TRANSITIONS} from "./names.ts";
import {findPath} from "./override.ts";
import {BASIS_KEYS, END, RULE_SLOTS, SET_ITEM} from "./shapes.ts";
import {type Path, type PlainMap, pick, plainMap, valueAt} from "./tree.ts";

/** Carries out the block `set`: a value that is set anew becomes a dated list, so that earlier years keep theirs. */
export function setValues(draft: Draft, set: Cursor): void {
  for (const path of set.keys()) {
    const item = set.at(path);
    const whole = item.only(SET_ITEM);
    const found = findPath(draft.value, path);
    if ("fault" in found) {
      set.faultAt(path, found.fault);
      checkBasis(item, SET_ITEM, keysAt(draft.value, ["clauses"]));
      continue;
    }
    const {steps} = found;
    if (!mayBeDated(steps) && !isDefault(steps)) {
      set.faultAt(
        path,
        `这个值不能用 set 改：能改的有规则的 ${RULE_SLOTS.join("、")}，limits 的 over、max，year.place_by，flow.claim.revoke.scope，` +
          "judge 里各种情形的 cite 和 gap，watch 里各项的 cite 和 style，readings 里的 default"
      );
      checkBasis(item, SET_ITEM, keysAt(draft.value, ["clauses"]));
      continue;
    }
    if (!whole) {
      checkBasis(item, SET_ITEM, keysAt(draft.value, ["clauses"]));
      continue;
    }
    draft.change("set", steps, item.path, citeOf(item.value));
    if (isDefault(steps)) setDefault(draft, steps, item);
    else setDated(draft, set, path, steps, found.value);
  }
}

/** Carries out the block `end`: a rule gets its last day. */
export function endRules(draft: Draft, end: Cursor): void {
  for (const item of end.items()) {
    item.only(END);
    checkBasis(item, END, keysAt(draft.value, ["clauses"]));
    const rules = isMap(draft.value) && isMap(draft.value.score) ? draft.value.score : {};
    const id = item.need("rule").word(Object.keys(rules), "规则");
    if (id === undefined) continue;
    const rule = rules[id];
    const ended = isMap(rule) ? (rule.to ?? null) : null;
    if (ended !== null) {
      item.at("rule").fault(`“${id}”已经在 ${String(ended)} 停止，不能再停止一次`);
      continue;
    }
    draft.change("end", ["score", id], item.path, citeOf(item.value));
    draft.put(["score", id, "to"], draft.force.holds);
  }
}

/** Returns whether the value at the path may change with the date. */
function mayBeDated(steps: Path): boolean {
  const [block, , slot] = steps.map(String);
  if (block === "score") return slot !== undefined && (RULE_SLOTS as readonly string[]).includes(slot);
  if (block === "limits") return slot === "over" || slot === "max";
  const path = steps.join(".");
  return path === "year.place_by" || path === "flow.claim.revoke.scope" || changesYearly(steps);
}

function isDefault(steps: Path): boolean {
  return steps.length === 3 && steps[0] === "readings" && steps[2] === "default";
}

/**
 * How a doubtful wording is read holds for the wording, whatever the year: a default is replaced, not dated. The reason was
 * that of the other default and goes with it.
 */
function setDefault(draft: Draft, steps: Path, item: Cursor): void {
  checkBasis(item, SET_ITEM, keysAt(draft.value, ["clauses"]));
  const reading = steps.slice(0, 2);
  const {options} = valueAt(draft.value, reading) as PlainMap;
  const known = Array.isArray(options) ? options.map(String) : keysAt(draft.value, [...reading, "options"]);
  if (item.at("value").word(known, "选项") === undefined) return;
  const {reason: _, ...kept} = valueAt(draft.value, reading) as PlainMap;
  const changed = plainMap({...kept, default: item.at("value").value});
  // The reading is still where it was written: only its default is another.
  draft.keepLayer(changed, valueAt(draft.value, reading));
  draft.put(reading, changed);
}

/** Puts the new value behind those that the place has had. */
function setDated(draft: Draft, set: Cursor, path: string, steps: (string | number)[], old: Plain): void {
  const given = set.at(path).value as PlainMap;
  const {force, begins} = draft;
  const version = plainMap({...given, from: force.from, ...draft.passing()});
  draft.layer(version, set.at(path).path);
  const before = isDated(old) ? old : [firstVersion(draft, set.at(path), steps, old)];
  const same = before.find(one => holdsOf(one, begins) === force.holds);
  if (same) {
    set.faultAt(path, `${force.holds} 起已有另一个值：同一天只能有一个版本`);
    return;
  }
  const versions = [...before, version].sort((a, b) => (String(a.from) < String(b.from) ? -1 : 1));
  draft.put(steps, versions);
}

function holdsOf(version: PlainMap, begins: string): string {
  const from = String(version.from);
  const transition = TRANSITIONS.find(word => word === version.transition) ?? null;
  return isDay(from) ? holdsFrom(from, transition, begins) : from;
}

/** The value as the policy first had it, on the word that it stands on; on that of its change where it says none. */
function firstVersion(draft: Draft, item: Cursor, steps: Path, value: Plain): PlainMap {
  const above = steps.map((_, n) => valueAt(draft.value, steps.slice(0, n + 1)));
  const basis = above.map(node => pick(node, BASIS_KEYS)).findLast(found => "cite" in found || "basis" in found);
  if (basis) {
    const cite = "cite" in basis ? {cite: firstText(basis.cite!)} : {};
    return plainMap({from: draft.first, value, ...basis, ...cite});
  }
  const borrowed = plainMap({from: draft.first, value, ...pick(item.value, BASIS_KEYS)});
  draft.layer(borrowed, item.path);
  return borrowed;
}

/** Returns what stands first where a value hangs on a date or a reading: the first day's, or the first option's. */
function firstText(value: Plain): Plain {
  if (isDated(value)) return firstText(value[0]!.value ?? null);
  if (!isMap(value)) return value;
  const options = Object.keys(value).filter(key => key !== "reading");
  return firstText(value[options[0] ?? ""] ?? null);
}

function keysAt(tree: Plain, path: Path): string[] {
  const value = valueAt(tree, path);
  return isMap(value) ? Object.keys(value) : [];
}
