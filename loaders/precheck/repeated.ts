import {byCodePoint} from "../codePoint.ts";
import {type Operand, templateText} from "../condition.ts";
import {type Contract, storedFields} from "../contract.ts";
import {CONFLICTING, REPEATED} from "../duplicates.ts";
import type {Issue} from "../issue.ts";
import type {Note, SettledRow} from "./settled.ts";

/**
 * Rejects the rows of a file that share a key, as `rejectDuplicates` does those of all files: of equal rows the first is
 * kept, rows that differ all go.
 */
export function rejectRepeated(
  rows: readonly SettledRow[],
  contract: Contract,
  note: Note
): {kept: SettledRow[]; issues: Issue[]; rejected: number[]} {
  const names = [...new Set(rows.map(({sheetName}) => sheetName))].sort(byCodePoint);
  const nth = new Map(names.map((name, i) => [name, i]));
  const sorted = [...rows].sort((a, b) => nth.get(a.sheetName)! - nth.get(b.sheetName)! || a.row - b.row);
  const shared = new Map<string, SettledRow[]>();
  for (const row of sorted) {
    const key = JSON.stringify(row.keys);
    const same = shared.get(key);
    if (same) same.push(row);
    else shared.set(key, [row]);
  }
  const {header} = storedFields(contract).find(({key}) => key)!;
  const gone = new Set<SettledRow>();
  const issues: Issue[] = [];
  for (const same of shared.values()) {
    if (same.length < 2) continue;
    const conflicting = same.some(({digest}) => digest !== same[0]!.digest);
    for (const [i, row] of same.entries()) {
      if (!conflicting && i === 0) continue;
      const words: Readonly<Record<string, string>> = {
        key: row.keys.filter(value => value !== null).join("/"),
        place: placeOf(i === 0 ? same[1]! : same[0]!, row)
      };
      gone.add(row);
      issues.push(
        note(row, {
          field: header,
          value: String(row.keys[0] ?? ""),
          code: conflicting ? "conflicting_duplicate" : "duplicate_key",
          severity: conflicting ? "error" : "warning",
          message: templateText(
            conflicting ? CONFLICTING : REPEATED,
            (operand: Operand) => words[String(operand)] ?? ""
          )
        })
      );
    }
  }
  const rejected: number[] = [];
  for (const {sheet} of gone) rejected[sheet] = (rejected[sheet] ?? 0) + 1;
  return {kept: rows.filter(row => !gone.has(row)), issues, rejected};
}

/** Where the other row is, as far as it is elsewhere. */
function placeOf(other: SettledRow, row: SettledRow): string {
  const isElsewhere = other.sheetName !== "" && other.sheetName !== row.sheetName;
  return `${isElsewhere ? `工作表“${other.sheetName}”` : ""}第 ${other.row} 行`;
}
