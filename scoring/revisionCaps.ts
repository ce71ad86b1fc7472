import type {Database} from "../loaders/database.ts";
import type {CapLoss} from "./capLoss.ts";
import {baseScenario} from "./effects.ts";
import {readCapLosses} from "./readCapLoss.ts";
import type {Step} from "./revisionFacts.ts";

/** What caps took from the claims of both sides. */
export interface CapMoves {
  /** Returns the caps that take otherwise from the claim than before, else those that take from it at all. */
  of(claim: string): CapLoss[];
}

/** Returns what caps take from the claims of the year after, and took before. */
export async function readCapMoves(db: Database, {year, before, after, sides}: Step): Promise<CapMoves> {
  const [was, is] = await Promise.all(
    [before, after].map((schema, i) => {
      const {policy, settings} = sides[i]!;
      const {readings} = baseScenario(policy, settings);
      return readCapLosses(db, {policy, readings}, {year, basis: "signed", schema});
    })
  );
  return {
    of(claim) {
      const [old, now] = [was!.get(claim) ?? [], is!.get(claim) ?? []];
      const all = [...now, ...old.filter(loss => !now.some(one => sameCap(one, loss)))];
      const moved = all.filter(loss => {
        const [one, other] = [old, now].map(losses => losses.find(found => sameCap(found, loss)));
        return one?.taken !== other?.taken || one?.max !== other?.max;
      });
      return moved.length ? moved : all;
    }
  };
}

function sameCap(one: CapLoss, other: CapLoss): boolean {
  return JSON.stringify([one.rules, one.codes]) === JSON.stringify([other.rules, other.codes]);
}
