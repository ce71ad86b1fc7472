import type {Database} from "../loaders/database.ts";
import {identifier} from "../loaders/sql.ts";
import {type CountedItem, cappedSums} from "./capLoss.ts";
import {baseScenario} from "./effects.ts";
import {FACTS} from "./names.ts";
import type {Step} from "./revisionFacts.ts";

/** A claim's row in the ledger of one side; points are whole thousandths. */
export interface LedgerState {
  rule: string;
  clause: string;
  disposition: string;
  /** ISO date. */
  eventOn: string;
  points: number;
  raw: number;
  nth: number | null;
  cap: number | null;
  /** The running sum of its rule's cap that it goes under; null where it does not count, or no cap is over it. */
  sum: string | null;
  dupOf: string | null;
}

/** A claim that the two sides treat otherwise; a side is null where it has it in another year, or not at all. */
export interface Change {
  unitId: string;
  claimId: string;
  before: LedgerState | null;
  after: LedgerState | null;
  source: {file: string; sheet: string; row: number};
}

/** The dates of a claim as the later side has them, or the earlier where it is gone. */
export interface Facts {
  event_on: string;
  review: string | null;
  reviewed_on: string | null;
  signed_on: string | null;
  revoked_on: string | null;
  revoke_ground: string | null;
}

/** Returns the claims of the year that the two sides treat otherwise, unit by unit and rule by rule. */
export async function readChanges(db: Database, step: Step): Promise<(Change & {facts: Facts})[]> {
  const rows = await db.all<Row>(changesSql(step), [step.year]);
  const [before, after] = step.sides.map(({policy, settings}) =>
    cappedSums(policy, baseScenario(policy, settings).readings)
  );
  return rows.map(row => toChange(row, step.year, {before: before!, after: after!}));
}

type SideName = "before" | "after";

interface Row extends Facts {
  unit_id: string;
  claim_id: string;
  source_file: string;
  source_sheet: string;
  source_row: number;
  [state: `${SideName}_${string}`]: string | number | null;
}

function toChange(
  row: Row,
  year: number,
  sums: Record<SideName, ReturnType<typeof cappedSums>>
): Change & {facts: Facts} {
  const sumOf = (side: SideName): string | null => {
    const codes = CODES.map(fact => [fact, row[`${side}_${fact}`] ?? null] as const);
    const facts: CountedItem["facts"] = Object.fromEntries(codes);
    const [ruleId, eventOn] = [String(row[`${side}_rule_id`]), String(row[`${side}_event_on`])];
    return row[`${side}_nth`] == null ? null : sums[side]({ruleId, year, eventOn, facts});
  };
  const state = (side: SideName): LedgerState | null => {
    if (row[`${side}_disposition`] == null) return null;
    const text = (name: string) => String(row[`${side}_${name}`] ?? "");
    const number = (name: string) => Number(row[`${side}_${name}`]);
    const maybe = (name: string) => (row[`${side}_${name}`] == null ? null : number(name));
    return {
      rule: text("rule_id"),
      clause: text("clause"),
      disposition: text("disposition"),
      eventOn: text("event_on"),
      points: number("points"),
      raw: number("raw"),
      nth: maybe("nth"),
      cap: maybe("cap"),
      sum: sumOf(side),
      dupOf: row[`${side}_dup_of`] == null ? null : text("dup_of")
    };
  };
  return {
    unitId: row.unit_id,
    claimId: row.claim_id,
    before: state("before"),
    after: state("after"),
    facts: row,
    source: {file: row.source_file, sheet: row.source_sheet, row: row.source_row}
  };
}

const STATE = ["rule_id", "clause", "disposition", "event_on", "points", "raw", "nth", "cap", "dup_of"];
const DATES = ["event_on", "review", "reviewed_on", "signed_on", "revoked_on", "revoke_ground"];
/** What an item of a rule may be worth by. */
const CODES = FACTS.filter(fact => fact !== "recognised");

function changesSql({before, after}: Step): string {
  const ledger = (schema: string) => `(SELECT * FROM ${identifier(schema)}.bonus_ledger WHERE year = $1)`;
  const inputs = (schema: string) => `${identifier(schema)}.bonus_inputs`;
  const both = (columns: readonly string[], [later, earlier]: readonly [string, string]) =>
    columns.map(column => `COALESCE(${later}.${column}, ${earlier}.${column}) AS ${column}`).join(", ");
  // A claim that is gone has its dates from before; one that is there has its own, also where they are missing.
  const facts = DATES.map(column => `CASE WHEN f.claim_id IS NULL THEN g.${column} ELSE f.${column} END AS ${column}`);
  return `
SELECT
  ${both(["unit_id", "claim_id", "source_file", "source_sheet", "source_row"], ["a", "b"])},
  ${STATE.map(column => `b.${column} AS before_${column}, a.${column} AS after_${column}`).join(", ")},
  ${CODES.map(column => `g.${identifier(column)} AS before_${column}, f.${identifier(column)} AS after_${column}`).join(", ")},
  ${facts.join(", ")}
FROM ${ledger(before)} AS b
FULL JOIN ${ledger(after)} AS a ON a.unit_id = b.unit_id AND a.claim_id = b.claim_id
LEFT JOIN ${inputs(after)} AS f ON f.claim_id = a.claim_id
LEFT JOIN ${inputs(before)} AS g ON g.claim_id = COALESCE(a.claim_id, b.claim_id)
LEFT JOIN (SELECT rule_id, MIN(seq) AS seq FROM ${identifier(after)}.rules GROUP BY rule_id) AS r
  ON r.rule_id = COALESCE(a.rule_id, b.rule_id)
WHERE b.points IS DISTINCT FROM a.points OR b.disposition IS DISTINCT FROM a.disposition
  OR b.rule_id IS DISTINCT FROM a.rule_id
ORDER BY unit_id, r.seq NULLS LAST, COALESCE(a.rule_id, b.rule_id), event_on, COALESCE(a.claim_id, b.claim_id)`;
}
