import {codeBook, codesOf, isGrade} from "./codes.ts";
import type {Field} from "./contract.ts";
import {creditCodeFault} from "./creditCode.ts";
import type {Value} from "./database.ts";
import {hasLostMonth, isMonthOnly, isTimeOnly, maybeDate, maybeSerialDate} from "./dates.ts";
import {isIdNumber, withoutIdNumbers} from "./idNumber.ts";
import type {IssueCode, Severity} from "./issue.ts";
import {allowedCodes, messages} from "./messages.ts";
import {isMojibake} from "./mojibake.ts";
import {nearest} from "./nearest.ts";
import {isTooFine, isTooLarge, maybeInteger, maybeThousandths, percentText} from "./numbers.ts";
import type {Cell} from "./table.ts";
import {isMissing, plain, trimmed, unprotected} from "./text.ts";
import type {ClaimWords} from "./words.ts";

/** What a cell came to where it is more than a value. */
export interface Finding {
  /** What is stored: null where the cell cannot be read. */
  value: Value;
  fault?: {code: IssueCode; severity: Severity; message: string};
  /** A word kept beside an empty value. */
  word?: string;
  /** The keyed hash of an ID number that stands where an identifier should. */
  hash?: string;
}

/** Reads one filled cell; null means that it says there is nothing. */
export type CellReader = (cell: string | Cell) => Value | Finding;

export interface CellOptions {
  /** ISO date; what was done later is `future_date`. */
  asOf: string;
  categories: readonly string[];
  gradeWords: ReadonlyMap<string, string>;
  /** The words of the policy, where the cell is one of claims. */
  words?: ClaimWords | null;
  hash(id: string): string;
  date1904?: boolean;
}

/** Reads a trimmed text that is not missing; `cell` tells what the source held. */
type TextReader = (text: string, cell: string | Cell) => Value | Finding;

/** Different cells of one column whose readings are remembered. */
const REMEMBERED = 4096;
const ERROR_VALUE = /^#(?:REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/;
/** How a spreadsheet program exports the code 1-2 after it took it for a date; a text file cannot say that it was text. */
const AUTO_DATED =
  /^(?:\d{1,2}月\d{1,2}日|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2})$/i;
const TRUE = new Set(["是", "√", "✓", "✔", "1", "Y", "TRUE", "有"]);
const FALSE = new Set(["否", "×", "✗", "✘", "0", "N", "FALSE", "无"]);
const HALF = new Set(["基本完成", "部分完成", "基本", "部分"]);

/** Returns how cells of the field are read. */
export function cellReader(field: Field, options: CellOptions): CellReader {
  switch (field.type) {
    case "text":
      return reader(keptText(field));
    case "code_text":
      return reader(identifierText(field, options.hash));
    case "unit":
    case "unit_or_text":
      return remembered(reader(identifierText(field, options.hash)));
    case "names":
      return remembered(reader(names));
    case "date":
      return remembered(reader(date(field, options)));
    case "year":
      return remembered(reader(year));
    case "integer":
      return remembered(reader(integer(field)));
    case "decimal":
      return remembered(reader(decimal(field)));
    case "boolean":
      return remembered(reader(boolean, text => text === "无"));
    case "code":
      return remembered(reader(code(field, options), text => field.noneIsValue === true && text === "无"));
    case "codes":
      return remembered(reader(codes(field, options)));
    case "hash":
      return reader(idNumber(options.hash));
  }
}

/** Returns whether what a reader gave is more than a value. */
export function isFinding(reading: Value | Finding): reading is Finding {
  return typeof reading === "object" && reading !== null;
}

