import type {Field} from "../contract.ts";
import type {Value} from "../database.ts";
import {messages} from "../messages.ts";
import {isTooFine, isTooLarge, maybeInteger, maybeThousandths, percentText} from "../numbers.ts";
import type {Cell} from "../table.ts";
import {plain} from "../text.ts";
import {type Finding, fault, isDate, type TextReader} from "./finding.ts";

/** Reads a year from 1949 to 2199, with or without 年. */
export function year(text: string, cell: string | Cell): Value | Finding {
  const match = typeof cell !== "string" && cell.kind === "date" ? null : /^(\d{4})\s*(?:年度?)?$/.exec(plain(text));
  const value = Number(match?.[1]);
  return value >= 1949 && value <= 2199 ? value : fault("bad_year", messages.badYear(text));
}

/** Returns what reads a whole number within the field's bounds. */
export function integer(field: Field): TextReader {
  return number(field, {scale: 1, kind: "integer", read: maybeInteger, bad: (_, text) => messages.badInteger(text)});
}

/** Returns what reads a number of at most three decimals within the field's bounds, as whole thousandths. */
export function decimal(field: Field): TextReader {
  const bad = (word: string, text: string) => (isTooFine(word) ? messages.tooFine(text) : messages.badDecimal(text));
  return number(field, {scale: 1000, kind: "decimal", read: maybeThousandths, bad});
}

interface NumberKind {
  /** What one is stored as. */
  scale: number;
  kind: "integer" | "decimal";
  read(word: string): number | undefined;
  /** What to say of a word that is no such number. */
  bad(word: string, text: string): string;
}

function number(field: Field, {scale, kind, read, bad}: NumberKind): TextReader {
  return (text, cell) => {
    const word = plain(text);
    const percent = maybePercent(cell);
    if (percent !== undefined) return fault("bad_number", bad(percent, percent));
    const value = isDate(cell) ? undefined : read(word);
    if (value === undefined) {
      return isTooLarge(word, kind)
        ? fault("out_of_range", messages.tooBig(text))
        : fault("bad_number", bad(word, text));
    }
    return isOutside(value, scale, field)
      ? fault("out_of_range", messages.outOfRange(text, field.least, field.most))
      : value;
  };
}

/** A number that the sheet shows as 12.5% is as little a number of points as the text 12.5% is: no column holds shares. */
function maybePercent(cell: string | Cell): string | undefined {
  return typeof cell !== "string" && cell.percent ? percentText(cell.text) : undefined;
}

function isOutside(value: number, scale: number, {least, most}: Field): boolean {
  return (least !== undefined && value < least * scale) || (most !== undefined && value > most * scale);
}
