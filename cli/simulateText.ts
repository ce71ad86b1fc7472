import {formatPlaces, formatPoints, formatPointsChange, MISSING} from "../publish/format.ts";
import {dispositionWords} from "../publish/words.ts";
import type {ClaimChange, Comparison, UnitChange} from "../scoring/compareVersions.ts";
import type {Policy} from "../scoring/policy.ts";
import type {Simulation} from "../scoring/simulate.ts";
import {describeAsked} from "./askedText.ts";
import {formatTable} from "./progress.ts";

/** Returns the simulation as lines for a terminal: one sentence, what was changed, who moves, and through which claims. */
export function describeSimulation(
  result: Simulation,
  {policy, changed}: {policy: Policy; changed: {policy: Policy}}
): string {
  const {year, basis, asOf, asked} = result;
  return [
    `${year} 年度试算：${headline(result)}（${BASES[basis] ?? basis}，数据截至 ${asOf}）`,
    "",
    describeAsked(asked, policy, changed.policy),
    ...describeComparison(result)
  ].join("\n");
}

const BASES: Readonly<Record<string, string>> = {
  signed: "只算已签批的",
  reviewed: "算审核通过的，不论签批",
  claimed: "算全部未被否定的申报"
};

/** Returns how many units change rank, and how many only their points. */
export function headline({units}: Comparison): string {
  const ranked = units.filter(isRanked);
  const moved = ranked.filter(changesRank).length;
  const points = ranked.filter(unit => !changesRank(unit) && changesPoints(unit)).length;
  const others = units.filter(unit => !isRanked(unit) && changesPoints(unit)).length;
  const outside = others ? `；不参加排位次的单位中 ${others} 个得分变化` : "";
  if (!moved && !points) return `参加排位次的 ${ranked.length} 个单位得分和位次都不变${outside}`;
  const only = points ? `，${points} 个只有得分变化` : "";
  return `参加排位次的 ${ranked.length} 个单位中，${moved} 个位次变化${only}，${ranked.length - moved - points} 个不变${outside}`;
}

/** Returns the units that change, group by group, the rest in a sentence each; then the claims. */
export function describeComparison({units, claims}: Comparison): string[] {
  const out: string[] = [];
  for (const group of new Set(units.map(unit => unit.group))) {
    const members = units.filter(unit => unit.group === group);
    const changing = members.filter(unit => changesRank(unit) || changesPoints(unit));
    if (!changing.length && group === null) continue;
    out.push("", `${group ?? "不参加排位次的单位"}（${members.length} 个单位）`);
    // Who changes rank comes first, by the new rank; the order of the rest stays.
    const rows = changing.toSorted((a, b) => Number(changesRank(b)) - Number(changesRank(a)));
    if (rows.length)
      out.push(
        formatTable(
          UNIT_HEAD,
          rows.map(unit => unitRow(unit, claims)),
          [3, 5]
        )
      );
    if (group !== null) out.push(describeRest(members.filter(unit => !changing.includes(unit))));
  }
  const names = new Map(units.map(({unit_id, unit_name}) => [unit_id, unit_name]));
  if (!claims.length) return [...out, "", "没有一条申报的得分或处理结果变化。"];
  const shown = claims.slice(0, SHOWN_CLAIMS);
  out.push("", `变化的申报（${claims.length} 条）；每个单位各条增减相加，等于它合计的增减`);
  out.push(
    formatTable(
      CLAIM_HEAD,
      shown.map(claim => claimRow(claim, names)),
      [5]
    )
  );
  if (claims.length > shown.length) out.push(`……其余 ${claims.length - shown.length} 条，加 --json 全部列出`);
  return out;
}

/** More than this nobody reads on a terminal. */
const SHOWN_CLAIMS = 60;

const UNIT_HEAD = ["单位", "位次", "升降", "合计", "", "增减", "缘由"];
const CLAIM_HEAD = ["申报编号", "单位", "规则", "处理结果", "得分", "增减", "来源"];

function unitRow(unit: UnitChange, claims: readonly ClaimChange[]): string[] {
  const {rank_before, rank_after, total_before, total_after, rules} = unit;
  const count = (rule: string) => claims.filter(one => one.unit_id === unit.unit_id && one.rule_id === rule).length;
  const why = rules
    .filter(rule => rule.points_before !== rule.points_after)
    .map(rule => `${rule.rule_id} ${signed(rule.points_after - rule.points_before)}（${count(rule.rule_id)} 条申报）`);
  return [
    unit.unit_name,
    arrow(
      rank_before === null ? MISSING : `第 ${rank_before} 位`,
      rank_after === null ? MISSING : `第 ${rank_after} 位`
    ),
    rank_before === null || rank_after === null ? MISSING : formatPlaces(rank_before - rank_after),
    formatPoints(total_before),
    total_before === total_after ? "" : `→ ${formatPoints(total_after)}`,
    signed(total_after - total_before),
    why.length ? why.join("，") : "得分不变，因其他单位升降"
  ];
}

function claimRow(claim: ClaimChange, names: ReadonlyMap<string, string>): string[] {
  const {source_file, source_sheet, source_row, points_before, points_after} = claim;
  return [
    claim.claim_id,
    names.get(claim.unit_id) ?? claim.unit_id,
    claim.rule_id,
    arrow(
      treatment(claim.disposition_before, claim.dup_of_before),
      treatment(claim.disposition_after, claim.dup_of_after)
    ),
    arrow(formatPoints(points_before), formatPoints(points_after)),
    signed(points_after - points_before),
    `${source_file}${source_sheet ? `［${source_sheet}］` : ""} 第 ${source_row} 行`
  ];
}

function treatment(disposition: string | null, dupOf: string | null): string {
  if (disposition === null) return "不在本年度";
  return dispositionWords(disposition) + (dupOf === null ? "" : `（见 ${dupOf}）`);
}

function describeRest(rest: readonly UnitChange[]): string {
  if (!rest.length) return "没有一个单位不变";
  const names = rest.slice(0, 8).map(({unit_name}) => unit_name);
  return `${rest.length} 个单位位次和合计不变：${names.join("、")}${rest.length > names.length ? " 等" : ""}`;
}

function arrow(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

function signed(thousandths: number): string {
  return formatPointsChange(thousandths);
}

function isRanked({group}: UnitChange): boolean {
  return group !== null;
}

function changesRank({rank_before, rank_after}: UnitChange): boolean {
  return rank_before !== rank_after;
}

function changesPoints({total_before, total_after}: UnitChange): boolean {
  return total_before !== total_after;
}
