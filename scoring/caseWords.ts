import type {Cursor} from "./cursor.ts";
import {GROUNDS, REVIEWS, REVOKE_GROUNDS} from "./names.ts";
import type {Vocabulary} from "./vocab.ts";

/** Words that no city can choose for itself. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  review: REVIEWS,
  revoke_ground: REVOKE_GROUNDS,
  ground: GROUNDS,
  recognised: ["是", "否"]
};

/**
 * Returns the text that an example gives for a fact: where the fact has words, one of them, since a claim with another would
 * be ineligible for that alone, and say nothing of the rule.
 */
export function readCaseWord(at: Cursor, fact: string, vocab: Vocabulary): string | undefined {
  const known = FIXED[fact] ?? vocab.get(fact)?.all ?? [];
  if (!known.length) return at.text();
  const meant = typeof at.value === "string" ? codeOf(at.value, fact, vocab) : undefined;
  if (meant !== undefined) return at.fault(`例子里要写规定的词：“${at.value}”应写成“${meant}”`);
  return at.word(known, `“${fact}”的取值`);
}

/** Returns the code that the word is another name of. */
function codeOf(word: string, fact: string, vocab: Vocabulary): string | undefined {
  const aliases = [...(vocab.get(fact)?.aliases ?? [])];
  return aliases.find(([, others]) => others.includes(word))?.[0];
}
