import {decimalsOf, formatCount, formatPoints, MISSING} from "../format.ts";
import {type PaperColumn, type TableBlock, textWidthOf} from "../paper/paper.ts";
import {circled} from "../words.ts";
import type {Figures, RuleFigure, Standing} from "./figures.ts";

const RULE = 12;
const AROUND = 11 + 13 + 13 + 11 + 12;
const UNIT = 32;

/** Returns whether the ranking with so many rules needs the page turned. */
export function isWide(rules: number): boolean {
  return AROUND + UNIT + rules * RULE > textWidthOf("document", false);
}

/** Returns a group's ranking as a table that fills the width of the text. */
export function rankingTable(
  group: Figures["groups"][number],
  rules: readonly RuleFigure[],
  {number, year}: {number: number; year: number}
): TableBlock {
  const width = textWidthOf("document", isWide(rules.length));
  const column = (head: string, width: number, align: PaperColumn["align"] = "right"): PaperColumn => ({
    ...{head, width, align}
  });
  const digits = digitsOf(group.rows.flatMap(row => [...row.points, row.total, row.capLoss]));
  const points = Math.min(RULE, Math.max(9, Math.floor((width - AROUND - UNIT) / rules.length)));
  return {
    kind: "table",
    caption: `表${number}　${year}年度${group.name}绩效加分位次（单位：分）`,
    columns: [
      column("位次", 11, "center"),
      column("单位", width - AROUND - points * rules.length, "left"),
      ...rules.map(({title}, i) => column(`${circled(i + 1)}\n${title}`, points)),
      column("合计", 13),
      column("封顶\n扣减", 13),
      column("上年\n位次", 11, "center"),
      column("位次\n变化", 12, "center")
    ],
    rows: group.rows.map(row => rankingCells(row, digits))
  };
}

/** Returns what each rule gave, and all of them together. */
export function rulesTable(rules: readonly RuleFigure[], {number, year}: {number: number; year: number}): TableBlock {
  const sum = (of: (rule: RuleFigure) => number): number => rules.reduce((total, rule) => total + of(rule), 0);
  const digits = digitsOf(rules.flatMap(({raw, points, capLoss}) => [raw, points, capLoss]));
  const shown = (points: number): string => formatPoints(points, {digits});
  return {
    kind: "table",
    caption: `表${number}　${year}年度各项目得分构成（参加排位次的单位）`,
    columns: [
      {head: "项目", width: 46, align: "left"},
      {head: "得分单位\n（个）", width: 22, align: "right"},
      {head: "认定有效\n（条）", width: 22, align: "right"},
      {head: "封顶前\n（分）", width: 22, align: "right"},
      {head: "得分\n（分）", width: 22, align: "right"},
      {head: "封顶扣减\n（分）", width: 22, align: "right"}
    ],
    rows: [
      ...rules.map(({title, units, items, raw, points, capLoss}, i) => [
        `${circled(i + 1)}${title}`,
        formatCount(units),
        formatCount(items),
        shown(raw),
        shown(points),
        shown(capLoss)
      ]),
      [
        "合计",
        MISSING,
        formatCount(sum(({items}) => items)),
        shown(sum(({raw}) => raw)),
        shown(sum(({points}) => points)),
        shown(sum(({capLoss}) => capLoss))
      ]
    ],
    total: true
  };
}

function rankingCells(row: Standing, digits: number): string[] {
  return [
    String(row.rank),
    row.unitName,
    ...[...row.points, row.total, row.capLoss].map(points => formatPoints(points, {digits})),
    row.previousRank === null ? MISSING : String(row.previousRank),
    row.change
  ];
}

/** Returns how many decimals show every value of a table exactly: one at least. */
export function digitsOf(thousandths: readonly number[]): number {
  return thousandths.reduce((most, value) => Math.max(most, decimalsOf(value)), 1);
}
