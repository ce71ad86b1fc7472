import {existsSync} from "node:fs";
import {resolve} from "node:path";
import {UserError} from "../loaders/error.ts";
import {nearest} from "../loaders/nearest.ts";
import {arrange} from "../scoring/arrange.ts";
import {builtinPolicies, maybePolicyFile} from "../scoring/builtin.ts";
import {type Policy, PolicyError, parsePolicy, type Source} from "../scoring/policy.ts";

/**
 * Reads a version of a policy as people name it: a built-in one or a file, and after plus signs the files that amend it
 * (`haicheng-2021-2+修订.yaml`). Files are looked for in the workspace, then where the command runs.
 */
export function readPolicySpec(workspace: string, spec: string): Policy {
  const {policies, faults} = arrange(spec.split("+").map(name => readSource(workspace, name.trim())));
  if (faults.length) throw new PolicyError(faults);
  const [only, ...others] = policies;
  if (!only || others.length) {
    throw new UserError(`“${spec}”是 ${policies.length} 份制度；加号后面只接修订它的文件（写有 amends）`);
  }
  return parsePolicy(only.base.text, only.base.file, {amendments: only.amendments});
}

function readSource(workspace: string, name: string): Source {
  const folder = [workspace, "."].find(folder => existsSync(resolve(folder, name)));
  const source = maybePolicyFile(name, folder ?? workspace);
  if (source) return source;
  const builtin = [...builtinPolicies().keys()];
  const guess = nearest(name, builtin);
  const hint = guess ? `，是不是“${guess}”？` : `；可以写内置制度的代号（${builtin.join("、")}）或 .yaml 文件`;
  throw new UserError(`没有这份制度：“${name}”${hint}`);
}
