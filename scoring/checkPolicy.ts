import type {Placed} from "../loaders/error.ts";
import {pointReadings} from "./effects.ts";
import type {Policy} from "./policy.ts";
import {inOrder} from "./policyError.ts";
import {policyYear} from "./policyYear.ts";
import {type CaseResult, type RunOptions, runPolicyTests} from "./runCases.ts";

/** What came of running a policy's own examples. */
export interface PolicyCheck {
  /** Examples that do not hold. */
  failed: CaseResult[];
  /** Doubts of the file, and readings that no example shows a difference of. */
  warnings: Placed[];
}

/** Runs the policy's examples under every reading; `asOf` is the day the policy is asked about. */
export async function checkPolicy(policy: Policy, options: RunOptions & {asOf?: string}): Promise<PolicyCheck> {
  const results = await runPolicyTests(policy, {...options, moves: true});
  const asOf = options.asOf ?? policy.cases.map(one => one.asOf).reduce((last, day) => (day > last ? day : last), "");
  return {
    failed: results.filter(({faults}) => faults.length),
    warnings: inOrder([...policy.warnings, ...reviewWarnings(policy, asOf), ...idleReadings(policy, results)])
  };
}

/** Returns the warning that the policy has not been looked at since a year before that of the day. */
export function reviewWarnings({reviewedThrough, reviewedAt, bonus}: Policy, asOf: string): Placed[] {
  const year = policyYear(asOf, bonus?.begins ?? "01-01");
  if (reviewedThrough === null || year <= reviewedThrough) return [];
  return [{...reviewedAt, message: `制度只核对到 ${reviewedThrough} 年，数据截至 ${asOf}`}];
}

/** A reading whose options all come to the same in every example is either no doubt, or not shown by any example. */
function idleReadings(policy: Policy, results: readonly CaseResult[]): Placed[] {
  const moved = new Set(results.flatMap(({moves}) => [...moves].map(move => move.slice(0, move.indexOf("=")))));
  // The examples are those of the last file: it need not show what an earlier one has shown.
  const file = policy.amendments.at(-1)?.file ?? policy.file;
  return movable(policy)
    .map(id => policy.readings.get(id)!)
    .filter(({id, place}) => !moved.has(id) && place.file === file)
    .map(({id, place}) => ({
      ...place,
      message: results.length
        ? `疑义“${id}”在全部例子里怎样理解结果都一样：补一个能看出区别的例子`
        : `疑义“${id}”没有例子：补一个能看出区别的例子`
    }));
}

/** Readings that the examples can show: of a policy on people all of them, of one on units those that points hang on. */
function movable(policy: Policy): string[] {
  return policy.bonus ? pointReadings(policy) : [...policy.readings.keys()];
}
