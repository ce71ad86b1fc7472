import {codeBook, codesOf, isGrade, type OfficeWords} from "../codes.ts";
import type {Field} from "../contract.ts";
import type {Value} from "../database.ts";
import {allowedCodes, messages} from "../messages.ts";
import {nearest} from "../nearest.ts";
import {plain} from "../text.ts";
import {type Finding, fault, type TextReader} from "./finding.ts";

const TRUE = new Set(["是", "√", "✓", "✔", "1", "Y", "TRUE", "有"]);
const FALSE = new Set(["否", "×", "✗", "✘", "0", "N", "FALSE", "无"]);
const HALF = new Set(["基本完成", "部分完成", "基本", "部分"]);

/** Reads yes or no; half done is neither. */
export function boolean(text: string): Value | Finding {
  const word = plain(text).toUpperCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  return HALF.has(word)
    ? fault("ambiguous_code", messages.halfDone(text))
    : fault("bad_boolean", messages.badBoolean(text));
}

/** Returns what reads one word of the field's list, or of the office's. */
export function code(field: Field, words: OfficeWords): TextReader {
  const book = codeBook(field, words);
  const allowed = allowedCodes({codes: codesOf(field, words)});
  return text => {
    const word = plain(text);
    const found = book.codes.get(word);
    if (found !== undefined) return found;
    const other = book.others.get(word.replace(/\s/g, ""));
    if (other !== undefined) return {value: null, word: other};
    if (book.ambiguous.has(word)) return fault("ambiguous_code", messages.ambiguousCode(text, allowed));
    if (field.strangers === "out_of_range") return fault("out_of_range", messages.otherChannel(text, allowed));
    if (isGrade(field)) return fault("unknown_code", messages.unknownGrade(text));
    return fault("unknown_code", messages.unknownCode(text, guessCode(word, book.codes.keys()), allowed));
  };
}

/** Returns what reads several words of the field's list: each once, in the order of the list, joined by 、. */
export function codes(field: Field, words: OfficeWords): TextReader {
  const book = codeBook(field, words);
  const allowed = allowedCodes(field);
  return text => {
    const found = new Set<string>();
    for (const word of plain(text).split(/[、,;/\s]+/)) {
      if (word === "") continue;
      const value = book.codes.get(word);
      if (value === undefined) {
        return book.ambiguous.has(word)
          ? fault("ambiguous_code", messages.ambiguousCode(word, allowed))
          : fault("unknown_code", messages.unknownCode(word, guessCode(word, book.codes.keys()), allowed));
      }
      found.add(value);
    }
    const kept = book.order.filter(value => found.has(value));
    return kept.length ? kept.join("、") : null;
  };
}

/** Of two characters one is too much to guess: 区级 is not meant to be 县级. */
function guessCode(word: string, known: Iterable<string>): string | undefined {
  return word.length < 3 ? undefined : nearest(word, known);
}
