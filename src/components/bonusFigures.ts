import {formatNames, formatPlaces, formatPoints, formatShare} from "../../publish/format.ts";
import type {RankRow} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {shortName} from "./frame.ts";
import type {Html} from "./html.ts";
import {legend} from "./marks.ts";
import {each, mostOf} from "./most.ts";
import {ruleFills, ruleName} from "./rules.ts";
import {sum} from "./shares.ts";
import {slopes} from "./slopes.ts";
import {table} from "./table.ts";

/** More rows than this no chart can tell apart; the table has them all. */
const MOST_BARS = 60;

/** Returns what each unit of the group earned, rule by rule. */
export function barsFigure(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
  const earned = group.rows.filter(row => row.total > 0);
  if (!earned.length) return null;
  const shown = earned.slice(0, MOST_BARS);
  const fills = ruleFills(facts);
  const total = sum(earned.map(row => row.total));
  return figure({
    title: `${group.name}的加分${sources(facts, earned, total)}`,
    summary: `${earned.length}个有加分的单位按位次排列${earned.length > shown.length ? `，只画前${shown.length}个` : ""}，每条按规则分段${facts.ceiling === null ? "" : `；竖线是全部规则合计的封顶${formatPoints(facts.ceiling)}分`}。`,
    legend: legend(facts.rules.map((rule, i) => ({name: ruleName(rule), fill: fills[i]!}))),
    draw: ({width, narrow}) =>
      stackedBars(
        shown.map(row => ({label: shortName(facts, row.unitId), values: row.points, note: formatPoints(row.total)})),
        {
          width,
          narrow,
          fills,
          tick: facts.ceiling,
          ticks: axis(Math.max(facts.ceiling ?? 0, ...shown.map(row => row.total))),
          format: value => formatPoints(value, {digits: 0})
        }
      ),
    table: table({
      caption: `${group.name}各项得分（图中数据）`,
      columns: [
        {head: "单位"},
        ...facts.rules.map(rule => ({head: ruleName(rule), number: true})),
        {head: "合计", number: true}
      ],
      rows: shown.map(row => [row.unitName, ...row.points.map(points => formatPoints(points)), formatPoints(row.total)])
    })
  });
}

/** Names the rules that gave most of the points. */
function sources(facts: Facts, earned: readonly RankRow[], total: number): string {
  const sums = facts.rules.map((rule, i) => ({rule, points: sum(earned.map(row => row.points[i]!))}));
  const best = mostOf(sums, ({points}) => points);
  const names = best.map(({rule}) => `“${ruleName(rule)}”`).join("、");
  if (best.length === 1 && best[0]!.points === total) return `全部来自${names}`;
  return `主要来自${names}，${each(best)}占${formatShare(best[0]?.points ?? 0, total)}`;
}

/** Whole points from 0 to the end of the axis, at most six. */
function axis(max: number): number[] {
  const step = Math.max(1, Math.ceil(max / 5000)) * 1000;
  return Array.from({length: Math.floor(max / step) + 1}, (_, i) => i * step);
}

/** Returns how the units of the group moved since the year before. */
export function slopeFigure(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
  const rows = group.rows.flatMap(row => (row.previousRank === null ? [] : [{row, before: row.previousRank}]));
  if (rows.length < 2 || rows.length > MOST_BARS) return null;
  const moves = rows.map(({row, before}) => ({row, before, places: before - row.rank}));
  const up = moves.filter(move => move.places > 0).length;
  const down = moves.filter(move => move.places < 0).length;
  const most = Math.max(...moves.map(move => Math.abs(move.places)));
  const strong = Math.max(3, Math.ceil(most / 2));
  const risen = mostOf(moves, ({places}) => places);
  return figure({
    title:
      risen.length > 0
        ? `${group.name}与上年相比，${formatNames(
            risen.map(({row}) => shortName(facts, row.unitId)),
            {most: 3}
          )}上升最多，${each(risen)}升${risen[0]!.places}位`
        : `${group.name}与上年相比，没有单位上升`,
    summary: `${rows.length}个两年都参评的单位中，${movesInWords(up, down, rows.length - up - down)}${most >= strong ? `；粗线是变动${strong}位及以上的单位` : ""}。`,
    draw: ({width, narrow}) =>
      slopes(
        moves.map(({row, before, places}) => ({
          label: shortName(facts, row.unitId),
          before,
          after: row.rank,
          strong: Math.abs(places) >= strong
        })),
        {width, narrow, years: [facts.year - 1, facts.year]}
      ),
    table: table({
      caption: `${group.name}两年位次（图中数据）`,
      columns: [
        {head: "单位"},
        {head: `${facts.year - 1}年位次`, number: true},
        {head: `${facts.year}年位次`, number: true},
        {head: "变化", number: true}
      ],
      rows: moves.map(({row, before, places}) => [row.unitName, before, row.rank, formatPlaces(places)])
    })
  });
}

/** How many went which way; of a way that none went nothing is said. */
function movesInWords(up: number, down: number, stayed: number): string {
  const ways = [
    [up, "上升"],
    [down, "下降"],
    [stayed, "不变"]
  ] as const;
  return ways.flatMap(([count, way]) => (count ? `${count}个${way}` : [])).join("，");
}
