import {formatCount, formatNames, formatPlaces, formatPoints, formatShare} from "../../publish/format.ts";
import type {BonusData, RankRow} from "../../publish/sitedata/bonus.ts";
import {type Facts, hasDataset} from "../../publish/sitedata/facts.ts";
import {isCapped} from "../../publish/sitedata/measures.ts";
import type {WaitingData} from "../../publish/sitedata/waiting.ts";
import {DISPOSITIONS} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, missingDataset, type Page, page, section, shortName, unitLink} from "./frame.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {ladderFigure} from "./ladders.ts";
import {legend, STATE_FILLS} from "./marks.ts";
import {each, mostOf} from "./most.ts";
import {measureProof, rankAnchor, ruleAnchor, unitProof, yearProof} from "./proof.ts";
import {nextWords, ruleFills, ruleName, togetherOf} from "./rules.ts";
import {spelled, sum} from "./shares.ts";
import {slopes} from "./slopes.ts";
import {table} from "./table.ts";
import {waitingUnits} from "./waiting.ts";
import {yearLinks} from "./years.ts";

/** Returns the page 绩效加分: who leads, who has nothing, and how the points came about. */
export function bonusPage(facts: Facts, data: BonusData, waiting: WaitingData | null = null): Page {
  const missing = missingDataset(facts, "claims", "激励奖励（加分）申报");
  const lead = bonusLead(facts, data);
  return page(facts, {
    name: "bonus",
    title: `${facts.year}年度绩效加分位次`,
    lead,
    description: `${facts.city}${facts.year}年度绩效加分：各组单位的位次、各项得分、封顶扣减与上年比较。`,
    body: html`${yearLinks(facts, "bonus")}${missing}${data.groups.length ? groupTabs(facts, data) : null}${missing ? null : details(facts, data)}${waiting ? waitingUnits(facts, waiting, "claims") : null}`
  });
}

/** Returns the verdict: how many have points, who leads each group, who has none. */
export function bonusLead(facts: Facts, data: BonusData): Part {
  const rows = data.groups.flatMap(group => group.rows);
  if (!rows.length) return html`${facts.year}年度没有参加排位次的单位。`;
  // Without claims the page has no such place.
  const counts = hasDataset(facts, "claims") ? COUNTS : null;
  const withPoints = rows.filter(row => row.total > 0);
  const total = sum(rows.map(row => row.total));
  const leaders = data.groups.flatMap(group => {
    const first = group.rows.filter(row => row.rank === 1 && row.total > 0);
    if (!first.length) return [];
    const names =
      first.length > 2
        ? `${shortName(facts, first[0]!.unitId)}等${first.length}个单位并列`
        : first.map(row => shortName(facts, row.unitId)).join("、");
    return [`${group.name}${names}（${formatPoints(first[0]!.total)}分）`];
  });
  const silent = rows.filter(row => row.claims === 0).length;
  return html`${rows.length}个参评单位中有<strong>${measureProof(facts, "earning", `${withPoints.length}个`, counts)}</strong>得到加分，合计<strong>${measureProof(facts, "bonus", formatPoints(total), counts)}分</strong>。${
    leaders.length ? html`居首的是${leaders.join("，")}。` : null
  }${silent ? html`<strong>${measureProof(facts, "silent", `${silent}个`, counts)}</strong>单位全年没有申报。` : null}`;
}

function groupTabs(facts: Facts, data: BonusData): Html {
  return html`<div class="tabs" data-tabs>${data.groups.map(
    (group, i) =>
      html`<section class="tab" data-tab="${group.name}" id="group-${i + 1}"><h2>${group.name}：${groupMessage(facts, group.rows)}</h2>${rankingTable(facts, group, `ranking-${i + 1}`)}${dataLinks(facts, ["bonus_ranking"])}${zeroList(facts, group)}<div class="pair">${barsFigure(facts, group)}${slopeFigure(facts, group)}</div>${nextTable(facts, group)}</section>`
  )}</div>`;
}

function groupMessage(facts: Facts, rows: readonly RankRow[]): string {
  const first = rows.filter(row => row.rank === 1 && row.total > 0);
  if (!first.length) return `${rows.length}个单位均无加分`;
  const zero = rows.filter(row => row.total === 0).length;
  const who = first.length === 1 ? `${shortName(facts, first[0]!.unitId)}居首` : `${first.length}个单位并列首位`;
  return zero ? `${who}，${zero}个单位没有加分` : `${who}，各单位均有加分`;
}

