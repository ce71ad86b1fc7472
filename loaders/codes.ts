import type {Code, Field} from "./contract.ts";
import {GRADES, OTHER_GRADES} from "./contracts/codes.ts";
import {plain} from "./text.ts";
import {type ClaimWords, ruleCodes} from "./words.ts";

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

/** What a field's words hang on besides its contract. */
export interface OfficeWords {
  categories: readonly string[];
  gradeWords: ReadonlyMap<string, string>;
  /** The words of the policy, where the field is one of claims. */
  words?: ClaimWords | null;
}

/** Returns what the words of the field mean; the office's own categories and grade words come from its configuration. */
export function codeBook(field: Field, office: OfficeWords): CodeBook {
  const given = codesOf(field, office);
  const codes = new Map<string, string>();
  // A code's own name beats the alias of another.
  for (const {code, aliases} of given) for (const word of aliases ?? []) codes.set(plain(word), code);
  for (const {code} of given) codes.set(plain(code), code);
  const own = office.words?.fields[field.name]?.ambiguous ?? [];
  const ambiguous = new Set([...(field.ambiguous ?? []), ...own].map(plain).filter(word => !codes.has(word)));
  const others = new Map<string, string>();
  if (isGrade(field)) {
    for (const word of BETWEEN_GRADES) ambiguous.add(word);
    for (const word of OTHER_GRADES) others.set(word, word);
    for (const [word, code] of office.gradeWords) codes.set(plain(word), code);
  }
  return {codes, ambiguous, others, order: given.map(({code}) => code)};
}

/** Returns the codes of the field: the policy's where it has words for it, each also with the contract's aliases of the same. */
export function codesOf(field: Field, {categories, words}: OfficeWords): readonly Code[] {
  const usual = field.codes ?? categories.map(code => ({code, aliases: []}));
  if (!words) return usual;
  if (field.name === "rule") return [...ruleCodes(words.rules), ...usual.filter(({code}) => !/^R\d+$/.test(code))];
  const own = words.fields[field.name];
  if (!own) return usual;
  return own.codes.map(({code, aliases = []}) => ({
    code,
    aliases: [...aliases, ...(usual.find(one => one.code === code)?.aliases ?? [])]
  }));
}

/** Returns whether the field holds a grade of the yearly assessment. */
export function isGrade(field: Field): boolean {
  return field.codes === GRADES;
}
