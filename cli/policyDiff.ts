import {UserError} from "../loaders/error.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import type {Policy} from "../scoring/policy.ts";
import {policyChanges} from "../scoring/policyChanges.ts";
import {openSandbox} from "../scoring/sandbox.ts";
import {askedChanges, type Simulation, simulate} from "../scoring/simulate.ts";
import {readingsUnder} from "../scoring/versionRun.ts";
import {describeAsked} from "./askedText.ts";
import type {Context} from "./context.ts";
import {readPolicySpec} from "./policySpec.ts";
import {readYear} from "./simulate.ts";
import {changesJson, comparisonJson} from "./simulateJson.ts";
import {describeSimulation} from "./simulateText.ts";
import {bringScored, readPolicies} from "./stages.ts";

/** Prints in what two versions of a policy differ, and what that does to the units of the workspace; writes nothing. */
export async function runPolicyDiff(
  context: Context,
  before: string,
  after: string,
  options: {year?: string}
): Promise<number> {
  const faults: string[] = [];
  const [old, now] = [before, after].map(spec => readSpec(context.workspace, spec, faults));
  if (!old || !now) throw new UserError(faults.join("\n"));
  const result = old.bonus && now.bonus ? await compare(context, old, now, options.year) : undefined;
  context.progress.done();
  if (context.json) console.log(JSON.stringify(toJson(context, old, now, result), null, 2));
  else console.log(toText(context, old, now, result));
  return 0;
}

async function compare(context: Context, old: Policy, now: Policy, given: string | undefined): Promise<Simulation> {
  await bringScored(context);
  const warehouse = warehousePath(context.workspace);
  const faults: string[] = [];
  const year = await readYear(warehouse, given, faults);
  if (faults.length) throw new UserError(faults.join("\n"));
  context.progress.step("按两份制度计分");
  const inForce = readPolicies(context).find(({policy}) => policy.bonus)?.policy;
  const published = inForce !== undefined && !policyChanges(inForce.tree, old.tree).length;
  const db = await openSandbox();
  try {
    const settings = context.config;
    const changed = {policy: now, readings: readingsUnder(now, settings.readings)};
    return await simulate(db, {warehouse, settings, year, basis: "signed", policy: old, changed, published});
  } finally {
    db.close();
  }
}

function readSpec(workspace: string, spec: string, faults: string[]): Policy | undefined {
  try {
    return readPolicySpec(workspace, spec);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push(`${spec}：${error.message}`);
    return undefined;
  }
}

function askedOf({config}: Context, old: Policy, now: Policy) {
  const version = (policy: Policy) => ({policy, readings: readingsUnder(policy, config.readings)});
  return askedChanges(version(old), version(now));
}

function toJson(context: Context, old: Policy, now: Policy, result: Simulation | undefined): Record<string, unknown> {
  const head = ({id, title, amendments}: Policy) => ({id, title, amendments: amendments.map(one => one.id)});
  const body = result ? comparisonJson(result) : {changes: changesJson(askedOf(context, old, now))};
  return {before: head(old), after: head(now), ...body};
}

function toText(context: Context, old: Policy, now: Policy, result: Simulation | undefined): string {
  const asked = result?.asked ?? askedOf(context, old, now);
  const places = asked.length ? `${asked.length} 处不同` : "内容相同";
  const title = `${name(old)} → ${name(now)}：${places}`;
  if (result) return `${title}\n${describeSimulation(result, {policy: old, changed: {policy: now}})}`;
  const idle = [old, now].filter(({bonus}) => !bonus).map(name);
  return [title, describeAsked(asked, old, now), "", `${idle.join("、")}不给单位加分，不比较单位。`].join("\n");
}

function name({title, amendments}: Policy): string {
  const last = amendments.at(-1);
  return last ? `“${title}”（经“${last.title}”修订）` : `“${title}”`;
}
