import {existsSync, readFileSync} from "node:fs";
import {resolve} from "node:path";
import {UserError} from "../loaders/error.ts";
import {nearest} from "../loaders/nearest.ts";
import {builtinPolicies} from "../scoring/builtin.ts";
import {type Policy, parsePolicy} from "../scoring/policy.ts";

/** Reads a policy by its built-in name or its file in the workspace; throws a UserError where it cannot be used. */
export function readPolicy(workspace: string, name: string): {policy: Policy; text: string} {
  const builtin = builtinPolicies();
  const known = builtin.get(name);
  if (known) return {policy: parsePolicy(known.text, known.file), text: known.text};
  const file = resolve(workspace, name);
  if (!/\.ya?ml$/.test(name) || !existsSync(file)) {
    const guess = nearest(name, builtin.keys());
    const hint = guess ? `，是不是“${guess}”？` : `；内置的有：${[...builtin.keys()].join("、")}`;
    throw new UserError(`没有这份制度：“${name}”${hint}`);
  }
  const text = readFileSync(file, "utf8");
  return {policy: parsePolicy(text, file), text};
}
