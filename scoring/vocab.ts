import type {Cursor} from "./cursor.ts";

/** Words in their order, lowest first, or without one. */
export interface Words {
  codes: readonly string[];
  ordered: boolean;
}

/** The words of each fact. */
export type Vocabulary = ReadonlyMap<string, Words>;

/** Reads the block `vocab`. */
export function readVocab(cursor: Cursor): Map<string, Words> {
  const vocab = new Map<string, Words>();
  for (const field of cursor.keys()) {
    const words = cursor.at(field);
    const ordered = words.has("order");
    if (!words.only([ordered ? "order" : "set"])) continue;
    const codes: string[] = [];
    for (const item of words.at(ordered ? "order" : "set").items()) {
      const code = item.text();
      if (code !== undefined && codes.includes(code)) item.fault(`词重复：“${code}”`);
      else if (code !== undefined) codes.push(code);
    }
    if (field === "recognised" && codes.some(code => code !== "是" && code !== "否")) {
      words.fault("recognised 的词只能是 是、否");
    }
    vocab.set(field, {codes, ordered});
  }
  return vocab;
}