function reader(read: TextReader, isValue?: (text: string) => boolean): CellReader {
  return cell => {
    const fromText = typeof cell === "string";
    const text = trimmed(fromText ? unprotected(cell) : cell.text);
    if (!fromText && cell.kind === "formula") return fault("formula_without_value", messages.formulaWithoutValue());
    if (isMissing(text) && !isValue?.(plain(text))) return null;
    if (isMojibake(text)) return fault("bad_encoding", messages.badEncoding());
    if (text.charCodeAt(0) === 0x23 && ERROR_VALUE.test(text)) {
      return fault("formula_without_value", messages.errorCell(text));
    }
    return read(text, cell);
  };
}

/** Remembers the readings of text cells, for a text file and a workbook apart: dates, codes and units repeat. */
function remembered(read: CellReader): CellReader {
  const bare = new Map<string, Value | Finding>();
  const written = new Map<string, Value | Finding>();
  return cell => {
    if (typeof cell !== "string" && cell.kind !== "text") return read(cell);
    const [known, text] = typeof cell === "string" ? [bare, cell] : [written, cell.text];
    const before = known.get(text);
    if (before !== undefined) return before;
    const reading = read(cell);
    if (known.size < REMEMBERED) known.set(text, reading);
    return reading;
  };
}

function fault(code: IssueCode, message: string, rest: Partial<Finding> & {severity?: Severity} = {}): Finding {
  const {severity = "error", ...finding} = rest;
  return {value: null, ...finding, fault: {code, severity, message}};
}

/** Characters that stay what they are, so that a text with one of them is nothing but digits in no spelling. */
const CHINESE = /[\u4e00-\u9fff]/;

function keptText(field: Field): TextReader {
  return (text, cell) => {
    if (!CHINESE.test(text) && isIdNumber(plain(text))) return fault("bad_id", messages.idNumberHere(field.header));
    if (hasLostDigits(text, cell)) return fault("lost_precision", messages.lostPrecision());
    const value = withoutIdNumbers(text);
    return value === text ? text : fault("bad_id", messages.idNumberInText(), {severity: "warning", value});
  };
}

function identifierText(field: Field, hash: (id: string) => string): TextReader {
  return (text, cell) => {
    const id = plain(text);
    if (typeof cell === "string" ? id.length <= 6 && AUTO_DATED.test(id) : cell.kind === "date") {
      return fault("lost_precision", messages.codeAsDate());
    }
    if (isIdNumber(id)) {
      return fault("bad_id", messages.idNumberHere(field.header), {hash: hash(id.toUpperCase())});
    }
    if (hasLostDigits(id, cell)) return fault("lost_precision", messages.lostPrecision());
    const wrong = field.creditCode ? creditCodeFault(id) : undefined;
    if (wrong !== undefined) return fault("bad_id", wrong, {severity: "warning", value: id});
    // A unit's name keeps its characters: the directory compares it in its own way.
    return field.type === "code_text" ? id : text;
  };
}

/**
 * A number beyond 15 digits has lost its last ones. In a text file nobody knows whether the digits were a number once:
 * an exponent, or three zeros at the end of eighteen digits and more, tell that they were.
 */
function hasLostDigits(text: string, cell: string | Cell): boolean {
  const first = text.charCodeAt(0);
  if (first < 0x30 || first > 0x39) return false;
  if (/^\d(?:\.\d+)?E\+?\d{1,3}$/i.test(text)) return typeof cell === "string" || cell.kind === "number";
  if (!/^\d{16,}$/.test(text)) return false;
  return typeof cell === "string" ? text.length >= 18 && text.endsWith("000") : cell.kind === "number";
}

function idNumber(hash: (id: string) => string): TextReader {
  return (text, cell) => {
    const id = plain(text).toUpperCase();
    const number = typeof cell !== "string" && cell.kind === "number";
    if (isIdNumber(id) && !number) return hash(id);
    return hasLostDigits(id, cell)
      ? fault("lost_precision", messages.lostPrecision())
      : fault("bad_id", messages.badId());
  };
}

function names(text: string): Value {
  const words = text.split(/[;；、,，]/).map(trimmed);
  const kept = words.filter(word => !isMissing(word));
  return kept.length ? [...new Set(kept)].join("、") : null;
}

