import type {Cursor} from "./cursor.ts";

/** Returns the clause cited, or null where the office's own word stands in its place: then it says who and when. */
export function checkBasis(source: Cursor, clauses: readonly string[]): string | null {
  if (source.has("cite")) return source.at("cite").word(clauses, "条款") ?? null;
  if (!source.has("basis")) return source.fault(NO_BASIS) ?? null;
  source.at("basis").word(["office"], "依据");
  for (const key of ["decided_by", "decided_on"]) if (!source.has(key)) source.fault(`缺少必填的键：“${key}”`);
  if (source.has("decided_on")) source.at("decided_on").date();
  return null;
}

const NO_BASIS = "缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on";
