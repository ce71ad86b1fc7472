import type ExcelJS from "exceljs";
import type {Database} from "../../loaders/database.ts";
import {ruleColumns} from "../dictionary.ts";
import {formatDate, MISSING} from "../format.ts";
import {circled} from "../words.ts";
import {addSheet, type LaidColumn} from "../xlsx/layout.ts";
import {amount, pointsColumn, pointsFormat, widthOf} from "../xlsx/values.ts";
import {type Edition, paperEnd, TIES} from "./edition.ts";
import type {RankingRow, TotalRow} from "./standings.ts";

/** Adds a sheet per group: rank, unit, points by rule, total, what the caps cost, last year and the rank band. */
export async function addRankings(
  book: ExcelJS.Workbook,
  db: Database,
  edition: Edition,
  ranking: readonly RankingRow[]
): Promise<void> {
  const rules = await ruleColumns(db);
  const points = pointsFormat(ranking.flatMap(row => [...row.points, row.total, row.capLoss]));
  for (const [i, group] of groupsOf(edition, ranking).entries()) {
    const rows = ranking.filter(row => row.group === group);
    const columns: LaidColumn[] = [
      {head: "位次", width: 7, align: "center", format: "0"},
      unitColumn(rows),
      ...rules.map(({title}, i) => pointsColumn(`${circled(i + 1)}${title}`, points)),
      pointsColumn("合计", points),
      pointsColumn("封顶扣减", points),
      {head: "上年位次", width: 9, align: "center", format: "0"},
      {head: "位次变化", width: 9, align: "center"},
      {head: "位次区间", width: 11, align: "center"}
    ];
    addSheet(
      book,
      {
        name: group,
        table: `ranking_${i + 1}`,
        title: `${edition.title}：${group}`,
        notes: [
          `${edition.state.state}；数据截至${formatDate(edition.settings.asOf)}；共${rows.length}个单位；单位：分。`
        ],
        columns,
        rows: rows.map(row => [
          row.rank,
          row.unitName,
          ...row.points.map(amount),
          amount(row.total),
          amount(row.capLoss),
          row.previousRank ?? MISSING,
          row.change,
          band(row)
        ]),
        after: paperEnd(edition, [
          `${TIES}。`,
          "只计审核通过并在数据截至日前签批、没有撤销的申报；没有加分的单位记 0 分。",
          "封顶扣减是因封顶没有计入的分值，不在合计之内；上年位次按现有数据重新计算，“新”为上年不在本组。",
          "位次区间是文件未写明之处的各种理解和尚未决定的申报全部组合后的最好和最差位次。"
        ]),
        frozen: 2
      },
      edition.margins
    );
  }
}

/** Adds a sheet per group with the ranking by base score and bonus; none where there are no totals. */
export function addTotals(book: ExcelJS.Workbook, edition: Edition, totals: readonly TotalRow[]): void {
  const points = pointsFormat(totals.flatMap(({base, bonus, total}) => [base, bonus, total]));
  for (const [i, group] of groupsOf(edition, totals).entries()) {
    const rows = totals.filter(row => row.group === group);
    addSheet(
      book,
      {
        name: `总分 ${group}`,
        table: `total_ranking_${i + 1}`,
        title: `${edition.settings.city}${edition.year}年度总分位次（基础分与绩效加分之和）：${group}`,
        notes: [`${edition.state.state}；数据截至${formatDate(edition.settings.asOf)}；单位：分。`],
        columns: [
          {head: "位次", width: 8, align: "center", format: "0"},
          unitColumn(rows),
          {head: "基础分", width: 14, align: "right", format: points},
          {head: "绩效加分", width: 14, align: "right", format: points},
          {head: "总分", width: 14, align: "right", format: points}
        ],
        rows: rows.map(({rank, unitName, base, bonus, total}) => [
          rank ?? MISSING,
          unitName,
          base === null ? MISSING : amount(base),
          amount(bonus),
          total === null ? MISSING : amount(total)
        ]),
        after: paperEnd(edition, [
          `${TIES}。`,
          "总分为年度实绩考核基础分与绩效加分之和；没有导入基础分的单位列在最后，不排位次。"
        ]),
        frozen: 2
      },
      edition.margins
    );
  }
}

/** Returns the groups that have rows, in the order of the configuration. */
function groupsOf({settings}: Edition, rows: readonly {group: string}[]): string[] {
  return [...new Set([...settings.groups, ...rows.map(({group}) => group)])].filter(group =>
    rows.some(row => row.group === group)
  );
}

function band({bandBest, bandWorst}: RankingRow): string {
  if (bandBest === null || bandWorst === null) return MISSING;
  return bandBest === bandWorst ? String(bandBest) : `${bandBest}～${bandWorst}`;
}

function unitColumn(rows: readonly {unitName: string}[]): LaidColumn {
  return {
    head: "单位",
    width: widthOf(
      rows.map(({unitName}) => unitName),
      16,
      36
    )
  };
}
