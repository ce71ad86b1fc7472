import {type Contract, storedFields} from "./contract.ts";
import {DERIVED} from "./core.ts";
import type {Value} from "./database.ts";
import type {WorkspaceKey} from "./key.ts";
import {normaliseSubject} from "./subject.ts";
import type {TypedRow} from "./table.ts";

/** Makes pseudonyms; the browser has a key of its own for the while that it looks at a file. */
export type Pseudonyms = Pick<WorkspaceKey, "pseudonym" | "pseudonyms">;

/** A row's cells by the names of its fields. */
type Cells = (name: string) => Value;

type Read = Pick<TypedRow, "values" | "words">;

/** What a row is about: identifiers that are stored as pseudonyms, and after them what is stored as it is. */
interface Derived {
  ids: (string | null)[];
  rest: Value[];
}

/** Returns a function from rows to their derived columns (`DERIVED` of core.ts, in that order), as far as the rows can tell. */
export function deriver(contract: Contract, key: Pseudonyms): (rows: readonly Read[]) => Promise<Value[][]> {
  const derive = derivation(contract);
  return async rows => {
    const derived = rows.map(derive);
    const made = await pseudonymsOf(
      derived.flatMap(({ids}) => ids.filter(id => id !== null)),
      key
    );
    let nth = 0;
    return derived.map(({ids, rest}) => [...ids.map(id => (id === null ? null : made[nth++]!)), ...rest]);
  };
}

function derivation(contract: Contract): (row: Read) => Derived {
  const places = new Map(storedFields(contract).map((field, i) => [field.name, i]));
  const cellsOf =
    (row: Read): Cells =>
    name =>
      row.values[places.get(name) ?? -1] ?? null;
  const talent = (row: Read): string | null => idOf(cellsOf(row)("talent_id"));
  switch (contract.name) {
    case "claims":
      return row => ({ids: claimIds(cellsOf(row)), rest: []});
    case "talents":
      return row => ({ids: [talent(row)], rest: []});
    case "assessments":
      return row => ({ids: [talent(row)], rest: [row.words?.grade ?? null]});
    default:
      if (DERIVED[contract.name]) throw new Error(`no derivation for ${contract.name}`);
      return () => NOTHING;
  }
}

const NOTHING: Derived = {ids: [], rest: []};

/** Returns the pseudonyms of what a claim is about. */
export function claimKeys(
  cells: Cells,
  key: Pick<Pseudonyms, "pseudonym">
): {person_key: string | null; event_key: string | null; article_key: string | null} {
  const [person = null, event = null, article = null] = claimIds(cells).map(id => id && key.pseudonym(id));
  return {person_key: person, event_key: event, article_key: article};
}

/** Returns the person, the event and the article; the person is a 人才编号, else the hash of an ID number after `h:`. */
function claimIds(cells: Cells): (string | null)[] {
  const hash = cells("person_hash");
  const subject = normaliseSubject(String(cells("subject") ?? ""));
  const date = cells("event_on");
  return [
    idOf(cells("person_id") ?? (hash === null ? null : `h:${hash}`)),
    idOf(cells("event_id") ?? (subject && date ? `${subject}|${date}` : null)),
    idOf(cells("article_id") ?? (subject || null))
  ];
}

function idOf(value: Value): string | null {
  return value === null ? null : String(value);
}

/** Fewer are sooner made than handed to somebody else, and so many characters would be a burden to him. */
const FEW = 200;
const LONG = 1 << 20;

function pseudonymsOf(ids: readonly string[], key: Pseudonyms): readonly string[] | Promise<readonly string[]> {
  const length = ids.reduce((sum, id) => sum + id.length, 0);
  return key.pseudonyms && ids.length > FEW && length < LONG ? key.pseudonyms(ids) : ids.map(id => key.pseudonym(id));
}
