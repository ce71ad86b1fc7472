import type {Plain} from "../loaders/yaml.ts";
import {type Cursor, isDated, isDay, isMap, suggest, type View} from "./cursor.ts";
import {combinations, type Reading} from "./reading.ts";

/** Checks the two wrappers wherever they stand in the block: a reading has each of its options, a dated list no gap. */
export function checkWrappers(
  block: Cursor,
  readings: ReadonlyMap<string, Reading>,
  clauses: readonly string[],
  {from, dated}: {from: string; dated: boolean}
): void {
  const value = block.value;
  if (isDated(value)) {
    if (dated) checkDated(block, clauses, from);
    else block.fault("这里不能按日期分段，只有 score 里的值可以");
  } else if (isMap(value) && Object.hasOwn(value, "reading")) checkReading(block, readings);
  const children = Array.isArray(value) ? value.keys() : isMap(value) ? Object.keys(value) : [];
  for (const child of children) checkWrappers(block.at(child), readings, clauses, {from, dated});
}

/** Returns the readings that the value depends on, each once. */
export function readingsIn(value: Plain): string[] {
  if (value === null || typeof value === "string") return [];
  const children = Array.isArray(value) ? value : Object.values(value);
  const own = isMap(value) && typeof value.reading === "string" ? [value.reading] : [];
  return [...new Set([...own, ...children.flatMap(readingsIn)])];
}

/** Returns the years from which dated values inside change, ascending. */
export function changeYears(value: Plain): number[] {
  if (value === null || typeof value === "string") return [];
  const children = Array.isArray(value) ? value : Object.values(value);
  const own = isDated(value) ? value.slice(1).map(item => Number(String(item.from).slice(0, 4))) : [];
  return [...new Set([...own, ...children.flatMap(changeYears)])].sort((a, b) => a - b);
}

/** Returns every combination of the named readings' options, the others as given, in each of the years. */
export function allViews(
  ids: readonly string[],
  readings: ReadonlyMap<string, Reading>,
  others: ReadonlyMap<string, string>,
  years: readonly number[]
): View[] {
  return combinations(ids, readings, others).flatMap(options => years.map(year => ({readings: options, year})));
}

function checkReading(cursor: Cursor, readings: ReadonlyMap<string, Reading>): void {
  const id = cursor.at("reading").text();
  if (id === undefined) return;
  const reading = readings.get(id);
  if (!reading) {
    cursor.at("reading").fault(`没有这个疑义：“${id}”${suggest(id, [...readings.keys()])}`);
    return;
  }
  const options = [...reading.options.keys()];
  const keys = cursor.keys().filter(key => key !== "reading");
  for (const key of keys) {
    if (!options.includes(key)) cursor.faultAt(key, `疑义“${id}”没有这个选项：“${key}”${suggest(key, options)}`);
  }
  const missing = options.filter(option => !keys.includes(option));
  if (keys.length && missing.length) cursor.fault(`疑义“${id}”还有选项没有写值：${missing.join("、")}`);
}

function checkDated(list: Cursor, clauses: readonly string[], from: string): void {
  let last = "";
  for (const [i, item] of list.items().entries()) {
    if (!item.only(["from", "value"], ["cite", "basis", "decided_by", "decided_on"])) continue;
    const day = item.at("from").text();
    if (day === undefined) continue;
    if (!isDay(day)) item.at("from").fault(`日期无效：“${day}”，应写成 2025-12-31 这样的形式`);
    else if (i === 0 && day > from) item.at("from").fault(`${from} 到 ${day} 之间没有值`);
    else if (i > 0 && day <= last) item.at("from").fault(`日期应从早到晚：“${day}”不晚于“${last}”`);
    else if (i > 0 && !day.endsWith("-01-01")) {
      item.at("from").fault(`“${day}”不是一年的第一天：年中变更怎样过渡，目前还不能执行`);
    }
    last = day;
    if (item.has("cite")) item.at("cite").word(clauses, "条款");
    else if (!item.has("basis") || !item.has("decided_by") || !item.has("decided_on")) {
      item.fault("缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on");
    }
  }
}
