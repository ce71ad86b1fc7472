import type {Plain} from "../loaders/yaml.ts";
import {citeOf, type Draft} from "./amendDraft.ts";
import {mergeWords} from "./amendWords.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {ADDITION, BASIS_KEYS} from "./shapes.ts";
import {type Path, pick, plainMap, valueAt} from "./tree.ts";

/** Adds the amendment's own clauses, each with the number of its document. */
export function addClauses(draft: Draft, doc: string): void {
  for (const holder of [draft.root, draft.root.at("add")]) {
    if (!holder.has("clauses")) continue;
    const block = holder.at("clauses");
    for (const id of block.keys()) {
      const clause = block.at(id).value;
      const marked: Plain = isMap(clause) ? plainMap({...clause, doc: clause.doc ?? doc}) : clause;
      draft.layer(marked, [...block.path, id]);
      draft.addEntry("clauses", id, block, marked);
    }
  }
}

/** Carries out the block `add`: words, readings, rules and limits. */
export function addParts(draft: Draft, add: Cursor): void {
  if (!add.only(ADDITION)) return;
  if (add.has("vocab")) addWords(draft, add.at("vocab"));
  if (add.has("readings")) addReadings(draft, add.at("readings"));
  if (add.has("rules")) addRules(draft, add.at("rules"));
  if (add.has("limits")) addLimits(draft, add.at("limits"));
}

function addWords(draft: Draft, vocab: Cursor): void {
  for (const field of vocab.keys()) {
    const old = valueAt(draft.value, ["vocab", field]);
    const words = vocab.at(field);
    const merged = mergeWords(words, field, old, draft.force.holds);
    const value = merged?.value ?? words.value;
    draft.change("add", ["vocab", field], words.path, null);
    draft.layer(value, words.path);
    if (merged) draft.layerWords(merged, old, words.at(merged.from));
    draft.put(["vocab", field], value);
  }
}

function addReadings(draft: Draft, readings: Cursor): void {
  for (const id of readings.keys()) {
    const reading = readings.at(id).value;
    draft.addEntry("readings", id, readings, reading);
    draft.change("add", ["readings", id], readings.at(id).path, citeOf(reading, "clause"));
  }
}

/** A rule that says no day of its own begins with the amendment. */
function addRules(draft: Draft, rules: Cursor): void {
  for (const id of rules.keys()) {
    const rule = rules.at(id).value;
    const dated: Plain =
      isMap(rule) && (rule.from ?? null) === null ? plainMap({...rule, from: draft.force.holds}) : rule;
    draft.layer(dated, rules.at(id).path);
    draft.addEntry("score", id, rules, dated);
    draft.change("add", ["score", id], rules.at(id).path, citeOf(rule));
  }
}

function addLimits(draft: Draft, limits: Cursor): void {
  const old = isMap(draft.value) && Array.isArray(draft.value.limits) ? draft.value.limits : [];
  const items = limits.items().map(({value: limit, path}, i) => {
    const dated = limitFrom(draft, limit, path);
    draft.layer(dated, path);
    draft.change("add", ["limits", old.length + i], path, citeOf(limit));
    return dated;
  });
  draft.put(["limits"], [...old, ...items]);
}

/** A limit that comes in later was none before. */
function limitFrom(draft: Draft, limit: Plain, path: Path): Plain {
  if (!isMap(limit) || (limit.max ?? null) === null) return limit;
  const basis = pick(limit, BASIS_KEYS);
  const before = plainMap({from: draft.first, value: "none"});
  const after = plainMap({from: draft.force.from, value: limit.max!, ...basis, ...draft.passing()});
  draft.layer(after, [...path, "max"]);
  return plainMap({...limit, max: [before, after]});
}
