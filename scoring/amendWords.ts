import type {Plain} from "../loaders/yaml.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {type PlainMap, plainMap, textsOf} from "./tree.ts";

/**
 * Returns the field's words with those that an amendment adds, in use from the day; a new field is taken as it is. An order
 * is written anew and holds the old words in their order, a set names the new words alone.
 */
export function mergeWords(words: Cursor, field: string, old: Plain, from: string): Plain | undefined {
  const given = words.value;
  if (!isMap(old) || !isMap(given)) return given;
  const kind = Array.isArray(old.order) ? "order" : "set";
  if (!words.has(kind)) return words.fault(`“${field}”原来写的是 ${kind}，增补也要写 ${kind}`);
  const [known, all] = [textsOf(old[kind]), textsOf(given[kind])];
  const kept = all.filter(word => known.includes(word));
  const fresh = all.filter(word => !known.includes(word));
  if (kind === "order" && kept.join("\n") !== known.join("\n")) {
    return words.at(kind).fault(`新的 order 要按原来的先后写全原有的词：${known.join("、")}`);
  }
  if (kind === "set" && kept.length) {
    return words.at(kind).fault(`“${field}”已有这个词：${kept.join("、")}；set 里只写新增的词`);
  }
  return plainMap({
    ...old,
    ...given,
    [kind]: kind === "order" ? all : [...known, ...fresh],
    aliases: {...mapOf(old.aliases), ...mapOf(given.aliases)},
    ambiguous: [...textsOf(old.ambiguous), ...textsOf(given.ambiguous)],
    since: {...mapOf(old.since), ...Object.fromEntries(fresh.map(word => [word, from]))}
  });
}

function mapOf(value: Plain | undefined): PlainMap {
  return isMap(value) ? value : {};
}
