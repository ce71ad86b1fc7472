import type {Plain} from "../loaders/yaml.ts";
import {MISSING} from "../publish/format.ts";
import {holdsFrom} from "../scoring/amend.ts";
import {placeOf} from "../scoring/clause.ts";
import {isDated, isMap} from "../scoring/cursor.ts";
import {TRANSITIONS} from "../scoring/names.ts";
import type {Policy} from "../scoring/policy.ts";
import {inline} from "../scoring/policyChanges.ts";
import type {Asked} from "../scoring/simulate.ts";
import {formatTable} from "./progress.ts";

/** Returns what was changed, with the place of the clause behind it. */
export function describeAsked(asked: readonly Asked[], before: Policy, after: Policy): string {
  if (!asked.length) return "改动：没有，与原来相同";
  const rows = asked.map(({kind, path, before: old, after: now, clause}) => {
    const place = clause === null ? null : (after.clauses.get(clause) ?? before.clauses.get(clause));
    const words = kind === "policy" ? describeValue : describeOption;
    return [
      kind === "policy" ? path : `疑义 ${path}`,
      words(old, before, path),
      words(now, after, path),
      place ? placeOf(place) : (clause ?? MISSING)
    ];
  });
  return formatTable(["改动", "原来", "改为", "条款"], rows);
}

function describeOption(option: Plain, policy: Policy, id: string): string {
  if (typeof option !== "string") return NOTHING;
  const meaning = policy.readings.get(id)?.options.get(option);
  return meaning ? `${option}（${meaning}）` : option;
}

function describeValue(value: Plain, policy: Policy, path: string): string {
  if (value === null) return NOTHING;
  if (isMap(value)) {
    if (path.startsWith("clauses.") && typeof value.says === "string") return clip(value.says);
    if (/^limits\.\d+$/.test(path)) return describeLimit(value, policy, path);
    if (/^score\.R\d+$/.test(path)) return describeRule(value, policy);
  }
  if (!isDated(value)) return /^score\.R\d+\.(from|to)$/.test(path) ? describeDay(value, path) : plain(value);
  const begins = policy.bonus?.begins ?? "01-01";
  return value.map((item, i) => `${i ? `自 ${startOf(item, begins)} 起 ` : ""}${plain(item.value ?? null)}`).join("；");
}

function plain(value: Plain): string {
  return clip(inline(value) ?? "");
}

function describeDay(day: Plain, path: string): string {
  return `自 ${inline(day)} 起${path.endsWith(".to") ? "停止计分" : "计分"}`;
}

/** Returns the day from which a dated value holds, which may lie before or after that of its document. */
function startOf({from = null, transition = null}: {[key: string]: Plain}, begins: string): string {
  const known = TRANSITIONS.find(word => word === transition) ?? null;
  return holdsFrom(String(from), known, begins);
}

/** A limit that comes in later has none before, which need not be said. */
function describeLimit({over = null, max = null}: {[key: string]: Plain}, policy: Policy, path: string): string {
  const dated = isDated(max) && max[0]?.value === "none";
  const value = describeValue(max, policy, path).replace("none；", "");
  return `${Array.isArray(over) ? over.join("、") : inline(over)} 合计封顶${dated ? "，" : " "}${value}`;
}

/** A rule as a whole: its other slots are for the file. */
function describeRule({title = null, from = null, to = null}: {[key: string]: Plain}, policy: Policy): string {
  const days = [`自 ${inline(from) ?? policy.from} 起`, ...(to === null ? [] : [`到 ${inline(to)} 为止`])];
  return `${inline(title) ?? ""}，${days.join("")}计分`;
}

const NOTHING = "（无）";

/** A list that is new as a whole would fill the screen. */
function clip(text: string): string {
  return text.length > 48 ? `${text.slice(0, 48)}…` : text;
}
