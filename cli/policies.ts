import {UserError} from "../loaders/error.ts";
import {nearest} from "../loaders/nearest.ts";
import {parseYaml} from "../loaders/yaml.ts";
import {arrange} from "../scoring/arrange.ts";
import {builtinPolicies, maybePolicyFile} from "../scoring/builtin.ts";
import {type Policy, PolicyError, parsePolicy, type Source} from "../scoring/policy.ts";
import {readingsWrittenIn} from "../scoring/reading.ts";

/** A policy with what amends it, and the text of all its files: part of what makes scores fresh or stale. */
export interface ReadPolicy {
  policy: Policy;
  text: string;
}

/** Reads the policies of the names, each with the amendments among them; throws a UserError where one cannot be used. */
export function readPolicies(workspace: string, names: readonly string[]): ReadPolicy[] {
  const sources = names.map(name => findSource(workspace, name));
  const {policies, faults} = arrange(sources);
  if (faults.length) throw new PolicyError(faults);
  return policies.map(({base, amendments}) => ({
    policy: parsePolicy(base.text, base.file, {amendments}),
    text: [base, ...amendments].map(({text}) => text).join("\n")
  }));
}

/** Reads one policy by its name, without what may amend it; throws a UserError where it cannot be used. */
export function readPolicy(workspace: string, name: string): ReadPolicy {
  const {text, file} = findSource(workspace, name);
  return {policy: parsePolicy(text, file), text};
}

/**
 * Returns the readings that the name brings: those of a policy with the amendments listed beside it, none for an
 * amendment. Throws a UserError with the faults of this name alone.
 */
export function readingsOf(
  workspace: string,
  name: string,
  listed: readonly string[]
): ReadonlyMap<string, readonly string[]> {
  const source = findSource(workspace, name);
  const sources = listed.flatMap(other => maybePolicyFile(other, workspace) ?? []);
  const {policies, faults} = arrange(sources);
  const own = faults.filter(({file}) => file === source.file);
  if (own.length) throw new PolicyError(own);
  const found = policies.find(({base}) => base.file === source.file);
  if (!found) return new Map();
  const {readings} = parsePolicy(source.text, source.file, {amendments: found.amendments});
  return new Map([...readings.values()].map(({id, options}) => [id, [...options.keys()]]));
}

/** Returns the readings that the file of the name writes, faults or not; null where there is no text to read. */
export function writtenReadings(workspace: string, name: string): ReadonlyMap<string, readonly string[]> | null {
  const source = maybePolicyFile(name, workspace);
  const yaml = source && parseYaml(source.text, source.file);
  return yaml && !yaml.broken ? readingsWrittenIn(yaml.value) : null;
}

/** Returns the file behind each of the names, and whether it is a built-in one. */
export function policySources(workspace: string, names: readonly string[]): (Source & {builtIn: boolean})[] {
  return names.map(name => ({...findSource(workspace, name), builtIn: builtinPolicies().has(name)}));
}

function findSource(workspace: string, name: string): Source {
  const source = maybePolicyFile(name, workspace);
  if (source) return source;
  const builtin = [...builtinPolicies().keys()];
  const guess = nearest(name, builtin);
  throw new UserError(`没有这份制度：“${name}”${guess ? `，是不是“${guess}”？` : `；内置的有：${builtin.join("、")}`}`);
}