function rankingTable(facts: Facts, group: {name: string; rows: readonly RankRow[]}, name: string): Html {
  return table({
    className: "ranking",
    caption: html`${group.name}绩效加分位次表（${facts.year}年度，已签批口径，单位：分）`,
    interactive: name,
    rowHead: 1,
    columns: [
      {head: "位次", number: true, sticky: true},
      {head: "单位", sticky: true},
      ...facts.rules.map(rule => ({head: ruleName(rule), number: true})),
      {head: "合计", number: true},
      {head: "封顶扣减", number: true},
      {head: "上年位次", number: true},
      {head: "位次变化", number: true},
      {head: "位次区间", number: true}
    ],
    rows: group.rows.map(row => [
      {show: namedRank(facts, row), sort: row.rank},
      {
        show: unitLink(facts, row.unitId, {name: row.unitName}),
        sort: facts.units.get(row.unitId)?.order ?? row.unitName,
        find: facts.units.get(row.unitId)?.find ?? ""
      },
      ...row.points.map((points, i) => ({
        show: points
          ? unitProof(facts, row.unitId, ruleAnchor(facts.rules[i]!.id), formatPoints(points))
          : formatPoints(0),
        sort: points
      })),
      {show: html`<strong>${totalProof(facts, row)}</strong>`, sort: row.total},
      {show: formatPoints(row.capLoss), sort: row.capLoss},
      {show: row.previousRank ?? "—", sort: row.previousRank ?? 9999},
      {show: row.change, sort: row.previousRank === null ? -9999 : row.previousRank - row.rank},
      {show: bandText(row), sort: row.bandBest ?? 9999}
    ])
  });
}

/** The unit's own page says its rank and leads here. */
function namedRank(facts: Facts, row: RankRow): Part {
  const id = rankAnchor(facts.units.get(row.unitId)?.page ?? null);
  return id ? html`<span id="${id}">${rankText(row)}</span>` : rankText(row);
}

/** A total opens the unit's scores; of an earlier year without a claim, the unit's years. */
function totalProof(facts: Facts, row: RankRow): Part {
  const total = formatPoints(row.total);
  return facts.archive && row.claims === 0
    ? yearProof(facts, row.unitId, total)
    : unitProof(facts, row.unitId, "total", total);
}

/** Returns 3, or 并列3 where the rank is shared. */
export function rankText(row: {rank: number; tied: boolean}): string {
  return row.tied ? `并列${row.rank}` : String(row.rank);
}

/** Returns the best and worst rank that open questions leave possible. */
export function bandText(row: {bandBest: number | null; bandWorst: number | null}): string {
  if (row.bandBest === null || row.bandWorst === null) return "—";
  return row.bandBest === row.bandWorst ? `${row.bandBest}` : `${row.bandBest}～${row.bandWorst}`;
}

/** More rows than this no chart can tell apart; the table has them all. */
const MOST_BARS = 60;

