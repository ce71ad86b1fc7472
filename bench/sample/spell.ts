import {parts} from "./calendar.ts";
import type {CellValue} from "./office.ts";
import type {Random} from "./random.ts";

/** The spellings of a day that are met in offices; `cell` is a true date of a workbook, in text it is as `dash`. */
export type DaySpelling = "dash" | "slash" | "dot" | "plain" | "words" | "cell";

const SPELLINGS: readonly DaySpelling[] = ["dash", "slash", "dot", "plain", "words"];

/** Returns a speller of days: mostly one spelling to a file, now and then another. */
export function daySpeller(draw: Random, usual: DaySpelling, mixed = 0.08): (day: string | null) => CellValue {
  return day => (day === null ? null : spellDay(day, draw.chance(mixed) ? draw.pick(SPELLINGS) : usual));
}

export function spellDay(day: string, spelling: DaySpelling): CellValue {
  const [year, month, date] = parts(day);
  if (spelling === "slash") return `${year}/${month}/${date}`;
  if (spelling === "dot") return `${year}.${month}.${date}`;
  if (spelling === "plain") return day.replaceAll("-", "");
  if (spelling === "words") return `${year}年${month}月${date}日`;
  return spelling === "cell" ? {day} : day;
}

/** Returns the text with its digits and points full-width. */
export function fullWidth(text: string): string {
  return text.replace(/[0-9.]/g, character => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}
