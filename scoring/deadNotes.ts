import type {Placed} from "../loaders/error.ts";
import type {Cursor} from "./cursor.ts";

interface Clause {
  place: Placed;
  dead: boolean;
  /** The clauses whose death says the same; where all of them are dead, this one is not told. */
  said: Set<string>;
}

/** What has been seen of each clause: one that some stretch of some year can reach is alive. */
export class Notes {
  readonly #clauses = new Map<string, Clause>();

  note(at: Cursor, dead: boolean, message: string, said?: Cursor): void {
    const place = at.placed(message);
    const key = nameOf(place);
    const known = this.#clauses.get(key);
    const others = known?.said ?? new Set();
    if (said) others.add(nameOf(said.placed(message)));
    this.#clauses.set(key, {
      place: known?.dead ? known.place : place,
      dead: dead && (known?.dead ?? true),
      said: others
    });
  }

  dead(): Placed[] {
    const isDead = (key: string): boolean => this.#clauses.get(key)!.dead;
    const told = [...this.#clauses.values()].filter(({dead, said}) => dead && !(said.size && [...said].every(isDead)));
    return told.map(({place}) => place);
  }
}

/** Returns the place of the entry, or that of its value where it has another from a date on. */
export function versionOf(entry: Cursor, key: string): Cursor {
  const value = entry.at(key);
  const version = value.path[entry.path.length + 1];
  return typeof version === "number" && version > 0 ? value : entry;
}

function nameOf({file, line, column}: Placed): string {
  return `${file}:${line}:${column}`;
}