function barsFigure(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
  const earned = group.rows.filter(row => row.total > 0);
  if (!earned.length) return null;
  const shown = earned.slice(0, MOST_BARS);
  const fills = ruleFills(facts);
  const best = facts.rules
    .map((rule, i) => ({rule, points: sum(earned.map(row => row.points[i]!))}))
    .sort((a, b) => b.points - a.points)[0]!;
  const total = sum(earned.map(row => row.total));
  const share = formatShare(best.points, total);
  return figure({
    title: `${group.name}的加分主要来自“${ruleName(best.rule)}”，占${share}`,
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

/** Whole points from 0 to the end of the axis, at most six. */
function axis(max: number): number[] {
  const step = Math.max(1, Math.ceil(max / 5000)) * 1000;
  return Array.from({length: Math.floor(max / step) + 1}, (_, i) => i * step);
}

function slopeFigure(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
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
        ? `与上年相比，${formatNames(
            risen.map(({row}) => shortName(facts, row.unitId)),
            {most: 3}
          )}上升最多，${each(risen)}升${risen[0]!.places}位`
        : "与上年相比，没有单位上升",
    summary: `${rows.length}个两年都参评的单位中，${up}个上升，${down}个下降，${rows.length - up - down}个不变${most >= strong ? `；粗线是变动${strong}位及以上的单位` : ""}。`,
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

/** The next step of every unit on every ladder, folded: long, and of use to each unit only in its own row; none in a year gone by. */
function nextTable(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
  if (facts.archive || facts.rules.every(rule => rule.ladder === null)) return null;
  return html`<details class="next"><summary>各单位离下一档还差多少</summary>${table({
    caption: `${group.name}各单位的下一步（分）`,
    columns: [{head: "单位", sticky: true}, ...facts.rules.map(rule => ({head: ruleName(rule)}))],
    rows: group.rows.map(row => [
      row.unitName,
      ...facts.rules.map((rule, i) =>
        nextWords(rule, row.items[i]!, row.points[i]!, togetherOf(facts, rule, row.points))
      )
    ])
  })}</details>`;
}

function zeroList(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
  const none = group.rows.filter(row => row.claims === 0);
  const refused = group.rows.filter(row => row.claims > 0 && row.total === 0);
  if (!none.length && !refused.length) return null;
  const names = (rows: readonly RankRow[]) =>
    join(
      rows.map(row => unitLink(facts, row.unitId, {short: true})),
      "、"
    );
  return html`<div class="note">${none.length ? html`<p><strong>全年没有申报（${none.length}个）：</strong>${names(none)}。</p>` : null}${
    refused.length
      ? html`<p><strong>有申报、没有计分（${refused.length}个）：</strong>${names(refused)}。原因见各单位页。</p>`
      : null
  }</div>`;
}

function details(facts: Facts, data: BonusData): Html {
  return html`${laddersSection(facts, data)}${waterfall(facts, data)}${dispositions(facts, data)}${notes(facts, data)}`;
}

function laddersSection(facts: Facts, data: BonusData): Html {
  const rows = data.groups.flatMap(group => group.rows);
  return section(
    `${spelled(facts.rules.length)}项规则：怎么加，到哪里封顶`,
    table({
      caption: `各项规则的阶梯、封顶和${facts.year}年度的得分（分）`,
      columns: [
        {head: "规则"},
        {head: "怎么加", wide: true},
        {head: "封顶", number: true},
        {head: "计分项数", number: true},
        {head: "得分", number: true},
        {head: "封顶扣减", number: true},
        {head: "封顶单位数", number: true}
      ],
      rows: facts.rules.map((rule, i) => {
        const sums = data.rules.find(row => row.ruleId === rule.id);
        const atCap = rule.cap === null ? 0 : rows.filter(row => row.points[i]! >= rule.cap!).length;
        return [
          html`${ruleName(rule)}<small>${rule.clause}</small>`,
          html`${rule.values || rule.says}`,
          rule.cap === null ? "不封顶" : formatPoints(rule.cap),
          formatCount(sums?.items ?? 0),
          formatPoints(sums?.points ?? 0),
          formatPoints(sums?.capLoss ?? 0),
          formatCount(atCap)
        ];
      }),
      foot: ruleTotals(data)
    }),
    limitNote(facts),
    rows.length ? countNote(facts, rows) : null,
    html`<p class="after">“封顶扣减”是各项按规则应得、因封顶没有计入的分值。“封顶单位数”只数参加排位次的单位。${facts.archive ? null : html`每个单位离下一档还差多少，见<a href="${facts.base ?? ""}units.html" rel="external">各单位的页面</a>。`}</p>`,
    ladderFigure(facts, data),
    dataLinks(facts, ["rules", "bonus_scores"])
  );
}

/** Where the first sentence of an earlier year's page leads. */
const COUNTS = "counts";

function countNote(facts: Facts, rows: readonly RankRow[]): Html {
  const of = (id: string, test: (row: RankRow) => boolean) => {
    const count = rows.filter(test).length;
    return html`${formatCount(count)}个（${measureProof(facts, id, formatShare(count, rows.length))}）`;
  };
  return html`<p id="${COUNTS}">${formatCount(rows.length)}个参评单位合计${formatPoints(sum(rows.map(row => row.total)))}分，其中有加分的${of("earning", row => row.total > 0)}，全年没有申报的${of("silent", row => row.claims === 0)}，至少一项封顶的${of("capped", row => isCapped(facts, row.points))}，因封顶少计${measureProof(facts, "cap_loss", `${formatPoints(sum(rows.map(row => row.capLoss)))}分`)}。</p>`;
}

/** The rules together; where units that are ranked nowhere have points too, theirs and what is left for the ranking. */
function ruleTotals({rules, unranked}: BonusData): Html {
  const line = (name: string, [items, points, capLoss]: readonly [number, number, number]) =>
    html`<tr><th scope="row" colspan="3">${name}</th><td class="number">${formatCount(items)}</td><td class="number">${formatPoints(points)}</td><td class="number">${formatPoints(capLoss)}</td><td class="number">—</td></tr>`;
  const sums = (rows: readonly {items: number; points: number; capLoss: number}[]) =>
    [sum(rows.map(row => row.items)), sum(rows.map(row => row.points)), sum(rows.map(row => row.capLoss))] as const;
  const [all, apart] = [sums(rules), sums(unranked)];
  if (!apart[0]) return line("合计", all);
  const ranked = [all[0] - apart[0], all[1] - apart[1], all[2] - apart[2]] as const;
  return html`${line("合计", all)}${line("其中：不参加排位次的单位", apart)}${line("参加排位次的单位", ranked)}`;
}

/** What several rules may earn together at most. */
function limitNote(facts: Facts): Html | null {
  const limits = new Map(
    facts.rules.flatMap(({ladder}) => (ladder?.limit ? [[ladder.limit.over.join(), ladder.limit]] : []))
  );
  if (!limits.size) return null;
  return html`${[...limits.values()].map(({over, max}) => {
    const names = facts.rules.filter(({id}) => over.includes(id)).map(rule => ruleName(rule));
    return html`<p>${names.join("、")}合计不超过${formatPoints(max)}分。</p>`;
  })}`;
}

/** What takes points away before each stage after the first. */
const LOSSES = ["审核", "未签批", "封顶", "不参加排位次"];

/** Of points before the caps, units that are ranked nowhere with the others. */
function stageNote(facts: Facts, {stages: [claimed, reviewed, signed]}: BonusData): Html | null {
  if (!claimed?.points || !reviewed?.points || !signed) return null;
  const lost = (from: number, to: number) =>
    `${formatShare(from - to, from)}（${formatPoints(from - to)}/${formatPoints(from)}分）`;
  return html`<p>按封顶以前的分值，审核核减率${measureProof(facts, "refused", lost(claimed.points, reviewed.points))}，审核通过而待签批的占${measureProof(facts, "unsigned", lost(reviewed.points, signed.points))}。</p>`;
}

/** Returns what becomes of the claimed points, stage by stage. */
export function waterfall(facts: Facts, data: BonusData): Html | null {
  const [claimed] = data.stages;
  const last = data.stages.at(-1);
  if (!claimed || !last) return null;
  const fallTo = (i: number) => (i ? data.stages[i - 1]!.points - data.stages[i]!.points : 0);
  const losses = data.stages.slice(1).map((_, i) => `${LOSSES[i]}${formatPoints(fallTo(i + 1))}分`);
  return section(
    "从申报到计分",
    stageNote(facts, data),
    figure({
      title: `有效申报${formatPoints(claimed.points)}分，最后计入${formatPoints(last.points)}分`,
      summary: `少计的${formatPoints(claimed.points - last.points)}分中，${losses.join("，")}。`,
      draw: ({width, narrow}) => {
        const steps = data.stages.map((stage, i) => ({
          label: stage.name,
          values: [stage.points, fallTo(i)],
          note: i ? `${formatPoints(stage.points)}（少${formatPoints(fallTo(i))}）` : formatPoints(stage.points)
        }));
        return stackedBars(steps, {
          width,
          narrow,
          fills: [STATE_FILLS.done, STATE_FILLS.running],
          max: claimed.points,
          format: value => formatPoints(value)
        });
      },
      table: table({
        caption: "从申报到计分（图中数据）",
        columns: [
          {head: "环节"},
          {head: "计分的申报（条）", number: true},
          {head: "分值（分）", number: true},
          {head: "比上一环节少（分）", number: true}
        ],
        rows: data.stages.map((stage, i) => [
          stage.name,
          formatCount(stage.claims),
          formatPoints(stage.points),
          i ? html`${formatPoints(fallTo(i))}<small>${LOSSES[i - 1]}</small>` : "—"
        ])
      })
    }),
    dataLinks(facts, ["bonus_ledger"])
  );
}

function dispositions(facts: Facts, data: BonusData): Html {
  return section(
    "每条申报的去向",
    table({
      caption: `${facts.year}年度全部申报按处理结果（已签批口径）`,
      columns: [{head: "处理结果"}, {head: "申报（条）", number: true}, {head: "含义", wide: true}],
      rows: data.dispositions.map(({disposition, claims}) => [
        DISPOSITIONS[disposition]?.word ?? disposition,
        formatCount(claims),
        DISPOSITIONS[disposition]?.why ?? ""
      ])
    }),
    dataLinks(facts, ["bonus_ledger"])
  );
}

function notes(facts: Facts, data: BonusData): Html {
  return section(
    "说明",
    html`<ul class="notes"><li>合计相同的单位位次并列，其后顺延空位（1、2、2、4）；并列时按建制序列出。</li>
<li>位次区间：把制度中没有写明的理解换一种，把尚未签批的申报全部通过或全部不通过，逐一重算，该单位最好和最差的位次。</li>
<li>位次变化与同组上年位次相比；“新”表示上年不在本组。上年位次按现行规则重算。</li>
${data.contested.claims ? html`<li>${contestedNote(data.contested)}</li>` : null}
${
  data.unranked.length
    ? html`<li>不参加排位次而有申报的单位：${join(
        data.unranked.map(
          row => html`${unitLink(facts, row.unitId, {name: row.unitName})}（${formatPoints(row.points)}分）`
        ),
        "、"
      )}。</li>`
    : null
}</ul>`
  );
}

function contestedNote({claims, settled}: BonusData["contested"]): string {
  const open = claims - settled;
  const parts = [
    settled ? `${open ? `${settled}条` : ""}已由办公室裁定归属，按裁定计分` : "",
    open ? `${settled ? `其余${open}条` : ""}按发生在先的计分，在后的标为重复，都已标出待核` : ""
  ];
  return `有${claims}条申报涉及多个单位申报同一人：${parts.filter(Boolean).join("；")}。`;
}
