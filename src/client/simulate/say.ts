import {formatPlaces, formatPoints, formatPointsChange} from "../../../publish/format.ts";
import {circled, dispositionWords} from "../../../publish/words.ts";
import type {ClaimChange, UnitChange} from "../../../scoring/compareVersions.ts";
import type {Policy} from "../../../scoring/policy.ts";
import type {Knob} from "./knobs.ts";
import {type Scenario, valueText} from "./scenario.ts";
import type {Outcome} from "./workbench.ts";

/** What the group of units ranked with nobody is called. */
export const UNRANKED = "不参加排位次的单位";

/** Returns the units of the group, the ranked ones by the new rank. */
export function unitsOf({units}: Pick<Outcome, "units">, group: string | null): UnitChange[] {
  return units.filter(unit => unit.group === group);
}

/** Returns in one sentence how many units of the group move, who most, and how many do elsewhere. */
export function sentenceOf(outcome: Outcome, group: string | null): string {
  const units = unitsOf(outcome, group);
  const moved = units.filter(changesRank).length;
  const points = units.filter(unit => !changesRank(unit) && changesPoints(unit)).length;
  const others = outcome.units.filter(
    unit => unit.group !== group && (changesRank(unit) || changesPoints(unit))
  ).length;
  const elsewhere = others ? `其他组有${others}个单位变化。` : "";
  const name = `${group ?? UNRANKED}${units.length}个单位`;
  if (!moved && !points) return `${name}的得分和位次都不变。${elsewhere}`;
  const parts = [
    moved ? `${moved}个位次变化` : "位次都不变",
    points ? `${points}个${moved ? "只有" : ""}得分变化` : "",
    units.length > moved + points ? `${units.length - moved - points}个不变` : ""
  ];
  return `${name}中，${parts.filter(Boolean).join("，")}。${farthest(units)}${elsewhere}`;
}

function farthest(units: readonly UnitChange[]): string {
  const places = (unit: UnitChange) => (unit.rank_before ?? 0) - (unit.rank_after ?? 0);
  const ranked = units.filter(changesRank).toSorted((a, b) => places(b) - places(a));
  const [up, down] = [ranked[0], ranked.at(-1)];
  const words = (unit: UnitChange) => `${unit.unit_name}（第${unit.rank_before}位→第${unit.rank_after}位）`;
  const said = [
    up && places(up) > 0 ? `升得最多的是${words(up)}` : "",
    down && places(down) < 0 ? `降得最多的是${words(down)}` : ""
  ].filter(Boolean);
  return said.length ? `${said.join("，")}。` : "";
}

/** Returns the message of the drawing. */
export function titleOf(outcome: Outcome, group: string | null): string {
  const units = unitsOf(outcome, group);
  const up = units.filter(unit => places(unit) > 0).length;
  const down = units.filter(unit => places(unit) < 0).length;
  return up || down ? `${up}个单位上升，${down}个单位下降` : "没有单位的位次变化";
}

/** Returns why a unit's points or rank change: by which rules, through how many claims. */
export function reasonOf(unit: UnitChange, {claims, policy}: Pick<Outcome, "claims" | "policy">): string {
  const parts = unit.rules
    .filter(rule => rule.points_before !== rule.points_after)
    .map(rule => {
      const count = claims.filter(one => one.unit_id === unit.unit_id && one.rule_id === rule.rule_id).length;
      const change = formatPointsChange(rule.points_after - rule.points_before);
      return `${ruleTitle(policy, rule.rule_id)} ${change}（${count}条申报）`;
    });
  if (parts.length) return parts.join("；");
  if (changesPoints(unit)) return "各条增减相抵";
  return changesRank(unit) ? "得分不变，因其他单位升降" : "";
}

/** Returns ①人才引进; a claim outside the rules goes by its id. */
export function ruleTitle({bonus}: Policy, id: string): string {
  const rule = bonus!.rules.find(one => one.id === id);
  return rule ? `${circled(rule.seq)}${rule.title}` : id === "N" ? "宣传表彰类" : id;
}

/** A change in words: what, from what, to what, and where `--set` or `--reading` finds it. */
export interface Said {
  path: string;
  what: string;
  before: string;
  after: string;
  /** Said of a change that does nothing in the year or under the readings chosen. */
  idle: string | null;
}

/** Returns what the scenario changes, in the order of the policy file: first numbers, then readings. */
export function changesOf(
  scenario: Scenario,
  {policy, knobs, chosen}: {policy: Policy; knobs: readonly Knob[]; chosen: ReadonlyMap<string, string>}
): Said[] {
  const numbers = knobs.flatMap((knob): Said[] => {
    const value = scenario.values.get(knob.path);
    if (value === undefined) return [];
    const unit = knob.unit === "points" ? "分" : "项";
    return [
      {
        path: knob.path,
        what: `${knob.rule === null ? "" : `${ruleTitle(policy, knob.rule)}，`}${knob.label}`,
        before: `${valueText(knob, knob.present)}${unit}`,
        after: `${valueText(knob, value)}${unit}`,
        idle: idleWords(knob, scenario, chosen)
      }
    ];
  });
  const readings = [...scenario.readings].map(([id, option]): Said => {
    const reading = policy.readings.get(id)!;
    const meaning = (name: string) => reading.options.get(name) || name;
    return {path: id, what: reading.ask, before: meaning(chosen.get(id)!), after: meaning(option), idle: null};
  });
  return [...numbers, ...readings];
}

/** Returns why the knob does nothing in the scenario, null where it does. */
export function idleWords(knob: Knob, {year, readings}: Scenario, chosen: ReadonlyMap<string, string>): string | null {
  if (!knob.holdsIn(year)) return `${year} 年度不用这个数`;
  const unused = knob.under.some(({reading, option}) => (readings.get(reading) ?? chosen.get(reading)) !== option);
  return unused ? "按现在选的理解用不到" : null;
}

/** Returns 3, 并列3 where others of the group have the rank too, `—` where there is none. */
export function rankText(rank: number | null, ranks: readonly (number | null)[]): string {
  if (rank === null) return "—";
  return ranks.filter(other => other === rank).length > 1 ? `并列${rank}` : String(rank);
}

/** Returns ↑2, ↓1 or —. */
export function movedText(unit: UnitChange): string {
  return unit.rank_before === null || unit.rank_after === null ? "—" : formatPlaces(places(unit));
}

/** Returns how a claim is treated. */
export function treatmentOf(disposition: string | null, dupOf: string | null): string {
  if (disposition === null) return "不在本年度";
  return dispositionWords(disposition) + (dupOf === null ? "" : `（见 ${dupOf}）`);
}

/** Returns both sides, or the one where they are alike. */
export function arrow(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

/** Returns 0.1 → 0.3, or the one where they are alike. */
export function pointsArrow({
  points_before,
  points_after
}: Pick<ClaimChange, "points_before" | "points_after">): string {
  return arrow(formatPoints(points_before), formatPoints(points_after));
}

/** Places gained. */
export function places({rank_before, rank_after}: UnitChange): number {
  return rank_before === null || rank_after === null ? 0 : rank_before - rank_after;
}

export function changesRank({rank_before, rank_after}: UnitChange): boolean {
  return rank_before !== rank_after;
}

export function changesPoints({total_before, total_after}: UnitChange): boolean {
  return total_before !== total_after;
}
