import {type Placed, UserError} from "../loaders/error.ts";
import {suggest} from "../loaders/nearest.ts";
import {isDoubled, type Plain} from "../loaders/yaml.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {READING} from "./shapes.ts";
import {textsOf, valueAt} from "./tree.ts";

/** A doubt in the wording, with the ways it may be read. */
export interface Reading {
  id: string;
  /** The clause that is doubtful. */
  clause: string;
  ask: string;
  /** Option → what it means; none where they have a fault, so that whatever rests on them is read as it may be meant. */
  options: ReadonlyMap<string, string>;
  default: string;
  /** Why the default is what it is; null where the policy does not say. */
  reason: string | null;
  /** Where it stands in the file. */
  place: Placed;
}

export type Readings = ReadonlyMap<string, Reading>;

/** Reads the block `readings`. */
export function readReadings(cursor: Cursor, clauses: readonly string[]): Map<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const id of cursor.keys()) {
    const reading = cursor.at(id);
    reading.only(READING);
    reading.adopt(READING);
    const options = readOptions(reading.need("options"));
    const clause = reading.has("clause") ? (reading.at("clause").word(clauses, "条款") ?? "") : "";
    const ask = reading.has("ask") ? (reading.at("ask").text() ?? "") : "";
    const [first = ""] = options.keys();
    const usual = options.size ? (reading.need("default").word([...options.keys()], "选项") ?? first) : first;
    const reason = reading.has("reason") ? (reading.at("reason").text() ?? null) : null;
    readings.set(id, {id, clause, ask, options, default: usual, reason, place: cursor.placeOf(id)});
  }
  return readings;
}

/** Returns readings without options, by which what rests on a block with a fault is read as it may be meant. */
export function unreadReadings(ids: readonly string[], place: Placed): [string, Reading][] {
  const unread = {clause: "", ask: "", options: new Map<string, string>(), default: "", reason: null, place};
  return ids.map(id => [id, {id, ...unread}]);
}

/** Returns the readings that the file writes, each with its options as far as they can be read: also of one with faults. */
export function readingsWrittenIn(tree: Plain): Map<string, readonly string[]> {
  const blocks = [valueAt(tree, ["readings"]), valueAt(tree, ["add", "readings"])].filter(isMap);
  return new Map(
    blocks.flatMap(Object.keys).map(id => {
      const options = blocks.map(block => valueAt(block, [id, "options"])).find(one => one !== null) ?? null;
      return [id, isMap(options) ? Object.keys(options) : textsOf(options)];
    })
  );
}

/** Options are a list of words, or words each with its meaning. */
function readOptions(cursor: Cursor): Map<string, string> {
  const options = isMap(cursor.value)
    ? new Map(cursor.keys().map(key => [key, cursor.at(key).text() ?? ""]))
    : new Map(cursor.items().map(item => [item.text() ?? "", ""]));
  if (options.size < 2 && (isMap(cursor.value) || Array.isArray(cursor.value)))
    cursor.fault("一个疑义至少要有两个选项");
  if (options.has("reading")) cursor.fault("选项不能叫 reading");
  const sound = options.size > 1 && !options.has("reading") && !options.has("") && !isDoubled(cursor.value);
  return sound ? options : new Map();
}

/** Returns the option in force of every reading: the office's choice, else the default. */
export function chosenReadings(
  readings: Readings,
  choices: ReadonlyMap<string, {option: string}> = new Map()
): Map<string, string> {
  return new Map([...readings.values()].map(({id, default: usual}) => [id, choices.get(id)?.option ?? usual]));
}

/** Returns every combination of the named readings' options, the others as given. */
export function combinations(
  ids: readonly string[],
  readings: Readings,
  others: ReadonlyMap<string, string>
): Map<string, string>[] {
  let all = [new Map(others)];
  for (const id of ids) {
    const options = [...(readings.get(id)?.options.keys() ?? [])];
    if (options.length) all = all.flatMap(combination => options.map(option => new Map(combination).set(id, option)));
  }
  return all;
}

/** Throws a UserError that lists every choice of a reading or an option that no policy has. */
export function checkChoices(readings: Readings, choices: ReadonlyMap<string, {option: string}>): void {
  const faults: string[] = [];
  for (const [id, {option}] of choices) {
    const reading = readings.get(id);
    const options = [...(reading?.options.keys() ?? [])];
    if (!reading) faults.push(`readings：没有这个疑义：“${id}”${suggest(id, [...readings.keys()])}`);
    else if (!options.includes(option))
      faults.push(`readings.${id}：没有这个选项：“${option}”${suggest(option, options)}`);
  }
  if (faults.length)
    throw new UserError(`工作区的配置有 ${faults.length} 处错误，改正后再运行：\n${faults.join("\n")}`);
}
