import type {z} from "zod";
import {codeBook} from "./codes.ts";
import {allowedKeys, DEFAULT_POLICIES} from "./configSchema.ts";
import {claims} from "./contracts/claims.ts";
import {maybeContract} from "./contracts/index.ts";
import {type Placed, UserError} from "./error.ts";
import {headerFields, normaliseHeader} from "./header.ts";
import {nearest, suggest} from "./nearest.ts";
import {plain} from "./text.ts";
import type {ClaimWords} from "./words.ts";
import type {Plain, YamlFile} from "./yaml.ts";

/** What may be wrong with a configuration, each fault at its place. */

/** Names that a configuration may use but `loaders` cannot know. */
export interface KnownNames {
  datasets: readonly string[];
  /**
   * Returns the readings of a policy, each with its options, as those listed beside it amend it; throws a UserError where
   * the policy cannot be used.
   */
  readings?(policy: string, listed: readonly string[]): ReadonlyMap<string, readonly string[]>;
  /** Returns the readings that the file of a policy names which cannot be used; null where that cannot be told. */
  written?(policy: string): ReadonlyMap<string, readonly string[]> | null;
  /** Returns the words in which the policies speak of claims; asked only where all of them can be used. */
  words?(policies: readonly string[]): ClaimWords | null;
}

/** Returns the faults of one issue of the schema; `above` is where the schema that found it stands. */
export function place(issue: z.core.$ZodIssue, yaml: YamlFile, above: readonly (string | number)[] = []): Placed[] {
  const path = [...above, ...issue.path.map(step => (typeof step === "number" ? step : String(step)))];
  if (issue.code === "unrecognized_keys") {
    const allowed = allowedKeys(path);
    return issue.keys.map(key =>
      yaml.fault([...path, key], `没有这个键：“${key}”${suggest(key, allowed)}`, {key: true})
    );
  }
  if (issue.code === "invalid_key") {
    const [key, why] = [path.at(-1)!, issue.issues.map(({message}) => message).join("；")];
    return [yaml.fault(path, `${path.slice(0, -1).join(".")}：“${key}” ${why}`, {key: true})];
  }
  const value = valueAt(yaml.value, path);
  // Of what may be a text or a map, a map is held against what a map should be.
  if (issue.code === "invalid_union" && pairs(value).length) {
    return issue.errors.at(-1)!.flatMap(inner => place(inner, yaml, path));
  }
  if (value === undefined) {
    return isMeant(path, yaml) ? [] : [yaml.fault(path, `缺少必填的键：“${path.join(".")}”`)];
  }
  const name = path.length ? `${path.join(".")}：` : "";
  return [yaml.fault(path, `${name}${shown(value)}${issue.message}`)];
}

/** Returns the datasets, and the columns of them, that no contract knows. */
export function datasetFaults(yaml: YamlFile, known: readonly string[]): Placed[] {
  return pairs(valueAt(yaml.value, ["datasets"])).flatMap(([name, settings]) => {
    if (!known.includes(name)) {
      return [yaml.fault(["datasets", name], `没有这个数据集：“${name}”${suggest(name, known)}`, {key: true})];
    }
    const contract = maybeContract(name)!;
    const fields = headerFields(contract);
    const headers = contract.fields.map(field => field.header);
    return texts(valueAt(settings, ["fill_down"])).flatMap((header, i) =>
      fields.has(normaliseHeader(header))
        ? []
        : [yaml.fault(["datasets", name, "fill_down", i], `没有这一列：“${header}”${suggest(header, headers)}`)]
    );
  });
}

/** Returns the media whose level cannot be read: in silence they would count as none. */
export function outletFaults(yaml: YamlFile, words: ClaimWords | null): Placed[] {
  const level = claims.fields.find(field => field.name === "level")!;
  const {codes, order} = codeBook(level, {categories: [], gradeWords: new Map(), words});
  return pairs(valueAt(yaml.value, ["outlets"])).flatMap(([outlet, word]) =>
    typeof word !== "string" || codes.has(plain(word))
      ? []
      : [yaml.fault(["outlets", outlet], `outlets.${outlet}：“${word}” 应为级别之一：${order.join("、")}`)]
  );
}

