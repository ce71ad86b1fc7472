import type {Plain} from "../loaders/yaml.ts";
import {citeOf, type Draft} from "./amendDraft.ts";
import {mergeWords} from "./amendWords.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {ADDITION, BASIS_KEYS} from "./shapes.ts";
import {pick, plainMap, valueAt} from "./tree.ts";

/** Adds the amendment's own clauses, each with the number of its document. */
export function addClauses(draft: Draft, doc: string): void {
  const {value} = draft.yaml;
  const blocks: [readonly string[], Plain][] = [
    [["clauses"], isMap(value) ? (value.clauses ?? null) : null],
    [["add", "clauses"], isMap(value) && isMap(value.add) ? (value.add.clauses ?? null) : null]
  ];
  for (const [path, clauses] of blocks) {
    if (clauses === null) continue;
    const block = path.reduce((cursor, step) => cursor.at(step), draft.root);
    for (const id of block.keys()) {
      const clause = block.at(id).value;
      const marked: Plain = isMap(clause) ? plainMap({...clause, doc: clause.doc ?? doc}) : clause;
      draft.layer(marked, [...path, id]);
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
    const merged = mergeWords(vocab.at(field), field, valueAt(draft.value, ["vocab", field]), draft.force.holds);
    if (merged === undefined) continue;
    draft.changes.push({kind: "add", path: `vocab.${field}`, clause: null});
    draft.layer(merged, ["add", "vocab", field]);
    draft.put(["vocab", field], merged);
  }
}

function addReadings(draft: Draft, readings: Cursor): void {
  for (const id of readings.keys()) {
    const reading = readings.at(id).value;
    draft.addEntry("readings", id, readings, reading);
    draft.changes.push({kind: "add", path: `readings.${id}`, clause: citeOf(reading, "clause")});
  }
}

/** A rule that says no day of its own begins with the amendment. */
function addRules(draft: Draft, rules: Cursor): void {
  for (const id of rules.keys()) {
    const rule = rules.at(id).value;
    const dated: Plain =
      isMap(rule) && (rule.from ?? null) === null ? plainMap({...rule, from: draft.force.holds}) : rule;
    draft.layer(dated, ["add", "rules", id]);
    draft.addEntry("score", id, rules, dated);
    draft.changes.push({kind: "add", path: `score.${id}`, clause: citeOf(rule)});
  }
}

function addLimits(draft: Draft, limits: Cursor): void {
  const old = isMap(draft.value) && Array.isArray(draft.value.limits) ? draft.value.limits : [];
  const items = limits.items().map(({value: limit}, i) => {
    const dated = limitFrom(draft, limit, i);
    draft.layer(dated, ["add", "limits", i]);
    draft.changes.push({kind: "add", path: `limits.${old.length + i}`, clause: citeOf(limit)});
    return dated;
  });
  draft.put(["limits"], [...old, ...items]);
}

/** A limit that comes in later was none before. */
function limitFrom(draft: Draft, limit: Plain, i: number): Plain {
  if (!isMap(limit) || (limit.max ?? null) === null) return limit;
  const basis = pick(limit, BASIS_KEYS);
  const before = plainMap({from: draft.first, value: "none"});
  const after = plainMap({from: draft.force.from, value: limit.max!, ...basis, ...draft.passing()});
  draft.layer(after, ["add", "limits", i, "max"]);
  return plainMap({...limit, max: [before, after]});
}
