import {formatPoints} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {dataLinks, type Page, page, section} from "./frame.ts";
import {html} from "./html.ts";
import {rankText} from "./ranks.ts";
import {table} from "./table.ts";

/** Returns the page 单位: every unit that has a page, by kind. */
export function unitsPage(
  facts: Facts,
  ranks: ReadonlyMap<string, {rank: number; tied: boolean; total: number; group: string}>
): Page {
  const paged = [...facts.units.values()].filter(unit => unit.page);
  const groups = [
    ...facts.groups.map(group => ({title: group.name, kinds: group.kinds})),
    {
      title: "其他单位",
      kinds: [...new Set(paged.map(unit => unit.kind))].filter(
        kind => !facts.groups.some(group => group.kinds.includes(kind))
      )
    }
  ]
    .map(({title, kinds}) => ({title, units: paged.filter(unit => kinds.includes(unit.kind))}))
    .filter(group => group.units.length);
  return page(facts, {
    name: "units",
    title: "单位",
    lead: html`${paged.length}个单位各有一页：得了多少分、为什么，还欠什么。可以打印后交给单位核对。`,
    description: `${facts.city}各单位页面目录。`,
    body: html`<div data-search="找单位" data-hint="名称、简称、曾用名、编码、拼音或首字母">${groups.map((group, i) =>
      section(
        `${group.title}（${group.units.length}个）`,
        table({
          caption: `${group.title}，按建制序`,
          interactive: `group-${i + 1}`,
          className: "directory",
          rowHead: 0,
          columns: [
            {head: "单位", sticky: true},
            {head: "简称"},
            {head: "类别"},
            {head: "编码", nowrap: true},
            {head: "加分（分）", number: true},
            {head: "位次", number: true},
            {head: "曾用名"}
          ],
          rows: group.units.map(unit => {
            const rank = ranks.get(unit.id);
            return [
              {show: html`<a href="${unit.page!}" rel="external">${unit.name}</a>`, sort: unit.order, find: unit.find},
              unit.short,
              unit.kind,
              html`<span class="code">${unit.id}</span>`,
              {show: rank ? formatPoints(rank.total) : "—", sort: rank?.total ?? -1},
              {show: rank ? rankText(rank) : "—", sort: rank?.rank ?? 9999},
              unit.former ?? "—"
            ];
          })
        }),
        dataLinks(facts, ["units", "bonus_ranking"])
      )
    )}</div>`
  });
}
