import type {Database} from "../loaders/database.ts";
import {identifier} from "../loaders/sql.ts";

/** The columns of the ledger's SQL text, in their order. */
export const LEDGER_COLUMNS = [
  "year",
  "basis",
  "scenario",
  "unit_id",
  "rule_id",
  "clause",
  "claim_id",
  "event_on",
  "nth",
  "raw",
  "cumulative",
  "cap",
  "points",
  "disposition",
  "dup_of",
  "contested"
] as const;

/** No value of the warehouse holds control characters. */
const BETWEEN = "\u001f";
const EMPTY = "\u001e";

/**
 * Returns the SHA-256 of every row of a ledger, whatever engine made it: each row one line, every column as text, in the
 * order of scenario, basis and claim.
 */
export async function ledgerHash(db: Pick<Database, "all">, table: string): Promise<string> {
  const rows = await db.all<{line: string}>(ledgerLines(table));
  return sha256(rows.map(row => row.line).join("\n"));
}

/** Returns the query that writes the lines of a ledger in their order. */
export function ledgerLines(table: string): string {
  const texts = LEDGER_COLUMNS.map(column => `COALESCE(CAST(${identifier(column)} AS VARCHAR), '${EMPTY}')`);
  return `SELECT ${texts.join(` || '${BETWEEN}' || `)} AS line
FROM ${table}
ORDER BY scenario NULLS LAST, basis NULLS LAST, claim_id NULLS LAST`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}
