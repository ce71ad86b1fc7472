import type {Placed} from "../loaders/error.ts";
import {nearest, suggest} from "../loaders/nearest.ts";
import {type Cursor, isMap, type View} from "./cursor.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {ORDERED_WORDS, UNORDERED_WORDS, VOCABULARY} from "./shapes.ts";
import type {Changes} from "./stretches.ts";
import {textsOf} from "./tree.ts";

/** Words in their order, lowest first, or without one; none where they have a fault, which is told once, here. */
export interface Words {
  codes: readonly string[];
  /** The codes in use at any time, in the same order. */
  all: readonly string[];
  ordered: boolean;
  /** Other words that mean a code, as offices write them. */
  aliases: ReadonlyMap<string, readonly string[]>;
  /** Words that leave open which code is meant. */
  ambiguous: readonly string[];
  /** From when a code is in use, where it came in later. */
  since: ReadonlyMap<string, string>;
  /** Returns the message at the place of the code; absent where the words come from no file. */
  placed?: (code: string, message: string) => Placed;
}

/** The words of each fact. */
export type Vocabulary = ReadonlyMap<string, Words>;

/** Reads the block `vocab`. */
export function readVocab(cursor: Cursor): Map<string, Words> {
  const vocab = new Map<string, Words>();
  for (const given of cursor.keys()) {
    const words = cursor.at(given);
    const guess = FIELDS.includes(given) ? given : nearest(given, FIELDS);
    if (guess !== given) cursor.faultAt(given, `没有这个字段：“${given}”${suggest(given, FIELDS)}`);
    // Its words are taken for those of the field that was meant: one slip is one fault.
    const field = guess === undefined || cursor.has(guess) ? given : guess;
    const ordered = words.has("order") || (!words.has("set") && words.meant(ORDERED_WORDS).has("order"));
    const shape = ordered ? ORDERED_WORDS : UNORDERED_WORDS;
    words.only(shape);
    words.adopt(shape);
    const list = words.need(ordered ? "order" : "set");
    const codes = readWords(list);
    if (field === "recognised" && codes.some(code => code !== "是" && code !== "否")) {
      words.fault("recognised 的词只能是 是、否");
    }
    vocab.set(field, {
      codes,
      all: codes,
      ordered,
      ...readMeanings(words, field, codes),
      placed: (code, message) => list.at(textsOf(list.value).indexOf(code)).placed(message)
    });
  }
  return vocab;
}

/** Returns every field without words, by which what rests on a block with a fault is read as it may be meant. */
export function unreadVocab(): Map<string, Words> {
  const none = {codes: [], all: [], ordered: true, aliases: new Map(), ambiguous: [], since: new Map()};
  return new Map(FIELDS.map(field => [field, none]));
}

/** Returns the words of the list; none where one of them cannot be read. */
function readWords(list: Cursor): string[] {
  const items = list.items();
  if (Array.isArray(list.value) && !items.length) list.fault("至少要有一个词");
  const codes: string[] = [];
  let whole = true;
  for (const item of items) {
    const code = item.text();
    whole &&= code !== undefined;
    if (code !== undefined && codes.includes(code)) item.fault(`词重复：“${code}”`);
    else if (code !== undefined) codes.push(code);
  }
  return whole ? codes : [];
}

const FIELDS = Object.keys(VOCABULARY.optional);

/** Returns the vocabulary as it is in the view: without the words that came in later. */
export function vocabularyIn(vocab: Vocabulary, {year, day, begins}: View): Vocabulary {
  const holds = (since: string | undefined): boolean => {
    if (since === undefined) return true;
    const first = policyYear(since, begins);
    return since === firstDayOf(first, begins) ? first <= year : since <= day;
  };
  return new Map(
    [...vocab].map(([field, words]) => [
      field,
      words.since.size ? {...words, codes: words.codes.filter(code => holds(words.since.get(code)))} : words
    ])
  );
}

/** Returns from when words come into the vocabulary. */
export function changesOfWords(vocab: Vocabulary, begins: string): Changes {
  const all = [...new Set([...vocab.values()].flatMap(({since}) => [...since.values()]))].sort();
  const isFirst = (day: string): boolean => day === firstDayOf(policyYear(day, begins), begins);
  return {
    years: [...new Set(all.filter(isFirst).map(day => policyYear(day, begins)))],
    days: all.filter(day => !isFirst(day))
  };
}

function readMeanings(
  words: Cursor,
  field: string,
  codes: readonly string[]
): Pick<Words, "aliases" | "ambiguous" | "since"> {
  const known = (code: string): boolean => !codes.length || codes.includes(code);
  const aliases = new Map<string, string[]>();
  const taken = new Map<string, string>();
  const claim = (item: Cursor, word: string, meaning: string): void => {
    const other = codes.includes(word) ? word : taken.get(word);
    if (other !== undefined && other !== meaning) item.fault(`“${word}”已经指“${other}”，不能再指“${meaning}”`);
    taken.set(word, meaning);
  };
  if (words.has("aliases")) {
    for (const code of words.at("aliases").keys()) {
      if (!known(code)) words.at("aliases").faultAt(code, `“${field}”里没有“${code}”`);
      const list = words
        .at("aliases")
        .at(code)
        .items()
        .flatMap(item => {
          const word = item.text();
          if (word !== undefined) claim(item, word, code);
          return word ?? [];
        });
      aliases.set(code, list);
    }
  }
  const ambiguous = words.has("ambiguous")
    ? words
        .at("ambiguous")
        .items()
        .flatMap(item => item.text() ?? [])
    : [];
  for (const [i, word] of ambiguous.entries()) {
    const meant = codes.includes(word) ? word : taken.get(word);
    if (meant !== undefined) words.at("ambiguous").at(i).fault(`“${word}”已经指“${meant}”，不是含糊的词`);
  }
  const since = new Map<string, string>();
  if (isMap(words.at("since").value)) {
    for (const code of words.at("since").keys()) {
      if (!known(code)) words.at("since").faultAt(code, `“${field}”里没有“${code}”`);
      const day = words.at("since").at(code).date();
      if (day !== undefined) since.set(code, day);
    }
  }
  return {aliases, ambiguous, since};
}
