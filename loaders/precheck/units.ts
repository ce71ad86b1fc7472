import {templateText} from "../condition.ts";
import type {Contract} from "../contract.ts";
import type {Issue} from "../issue.ts";
import {DANGLING, unitFields} from "../resolve.ts";
import {headerOf, OVERLAP} from "../rowChecks.ts";
import type {KnownUnit} from "./knowledge.ts";
import {shownValue} from "./rowTester.ts";
import type {Note, SettledRow} from "./settled.ts";

/** Returns what is wrong with fields that name a unit whose own row was not accepted. */
export function danglingUnits(
  rows: readonly SettledRow[],
  contract: Contract,
  units: readonly KnownUnit[],
  note: Note
): Issue[] {
  const there = new Set([...units.map(({unit_id}) => unit_id), ...rows.map(row => String(row.columns("unit_id")))]);
  return rows.flatMap(row =>
    unitFields(contract).flatMap(({name, header}) => {
      const unit = row.columns(name);
      if (unit === null || there.has(String(unit))) return [];
      const message = templateText(DANGLING, () => unit);
      return [note(row, {field: header, value: String(unit), code: "unknown_unit", severity: "error", message})];
    })
  );
}

/** Returns what is wrong with rows of one unit whose times overlap. */
export function overlappingUnits(rows: readonly SettledRow[], note: Note): Issue[] {
  const byUnit = new Map<string, SettledRow[]>();
  for (const row of rows) {
    const unit = String(row.columns("unit_id"));
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), row]);
  }
  const from = (row: SettledRow): string => String(row.columns("valid_from") ?? "0001-01-01");
  const to = (row: SettledRow): string => String(row.columns("valid_to") ?? "9999-12-31");
  return [...byUnit.values()].flatMap(same =>
    same.flatMap(row =>
      same
        .filter(other => from(other) < from(row) && to(other) > from(row))
        .map(other =>
          note(row, {
            field: headerOf("units", "valid_from"),
            value: shownValue(row.columns, "valid_from"),
            code: "order_violation",
            severity: "warning",
            message: templateText(OVERLAP, () => other.columns("valid_from") ?? "未填")
          })
        )
    )
  );
}