function date(field: Field, {asOf, date1904 = false}: CellOptions): TextReader {
  return (text, cell) => {
    const kind = typeof cell === "string" ? "text" : cell.kind;
    const word = plain(text);
    if (kind !== "date" && hasLostMonth(word)) return fault("ambiguous_date", messages.ambiguousDate(text));
    let day = maybeDate(word, field.month);
    if (day === undefined && kind === "number") {
      const serial = maybeSerialDate(Number(word), date1904);
      // Beyond these years a number is no serial but a mistyped day, such as 202503.
      if (serial !== undefined && serial >= "1949" && serial < "2100") day = serial.slice(0, 10);
    }
    if (day === undefined && field.time && isTimeOnly(word, kind === "number")) return null;
    if (day === undefined) return fault("bad_date", badDate(field, word, text));
    if (field.done && day > asOf) {
      return fault("future_date", messages.futureDate(text, asOf), {severity: "info", value: day});
    }
    return day;
  };
}

function badDate(field: Field, word: string, text: string): string {
  if (!field.month && isMonthOnly(word)) return messages.monthOnly(text);
  return /^[2-5]\d{4}$/.test(word) ? messages.serialAsText(text) : messages.badDate(text, field.month !== undefined);
}

function year(text: string, cell: string | Cell): Value | Finding {
  const match = typeof cell !== "string" && cell.kind === "date" ? null : /^(\d{4})\s*(?:年度?)?$/.exec(plain(text));
  const value = Number(match?.[1]);
  return value >= 1949 && value <= 2199 ? value : fault("bad_year", messages.badYear(text));
}

function integer(field: Field): TextReader {
  return (text, cell) => {
    const word = plain(text);
    const percent = maybePercent(cell);
    if (percent !== undefined) return fault("bad_number", messages.badInteger(percent));
    const value = isDate(cell) ? undefined : maybeInteger(word);
    if (value === undefined) {
      return isTooLarge(word, "integer")
        ? fault("out_of_range", messages.tooBig(text))
        : fault("bad_number", messages.badInteger(text));
    }
    return isOutside(value, 1, field)
      ? fault("out_of_range", messages.outOfRange(text, field.least, field.most))
      : value;
  };
}

function decimal(field: Field): TextReader {
  return (text, cell) => {
    const word = plain(text);
    const percent = maybePercent(cell);
    if (percent !== undefined) return fault("bad_number", messages.badDecimal(percent));
    const value = isDate(cell) ? undefined : maybeThousandths(word);
    if (value === undefined) {
      if (isTooLarge(word, "decimal")) return fault("out_of_range", messages.tooBig(text));
      return fault("bad_number", isTooFine(word) ? messages.tooFine(text) : messages.badDecimal(text));
    }
    return isOutside(value, 1000, field)
      ? fault("out_of_range", messages.outOfRange(text, field.least, field.most))
      : value;
  };
}

/** A number that the sheet shows as 12.5% is as little a number of points as the text 12.5% is: no column holds shares. */
function maybePercent(cell: string | Cell): string | undefined {
  return typeof cell !== "string" && cell.percent ? percentText(cell.text) : undefined;
}

function isDate(cell: string | Cell): boolean {
  return typeof cell !== "string" && cell.kind === "date";
}

function isOutside(value: number, scale: number, {least, most}: Field): boolean {
  return (least !== undefined && value < least * scale) || (most !== undefined && value > most * scale);
}

function boolean(text: string): Value | Finding {
  const word = plain(text).toUpperCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  return HALF.has(word)
    ? fault("ambiguous_code", messages.halfDone(text))
    : fault("bad_boolean", messages.badBoolean(text));
}

function code(field: Field, options: CellOptions): TextReader {
  const book = codeBook(field, options);
  const allowed = allowedCodes({codes: codesOf(field, options)});
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

function codes(field: Field, options: CellOptions): TextReader {
  const book = codeBook(field, options);
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
