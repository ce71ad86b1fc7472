import {capLossFacts, citedName} from "../publish/capWords.ts";
import {decimalText, formatPoints} from "../publish/format.ts";
import {dispositionWords} from "../publish/words.ts";
import {ruleFacts, thingOf} from "../scoring/facts.ts";
import type {Policy} from "../scoring/policy.ts";
import type {ClaimRevision, Mover, Pair, Place, Reason, UnitRevision} from "../scoring/revision.ts";
import {decisionText} from "./decisionText.ts";
import type {Unit} from "./findUnit.ts";
import {formatTable} from "./progress.ts";
import {changeText} from "./ruleChangeText.ts";

/** One end of a comparison. */
export interface EndPoint {
  /** ISO date. */
  asOf: string;
  policy: Policy;
  /** As the caller named it. */
  policyName: string;
}

/** What `hengcai diff` found. */
export interface Revision {
  city: string;
  year: number;
  from: EndPoint;
  to: EndPoint;
  /** The one unit asked for; null for all. */
  unit: Unit | null;
  units: readonly UnitRevision[];
}

/** Returns the revision as plain data, points as decimal text, each reason with its sentence. */
export function revisionJson({year, from, to, unit, units}: Revision): unknown {
  const things = thingsOf([from, to]);
  const end = ({asOf, policyName}: EndPoint) => ({as_of: asOf, policy: policyName});
  const points = ({before, after}: Pair<number>) => ({
    before: before === null ? null : decimalText(before),
    after: after === null ? null : decimalText(after)
  });
  const mover = ({unitId, unitName, total}: Mover) => ({unit_id: unitId, unit_name: unitName, total: points(total)});
  return {
    year,
    from: end(from),
    to: end(to),
    unit,
    changed: units.length > 0,
    units: units.map(({unitId, unitName, total, places, claims}) => ({
      unit_id: unitId,
      unit_name: unitName,
      total: points(total),
      change: decimalText(total.after - total.before),
      places: places.map(({group, rank, overtakenBy, overtook}) => ({
        group,
        rank,
        overtaken_by: overtakenBy.map(mover),
        overtook: overtook.map(mover)
      })),
      claims: claims.map(({claimId, rule, clause, disposition, points: own, change, reasons, source}) => ({
        claim_id: claimId,
        rule_id: rule,
        clause,
        disposition,
        points: points(own),
        change: decimalText(change),
        reasons: reasons.map(reason => ({...plainReason(reason), text: reasonText(reason, thingIn(things, rule))})),
        source_file: source.file,
        source_sheet: source.sheet,
        source_row: source.row
      }))
    }))
  };
}

/** Returns the revision as lines for a terminal: who moved, then each unit's claims and what they add up to. */
export function describeRevision(revision: Revision): string {
  const {city, year, unit, units} = revision;
  const sides = sidesText(revision);
  if (!units.length) {
    const whose = unit ? `${unit.name}（${unit.unit_id}）` : `${city}各单位`;
    return `${whose} ${year} 年度的得分、位次和每条申报的处理，${sides.join("与")}完全相同。`;
  }
  const out = [`${city} ${year} 年度绩效加分：${sides.join(" → ")}`];
  const moved = units.filter(({total, places}) => total.before !== total.after || places.some(hasMoved));
  if (!unit) {
    out.push(
      `得分或位次有变化的单位 ${moved.length} 个，申报处理有变化的 ${units.filter(one => one.claims.length).length} 个`
    );
    if (moved.length) out.push("", summary(moved));
  }
  const things = thingsOf([revision.from, revision.to]);
  for (const one of units) out.push("", describeUnit(one, things));
  return out.join("\n");
}

function sidesText({from, to}: Revision): string[] {
  const days = from.asOf !== to.asOf;
  const policies = from.policyName !== to.policyName || from.policy !== to.policy;
  return [from, to].map(({asOf, policyName}) =>
    [days || !policies ? `截至 ${asOf}` : "", policies ? `按 ${policyName}` : ""].filter(Boolean).join("、")
  );
}

function summary(units: readonly UnitRevision[]): string {
  const rows = units.flatMap(({unitId, unitName, total, places}) =>
    (places.length ? places : [null]).map(place => [
      place?.group ?? "不参加排位次",
      unitName,
      unitId,
      place ? rankText(place.rank) : "—",
      formatPoints(total.before),
      formatPoints(total.after),
      signed(total.after - total.before)
    ])
  );
  return formatTable(["组别", "单位", "编码", "位次", "原得分", "现得分", "变动"], rows, [4, 5, 6]);
}

function hasMoved({rank}: Place): boolean {
  return rank.before !== rank.after;
}

