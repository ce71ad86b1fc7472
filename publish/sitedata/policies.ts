import {existsSync, readFileSync} from "node:fs";
import {basename, resolve} from "node:path";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";

/** A policy as the configuration names it; null where its file is not where it was when the scores were made. */
export interface NamedPolicy {
  name: string;
  policy: Policy | null;
}

/** Returns the policies by the names in the configuration: built in, or files relative to the workspace. */
export function readPolicies(names: readonly string[], workspace: string): NamedPolicy[] {
  const builtin = builtinPolicies();
  return names.map(name => {
    const known = builtin.get(name);
    if (known) return {name, policy: parsePolicy(known.text, known.file)};
    const file = resolve(workspace, name);
    return {name, policy: existsSync(file) ? parsePolicy(readFileSync(file, "utf8"), file) : null};
  });
}

/** Returns the document number of each policy; where a policy cannot be read, the name of its file. */
export function documentNumbers(policies: readonly NamedPolicy[]): string[] {
  return policies.map(({name, policy}) => policy?.doc ?? basename(name));
}
