import {maybeSerialDate} from "../dates.ts";
import {isDateFormat, isPercentFormat} from "../formats.ts";
import {maybePlainNumber} from "../numbers.ts";
import type {SourceCell} from "../table.ts";

/** Formats that Excel calls by a name where it writes XML or HTML; the others of that kind are no dates. */
const NAMED_DATES = new Set([
  "general date",
  "long date",
  "medium date",
  "short date",
  "long time",
  "medium time",
  "short time"
]);
const NAMED_OTHERS = new Set(["general", "general number", "standard", "scientific", "yes/no", "true/false", "on/off"]);
/** Digits that a number of a spreadsheet program keeps. */
const MOST_DIGITS = 15;
const FORMAT =
  /(?:mso-number-format|vnd\.ms-excel\.numberformat)\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^;}]+))/i;

/** Returns whether cells of the format, as XML or HTML write it, hold dates. */
export function isLegacyDateFormat(code: string): boolean {
  const name = code.trim().toLowerCase();
  if (NAMED_DATES.has(name)) return true;
  return !NAMED_OTHERS.has(name) && isDateFormat(0, code);
}

/** Returns whether cells of the format, as XML or HTML write it, show shares of a hundred. */
export function isLegacyPercentFormat(code: string): boolean {
  return code.trim().toLowerCase() === "percent" || isPercentFormat(0, code);
}

/** Returns the number format that a style of a page declares, its escapes undone; undefined where it declares none. */
export function maybeStyleFormat(style: string): string | undefined {
  const match = FORMAT.exec(style);
  if (!match) return undefined;
  const written = match[1] ?? match[2] ?? match[3]!.trim();
  return written.replace(/\\(00[0-9a-f]{2})|\\(.)/gi, (_, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? char! : String.fromCharCode(Number.parseInt(hex, 16))
  );
}

/**
 * Returns what a page's cell holds: what Excel, LibreOffice or SheetJS wrote of its value where they did, else its text,
 * whose type nobody knows. A number with more digits than a spreadsheet program keeps stays as it is written.
 */
export function htmlCell(
  text: string,
  attributes: ReadonlyMap<string, string>,
  format: string | undefined
): SourceCell {
  const written = attributes.get("data-v");
  const type = attributes.get("data-t");
  const string = attributes.get("x:str");
  if (string !== undefined || type === "s") {
    const value = string || (type === "s" && written) || text;
    return value === "" ? undefined : {kind: "text", text: value};
  }
  const boolean = attributes.get("x:bool") ?? (type === "b" ? (written ?? text) : undefined);
  if (boolean !== undefined) return {kind: "boolean", text: /^(?:true|1)$/i.test(boolean) ? "TRUE" : "FALSE"};
  const error = attributes.get("x:err");
  if (error !== undefined) return {kind: "error", text: error || text};
  const own = attributes.get("sdnum")?.split(";").slice(2).join(";") || attributes.get("data-z") || format;
  const number = attributes.get("x:num") ?? attributes.get("sdval") ?? (type === "n" ? (written ?? text) : undefined);
  const cell = number === undefined ? undefined : numberCell(number || text.replaceAll(",", ""), own);
  if (cell) return cell;
  if (text.trim() === "" && attributes.has("x:fmla")) return {kind: "formula", text: ""};
  // A cell of nothing but no-break spaces is how report servers write an empty one.
  if (text.trim() === "") return undefined;
  return own?.trim() === "@" ? {kind: "text", text} : text;
}

function numberCell(written: string, format: string | undefined): SourceCell {
  const text = maybePlainNumber(written);
  if (text === undefined) return undefined;
  if (/^\d+$/.test(written.trim()) && written.trim().length > MOST_DIGITS) return written.trim();
  const day = format && isLegacyDateFormat(format) ? maybeSerialDate(Number(written)) : undefined;
  if (day !== undefined) return {kind: "date", text: day};
  return format && isLegacyPercentFormat(format) ? {kind: "number", text, percent: true} : {kind: "number", text};
}
