import type {CapLoss} from "../scoring/capLoss.ts";
import {decimalText, formatPoints} from "./format.ts";

/** Returns which cap took points from a claim, where it is laid down, what it was filled with and what it took. */
export function capLossWords(loss: CapLoss, nameOf: (rule: string) => string = rule => rule): string {
  const {used, taken} = loss;
  return `${citedName(loss, nameOf)}，此前已计${formatPoints(used)}分，少计${formatPoints(taken)}分`;
}

/**
 * Returns the same of each cap in short, below the rule's name and clause and beside the points due and given: what was
 * said there is not said again.
 */
export function capLossesBelow(
  losses: readonly CapLoss[],
  clause: string | undefined,
  nameOf: (rule: string) => string
): string[] {
  return losses.map(loss => {
    const own = loss.rules.length === 1;
    const name = own ? {...loss, rules: [], clause: loss.clause === clause ? "" : loss.clause} : loss;
    const taken = losses.length > 1 ? `，少计${formatPoints(loss.taken)}分` : "";
    return `${citedName(name, nameOf)}，已计${formatPoints(loss.used)}分${taken}`;
  });
}

/** Returns what a cap is over, how much it leaves, and where that is laid down. */
export function citedName(loss: CapLoss, nameOf: (rule: string) => string = rule => rule): string {
  return `${capName(loss, nameOf)}${loss.clause ? `（${loss.clause}）` : ""}`;
}

function capName({title, rules, codes, max}: CapLoss, nameOf: (rule: string) => string): string {
  const names = rules.map(nameOf).join("、");
  const most = `封顶${formatPoints(max)}分`;
  if (codes) return `${names && `${names}的`}${codes.join("、")}${codes.length > 1 ? "合计" : ""}${most}`;
  if (title) return `${title}（${names}）${most}`;
  return `${names}${rules.length > 1 ? "合计" : ""}${most}`;
}

/** Returns the loss for a program to read: its points as decimals. */
export function capLossFacts({max, used, taken, ...named}: CapLoss): object {
  return {...named, max: decimalText(max), used: decimalText(used), taken: decimalText(taken)};
}
