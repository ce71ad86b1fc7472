import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {type Database, openDatabase} from "../loaders/database.ts";
import {isIsoDate} from "../loaders/dates.ts";
import {UserError} from "../loaders/error.ts";
import {load} from "../loaders/load.ts";
import {dateLiteral} from "../loaders/sql.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {scoredYears} from "../scoring/members.ts";
import type {Policy} from "../scoring/policy.ts";
import {revise} from "../scoring/revision.ts";
import {openSandbox, type Side} from "../scoring/sandbox.ts";
import type {Context} from "./context.ts";
import {describeRevision, type EndPoint, revisionJson} from "./diffText.ts";
import {findUnit} from "./findUnit.ts";
import {readPolicySpec} from "./policySpec.ts";
import {bringLoaded, readPolicies} from "./stages.ts";

export interface DiffOptions {
  /** A day or a version of the policy, as `--from-policy` takes it. */
  from?: string;
  to?: string;
  fromPolicy?: string;
  toPolicy?: string;
  year?: string;
  unit?: string;
}

/**
 * Prints why one year's points and ranks are others on a later day or under another version of the policy, claim by
 * claim; returns the exit status. Nothing of it is written.
 */
export async function runDiff(context: Context, options: DiffOptions): Promise<number> {
  const configured = onlyBonus(readPolicies(context).map(({policy}) => policy));
  const [from, to] = endPoints(context, configured, options);
  const year = yearBetween(from, to, options.year);
  await bringLoaded(context);
  const folder = mkdtempSync(join(tmpdir(), "hengcai-diff-"));
  const db = await openSandbox();
  try {
    const before = await sideOf(context, from, folder);
    const after = await sideOf(context, to, folder);
    context.progress.step(`计分：${year} 年度，前后各一次`);
    const units = await revise(db, {year, before, after});
    const unit = options.unit === undefined ? null : await findUnit(db, options.unit);
    context.progress.done();
    const revision = {city: context.config.city, year, from, to, unit, units: units.filter(isAbout(unit?.unit_id))};
    console.log(context.json ? JSON.stringify(revisionJson(revision), null, 2) : describeRevision(revision));
    return 0;
  } finally {
    db.close();
    rmSync(folder, {recursive: true, force: true});
  }
}

function isAbout(unit: string | undefined): (revised: {unitId: string}) => boolean {
  return ({unitId}) => unit === undefined || unitId === unit;
}

function onlyBonus(policies: readonly Policy[]): Policy {
  const bonus = policies.find(policy => policy.bonus);
  if (!bonus) throw new UserError("hengcai.yaml 的 policies 里没有计分的制度，没有可以比较的得分");
  return bonus;
}

/** Reads the two ends of the comparison; throws a UserError that lists every fault. What is not named is as configured. */
function endPoints(context: Context, configured: Policy, options: DiffOptions): [EndPoint, EndPoint] {
  const faults: string[] = [];
  const given = [options.from, options.to, options.fromPolicy, options.toPolicy];
  if (given.every(text => text === undefined)) {
    throw new UserError(
      "没有说要比较什么：请用 --from、--to 写两个日期（如 --from 2025-06-30 --to 2025-12-31）或制度的两个版本（如 --from haicheng-2021-2 --to haicheng-2021-2+修订.yaml）"
    );
  }
  const read = (name: string, text: string | undefined, policyText: string | undefined): EndPoint => {
    const end: EndPoint = {asOf: context.config.asOf, policy: configured, policyName: configured.id};
    const isDay = text !== undefined && /^\d{4}\D?\d{1,2}\D?\d{1,2}日?$/.test(text.trim());
    if (isDay && isIsoDate(text)) end.asOf = text;
    else if (isDay) faults.push(`--${name} 的日期无效：“${text}”，应写成 2025-12-31 这样的形式`);
    const spec = policyText ?? (isDay ? undefined : text);
    if (text !== undefined && !isDay && policyText !== undefined) {
      faults.push(`--${name} 和 --${name}-policy 都是制度：“${text}”和“${policyText}”；--${name} 应是日期，或只留一个`);
    } else if (spec !== undefined) {
      try {
        end.policy = readPolicySpec(context.workspace, spec);
        end.policyName = spec;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        faults.push(error.message);
      }
    }
    if (!end.policy.bonus) faults.push(`--${name} 的制度不计分：“${spec}”；应是有 score 的制度`);
    return end;
  };
  const ends: [EndPoint, EndPoint] = [
    read("from", options.from, options.fromPolicy),
    read("to", options.to, options.toPolicy)
  ];
  if (!faults.length && ends[0].asOf > ends[1].asOf) {
    faults.push(`--from 在 --to 之后：“${ends[0].asOf}”晚于“${ends[1].asOf}”；应先写较早的日期`);
  }
  if (faults.length) throw new UserError(faults.join("\n"));
  return ends;
}

function yearBetween(from: EndPoint, to: EndPoint, text: string | undefined): number {
  const [begun, years] = [yearsOf(from), yearsOf(to)];
  const list = years.filter(year => begun.includes(year));
  const range = list.length > 1 ? `${list[0]} 至 ${list.at(-1)}` : String(list[0] ?? "（没有）");
  const hint = `从 ${from.asOf} 到 ${to.asOf} 可以比较的年度：${range}`;
  if (text !== undefined && !/^\d{4}$/.test(text)) {
    throw new UserError(`--year 的年度无效：“${text}”，应是四位年份，如 2025；${hint}`);
  }
  const year = text === undefined ? list.at(-1) : Number(text);
  if (year === undefined || !list.includes(year)) {
    const why =
      year !== undefined && years.includes(year)
        ? `到 ${from.asOf} 还没有开始，请把 --from 改为该年度以内的日期`
        : "不在两次计分之内";
    throw new UserError(`${year ?? ""} 年度${why}；${hint}`);
  }
  return year;
}

function yearsOf({policy, asOf}: EndPoint): number[] {
  return scoredYears(policy.from, asOf, policy.bonus!.begins);
}

async function sideOf(context: Context, {policy, asOf}: EndPoint, folder: string): Promise<Side> {
  return {warehouse: await warehouseOn(context, asOf, folder), policy, settings: {...context.config, asOf}};
}

/** Returns a warehouse in which the decisions made by the day apply, and no later ones: the present one where these are the same. */
async function warehouseOn(context: Context, day: string, folder: string): Promise<string> {
  const present = warehousePath(context.workspace);
  if (!(await decidedBetween(present, day, context.config.asOf))) return present;
  const target = join(folder, `${day}.duckdb`);
  context.progress.step(`按 ${day} 以前的裁定重读`);
  const options = {target, previous: present, createKey: false, decidedBy: day};
  await load(context.workspace, context.config, options);
  return target;
}

async function decidedBetween(warehouse: string, one: string, other: string): Promise<boolean> {
  const [first, last] = one < other ? [one, other] : [other, one];
  const db: Database = await openDatabase(warehouse, {readOnly: true});
  try {
    const [row] = await db.all<{n: number}>(
      `SELECT COUNT(*) AS n FROM core.decisions WHERE decided_on > ${dateLiteral(first)} AND decided_on <= ${dateLiteral(last)}`
    );
    return row!.n > 0;
  } finally {
    db.close();
  }
}
