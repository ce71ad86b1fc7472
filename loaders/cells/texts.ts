import type {Field} from "../contract.ts";
import {creditCodeFault} from "../creditCode.ts";
import type {Value} from "../database.ts";
import {isIdNumber, withoutIdNumbers} from "../idNumber.ts";
import {messages} from "../messages.ts";
import type {Cell} from "../table.ts";
import {isMissing, plain, trimmed} from "../text.ts";
import {type Finding, fault, type TextReader} from "./finding.ts";

/** How a spreadsheet program exports the code 1-2 after it took it for a date; a text file cannot say that it was text. */
const AUTO_DATED =
  /^(?:\d{1,2}月\d{1,2}日|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2})$/i;

/** Characters that stay what they are, so that a text with one of them is nothing but digits in no spelling. */
const CHINESE = /[\u4e00-\u9fff]/;

/** Returns what reads free text; ID numbers in it are blotted out, and told. */
export function keptText(field: Field): TextReader {
  return (text, cell) => {
    if (!CHINESE.test(text) && isIdNumber(plain(text))) return fault("bad_id", messages.idNumberHere(field.header));
    if (hasLostDigits(text, cell)) return fault("lost_precision", messages.lostPrecision());
    const value = withoutIdNumbers(text);
    return value === text ? text : fault("bad_id", messages.idNumberInText(), {severity: "warning", value});
  };
}

/** Returns what reads a code or the name of a unit; an ID number in its place gives only its keyed hash. */
export function identifierText(field: Field, hash: (id: string) => string): TextReader {
  return (text, cell) => {
    const id = plain(text);
    if (typeof cell === "string" ? id.length <= 6 && AUTO_DATED.test(id) : cell.kind === "date") {
      return fault("lost_precision", messages.codeAsDate());
    }
    if (isIdNumber(id)) {
      return fault("bad_id", messages.idNumberHere(field.header), {hash: hash(id.toUpperCase())});
    }
    if (hasLostDigits(id, cell)) return fault("lost_precision", messages.lostPrecision());
    const open = withoutIdNumbers(text);
    if (open !== text) {
      // What is left of a number made of a person's own tells rows apart no more; what is left of a name may be enough.
      return field.type === "code_text"
        ? fault("bad_id", messages.idNumberInside(field.header))
        : fault("bad_id", messages.idNumberInText(), {severity: "warning", value: open});
    }
    const wrong = field.creditCode ? creditCodeFault(id) : undefined;
    if (wrong !== undefined) return fault("bad_id", wrong, {severity: "warning", value: id});
    // A unit's name keeps its characters: the directory compares it in its own way.
    return field.type === "code_text" ? id : text;
  };
}

/**
 * A number beyond 15 digits has lost its last ones. In a text file nobody knows whether the digits were a number once:
 * an exponent, or three zeros at the end of eighteen digits and more, tell that they were. A text of a workbook kept its
 * digits, and 3E12 in it may be a code; but with a sign the exponent stood there before the cell became text.
 */
function hasLostDigits(text: string, cell: string | Cell): boolean {
  const first = text.charCodeAt(0);
  if (first < 0x30 || first > 0x39) return false;
  const isBare = typeof cell === "string" || cell.kind === "number";
  if (/^\d(?:\.\d+)?E\+?\d{1,3}$/i.test(text)) return isBare || text.includes("+");
  if (!isBare || !/^\d{16,}$/.test(text)) return false;
  return typeof cell !== "string" || (text.length >= 18 && text.endsWith("000"));
}

/** Returns what reads an ID number, as its keyed hash. */
export function idNumber(hash: (id: string) => string): TextReader {
  return (text, cell) => {
    const id = plain(text).toUpperCase();
    const number = typeof cell !== "string" && cell.kind === "number";
    if (isIdNumber(id) && !number) return hash(id);
    return hasLostDigits(id, cell)
      ? fault("lost_precision", messages.lostPrecision())
      : fault("bad_id", messages.badId());
  };
}

/** Reads names, each once, joined by 、; ID numbers among them are blotted out, and told. */
export function names(text: string): Value | Finding {
  const open = withoutIdNumbers(text);
  const words = open.split(/[;；、,，]/).map(trimmed);
  const kept = words.filter(word => !isMissing(word));
  const value = kept.length ? [...new Set(kept)].join("、") : null;
  return open === text ? value : fault("bad_id", messages.idNumberInText(), {severity: "warning", value});
}
