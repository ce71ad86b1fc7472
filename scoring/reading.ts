import {type Placed, UserError} from "../loaders/error.ts";
import {suggest} from "../loaders/nearest.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {READING} from "./shapes.ts";

/** A doubt in the wording, with the ways it may be read. */
export interface Reading {
  id: string;
  /** The clause that is doubtful. */
  clause: string;
  ask: string;
  /** Option → what it means. */
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
    if (!reading.has("options")) continue;
    const options = readOptions(reading.at("options"));
    const clause = reading.has("clause") ? (reading.at("clause").word(clauses, "条款") ?? "") : "";
    const ask = reading.has("ask") ? (reading.at("ask").text() ?? "") : "";
    const [first = ""] = options.keys();
    const usual = reading.has("default") ? (reading.at("default").word([...options.keys()], "选项") ?? first) : first;
    const reason = reading.has("reason") ? (reading.at("reason").text() ?? null) : null;
    readings.set(id, {id, clause, ask, options, default: usual, reason, place: cursor.placeOf(id)});
  }
  return readings;
}

/** Options are a list of words, or words each with its meaning. */
function readOptions(cursor: Cursor): Map<string, string> {
  const options = isMap(cursor.value)
    ? new Map(cursor.keys().map(key => [key, cursor.at(key).text() ?? ""]))
    : new Map(cursor.items().map(item => [item.text() ?? "", ""]));
  if (options.size < 2) cursor.fault("一个疑义至少要有两个选项");
  if (options.has("reading")) cursor.fault("选项不能叫 reading");
  return options;
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
    all = all.flatMap(combination => options.map(option => new Map(combination).set(id, option)));
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
