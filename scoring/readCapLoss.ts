import type {Database} from "../loaders/database.ts";
import {identifier} from "../loaders/sql.ts";
import {type CapLoss, type CountedItem, capLosses} from "./capLoss.ts";
import {BASE} from "./ledger.ts";
import {FACTS} from "./names.ts";
import type {Policy} from "./policy.ts";

export interface CapLossOptions {
  year: number;
  basis: string;
  /** One unit, or all. */
  unit?: string;
  /** Where the ledger stands. */
  schema?: string;
}

/** Returns what took points from which claim of the year, of the published ledger. */
export async function readCapLosses(
  db: Pick<Database, "all">,
  {policy, readings}: {policy: Policy; readings: ReadonlyMap<string, string>},
  {year, basis, unit, schema = "score"}: CapLossOptions
): Promise<Map<string, CapLoss[]>> {
  if (!policy.bonus) return new Map();
  const items = itemsSql(identifier(schema));
  const rows = await db.all<Row>(unit === undefined ? items : `${items} AND l.unit_id = $4`, [
    ...[BASE, year, basis],
    ...(unit === undefined ? [] : [unit])
  ]);
  const counted = rows.map(({unit_id, rule_id, claim_id, event_on, nth, raw, points, ...facts}): CountedItem => {
    return {unitId: unit_id, year, ruleId: rule_id, claimId: claim_id, eventOn: event_on, nth, raw, points, facts};
  });
  return capLosses(policy, readings, counted);
}

interface Row {
  unit_id: string;
  rule_id: string;
  claim_id: string;
  event_on: string;
  nth: number;
  raw: number;
  points: number;
  [fact: string]: string | number | null;
}

const CODES = FACTS.filter(fact => fact !== "recognised").map(fact => `i.${identifier(fact)}`);

/** Units from which nothing was taken need not be added up. */
function itemsSql(schema: string): string {
  return `
SELECT l.unit_id, l.rule_id, l.claim_id, l.event_on, l.nth, l.raw, l.points, ${CODES.join(", ")}
FROM ${schema}.bonus_ledger AS l
JOIN ${schema}.bonus_inputs AS i ON i.claim_id = l.claim_id
WHERE l.scenario = $1 AND l.year = $2 AND l.basis = $3 AND l.nth IS NOT NULL AND l.unit_id IN (
  SELECT unit_id FROM ${schema}.bonus_ledger WHERE scenario = $1 AND year = $2 AND basis = $3 AND points < raw
)`;
}
