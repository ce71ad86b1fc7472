import {formatPoints} from "../../publish/format.ts";
import type {ScreenData, ScreenGroup} from "../../publish/sitedata/screen.ts";
import {GRADE_COUNTS} from "../../publish/tables/public.ts";
import {type Html, html} from "./html.ts";
import {countText} from "./screenGrades.ts";
import {table} from "./table.ts";

const TITLES: Readonly<Record<(typeof GRADE_COUNTS)[number], string>> = {
  filed: "备案",
  excellent: "优秀",
  qualified: "合格",
  unqualified: "不合格",
  other: "其他"
};

/** Returns the numbers behind the sheet, folded: every group in full, and the grades. */
export function screenTables(data: ScreenData, rules: readonly string[], place: string): Html | null {
  const grades = [
    ...(data.overall ? [{title: place, rows: [{...data.overall, name: place}]}] : []),
    ...(data.parts ? [data.parts] : [])
  ];
  if (!data.groups.length && !grades.length) return null;
  return html`<details class="sheet"><summary>查看屏上的数据</summary>${data.groups.map(group => groupTable(group, rules))}${grades.map(
    ({title, rows}) =>
      table({
        caption: `${title}已备案的年度考核等次（人）`,
        columns: [{head: "范围"}, ...GRADE_COUNTS.map(name => ({head: TITLES[name], number: true}))],
        rows: rows.map(row => [row.name, ...GRADE_COUNTS.map(name => countText(row[name]))])
      })
  )}</details>`;
}

function groupTable({name, banded, rows}: ScreenGroup, rules: readonly string[]): Html {
  if (banded) {
    return table({
      caption: `${name}：组内单位过少，只公布位次段，段内按建制序`,
      columns: [{head: "位次段"}, {head: "单位"}],
      rowHead: 1,
      rows: rows.map(row => [row.bandFirst === null ? "—" : `第${row.bandFirst}—${row.bandLast}位`, row.name])
    });
  }
  return table({
    caption: `${name}的绩效加分（分）`,
    columns: [
      {head: "位次", number: true},
      {head: "单位"},
      ...rules.map(head => ({head, number: true})),
      {head: "合计", number: true},
      {head: "上年位次", number: true},
      {head: "变化", number: true}
    ],
    rowHead: 1,
    rows: rows.map(row => [
      row.rank ?? "—",
      row.name,
      ...row.points.map(points => formatPoints(points)),
      formatPoints(row.total),
      row.previousRank ?? "—",
      row.change ?? "—"
    ])
  });
}
