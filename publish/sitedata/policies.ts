import {basename} from "node:path";
import {maybePolicyFile} from "../../scoring/builtin.ts";
import {type Policy, parsePolicies} from "../../scoring/policy.ts";

/** A policy as the configuration names it; null where its file is not where it was when the scores were made. */
export interface NamedPolicy {
  name: string;
  policy: Policy | null;
}

/** Returns the policies by the names in the configuration (built in, or files relative to the workspace), amended. */
export function readPolicies(names: readonly string[], workspace: string): NamedPolicy[] {
  const found = names.map(name => ({name, source: maybePolicyFile(name, workspace)}));
  const policies = parsed(found.flatMap(({source}) => source ?? []));
  const amendments = new Set(policies.flatMap(policy => policy.amendments.map(({file}) => file)));
  return found
    .filter(({source}) => !source || !amendments.has(source.file))
    .map(({name, source}) => ({name, policy: policies.find(({file}) => file === source?.file) ?? null}));
}

let last: {texts: string; policies: Policy[]} | undefined;

/** The pages of every year ask for the same policies: those read last are kept. */
function parsed(sources: Parameters<typeof parsePolicies>[0]): Policy[] {
  const texts = JSON.stringify(sources);
  if (last?.texts !== texts) last = {texts, policies: parsePolicies(sources)};
  return last.policies;
}

/** Returns the document numbers of each policy and what amends it; where a policy cannot be read, the name of its file. */
export function documentNumbers(policies: readonly NamedPolicy[]): string[] {
  return policies.flatMap(({name, policy}) =>
    policy ? [policy.doc, ...policy.amendments.map(({doc}) => doc)] : [basename(name)]
  );
}
