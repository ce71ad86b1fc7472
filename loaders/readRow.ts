import {type CellReader, cellReader} from "./cell.ts";
import {type Finding, isFinding} from "./cells/finding.ts";
import {type Contract, type Field, storedFields} from "./contract.ts";
import type {Value} from "./database.ts";
import {withoutIdNumbers} from "./idNumber.ts";
import {textOf} from "./layout.ts";
import {messages, shown} from "./messages.ts";
import {type Draft, type RuleOptions, rowRule} from "./rules.ts";
import type {SourceFault, SourceRow, TypedRow} from "./table.ts";

/** A stored field that the sheet has a column for. */
interface Planned {
  field: Field;
  column: number;
  /** The field's place among the stored ones. */
  place: number;
  read: CellReader;
  /** What to say where a required cell is empty. */
  missing: NonNullable<Finding["fault"]>;
}

export interface ReadRow {
  typed: TypedRow;
  issues: Draft["issues"];
}

/** Returns a function that reads the cells of a data row by the contract; `columns` tells where each field stands. */
export function rowReader(
  contract: Contract,
  columns: ReadonlyMap<Field, number>,
  options: RuleOptions
): (row: SourceRow) => ReadRow {
  const stored = storedFields(contract);
  const hashPlace = stored.findIndex(field => field.type === "hash");
  const plan = stored.flatMap((field, place): Planned[] => {
    const column = columns.get(field);
    if (column === undefined) return [];
    // One text for all rows: there may be a million of them.
    const message = messages.missingValue(field.header);
    const missing = {code: "missing_value", severity: "error", message} as const;
    return [{field, column, place, read: cellReader(field, options), missing}];
  });
  const planned = new Set(plan.map(({column}) => column));
  const rule = rowRule(contract, options);

  return source => {
    const draft: Draft = {
      row: source.row,
      values: new Array<Value>(stored.length).fill(null),
      raw: new Array<string | null>(stored.length).fill(null),
      issues: [],
      rejected: false
    };
    let words: Record<string, string> | undefined;
    let moved: string | undefined;
    for (const {field, column, place, read, missing} of plan) {
      const cell = source.cells[column];
      const damaged = source.faults !== undefined && hasFault(source.faults, column);
      let reading: Value | Finding = null;
      if (cell !== undefined && cell !== "") {
        reading = damaged ? unreadable() : read(cell);
        if (field.type !== "hash") draft.raw[place] = withoutIdNumbers(textOf(cell)) || null;
      }
      if (!isFinding(reading)) {
        draft.values[place] = reading;
        if (reading === null && field.required) {
          report(draft, field, "", missing);
          draft.rejected = true;
        }
        continue;
      }
      draft.values[place] = reading.value;
      if (reading.word !== undefined) words = {...words, [field.name]: reading.word};
      if (!reading.fault) continue;
      if (reading.hash !== undefined && field.type === "code_text" && !field.required && hashPlace >= 0) {
        // 人才编号 or 身份证号: an office that has only the one may put it where the other should stand.
        moved = reading.hash;
        continue;
      }
      const secret = field.type === "hash" || reading.fault.code === "bad_id" || damaged;
      report(draft, field, secret ? "" : textOf(cell), reading.fault);
      if (reading.fault.severity === "error" && field.required) draft.rejected = true;
    }
    if (moved !== undefined) draft.values[hashPlace] ??= moved;
    for (const fault of source.faults ?? []) {
      if (fault.column !== null && planned.has(fault.column)) continue;
      report(draft, undefined, "", {code: fault.code, severity: "warning", message: messages.badEncoding()});
    }
    rule(draft);
    const typed: TypedRow = {row: draft.row, values: draft.values, raw: draft.raw, rejected: draft.rejected};
    return {typed: words ? {...typed, words} : typed, issues: draft.issues};
  };
}

function hasFault(faults: readonly SourceFault[], column: number): boolean {
  return faults.some(fault => fault.column === column);
}

function unreadable(): Finding {
  return {value: null, fault: {code: "bad_encoding", severity: "error", message: messages.badEncoding()}};
}

function report(draft: Draft, field: Field | undefined, text: string, fault: NonNullable<Finding["fault"]>): void {
  const {code, severity, message} = fault;
  draft.issues.push({row: draft.row, field: field?.header ?? "", value: shown(text), code, severity, message});
}
