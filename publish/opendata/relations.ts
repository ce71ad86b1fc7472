import type {Table} from "../dictionary.ts";

/** Columns of a table whose values stand in columns of another (or of the same) table, where they are not missing. */
export interface ForeignKey {
  fields: readonly string[];
  table: string;
  references: readonly string[];
}

/** Tables whose units are all in the directory. */
const OF_UNITS: ReadonlySet<string> = new Set([
  "reading_effects",
  "bonus_inputs",
  "bonus_ledger",
  "bonus_scores",
  "bonus_ranking",
  "total_ranking",
  "inspection_status",
  "inspection_summary",
  "attendance_summary",
  "task_funnel",
  "satisfaction",
  "rectification_status",
  "report_lag"
]);

const OTHERS: ReadonlyMap<string, readonly ForeignKey[]> = new Map([
  ["reading_effects", [{fields: ["reading_id", "option"], table: "readings", references: ["reading_id", "option"]}]],
  [
    "bonus_ledger",
    [
      {fields: ["claim_id"], table: "bonus_inputs", references: ["claim_id"]},
      {fields: ["dup_of"], table: "bonus_inputs", references: ["claim_id"]}
    ]
  ],
  ["bonus_scores", [{fields: ["rule_id"], table: "rules", references: ["rule_id"]}]],
  ["p_item", [{fields: ["rule_id"], table: "p_rule", references: ["rule_id"]}]],
  ["p_step", [{fields: ["rule_id"], table: "p_rule", references: ["rule_id"]}]],
  ["p_cap", [{fields: ["rule_id"], table: "p_rule", references: ["rule_id"]}]]
]);

/** Parts of a key that may be missing: such a key tells rows apart, but is no primary key. */
const MAY_BE_MISSING: ReadonlySet<string> = new Set(["units.valid_from", "load_report.sheet", "reading_effects.group"]);

/** Returns how the table hangs together with others. */
export function foreignKeys({name}: Table): readonly ForeignKey[] {
  const units: ForeignKey[] = OF_UNITS.has(name)
    ? [{fields: ["unit_id"], table: "units", references: ["unit_id"]}]
    : [];
  return [...units, ...(OTHERS.get(name) ?? [])];
}

/** Returns the key of the table, and whether a part of it may be missing; null where rows may repeat. */
export function keyOf({name, columns, repeats}: Table): {fields: string[]; whole: boolean} | null {
  if (repeats) return null;
  const fields = columns.filter(({key}) => key).map(column => column.name);
  return {fields, whole: !fields.some(field => MAY_BE_MISSING.has(`${name}.${field}`))};
}
