import type {Field} from "./contract.ts";
import {GRADES, OTHER_GRADES} from "./contracts/codes.ts";
import {plain} from "./text.ts";

/** What the words of a code field mean. */
export interface CodeBook {
  /** Plain word (code, alias or the office's own) → code. */
  codes: ReadonlyMap<string, string>;
  /** Plain words that are not allowed to decide. */
  ambiguous: ReadonlySet<string>;
  /** Plain words that leave the field empty and are kept beside it. */
  others: ReadonlyMap<string, string>;
  /** The codes in the contract's order. */
  order: readonly string[];
}

/** Words for a grade that lie between two of them. */
const BETWEEN_GRADES = ["良", "良好", "基本合格", "基本称职", "中"];

/** Returns what the words of the field mean; the office's own categories and grade words come from its configuration. */
export function codeBook(
  field: Field,
  {categories, gradeWords}: {categories: readonly string[]; gradeWords: ReadonlyMap<string, string>}
): CodeBook {
  const given = field.codes ?? categories.map(code => ({code, aliases: []}));
  const codes = new Map<string, string>();
  for (const {code, aliases} of given) for (const word of [code, ...(aliases ?? [])]) codes.set(plain(word), code);
  const ambiguous = new Set((field.ambiguous ?? []).map(plain));
  const others = new Map<string, string>();
  if (isGrade(field)) {
    for (const word of BETWEEN_GRADES) ambiguous.add(word);
    for (const word of OTHER_GRADES) others.set(word, word);
    for (const [word, code] of gradeWords) codes.set(plain(word), code);
  }
  return {codes, ambiguous, others, order: given.map(({code}) => code)};
}

/** Returns whether the field holds a grade of the yearly assessment. */
export function isGrade(field: Field): boolean {
  return field.codes === GRADES;
}
