import type {EngineColumn, EngineResult, EngineValue} from "../engine.ts";

/** How the column's values are shown. */
export interface Shown {
  number: boolean;
  text(value: EngineValue): string;
}

/** What is shown where a value is missing. */
const MISSING = "—";

/** Decimals of a result that was divided; the download has them all. */
const DIGITS = 6;

/** Returns how each column is shown: fractions with as many digits as the column's values need, decimals at least one. */
export function shownColumns({columns, rows}: Pick<EngineResult, "columns" | "rows">): Shown[] {
  return columns.map((column, i) => {
    const plain = textOf(column);
    const least = leastDigits(column);
    if (least === undefined)
      return {number: isNumber(column), text: value => (value === null ? MISSING : plain(value))};
    const digits = Math.max(least, ...sample(rows).map(row => decimalsOf(plain(row[i] ?? null))));
    return {number: true, text: value => (value === null ? MISSING : withDecimals(plain(value), digits))};
  });
}

/** Returns the value whole, a decimal with one digit or as many as it needs: as the published files write it. */
export function exactText(column: EngineColumn, value: EngineValue): string | null {
  if (value === null) return null;
  return leastDigits(column) === 1 ? withDecimals(String(value), 1) : String(value);
}

/** Returns whether the column's values are numbers. */
export function isNumber({type}: EngineColumn): boolean {
  return /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|UINTEGER|DECIMAL\(.*|DOUBLE|FLOAT)$/.test(type);
}

/** Returns whether the column's values are days or times. */
export function isTime({type}: EngineColumn): boolean {
  return type === "DATE" || type === "TIMESTAMP";
}

/** Compares two values of one column; what is missing comes last. */
export function compareValues(a: EngineValue, b: EngineValue, number: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (number) return Number(a) - Number(b);
  return String(a).localeCompare(String(b), "zh-Hans-CN-u-co-pinyin");
}

/** Enough rows to know how many decimals a column has. */
function sample(rows: EngineResult["rows"]): EngineResult["rows"] {
  return rows.slice(0, 2000);
}

/** Fewest decimals that a column of fractions is shown with; undefined where it has none. */
function leastDigits({type}: EngineColumn): number | undefined {
  if (type === "DOUBLE" || type === "FLOAT") return 0;
  return /^DECIMAL\(\d+,[1-9]/.test(type) ? 1 : undefined;
}

function textOf({type}: EngineColumn): (value: EngineValue) => string {
  return type === "DOUBLE" || type === "FLOAT" ? rounded : String;
}

function decimalsOf(text: string): number {
  return /^-?\d+\.(\d*?)0*$/.exec(text)?.[1]?.length ?? 0;
}

function withDecimals(text: string, digits: number): string {
  if (!/^-?\d+(?:\.\d*)?$/.test(text)) return text;
  const [whole, fraction = ""] = text.split(".");
  const kept = fraction.replace(/0+$/, "").padEnd(digits, "0");
  return kept ? `${whole}.${kept}` : whole!;
}

function rounded(value: EngineValue): string {
  const number = Number(value);
  return Number.isInteger(number) || !Number.isFinite(number) ? String(value) : number.toFixed(DIGITS);
}
