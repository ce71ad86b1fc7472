import {guessOf} from "../loaders/nearest.ts";
import type {Plain} from "../loaders/yaml.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {type PlainMap, plainMap, textsOf} from "./tree.ts";

/** The words of a field with those that an amendment adds. */
export interface Merged {
  value: PlainMap;
  /** The key of the list, the words that were there, and under which key the amendment writes its own. */
  kind: "order" | "set";
  known: readonly string[];
  from: string;
}

/**
 * Returns the field's words with those that an amendment adds, in use from the day; undefined where there is nothing to add
 * to, or nothing that could be added. An order is written anew and holds the old words in their order, a set names the new
 * words alone; where that is not so, the words are taken as they are meant.
 */
export function mergeWords(words: Cursor, field: string, old: Plain, day: string): Merged | undefined {
  const given = words.value;
  if (!isMap(old) || !isMap(given)) return undefined;
  const kind = Array.isArray(old.order) ? "order" : "set";
  const from = kind in given ? kind : (Object.keys(given).find(key => guessOf(key, [kind])) ?? OTHER[kind]);
  if (from === OTHER[kind] || !(from in given)) words.fault(`“${field}”原来写的是 ${kind}，增补也要写 ${kind}`);
  const [known, all] = [textsOf(old[kind]), textsOf(given[from])];
  const kept = all.filter(word => known.includes(word));
  const fresh = all.filter(word => !known.includes(word));
  const inOrder = kept.join("\n") === known.join("\n");
  if (from === "order" && kind === "order" && !inOrder) {
    words.at(kind).fault(`新的 order 要按原来的先后写全原有的词：${known.join("、")}`);
  }
  if (from === "set" && kind === "set" && kept.length) {
    words.at(kind).fault(`“${field}”已有这个词：${kept.join("、")}；set 里只写新增的词`);
  }
  const {[OTHER[kind]]: _, ...rest} = given;
  const value = plainMap({
    ...old,
    ...rest,
    [kind]: kind === "order" && inOrder ? all : [...known, ...fresh],
    aliases: {...mapOf(old.aliases), ...mapOf(given.aliases)},
    ambiguous: [...textsOf(old.ambiguous), ...textsOf(given.ambiguous)],
    since: {...mapOf(old.since), ...Object.fromEntries(fresh.map(word => [word, day]))}
  });
  return {value, kind, known, from};
}

const OTHER = {order: "set", set: "order"} as const;

function mapOf(value: Plain | undefined): PlainMap {
  return isMap(value) ? value : {};
}
