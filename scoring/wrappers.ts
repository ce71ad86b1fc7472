import {guessOf, suggest} from "../loaders/nearest.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {checkDated, type DatedRules} from "./datedList.ts";
import type {Reading} from "./reading.ts";
import {isDated, slipOfReading} from "./unwrap.ts";

export interface WrapperRules extends DatedRules {
  /** Whether dated lists may stand at the place, and whether their values may change within a year. */
  dated: boolean | ((path: Cursor["path"]) => boolean);
}

/** Checks the two wrappers wherever they stand in the block: a reading has each of its options, a dated list no gap. */
export function checkWrappers(
  block: Cursor,
  readings: ReadonlyMap<string, Reading>,
  clauses: readonly string[],
  rules: WrapperRules
): void {
  const value = block.value;
  if (isDated(value)) {
    const {dated} = rules;
    if (typeof dated === "boolean" ? dated : dated(block.path)) checkDated(block, clauses, rules);
    else
      block.fault(
        "这里不能按日期分段：只有 score、limits 里的值、年度的 place_by、撤销的 scope，judge、watch 里的 cite 和 gap、style 可以"
      );
  } else if (isMap(value)) {
    const slip = slipOfReading(value);
    if (slip !== undefined) block.faultAt(slip, `没有这个键：“${slip}”${suggest(slip, ["reading"])}`);
    else if (Object.hasOwn(value, "reading")) checkReading(block, readings);
  }
  const children = Array.isArray(value) ? value.keys() : isMap(value) ? Object.keys(value) : [];
  for (const child of children) checkWrappers(block.at(child), readings, clauses, rules);
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
  if (!options.length) return;
  const keys = cursor.keys().filter(key => key !== "reading");
  for (const key of keys) {
    if (!options.includes(key)) cursor.faultAt(key, `疑义“${id}”没有这个选项：“${key}”${suggest(key, options)}`);
  }
  // An option that is there with a slip of the pen is one fault, not two.
  const meant = new Set(keys.map(key => (options.includes(key) ? key : guessOf(key, options))));
  const missing = options.filter(option => !meant.has(option));
  if (keys.length && missing.length) cursor.fault(`疑义“${id}”还有选项没有写值：${missing.join("、")}`);
}
