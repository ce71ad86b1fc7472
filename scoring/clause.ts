import type {Cursor} from "./cursor.ts";
import {CLAUSE} from "./shapes.ts";

/** A clause of the document: where it stands and what it comes to; its text is not copied into the project. */
export interface Clause {
  /** Where in the document. */
  at: string;
  /** Our own summary. */
  says: string;
  /** Length and SHA-256 of the clause's text without white space. */
  chars: number;
  sha256: string;
  /** The document it stands in, where that is another than the policy's own: the amendment's. */
  doc: string | null;
}

/** Reads the block `clauses`. */
export function readClauses(cursor: Cursor): Map<string, Clause> {
  const clauses = new Map<string, Clause>();
  for (const id of cursor.keys()) {
    const clause = cursor.at(id);
    clause.only(CLAUSE);
    const sha256 = clause.need("sha256").text();
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
      clause.at("sha256").fault("应是 64 位小写十六进制的 SHA-256");
    }
    const [at, says, chars] = [clause.need("at").text(), clause.need("says").text(), clause.need("chars").count()];
    const doc = clause.has("doc") ? (clause.at("doc").text() ?? null) : null;
    if (at && says && chars && sha256) clauses.set(id, {at, says, chars, sha256, doc});
  }
  return clauses;
}

/** Returns where to look the clause up: one of an amendment is named with its document. */
export function placeOf({doc, at}: Pick<Clause, "doc" | "at">): string {
  return [doc ?? "", at].join(" ").trim();
}
