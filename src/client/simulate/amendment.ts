import {nextDay} from "../../../scoring/day.ts";
import type {Policy} from "../../../scoring/policy.ts";
import {firstDayOf} from "../../../scoring/policyYear.ts";
import type {Knob} from "./knobs.ts";
import {overridesOf, type Scenario} from "./scenario.ts";

/** Returns the command that comes to the same: `npx hengcai simulate --year 2025 --set R1.caps.0.max=1.5`. */
export function commandOf(scenario: Scenario, knobs: readonly Knob[]): string {
  const {year, basis, readings} = scenario;
  const asked = [
    ...overridesOf(scenario, knobs).flatMap(({path, value}) => ["--set", `${path}=${value}`]),
    ...[...readings].flatMap(([id, option]) => ["--reading", `${id}=${option}`])
  ];
  const words = ["simulate", "--year", String(year), ...(basis === "signed" ? [] : ["--basis", basis]), ...asked];
  return ["npx hengcai", ...words.map(shellWord)].join(" ");
}

/**
 * Returns the changed numbers as an amendment that `hengcai policy check` and `--amend` take, in force from the first day
 * of the scenario's year; or a sentence that says why there can be none.
 */
export function amendmentOf(
  scenario: Scenario,
  {policy, knobs, asOf}: {policy: Policy; knobs: readonly Knob[]; asOf: string}
): {yaml: string} | {why: string} {
  const changes = overridesOf(scenario, knobs);
  if (!changes.length) {
    return {
      why: scenario.readings.size ? "只换了理解，没有改数：不用修订，写进 hengcai.yaml 的 readings" : "还没有改动"
    };
  }
  const {year} = scenario;
  const begins = policy.bonus!.begins;
  const first = firstDayOf(year, begins);
  if (first === policy.from) {
    return {why: `${year} 年度从制度施行之日开始，修订不能与制度同一天施行；请直接改制度文件，或用上面的命令`};
  }
  // A policy may come into force within its first year: that year is amended from the day after, as a whole.
  const within = first < policy.from;
  const from = within ? nextDay(policy.from) : first;
  const last = policy.amendments.at(-1)?.id ?? policy.id;
  const basis = `basis: office, decided_by: 试算（未发文）, decided_on: ${asOf}`;
  const lines = [
    `# 试算得出的修订稿：${year} 年度起改 ${scenario.values.size} 个数。发文后把 basis 换成 cite 并登记条款（见“怎样写一份制度”）。`,
    ...(scenario.readings.size ? ["# 换了的理解不在修订里，写进 hengcai.yaml 的 readings。"] : []),
    "hengcai: 1",
    `amends: ${last}`,
    `policy: ${last}-draft`,
    `title: 试算稿（${year}年度起）`,
    "source: {doc: 试算（未发文）}",
    `force: {from: ${from}}`,
    ...(within ? ["transition: whole_year_new"] : []),
    "set:",
    ...changes.map(({path, value}) => `  ${yamlWord(fullPath(path))}: {value: "${value}", ${basis}}`)
  ];
  return {yaml: `${lines.join("\n")}\n`};
}

/** Returns what to write under `readings` in hengcai.yaml for the options that were changed; null where none was. */
export function configOf({readings}: Scenario, asOf: string): string | null {
  if (!readings.size) return null;
  const lines = [...readings].map(
    ([id, option]) => `  ${yamlWord(id)}: {option: ${yamlWord(option)}, decided_by: 写明谁裁定, decided_on: ${asOf}}`
  );
  return `readings:\n${lines.join("\n")}\n`;
}

function fullPath(path: string): string {
  return path.startsWith("limits.") ? path : `score.${path}`;
}

/** Double quotes are read alike by the shells of Windows and of Linux. */
function shellWord(word: string): string {
  return /^[\p{L}\p{N}._=:+-]+$/u.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
}

function yamlWord(word: string): string {
  return /^\p{L}[\p{L}\p{N}._-]*$/u.test(word) ? word : JSON.stringify(word);
}
