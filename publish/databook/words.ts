import {CATEGORIES, DIMENSIONS, dispositionWords, ITEMS} from "../words.ts";

const BASES: Readonly<Record<string, string>> = {signed: "已签批", reviewed: "审核通过", claimed: "全部有效申报"};
const BOOLEANS: Readonly<Record<string, string>> = {true: "是", false: "否"};
const ALL: Readonly<Record<string, string>> = {all: "全部"};

const WORDS: Readonly<Record<string, (code: string) => string>> = {
  basis: code => BASES[code] ?? code,
  disposition: dispositionWords,
  dimension: code => DIMENSIONS[code] ?? code,
  item: code => ALL[code] ?? ITEMS[code] ?? code,
  category: code => CATEGORIES[code] ?? code
};

/** Returns the word that a reader knows for a code of the column; what is no code stays as it is. */
export function codeWord(column: string, type: string, value: string): string {
  if (type === "boolean") return BOOLEANS[value] ?? value;
  return WORDS[column]?.(value) ?? value;
}

/** Returns what the key of a count of grades is called: the whole city, a unit's name, or the key itself. */
export function gradeKeyName(dimension: string, key: string | null, units: ReadonlyMap<string, string>): string {
  if (dimension === "overall") return "全市";
  if (key === null) return "未填";
  return dimension === "district" || dimension === "unit" ? (units.get(key) ?? key) : key;
}
