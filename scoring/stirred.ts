import type {Change, LedgerState} from "./revisionRows.ts";

/** The claims of each unit that are treated otherwise: what moves the number of another, or the room that it has. */
export class Stirred {
  readonly #units = new Map<string, Change[]>();

  constructor(changes: readonly Change[]) {
    for (const change of changes) {
      const own = this.#units.get(change.unitId);
      if (own) own.push(change);
      else this.#units.set(change.unitId, [change]);
    }
  }

  /** Returns the claims of its rule that come before it on one side only, or are worth something else there. */
  ofRule(claim: Change): string[] {
    return this.#before(claim, (other, own) => {
      if (other.rule !== own.rule || other.nth === null || own.nth === null) return null;
      return other.nth < own.nth ? other.raw : null;
    });
  }

  /** Returns the claims that come before it under its rule's cap on one side only, or are worth something else there. */
  ofCap(claim: Change): string[] {
    return this.#before(claim, (other, own) => {
      if (other.sum === null || other.sum !== own.sum || other.nth === null || own.nth === null) return null;
      return other.nth < own.nth ? other.raw : null;
    });
  }

  /** Returns the claims of the rules that come before it and add something else. */
  ofRules(claim: Change, rules: readonly string[]): string[] {
    return this.#before(claim, (other, own, id) => {
      if (!rules.includes(other.rule) || other.nth === null) return 0;
      return turn(other, id) < turn(own, claim.claimId) ? other.points : 0;
    });
  }

  #before(claim: Change, worth: (other: LedgerState, own: LedgerState, id: string) => number | null): string[] {
    const {unitId, claimId, before, after} = claim;
    if (!before || !after) return [];
    const others = (this.#units.get(unitId) ?? []).filter(other => other.claimId !== claimId);
    const moved = others.filter(other => {
      const [was, is] = [other.before ?? NONE, other.after ?? NONE];
      return worth(was, before, other.claimId) !== worth(is, after, other.claimId);
    });
    return moved.map(other => other.claimId);
  }
}

/** Stands for a claim that one side does not have. */
const NONE: LedgerState = {
  ...{rule: "", clause: "", disposition: "", eventOn: ""},
  ...{points: 0, raw: 0, nth: null, cap: null, sum: null, dupOf: null}
};

/** Returns what the claims of rules that share a limit are ordered by: date, rule, claim. */
function turn({eventOn, rule}: LedgerState, claim: string): string {
  return `${eventOn} ${rule.slice(1).padStart(9, "0")} ${claim}`;
}
