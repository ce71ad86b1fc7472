import type {Field} from "../contract.ts";
import {hasLostMonth, isMonthOnly, isTimeOnly, maybeDate, maybeSerialDate} from "../dates.ts";
import {messages} from "../messages.ts";
import {plain} from "../text.ts";
import {fault, type TextReader} from "./finding.ts";

/** Returns what reads a day, as ISO date; one after as-of of what is done is kept and told (`future_date`). */
export function date(field: Field, {asOf, date1904 = false}: {asOf: string; date1904?: boolean}): TextReader {
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
