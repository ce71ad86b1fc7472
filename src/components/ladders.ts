import * as Plot from "@observablehq/plot";
import {formatCount, formatNames, formatPoints} from "../../publish/format.ts";
import type {BonusData, RankRow} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {figure} from "./chart.ts";
import {type Html, html} from "./html.ts";
import {COLOURS} from "./marks.ts";
import {each, mostOf} from "./most.ts";
import {render} from "./plot.ts";
import {ruleName} from "./rules.ts";
import {table} from "./table.ts";

/** So many units stand at this number of points of a rule. */
interface Rung {
  rule: number;
  points: number;
  units: number;
}

/** Returns where the units stand on the ladder of each rule, with a tick where it stops. */
export function ladderFigure(facts: Facts, data: BonusData): Html | null {
  const rows = data.groups.flatMap(group => group.rows);
  const rungs = facts.rules.flatMap((_, rule) => rungsOf(rows, rule));
  if (!rungs.some(({points}) => points > 0)) return null;
  const nothing = facts.rules.map((_, rule) => rungs.find(rung => rung.rule === rule && rung.points === 0)?.units ?? 0);
  const capped = facts.rules.filter(({cap}, i) => cap !== null && rows.some(row => row.points[i]! >= cap));
  return figure({
    title: emptiest(facts, nothing),
    summary: `每项规则一行：圆点的位置是得分，大小和旁边的数是单位数，竖线是封顶。${capped.length ? `${capped.map(rule => ruleName(rule)).join("、")}有单位封顶。` : "没有单位封顶。"}`,
    draw: ({width, narrow}) => drawRungs(facts, rungs, {width, narrow}),
    table: table({
      caption: "各项规则的得分与单位数（图中数据）",
      columns: [{head: "规则"}, {head: "得分（分）", number: true}, {head: "单位", number: true}],
      rows: rungs.map(({rule, points, units}) => [
        ruleName(facts.rules[rule]!),
        html`${formatPoints(points)}${points > 0 && points === facts.rules[rule]!.cap ? "（封顶）" : null}`,
        formatCount(units)
      ])
    })
  });
}

/** Names every rule under which most units have nothing. */
function emptiest(facts: Facts, nothing: readonly number[]): string {
  const rules = mostOf(
    facts.rules.map((rule, i) => ({rule, units: nothing[i]!})),
    ({units}) => units
  );
  if (!rules.length) return "每项规则都没有空白的单位";
  const names = rules.map(({rule}) => `“${ruleName(rule)}”`);
  return `${formatNames(names, {most: 2, of: "项"})}空白最多，${each(rules)}有${formatCount(rules[0]!.units)}个单位没有得分`;
}

function rungsOf(rows: readonly RankRow[], rule: number): Rung[] {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.points[rule]!, (counts.get(row.points[rule]!) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([points, units]) => ({rule, points, units}));
}

/** Dots closer than this are not labelled on a telephone; the table has every number. */
const APART = 24;

function drawRungs(facts: Facts, rungs: readonly Rung[], {width, narrow}: {width: number; narrow: boolean}): string {
  const caps = facts.rules.flatMap(({cap}, rule) => (cap === null ? [] : [{rule, cap}]));
  const max = Math.max(...rungs.map(({points}) => points), ...caps.map(({cap}) => cap));
  const most = Math.max(...rungs.map(({units}) => units));
  const marginLeft = narrow ? 92 : 120;
  const scale = (width - marginLeft - 44) / max;
  const step = Math.max(1, Math.ceil(max / 4000)) * (max > 2000 ? 1000 : 500);
  const ticks = Array.from({length: Math.floor(max / step) + 1}, (_, i) => i * step);
  const labelled = rungs.filter((rung, i) => {
    const next = rungs[i + 1];
    const apart = !next || next.rule !== rung.rule || (next.points - rung.points) * scale >= APART;
    return apart || rung.points === 0;
  });
  return render({
    width,
    height: facts.rules.length * 50 + 40,
    marginLeft,
    marginRight: 44,
    marginTop: 14,
    marginBottom: 28,
    x: {
      domain: [0, max],
      axis: "bottom",
      ticks,
      tickFormat: (value: number) => formatPoints(value),
      tickSize: 0,
      label: null
    },
    y: {domain: [-0.6, facts.rules.length - 0.5], reverse: true, axis: null},
    r: {domain: [0, most], range: [0, narrow ? 11 : 14]},
    style: {fontSize: `${narrow ? 13 : 14}px`, fontFamily: "inherit", overflow: "visible"},
    marks: [
      Plot.ruleX(ticks, {stroke: COLOURS.grid}),
      Plot.link(caps, {
        x1: "cap",
        x2: "cap",
        y1: ({rule}) => rule - 0.36,
        y2: ({rule}) => rule + 0.36,
        stroke: COLOURS.ink,
        strokeWidth: 2
      }),
      Plot.dot(rungs, {x: "points", y: "rule", r: "units", fill: COLOURS.interval, stroke: COLOURS.strong}),
      Plot.text(labelled, {x: "points", y: "rule", text: rung => String(rung.units), dy: -23, fill: COLOURS.ink}),
      Plot.text(facts.rules, {
        x: 0,
        y: (_, i) => i,
        text: rule => ruleName(rule),
        textAnchor: "end",
        dx: -20,
        fill: COLOURS.ink
      })
    ]
  });
}
