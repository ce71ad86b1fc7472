import type {Database} from "../loaders/database.ts";
import {identifier} from "../loaders/sql.ts";
import {
  type AppliedDecision,
  type Decided,
  type RuleChange,
  readDecided,
  readRuleChanges,
  readVoiding,
  type Step,
  type Voiding
} from "./revisionFacts.ts";

/** Why a claim is treated otherwise. Dates are ISO, `by` and `of` are claims. */
export type Reason =
  | {kind: "decided"; decision: AppliedDecision; undone: boolean}
  | {kind: "occurred" | "reviewed" | "signed" | "rejected"; on: string}
  | {kind: "revoked"; on: string; ground: string}
  | {kind: "voided"; by: string; on: string; ground: string}
  | {kind: "released"; by: string}
  | {kind: "duplicate"; of: string}
  | {kind: "inherited"; from: string}
  | {kind: "moved"; signedOn: string | null}
  /** Other claims of the unit that count now, or no longer, gave it another number. */
  | {kind: "renumbered"; by: string[]}
  /** What it adds below the cap is another: it is met earlier or later than before, or for the first time here. */
  | {kind: "capped"; cap: number | null; by: string[]}
  | {kind: "policy"; changes: RuleChange[]};

export interface LedgerState {
  rule: string;
  clause: string;
  disposition: string;
  points: number;
  raw: number;
  nth: number | null;
  cap: number | null;
  dupOf: string | null;
}

export interface ChangedClaim {
  unitId: string;
  claimId: string;
  before: LedgerState | null;
  after: LedgerState | null;
  reasons: Reason[];
  source: {file: string; sheet: string; row: number};
}

/** Returns the claims of the year that are treated otherwise after than before, each with why. */
export async function explainChanges(db: Database, step: Step): Promise<ChangedClaim[]> {
  const rows = (await db.all<Row>(changesSql(step), [step.year])).map(toChange);
  const context: Context = {
    ...step,
    decided: await readDecided(db, step.warehouseBefore, step.warehouseAfter),
    voiding: {before: await readVoiding(db, step, 0), after: await readVoiding(db, step, 1)},
    rules: await readRuleChanges(db, step),
    stirred: stirredIn(rows)
  };
  return rows.map(({facts, ...change}) => {
    const reasons = reasonsOf(change, facts, context);
    if (!reasons.length) throw new Error(`nothing explains the change of ${change.claimId} of ${change.unitId}`);
    return {...change, reasons};
  });
}

/** The dates of a claim as the later side has them, or the earlier where it is gone. */
interface Facts {
  event_on: string;
  review: string | null;
  reviewed_on: string | null;
  signed_on: string | null;
  revoked_on: string | null;
  revoke_ground: string | null;
}

interface Context extends Step {
  /** Decisions that were applied on one side only. */
  decided: readonly Decided[];
  /** Unit → the claim whose revocation voids its year, on either side. */
  voiding: Record<"before" | "after", ReadonlyMap<string, Voiding>>;
  rules: ReadonlyMap<string, RuleChange[]>;
  /** Unit → its claims that count on one side only, or under another rule. */
  stirred: ReadonlyMap<string, {claim: string; rules: readonly string[]}[]>;
}

function reasonsOf(change: Change, facts: Facts, context: Context): Reason[] {
  const {before, after} = change;
  const reasons: Reason[] = decisionsOn(change.claimId, context);
  const decided = reasons.length > 0;
  const dates = datesOf(facts, context);
  if (!before || !after) {
    if (!decided && dates.signed) reasons.push({kind: "moved", signedOn: facts.signed_on});
    if (after?.dupOf) reasons.push({kind: "duplicate", of: after.dupOf});
    if (after?.disposition === "voided_with_unit") reasons.push(voidedBy(change.unitId, context));
    if (after) reasons.push(...countReasons(change, decided, context));
  } else {
    if (before.disposition === "out_of_period") reasons.push({kind: "occurred", on: facts.event_on});
    reasons.push(...gateReasons(change, facts, dates, context));
    reasons.push(...heldReasons(before, after));
    reasons.push(...countReasons(change, decided, context));
  }
  const own = context.rules.get(after?.rule ?? before!.rule);
  if (own) reasons.push({kind: "policy", changes: own});
  return reasons.length ? reasons : elsewhere(context);
}

type Happened = Record<"reviewed" | "signed" | "revoked", boolean>;

/** What came about between the two days. */
function datesOf({reviewed_on, signed_on, revoked_on}: Facts, {sides: [before, after]}: Context): Happened {
  const between = (date: string | null) => date !== null && date > before.settings.asOf && date <= after.settings.asOf;
  return {reviewed: between(reviewed_on), signed: between(signed_on), revoked: between(revoked_on)};
}

function decisionsOn(claim: string, {decided}: Context): Reason[] {
  return decided
    .filter(({decision}) => decision.dataset === "claims" && decision.key === claim)
    .map(reason => ({kind: "decided", ...reason}));
}