function describeUnit({unitId, unitName, total, claims, places}: UnitRevision, things: Things): string {
  const out = [`${unitName}（${unitId}）${formatPoints(total.before)} → ${formatPoints(total.after)} 分`];
  for (const place of places) out.push(...placeLines(place));
  if (!places.length) out.push("该单位本年度不参加排位次");
  let running = total.before;
  const rows = claims.map(claim => {
    running += claim.change;
    return [
      claim.claimId,
      stateText(claim, "before"),
      stateText(claim, "after"),
      signed(claim.change),
      formatPoints(running),
      claim.reasons.map(reason => reasonText(reason, thingIn(things, claim.rule))).join("；"),
      claim.clause || "—",
      `${claim.source.file}${claim.source.sheet ? `［${claim.source.sheet}］` : ""} 第 ${claim.source.row} 行`
    ];
  });
  if (rows.length) {
    out.push(formatTable(["申报编号", "原来", "现在", "变动", "累计", "原因", "条款", "来源"], rows, [3, 4]));
  }
  const parts = claims.map(({change}) => change).filter(change => change !== 0);
  const sum = parts.length ? parts.map(signed).join(" ") : "没有增减";
  out.push(`合计 ${formatPoints(total.before)} → ${formatPoints(total.after)} 分：${sum}`);
  return out.join("\n");
}

function placeLines({group, rank, overtakenBy, overtook}: Place): string[] {
  const lines = [`${group}组：${rankText(rank)}`];
  if (overtook.length) lines.push(`  原在前、现不在前的 ${overtook.length} 个：${overtook.map(moverText).join("、")}`);
  if (overtakenBy.length) {
    lines.push(`  原不在前、现在前的 ${overtakenBy.length} 个：${overtakenBy.map(moverText).join("、")}`);
  }
  return lines;
}

function rankText({before, after}: Pair<number>): string {
  if (before === null) return `原不在组内 → 第 ${after} 位`;
  if (after === null) return `第 ${before} 位 → 现不在组内`;
  return before === after ? `第 ${after} 位，未变` : `第 ${before} 位 → 第 ${after} 位`;
}

function moverText({unitName, total: {before, after}}: Mover): string {
  if (before === null) return `${unitName}（新入组，${formatPoints(after)}）`;
  if (after === null) return `${unitName}（原 ${formatPoints(before)}，已不在组内）`;
  return `${unitName}（${formatPoints(before)} → ${formatPoints(after)}）`;
}

function stateText({disposition, points, rule}: ClaimRevision, side: "before" | "after"): string {
  const word = disposition[side];
  if (word === null) return "没有这条";
  const changed = rule.before !== null && rule.after !== null && rule.before !== rule.after;
  return `${changed ? `${rule[side]} ` : ""}${dispositionWords(word)} ${formatPoints(points[side])}`;
}

function signed(points: number): string {
  return points > 0 ? `+${formatPoints(points)}` : points < 0 ? `-${formatPoints(-points)}` : formatPoints(0);
}

function plainReason(reason: Reason): object {
  if (reason.kind !== "capped") return reason;
  const {cap, caps} = reason;
  return {...reason, cap: cap === null ? null : decimalText(cap), caps: caps.map(capLossFacts)};
}

/** Rule id → what its claims are about. */
type Things = ReadonlyMap<string, string>;

/** Returns what the claims of each rule of the ends are about; the later end's word holds. */
function thingsOf(ends: readonly EndPoint[]): Things {
  return new Map(
    ends.flatMap(({policy}) =>
      (policy.bonus?.rules ?? []).map(rule => [rule.id, thingOf(ruleFacts(policy, rule))] as const)
    )
  );
}

function thingIn(things: Things, {before, after}: Pair<string>): string {
  return things.get(after ?? before ?? "") ?? "事项";
}

/** Returns why, as a Chinese sentence without its full stop; `thing` is what the claim is about. */
export function reasonText(reason: Reason, thing: string): string {
  switch (reason.kind) {
    case "decided": {
      const said = decisionText(reason.decision);
      return reason.undone ? `${said}，不再适用` : said;
    }
    case "occurred":
      return `发生于 ${reason.on}`;
    case "reviewed":
      return `审核通过于 ${reason.on}`;
    case "signed":
      return `签批于 ${reason.on}`;
    case "rejected":
      return `不予认定于 ${reason.on}`;
    case "revoked":
      return `撤销于 ${reason.on}，原因${reason.ground}`;
    case "voided":
      return `本单位 ${reason.by} 因${reason.ground}撤销于 ${reason.on}，全年其他申报一并取消`;
    case "released":
      return `本单位 ${reason.by} 的撤销不再牵连本年度`;
    case "duplicate":
      return `同一${thing}另由 ${reason.of} 计分`;
    case "inherited":
      return `同一${thing}原由 ${reason.from} 计分，现由本条计`;
    case "moved":
      return reason.signedOn === null ? "按签批日期换了年度" : `按签批日期 ${reason.signedOn} 换了年度`;
    case "renumbered":
      return `项次变动：${listed(reason.by)} 的计分有变`;
    case "capped":
      return `${capText(reason)}${reason.by.length ? `以内的余量变动：${listed(reason.by)} 的计分有变` : "以内余量不足"}`;
    case "policy":
      return reason.changes.length ? reason.changes.map(changeText).join("，") : "制度的其他规定不同";
  }
}

function capText({cap, caps}: Extract<Reason, {kind: "capped"}>): string {
  if (caps.length) return caps.map(loss => citedName(loss)).join("、");
  return cap === null ? "封顶" : `封顶 ${formatPoints(cap)}`;
}

const LISTED = 4;

function listed(claims: readonly string[]): string {
  const shown = claims.slice(0, LISTED).join("、");
  return claims.length > LISTED ? `${shown} 等 ${claims.length} 条` : shown;
}
