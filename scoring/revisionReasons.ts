import type {Database} from "../loaders/database.ts";
import {
  type AppliedDecision,
  type Decided,
  readDecided,
  readVoiding,
  type Step,
  type Voiding
} from "./revisionFacts.ts";
import {type Change, type Facts, type LedgerState, readChanges} from "./revisionRows.ts";
import {type PolicyDifference, policyDifference, type RuleChange} from "./revisionRules.ts";

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

/** A claim that is treated otherwise, with why. */
export interface ChangedClaim extends Change {
  reasons: Reason[];
}

/** Returns the claims of the year that are treated otherwise after than before, each with why. */
export async function explainChanges(db: Database, step: Step): Promise<ChangedClaim[]> {
  const rows = await readChanges(db, step);
  const context: Context = {
    ...step,
    decided: await readDecided(db, step.warehouseBefore, step.warehouseAfter),
    voiding: {before: await readVoiding(db, step, 0), after: await readVoiding(db, step, 1)},
    policy: policyDifference(step.year, step.sides),
    stirred: stirredIn(rows)
  };
  return rows.map(({facts, ...change}) => {
    const reasons = reasonsOf(change, facts, context);
    if (!reasons.length) throw new Error(`nothing explains the change of ${change.claimId} of ${change.unitId}`);
    return {...change, reasons};
  });
}

interface Context extends Step {
  /** Decisions that were applied on one side only. */
  decided: readonly Decided[];
  /** Unit → the claim whose revocation voids its year, on either side. */
  voiding: Record<"before" | "after", ReadonlyMap<string, Voiding>>;
  policy: PolicyDifference;
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
  const said = policyChanges(change, context);
  if (said.length) reasons.push({kind: "policy", changes: said});
  return reasons.length ? reasons : elsewhere(change, context);
}

/** What its own rule says otherwise, and what all claims are under, as far as that is what became of it. */
function policyChanges({before, after}: Change, {policy}: Context): RuleChange[] {
  const own = policy.rules.get(after?.rule ?? before!.rule) ?? [];
  const aspects = aspectsOf(before, after);
  return [...policy.general, ...own].filter(({aspect}) => aspects.includes(aspect));
}

/** Returns what may have changed where a claim is treated so and was treated otherwise. */
function aspectsOf(before: LedgerState | null, after: LedgerState | null): RuleChange["aspect"][] {
  if (!before || !after) return ["begins", "place_by"];
  const either = (disposition: string) => (before.disposition === disposition) !== (after.disposition === disposition);
  if (either("not_in_force")) return ["rule", "from", "to"];
  if (either("ineligible")) return ["condition", "values"];
  const aspects: RuleChange["aspect"][] = [];
  if (either("voided_with_unit")) aspects.push("void_scope");
  if (either("missing_key") || before.dupOf !== after.dupOf) aspects.push("key");
  if (before.nth === null || after.nth === null) return aspects;
  if (before.raw !== after.raw) aspects.push("values");
  if (before.raw - before.points !== after.raw - after.points) aspects.push("caps", "limit");
  return aspects;
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

/** What touches a claim without being about it: a decision on a unit or a person, rules under one limit with its own, another reading. */
function elsewhere({before, after}: Change, {decided, policy, sides: [one, other]}: Context): Reason[] {
  const far = decided.filter(({decision}) => decision.dataset !== "claims");
  if (far.length) return far.map(reason => ({kind: "decided", ...reason}));
  if (one.policy === other.policy && one.settings.readings === other.settings.readings) return [];
  const rule = after?.rule ?? before!.rule;
  const beside = (policy.neighbours.get(rule) ?? []).flatMap(id => policy.rules.get(id) ?? []);
  const nearest = [beside, policy.rules.get(rule) ?? [], policy.general].find(changes => changes.length);
  return [{kind: "policy", changes: [...(nearest ?? [])]}];
}

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
