import type {Database} from "../loaders/database.ts";
import type {CapLoss} from "./capLoss.ts";
import {firstDayOf} from "./policyYear.ts";
import {type CapMoves, readCapMoves} from "./revisionCaps.ts";
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
import {Stirred} from "./stirred.ts";

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
  | {kind: "capped"; cap: number | null; caps: CapLoss[]; by: string[]}
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
    stirred: new Stirred(rows),
    caps: await readCapMoves(db, step)
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
  stirred: Stirred;
  caps: CapMoves;
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
  const said = policyChanges(change, facts, context);
  if (!said.length) said.push(...outOfForce(change, facts, context));
  if (said.length) reasons.push({kind: "policy", changes: said});
  if (!reasons.length) return elsewhere(change, context);
  // What moved the other claims of the unit moved this one too.
  const onlyOthers = reasons.every(({kind}) => kind === "capped" || kind === "renumbered");
  return onlyOthers && hasOtherPolicy(context) ? [...reasons, ...otherRules(change, context)] : reasons;
}

/** What its own rule says otherwise, and what all claims are under, as far as that is what became of it. */
function policyChanges({before, after}: Change, {event_on}: Facts, {policy, year, sides}: Context): RuleChange[] {
  const own = policy.rules.get(after?.rule ?? before!.rule) ?? [];
  const aspects = aspectsOf(before, after);
  const first = firstDayOf(year, sides[1].policy.bonus!.begins);
  // What changes within the year takes no points from what came before; but a later claim may take its key.
  const isLater = ({aspect, since}: RuleChange) =>
    aspect !== "key" && since !== null && since > first && since > event_on;
  return [...policy.general, ...own].filter(change => aspects.includes(change.aspect) && !isLater(change));
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
  if (hasOtherRoom(before, after)) aspects.push("caps", "limit");
  return aspects;
}

/** Where a claim comes in when its rule does not count, both sides say so alike: that is why it earns nothing. */
function outOfForce({before, after}: Change, {event_on}: Facts, {policy}: Context): RuleChange[] {
  if (after?.disposition !== "not_in_force" || before?.disposition === "not_in_force") return [];
  return [policy.outOfForce(after.rule, event_on)].filter(found => found !== null);
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
function countReasons(change: Change, decided: boolean, {stirred, policy, caps}: Context): Reason[] {
  const {before, after} = change;
  if (!after || after.nth === null) return [];
  const capped = (by: string[]): Reason => ({kind: "capped", cap: after.cap, caps: caps.of(change.claimId), by});
  if (before?.nth == null) return after.points < after.raw ? [capped([])] : [];
  const same = stirred.ofRule(change);
  const reasons: Reason[] = [];
  if (before.raw !== after.raw && before.nth !== after.nth && same.length && !decided) {
    reasons.push({kind: "renumbered", by: same});
  }
  if (hasOtherRoom(before, after)) {
    const under = stirred.ofCap(change);
    const beside = policy.neighbours.get(after.rule) ?? [];
    // Where nothing under its cap moved, it is a limit over several rules; what was decided on itself needs no other.
    const limited = !under.length && !decided && beside.length;
    const by = limited ? stirred.ofRules(change, [after.rule, ...beside]) : under;
    if (by.length || decided) reasons.push(capped(by));
  }
  return reasons;
}

/** Whether a cap leaves another room: it takes away more or less, or less of more. */
function hasOtherRoom(before: LedgerState, after: LedgerState): boolean {
  const [was, is] = [before.raw - before.points, after.raw - after.points];
  return was !== is || (is > 0 && before.points !== after.points);
}

/** What touches a claim without being about it: a decision on a unit or a person, rules under one limit with its own, another reading. */
function elsewhere(change: Change, context: Context): Reason[] {
  const {unitId, before, after} = change;
  const {decided, caps} = context;
  const near = decided.filter(({decision}) => decision.dataset === "claims" && decision.unit === unitId);
  if (near.length && before && before.nth !== null && after && after.nth !== null) {
    const by = [...new Set(near.map(({decision}) => decision.key))];
    if (before.raw !== after.raw) return [{kind: "renumbered", by}];
    return [{kind: "capped", cap: after.cap, caps: caps.of(change.claimId), by}];
  }
  const far = decided.filter(({decision}) => decision.dataset !== "claims");
  if (far.length) return far.map(reason => ({kind: "decided", ...reason}));
  if (!hasOtherPolicy(context)) return [];
  const beside = otherRules(change, context);
  return beside.length ? beside : [{kind: "policy", changes: []}];
}

function hasOtherPolicy({sides: [one, other]}: Context): boolean {
  return one.policy !== other.policy || one.settings.readings !== other.settings.readings;
}

/** Returns what the rules under one limit with its own say otherwise, else its own, else all; none where nothing is. */
function otherRules({before, after}: Change, {policy}: Context): Reason[] {
  const rule = after?.rule ?? before!.rule;
  const beside = (policy.neighbours.get(rule) ?? []).flatMap(id => policy.rules.get(id) ?? []);
  const nearest = [beside, policy.rules.get(rule) ?? [], policy.general].find(changes => changes.length);
  return nearest ? [{kind: "policy", changes: [...nearest]}] : [];
}
