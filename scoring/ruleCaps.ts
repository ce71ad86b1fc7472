import {type Cursor, isMap} from "./cursor.ts";
import {CAP} from "./shapes.ts";
import type {Vocabulary} from "./vocab.ts";

/** The most that items of these codes (all where null) are worth together; some of them may come into use later. */
export interface Cap {
  max: number;
  codes: readonly string[] | null;
}

/** Reads the caps of a rule whose items are worth points by the codes of the field; it is null where they are counted. What cannot be read is left out. */
export function readCaps(cursor: Cursor, field: string | null | undefined, vocab: Vocabulary): Cap[] | undefined {
  if (cursor.value === null) return cursor.lost ? undefined : [];
  const items = cursor.items();
  const caps = items.map(item => readCap(item, field, vocab));
  const seen = new Set<string>();
  for (const [i, cap] of caps.entries()) {
    const item = items[i]!;
    if (caps.length > 1 && isMap(item.value) && !item.has("codes") && !item.meant(CAP).has("codes")) {
      item.fault("有几个封顶时，每个都要写明 codes");
    }
    for (const code of cap?.codes ?? []) {
      if (seen.has(code)) item.at("codes").fault(`“${code}”已在另一个封顶之内`);
      seen.add(code);
    }
  }
  return caps.flatMap(cap => cap ?? []);
}

function readCap(cursor: Cursor, field: string | null | undefined, vocab: Vocabulary): Cap | undefined {
  cursor.only(CAP);
  // A cap whose codes can be read is held against the others, whatever it comes to: no policy with a fault is compiled.
  const max = cursor.need("max").points() ?? 0;
  if (!cursor.has("codes")) return {max, codes: null};
  const list = cursor.at("codes");
  if (field === null) return list.fault("codes 只用于按 by 计分的规则");
  if (Array.isArray(list.value) && !list.value.length) return list.fault("codes 至少要有一个值");
  const items = list.items();
  if (field === undefined) return undefined;
  const known = vocab.get(field)!.all;
  const codes = items.map(item => item.word(known, `“${field}”的取值`));
  const twice = items.find((_, i) => codes[i] !== undefined && codes.indexOf(codes[i]) !== i);
  if (twice) return twice.fault(`“${twice.value}”在这个封顶里写了两次`);
  return {max, codes: codes.filter(code => code !== undefined)};
}

/** Returns the fact whose codes are worth points, null where the items are counted; undefined where it cannot be told. */
export function codeField(source: Cursor, vocab: Vocabulary): string | null | undefined {
  const [earn, caps] = [source.need("earn"), source.at("caps")];
  if (earn.lost || earn.guessed || caps.guessed) return undefined;
  if (Array.isArray(earn.value)) return null;
  const {value} = earn.at("by");
  return typeof value === "string" && vocab.get(value)?.all.length ? value : undefined;
}
