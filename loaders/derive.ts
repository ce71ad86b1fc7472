import {type Contract, storedFields} from "./contract.ts";
import {DERIVED} from "./core.ts";
import type {Value} from "./database.ts";
import type {WorkspaceKey} from "./key.ts";
import {normaliseSubject} from "./subject.ts";
import type {TypedRow} from "./table.ts";

/** Makes pseudonyms; the browser has a key of its own for the while that it looks at a file. */
type Pseudonyms = Pick<WorkspaceKey, "pseudonym">;

/** A row's cells by the names of its fields. */
type Cells = (name: string) => Value;

/** Returns a function from a row to its derived columns (`DERIVED` of core.ts, in that order), as far as the row can tell. */
export function deriver(contract: Contract, key: Pseudonyms): (row: Pick<TypedRow, "values" | "words">) => Value[] {
  const places = new Map(storedFields(contract).map((field, i) => [field.name, i]));
  const place = (name: string): number => places.get(name) ?? -1;
  const cellsOf =
    (row: Pick<TypedRow, "values">): Cells =>
    name =>
      row.values[place(name)] ?? null;
  switch (contract.name) {
    case "claims":
      return row => {
        const keys = claimKeys(cellsOf(row), key);
        return [keys.person_key, keys.event_key, keys.article_key];
      };
    case "talents":
      return row => [pseudonymOf(cellsOf(row)("talent_id"), key)];
    case "assessments":
      return row => [pseudonymOf(cellsOf(row)("talent_id"), key), row.words?.grade ?? null];
    default:
      if (DERIVED[contract.name]) throw new Error(`no derivation for ${contract.name}`);
      return () => [];
  }
}

/** Returns the pseudonyms of what a claim is about; the person is a 人才编号, else the hash of an ID number after `h:`. */
export function claimKeys(
  cells: Cells,
  key: Pseudonyms
): {person_key: string | null; event_key: string | null; article_key: string | null} {
  const hash = cells("person_hash");
  const subject = normaliseSubject(String(cells("subject") ?? ""));
  const date = cells("event_on");
  return {
    person_key: pseudonymOf(cells("person_id") ?? (hash === null ? null : `h:${hash}`), key),
    event_key: pseudonymOf(cells("event_id") ?? (subject && date ? `${subject}|${date}` : null), key),
    article_key: pseudonymOf(cells("article_id") ?? (subject || null), key)
  };
}

function pseudonymOf(id: Value, key: Pseudonyms): string | null {
  return id === null ? null : key.pseudonym(String(id));
}
