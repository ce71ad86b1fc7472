import type {Plain} from "../loaders/yaml.ts";
import {MISSING} from "../publish/format.ts";
import {isDated, isMap} from "../scoring/cursor.ts";
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
      place?.at ?? clause ?? MISSING
    ];
  });
  return formatTable(["改动", "原来", "改为", "条款"], rows);
}

function describeOption(option: Plain, policy: Policy, id: string): string {
  if (typeof option !== "string") return NOTHING;
  const meaning = policy.readings.get(id)?.options.get(option);
  return meaning ? `${option}（${meaning}）` : option;
}

function describeValue(value: Plain, _: Policy, path: string): string {
  if (value === null) return NOTHING;
  if (path.startsWith("clauses.") && isMap(value) && typeof value.says === "string") return clip(value.says);
  if (!isDated(value)) return clip(inline(value) ?? "");
  return value
    .map(({from, value}, i) => `${i ? `${String(from)} 起 ` : ""}${clip(inline(value ?? null) ?? "")}`)
    .join("；");
}

const NOTHING = "（无）";

/** A rule or a list that is new as a whole would fill the screen. */
function clip(text: string): string {
  return text.length > 48 ? `${text.slice(0, 48)}…` : text;
}
