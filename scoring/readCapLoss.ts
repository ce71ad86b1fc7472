import type {Database} from "../loaders/database.ts";
import {identifier} from "../loaders/sql.ts";
import {type CapLoss, type CountedItem, capLosses} from "./capLoss.ts";
import {BASE} from "./ledger.ts";
import {FACTS} from "./names.ts";
import type {Policy} from "./policy.ts";

/** Returns what took points from which claim of the year, of the published ledger; of one unit, or of all. */
export async function readCapLosses(
  db: Pick<Database, "all">,
  {policy, readings}: {policy: Policy; readings: ReadonlyMap<string, string>},
  {year, basis, unit}: {year: number; basis: string; unit?: string}
): Promise<Map<string, CapLoss[]>> {
  if (!policy.bonus) return new Map();
  const rows = await db.all<Row>(unit === undefined ? ITEMS : `${ITEMS} AND l.unit_id = $4`, [
    ...[BASE, year, basis],
    ...(unit === undefined ? [] : [unit])
  ]);
  const items = rows.map(({unit_id, rule_id, claim_id, event_on, nth, raw, points, ...facts}): CountedItem => {
    return {unitId: unit_id, year, ruleId: rule_id, claimId: claim_id, eventOn: event_on, nth, raw, points, facts};
  });
  return capLosses(policy, readings, items);
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
const ITEMS = `
SELECT l.unit_id, l.rule_id, l.claim_id, l.event_on, l.nth, l.raw, l.points, ${CODES.join(", ")}
FROM score.bonus_ledger AS l
JOIN score.bonus_inputs AS i ON i.claim_id = l.claim_id
WHERE l.scenario = $1 AND l.year = $2 AND l.basis = $3 AND l.nth IS NOT NULL AND l.unit_id IN (
  SELECT unit_id FROM score.bonus_ledger WHERE scenario = $1 AND year = $2 AND basis = $3 AND points < raw
)`;
