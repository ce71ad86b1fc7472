import type {Columns} from "../condition.ts";
import {type Contract, storedFields} from "../contract.ts";
import {DERIVED} from "../core.ts";
import {type Resolved, unitDirectory} from "../directory.ts";
import {rowKey} from "../duplicates.ts";
import type {Issue} from "../issue.ts";
import type {StagedRow} from "../reading.ts";
import {unitFields} from "../resolve.ts";
import {claimedBefore} from "./claims.ts";
import type {Knowledge, KnownUnit} from "./knowledge.ts";
import {rejectRepeated} from "./repeated.ts";
import {rowTester} from "./rowTester.ts";
import type {Note, Place, SettledRow} from "./settled.ts";
import {danglingUnits, overlappingUnits} from "./units.ts";

export interface Settler {
  take(sheet: number, name: string, rows: readonly StagedRow[]): void;
  /** Forgets the rows of a sheet, or of all. */
  drop(sheet?: number): void;
  /** Returns what the rows come to together: issues, and by sheet how many more of them are rejected. */
  finish(): {issues: Issue[]; rejected: number[]};
}

/**
 * Returns what does with the rows of one file what `load` does with those of all files in SQL: units by their codes, rows
 * with one key, dates and companions. The steps and their order are those of `settle` in load.ts.
 */
export function settler(contract: Contract, file: string, {config, units, key}: Knowledge): Settler {
  const names = [...storedFields(contract).map(({name}) => name), ...(DERIVED[contract.name] ?? [])];
  const places = new Map(names.map((name, i) => [name, i]));
  const named = unitFields(contract).map(field => ({field, at: places.get(field.name)!}));
  const keyNames = rowKey(contract);
  const note: Note = ({sheetName, row}, {field, value, code, severity, message}) => {
    return {file, sheet: sheetName, row, field, value, code, severity, message};
  };
  const test = rowTester(contract, {words: config.words, units, note});
  const isUnits = contract.name === "units";
  const compared = isUnits || contract.name === "claims";
  const nothing: Columns = () => null;
  let sheets: SheetRows[] = [];
  let held: {place: Place; row: StagedRow}[] = [];
  let resolve = resolver(units);

  const settle = (place: Place, staged: StagedRow): void => {
    sheets[place.sheet] ??= {rows: [], issues: [], rejected: 0};
    const into = sheets[place.sheet]!;
    const values = [...staged.values];
    let isRejected = staged.rejected;
    for (const {field, at} of named) {
      const text = values[at];
      if (text === null || text === undefined) continue;
      const meaning = resolve(String(text));
      if ("unit" in meaning) {
        values[at] = meaning.unit;
        continue;
      }
      const free = field.type === "unit_or_text";
      if (!free || meaning.code === "ambiguous_code") {
        const severity = free ? "warning" : "error";
        into.issues.push(note(place, {field: field.header, value: String(text), severity, ...meaning}));
      }
      if (!free) values[at] = null;
      if (!free && field.required) isRejected = true;
    }
    if (isRejected) {
      if (!staged.rejected) into.rejected++;
      return;
    }
    const person = places.get("person_id");
    const hash = places.get("person_hash");
    if (contract.name === "claims" && person !== undefined && hash !== undefined && values[hash] !== null) {
      values[person] ??= `h:${values[hash]}`;
    }
    const columns: Columns = name => values[places.get(name) ?? -1] ?? null;
    into.rows.push({
      ...place,
      keys: keyNames.map(columns),
      digest: key.pseudonym(JSON.stringify(values)),
      issues: test(place, columns),
      columns: compared ? columns : nothing
    });
  };

  return {
    take(sheet, sheetName, rows) {
      for (const row of rows) {
        const place = {sheet, sheetName, row: row.row};
        // What the units are called is known when all of them are.
        if (isUnits) held.push({place, row});
        else settle(place, row);
      }
    },

    drop(sheet) {
      held = sheet === undefined ? [] : held.filter(({place}) => place.sheet !== sheet);
      if (sheet === undefined) sheets = [];
      else sheets[sheet] = {rows: [], issues: [], rejected: 0};
    },

    finish() {
      const own = held.flatMap(({row}) => directoryRow(places, row) ?? []);
      if (own.length) resolve = resolver(own, resolve);
      for (const {place, row} of held) settle(place, row);
      const all = sheets.flatMap(sheet => sheet?.rows ?? []);
      const {kept, issues, rejected} = rejectRepeated(all, contract, note);
      sheets.forEach((sheet, i) => {
        rejected[i] = (rejected[i] ?? 0) + (sheet?.rejected ?? 0);
      });
      for (const sheet of sheets) for (const issue of sheet?.issues ?? []) issues.push(issue);
      for (const row of kept) for (const issue of row.issues) issues.push(issue);
      if (isUnits) issues.push(...danglingUnits(kept, contract, units, note), ...overlappingUnits(kept, note));
      if (contract.name === "claims") issues.push(...claimedBefore(kept, config.words, note));
      return {issues, rejected};
    }
  };
}

interface SheetRows {
  rows: SettledRow[];
  issues: Issue[];
  rejected: number;
}

/** Returns what looks up a text that names a unit, each only once; what the first directory lacks may stand in another. */
function resolver(units: readonly KnownUnit[], other?: (text: string) => Resolved): (text: string) => Resolved {
  const directory = unitDirectory(units);
  const known = new Map<string, Resolved>();
  return text => {
    let meaning = known.get(text);
    if (meaning) return meaning;
    meaning = directory.resolve(text);
    if (other && "code" in meaning && meaning.code === "unknown_unit") {
      const elsewhere = other(text);
      if ("unit" in elsewhere) meaning = elsewhere;
    }
    known.set(text, meaning);
    return meaning;
  };
}

/** A row of the very file that is checked, where it is a directory of units. */
function directoryRow(places: ReadonlyMap<string, number>, {values}: StagedRow): KnownUnit | undefined {
  const at = (name: string): string | null => {
    const value = values[places.get(name) ?? -1];
    return value === null || value === undefined ? null : String(value);
  };
  const [unit_id, name] = [at("unit_id"), at("name")];
  if (unit_id === null || name === null) return undefined;
  const [short_name, former_names] = [at("short_name"), at("former_names")];
  return {unit_id, name, short_name, former_names, valid_from: at("valid_from"), valid_to: at("valid_to")};
}
