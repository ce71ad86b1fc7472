import type {EngineColumn, EngineResult} from "../engine.ts";
import {compareValues, isNumber, isTime, shownColumns} from "./display.ts";

/** What a result can be drawn as, by the places of its columns. */
export interface ChartChoice {
  /** Columns that can stand along the axis or beside the bars. */
  keys: number[];
  /** Columns that can be drawn as lengths. */
  values: number[];
  key: number;
  value: number;
}

/** A number with what it is called and drawn as. */
export interface Datum {
  key: string;
  series: string;
  value: number;
  shown: string;
}

export interface ChartData {
  kind: "bars" | "lines";
  data: Datum[];
  /** How many rows were left out because there is no room for them. */
  left: number;
}

/** Bars that fit on a page, points along a line, and lines that can be told apart. */
const BARS = 40;
const POINTS = 400;
const LINES = 6;

/** Returns which columns could be drawn and which to begin with; undefined where the result has no number or no name. */
export function chooseColumns({columns, rows}: Pick<EngineResult, "columns" | "rows">): ChartChoice | undefined {
  if (rows.length < 2) return undefined;
  const places = columns.map((_, i) => i);
  const times = places.filter(i => runsInTime(columns[i]!));
  const texts = places.filter(i => !isNumber(columns[i]!) && !isTime(columns[i]!));
  const values = places.filter(i => isNumber(columns[i]!) && !times.includes(i));
  const keys = [...times, ...texts];
  if (!values.length) return undefined;
  // Two columns of numbers are a distribution: steps and how many are on each.
  if (!keys.length) {
    if (values.length < 2) return undefined;
    return {keys: [values[0]!], values: values.slice(1), key: values[0]!, value: values[1]!};
  }
  const distinct = (i: number) => new Set(rows.map(row => row[i])).size;
  const time = times.find(i => texts.every(text => distinct(text) <= LINES) || distinct(i) === rows.length);
  const key = time ?? [...texts].sort((a, b) => distinct(b) - distinct(a) || a - b)[0] ?? keys[0]!;
  // What the rows are ordered by is what they are about.
  const ordered = time === undefined ? values.filter(i => isOrdered(rows, i)) : [];
  const exact = values.filter(i => /^DECIMAL|^DOUBLE/.test(columns[i]!.type));
  return {keys, values, key, value: ordered.at(-1) ?? exact.at(-1) ?? values.at(-1)!};
}

/** Returns the rows as bars or as lines, as the column they stand by suggests. */
export function chartData(result: Pick<EngineResult, "columns" | "rows">, key: number, value: number): ChartData {
  const {columns, rows} = result;
  const shown = shownColumns(result);
  const inTime = runsInTime(columns[key]!);
  const ordered = inTime ? [...rows].sort((a, b) => compareValues(a[key]!, b[key]!, isNumber(columns[key]!))) : rows;
  const series = seriesColumn(result, key);
  const data = ordered.flatMap(row => {
    const number = row[value];
    if (number === null || number === undefined) return [];
    return [
      {
        key: shown[key]!.text(row[key] ?? null),
        series: series === undefined ? "" : shown[series]!.text(row[series] ?? null),
        value: Number(number),
        shown: shown[value]!.text(number)
      }
    ];
  });
  const lines =
    inTime && new Set(data.map(datum => datum.series)).size <= LINES && new Set(data.map(d => d.key)).size > 1;
  const room = lines ? POINTS : BARS;
  return {kind: lines ? "lines" : "bars", data: data.slice(0, room), left: Math.max(0, data.length - room)};
}

/** Rows that share their place are told apart by the first column of words, if that does it. */
function seriesColumn({columns, rows}: Pick<EngineResult, "columns" | "rows">, key: number): number | undefined {
  if (new Set(rows.map(row => row[key])).size === rows.length) return undefined;
  const found = columns.findIndex((column, i) => i !== key && !isNumber(column) && !isTime(column));
  return found < 0 ? undefined : found;
}

/** Whether the numbers only fall or only rise, and do not stay the same. */
function isOrdered(rows: EngineResult["rows"], i: number): boolean {
  const numbers = rows.flatMap(row => (row[i] === null ? [] : [Number(row[i])]));
  const steps = numbers.slice(1).map((number, n) => Math.sign(number - numbers[n]!));
  return steps.some(step => step !== 0) && (steps.every(step => step <= 0) || steps.every(step => step >= 0));
}

function runsInTime(column: EngineColumn): boolean {
  return isTime(column) || (isNumber(column) && /^(?:year|.*_year|.*年度|.*年份)$/.test(column.name));
}