function gateReasons(change: Change, facts: Facts, happened: Happened, context: Context): Reason[] {
  const {disposition} = change.after!;
  if (disposition === "revoked") {
    return happened.revoked ? [{kind: "revoked", on: facts.revoked_on!, ground: facts.revoke_ground ?? "其他"}] : [];
  }
  if (disposition === "rejected") return happened.reviewed ? [{kind: "rejected", on: facts.reviewed_on!}] : [];
  const reasons: Reason[] = [];
  if (facts.review === "通过" && happened.reviewed) reasons.push({kind: "reviewed", on: facts.reviewed_on!});
  if (facts.review === "通过" && happened.signed) reasons.push({kind: "signed", on: facts.signed_on!});
  if (disposition === "voided_with_unit" && change.before!.disposition !== "voided_with_unit") {
    reasons.push(voidedBy(change.unitId, context));
  }
  if (change.before!.disposition === "voided_with_unit" && disposition !== "voided_with_unit") {
    reasons.push({kind: "released", by: context.voiding.before.get(change.unitId)!.claim});
  }
  return reasons;
}

function voidedBy(unit: string, {voiding}: Context): Reason {
  const {claim, on, ground} = voiding.after.get(unit)!;
  return {kind: "voided", by: claim, on, ground};
}

/** The key came to this claim, or went to another. */
function heldReasons(before: LedgerState, after: LedgerState): Reason[] {
  if (after.dupOf !== null && after.dupOf !== before.dupOf) return [{kind: "duplicate", of: after.dupOf}];
  if (before.dupOf !== null && after.dupOf === null && after.nth !== null)
    return [{kind: "inherited", from: before.dupOf}];
  return [];
}

/** The claim counted before and counts now, but for another value; or it came to count where a cap takes points away. */
function countReasons({unitId, claimId, before, after}: Change, decided: boolean, {stirred}: Context): Reason[] {
  if (!after || after.nth === null) return [];
  if (before?.nth == null) return after.points < after.raw ? [{kind: "capped", cap: after.cap, by: []}] : [];
  const others = (stirred.get(unitId) ?? []).filter(({claim}) => claim !== claimId);
  const same = others.filter(({rules}) => rules.includes(after.rule));
  const named = (claims: typeof others) => claims.map(({claim}) => claim);
  const reasons: Reason[] = [];
  if (before.raw !== after.raw && before.nth !== after.nth && same.length && !decided) {
    reasons.push({kind: "renumbered", by: named(same)});
  }
  if (before.raw - before.points !== after.raw - after.points) {
    // Where nothing of its rule moved, it is a limit over several rules; what was decided on itself needs no other.
    const by = same.length || decided ? same : others;
    if (by.length || decided) reasons.push({kind: "capped", cap: after.cap, by: named(by)});
  }
  return reasons;
}

/** What touches a claim without being about it or its rule: a decision on a unit or a person, another reading, another limit. */
function elsewhere({decided, sides: [before, after]}: Context): Reason[] {
  const far = decided.filter(({decision}) => decision.dataset !== "claims");
  if (far.length) return far.map(reason => ({kind: "decided", ...reason}));
  const same = before.policy === after.policy && before.settings.readings === after.settings.readings;
  return same ? [] : [{kind: "policy", changes: []}];
}

type Change = Omit<ChangedClaim, "reasons">;

function stirredIn(changes: readonly Change[]): Map<string, {claim: string; rules: string[]}[]> {
  const stirred = new Map<string, {claim: string; rules: string[]}[]>();
  for (const {unitId, claimId, before, after} of changes) {
    const counted = [before, after].filter(state => state !== null && state.nth !== null);
    if (counted.length === 2 && before!.rule === after!.rule && before!.raw === after!.raw) continue;
    if (!counted.length) continue;
    const rules = counted.map(state => state!.rule);
    const own = stirred.get(unitId) ?? [];
    stirred.set(unitId, own);
    own.push({claim: claimId, rules});
  }
  return stirred;
}

interface Row extends Facts {
  unit_id: string;
  claim_id: string;
  source_file: string;
  source_sheet: string;
  source_row: number;
  [state: `${"before" | "after"}_${string}`]: string | number | null;
}

function toChange(row: Row): Change & {facts: Facts} {
  const state = (side: "before" | "after"): LedgerState | null => {
    if (row[`${side}_disposition`] == null) return null;
    const text = (name: string) => String(row[`${side}_${name}`] ?? "");
    const number = (name: string) => Number(row[`${side}_${name}`]);
    const maybe = (name: string) => (row[`${side}_${name}`] == null ? null : number(name));
    return {
      rule: text("rule_id"),
      clause: text("clause"),
      disposition: text("disposition"),
      points: number("points"),
      raw: number("raw"),
      nth: maybe("nth"),
      cap: maybe("cap"),
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

const STATE = ["rule_id", "clause", "disposition", "points", "raw", "nth", "cap", "dup_of"];
const FACTS = ["event_on", "review", "reviewed_on", "signed_on", "revoked_on", "revoke_ground"];

function changesSql({before, after}: Step): string {
  const ledger = (schema: string) => `(SELECT * FROM ${identifier(schema)}.bonus_ledger WHERE year = $1)`;
  const inputs = (schema: string) => `${identifier(schema)}.bonus_inputs`;
  const both = (columns: readonly string[], [later, earlier]: readonly [string, string]) =>
    columns.map(column => `COALESCE(${later}.${column}, ${earlier}.${column}) AS ${column}`).join(", ");
  // A claim that is gone has its dates from before; one that is there has its own, also where they are missing.
  const facts = FACTS.map(column => `CASE WHEN f.claim_id IS NULL THEN g.${column} ELSE f.${column} END AS ${column}`);
  return `
SELECT
  ${both(["unit_id", "claim_id", "source_file", "source_sheet", "source_row"], ["a", "b"])},
  ${STATE.map(column => `b.${column} AS before_${column}, a.${column} AS after_${column}`).join(", ")},
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
