import {createHash} from "node:crypto";
import type {Database} from "../loaders/database.ts";

/** What everybody comes to: the points of a unit in a year under a rule, in whole thousandths. */
export interface Total {
  unit: string;
  year: number;
  rule: string;
  points: number;
}

/** A row of `bonus_inputs`, as far as the totals need it. */
export interface Input {
  claim_id: string;
  unit_id: string;
  rule_id: string;
  event_on: string;
  event_year: number;
  level: string | null;
  person_key: string | null;
  employment: string | null;
  degree: string | null;
  title: string | null;
  recognised: boolean | null;
  event_key: string | null;
  role: string | null;
  article_key: string | null;
  outlet: string | null;
  aspect: string | null;
  verdict: string | null;
  review: string | null;
  reviewed_on: string | null;
  signed_on: string | null;
  revoked_on: string | null;
  revoke_ground: string | null;
}

/** Returns a hash of all totals that are not zero, whatever their order. */
export function hashTotals(totals: readonly Total[]): string {
  const lines = totals
    .filter(({points}) => points > 0)
    .map(one => [one.unit, one.year, one.rule, one.points].join(" "));
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}

/** Returns the totals that a query yields: columns unit_id, year, rule_id, points. */
export async function totalsOf(db: Database, sql: string): Promise<Total[]> {
  const rows = await db.all<{unit_id: string; year: number; rule_id: string; points: number}>(sql);
  return rows.map(({unit_id, year, rule_id, points}) => ({unit: unit_id, year, rule: rule_id, points}));
}