/** Returns the policies that are listed, or those that hold where none are. */
export function listedPolicies(yaml: YamlFile): string[] {
  const given = valueAt(yaml.value, ["policies"]);
  return given === undefined ? DEFAULT_POLICIES : texts(given);
}

/** Returns the policies that cannot be used, and the readings and options that none of the policies has. */
export function policyFaults(yaml: YamlFile, known: KnownNames): {policies: Placed[]; readings: Placed[]} {
  const given = valueAt(yaml.value, ["policies"]);
  const places = Array.isArray(given) ? given.flatMap((item, i) => (typeof item === "string" ? [i] : [])) : [];
  const none = {policies: [], readings: []};
  if (!known.readings || (given !== undefined && !Array.isArray(given))) return none;
  const listed = listedPolicies(yaml);
  const names = [...new Set(listed)];
  const readings = new Map<string, readonly string[]>();
  // The same fault of a file that is listed under two names is told where it is listed again.
  const faults = new Map<string, Placed>();
  let unsure = given === null;
  for (const [i, policy] of listed.entries()) {
    const path = ["policies", places[i] ?? i];
    if (listed.indexOf(policy) < i) {
      faults.set(`${i}`, yaml.fault(path, `这份制度列了两次：“${policy}”，只能列一次`));
      continue;
    }
    try {
      for (const [id, options] of known.readings(policy, names)) readings.set(id, options);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.set(error.message, yaml.fault(path, error.message));
      const written = known.written?.(policy) ?? null;
      unsure ||= written === null;
      for (const [id, options] of written ?? []) readings.set(id, options);
    }
  }
  return {policies: [...faults.values()], readings: choiceFaults(yaml, readings, unsure)};
}

/** Returns the readings and options that are not known; where it is `unsure` which there are, the options alone. */
function choiceFaults(yaml: YamlFile, known: ReadonlyMap<string, readonly string[]>, unsure: boolean): Placed[] {
  return pairs(valueAt(yaml.value, ["readings"])).flatMap(([id, choice]) => {
    const options = known.get(id);
    if (!options && unsure) return [];
    if (!options)
      return [yaml.fault(["readings", id], `没有这个疑义：“${id}”${suggest(id, [...known.keys()])}`, {key: true})];
    const option = typeof choice === "string" ? choice : valueAt(choice, ["option"]);
    if (typeof option !== "string" || !options.length || options.includes(option)) return [];
    const path = typeof choice === "string" ? ["readings", id] : ["readings", id, "option"];
    return [yaml.fault(path, `readings.${id}：没有这个选项：“${option}”${suggest(option, options)}`)];
  });
}

/** Returns whether the key that is missing is there with a slip of the pen, which is told as it is. */
function isMeant(path: readonly (string | number)[], yaml: YamlFile): boolean {
  const [above, key] = [path.slice(0, -1), path.at(-1)];
  const allowed = allowedKeys(above);
  return pairs(valueAt(yaml.value, above)).some(([one]) => !allowed.includes(one) && nearest(one, allowed) === key);
}

function shown(value: Plain): string {
  if (value === null) return "现在是空的，";
  if (typeof value === "string") return `“${value}” `;
  return Array.isArray(value) ? "现在是列表，" : "现在是“键: 值”，";
}

function pairs(value: Plain | undefined): [string, Plain][] {
  return value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
}

function texts(value: Plain | undefined): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === "string") : [];
}

function valueAt(value: Plain | undefined, path: readonly (string | number)[]): Plain | undefined {
  let node: Plain | undefined = value;
  for (const step of path) {
    if (node === null || typeof node !== "object") return undefined;
    node = (node as {[key: string]: Plain})[String(step)];
  }
  return node;
}
