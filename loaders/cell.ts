import {boolean, code, codes} from "./cells/codes.ts";
import {date} from "./cells/dates.ts";
import {type Finding, fault, type TextReader} from "./cells/finding.ts";
import {decimal, integer, year} from "./cells/numbers.ts";
import {identifierText, idNumber, keptText, names} from "./cells/texts.ts";
import type {OfficeWords} from "./codes.ts";
import type {Field} from "./contract.ts";
import type {Value} from "./database.ts";
import {messages} from "./messages.ts";
import {isMojibake} from "./mojibake.ts";
import type {Cell} from "./table.ts";
import {isMissing, plain, trimmed, unprotected} from "./text.ts";

/** Reads one filled cell; null means that it says there is nothing. */
export type CellReader = (cell: string | Cell) => Value | Finding;

export interface CellOptions extends OfficeWords {
  /** ISO date; what was done later is `future_date`. */
  asOf: string;
  hash(id: string): string;
  date1904?: boolean;
}

/** Different cells of one column whose readings are remembered. */
const REMEMBERED = 4096;
const ERROR_VALUE = /^#(?:REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/;

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
