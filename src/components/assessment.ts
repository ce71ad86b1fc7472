import {REST} from "../../publish/disclosure/merge.ts";
import {formatCount, formatRate, formatShare, MISSING} from "../../publish/format.ts";
import {type AssessmentData, GRADES, type Stages} from "../../publish/sitedata/assessment.ts";
import {type Facts, hasDataset} from "../../publish/sitedata/facts.ts";
import {inFieldOrder} from "../../publish/sitedata/keyOrder.ts";
import type {ReportData} from "../../publish/sitedata/reports.ts";
import type {GradeRow} from "../../publish/sitedata/shownGrades.ts";
import type {TalentData} from "../../publish/sitedata/talents.ts";
import {hideWaiting, type WaitingData} from "../../publish/sitedata/waiting.ts";
import {ALERTS, DIMENSIONS, OUTCOMES} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, missingDataset, type Page, page, section, shortName, unitOrder, wholeNote} from "./frame.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {lines} from "./lines.ts";
import {COLOURS, GRADE_FILLS, legend, STATE_FILLS} from "./marks.ts";
import {measureAnchor, measureProof} from "./proof.ts";
import {reportSection} from "./reports.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";
import {talentSection} from "./talents.ts";
import {waitingUnits} from "./waiting.ts";
import {yearLinks} from "./years.ts";

/** What the page shows beside the assessment itself. */
export interface AssessmentExtras {
  reports: ReportData;
  talents: TalentData | null;
  waiting: WaitingData | null;
}

/** Returns the page 年度考核: how many are assessed, and graded how. Counts only. */
export function assessmentPage(facts: Facts, read: AssessmentData, more: AssessmentExtras | null = null): Page {
  const data = {...read, dimensions: hideWaiting(read.dimensions, more?.waiting ?? null)};
  const missing = missingDataset(facts, "talents", "人才名单") ?? missingDataset(facts, "assessments", "年度考核结果");
  return page(facts, {
    name: "assessment",
    title: `${facts.year}年度引进人才考核`,
    lead: assessmentLead(facts, data),
    description: `${facts.city}${facts.year}年度引进人才考核的应考、备案人数和等次分布。`,
    body:
      missing ??
      html`${yearLinks(facts, "assessment")}${funnel(facts, data)}${cityTable(facts, data)}${distributions(facts, data)}${trend(facts, data)}${byUnit(facts, data)}${matrix(facts, data)}${outcomes(facts, data)}${benefits(facts, data)}${more?.talents ? talentSection(facts, more.talents, cityGrades(data, facts.year)?.due ?? null) : null}${more ? reportSection(facts, more.reports) : null}${more?.waiting ? waitingUnits(facts, more.waiting, "grades") : null}${alerts(facts, data)}`
  });
}

/** Returns the cell of the whole city in the year. */
export function cityGrades(data: AssessmentData, year: number): GradeRow | undefined {
  return data.trend.find(row => row.year === year);
}

/** Returns 优秀 + 合格 + 不合格, of which single ones may be hidden: the denominator of every share of grades. */
export function graded(row: GradeRow): number {
  return (row.filed ?? 0) - (row.other ?? 0);
}

function assessmentLead(facts: Facts, data: AssessmentData): Part {
  const row = cityGrades(data, facts.year);
  if (!row) return html`${facts.year}年度没有应考人才。`;
  if (row.suppressed) return html`${facts.year}年度应考或备案的人数少，各项人数不显示。`;
  const whole = hasDataset(facts, "talents") && hasDataset(facts, "assessments");
  const listed = (id: string) => whole && (data.stages !== null || !["due", "filed"].includes(id));
  const of = (id: string, number: string) => measureProof(facts, id, number, listed(id) ? cityAnchor(id) : null);
  const people = (id: CityMeasure) => of(id, `${formatCount(row[id])}人`);
  return html`应考<strong>${people("due")}</strong>，已备案${people("filed")}，备案率<strong>${of("filed", formatShare(row.filed, row.due))}</strong>。备案的三个等次中，优秀${people("excellent")}（${of("excellent", formatShare(row.excellent, graded(row)))}），合格${people("qualified")}，不合格<strong>${people("unqualified")}</strong>。`;
}

type CityMeasure = "due" | "filed" | "excellent" | "qualified" | "unqualified";

const CITY_ROWS: readonly (readonly ["excellent" | "qualified" | "unqualified", string])[] = [
  ["excellent", "优秀"],
  ["qualified", "合格"],
  ["unqualified", "不合格"]
];

/** The row of the stages, or of the whole city's grades, that holds the measure. */
function cityAnchor(id: string): string {
  return `city-${id}`;
}

/** Both bases of the grades side by side: a share of those graded says how they did, of those due how far the year is. */
function cityTable(facts: Facts, data: AssessmentData): Html | null {
  const row = cityGrades(data, facts.year);
  if (!row || row.suppressed) return null;
  return section(
    "全市等次",
    table({
      caption: `${facts.year}年度全市等次；占比的分母，三个等次是备案优秀、合格、不合格的${formatCount(graded(row))}人，应考是${formatCount(row.due)}人`,
      columns: [
        {head: "等次"},
        {head: "人数", number: true},
        {head: "占三个等次", number: true},
        {head: "占应考", number: true}
      ],
      rowIds: CITY_ROWS.map(([id]) => cityAnchor(id)),
      rows: CITY_ROWS.map(([id, name]) => [
        name,
        `${formatCount(row[id])}人`,
        formatShare(row[id], graded(row)),
        formatShare(row[id], row.due)
      ])
    }),
    dataLinks(facts, ["grade_distribution"])
  );
}

/** Returns how many of those due came to each stage, and how long the steps took. */
export function funnel(facts: Facts, data: AssessmentData): Html | null {
  const row = data.stages;
  if (!row) return null;
  const steps = [
    {name: "应考", count: row.due},
    {name: "本人申报", count: row.declared},
    {name: "单位评价", count: row.unitGraded},
    {name: "县级考评", count: row.countyGraded},
    {name: "市级备案", count: row.filed}
  ];
  const losses = steps
    .slice(1)
    .map((step, i) => ({name: `${steps[i]!.name}到${step.name}`, count: steps[i]!.count - step.count}));
  const worst = losses.reduce((a, b) => (b.count > a.count ? b : a));
  return section(
    "走到哪一步",
    figure({
      title: worst.count > 0 ? `“${worst.name}”一步差得最多，${formatCount(worst.count)}人` : "应考人员已全部备案",
      summary: `应考${formatCount(row.due)}人中，申报${formatShare(row.declared, row.due)}，单位评价${formatShare(row.unitGraded, row.due)}，县级考评${formatShare(row.countyGraded, row.due)}，备案${formatShare(row.filed, row.due)}。`,
      draw: ({width, narrow}) =>
        stackedBars(
          steps.map(({name, count}) => ({
            label: name,
            values: [count],
            note: `${formatCount(count)}人（${formatShare(count, row.due)}）`
          })),
          {width, narrow, fills: [STATE_FILLS.done], format: String}
        ),
      table: table({
        caption: "各环节人数（图中数据）",
        columns: [{head: "环节"}, {head: "人数", number: true}, {head: "占应考", number: true}],
        rowIds: steps.map((_, i) =>
          i === 0 ? cityAnchor("due") : i === steps.length - 1 ? cityAnchor("filed") : null
        ),
        rows: steps.map(({name, count}) => [name, `${formatCount(count)}人`, formatShare(count, row.due)])
      })
    }),
    countyNote(facts, row),
    data.lags.length
      ? table({
          caption: "各环节间隔（天，日历日）；只算应考人员中前后两个日期都有、次序不颠倒的",
          columns: [{head: "间隔"}, {head: "中位数", number: true}, {head: "最长", number: true}],
          rows: data.lags.map(lag => [lag.name, lag.median, lag.longest])
        })
      : null,
    dataLinks(facts, ["grade_distribution"])
  );
}

/** What waits is not the difference of two stages where some were filed without the one before. */
function countyNote(facts: Facts, {countyGraded, countyFiled, filed}: Stages): Html | null {
  if (!countyGraded) return null;
  const share = measureProof(facts, "assessed_filed", formatRate(countyFiled, countyGraded));
  const [waiting, undated] = [countyGraded - countyFiled, filed - countyFiled];
  return html`<p>县级已考评的${formatCount(countyGraded)}人中已备案${formatCount(countyFiled)}人，考评后备案率${share}${waiting ? html`，还有${formatCount(waiting)}人等待备案` : null}。${
    undated
      ? html`另有${formatCount(undated)}人没有县级考评等次或日期就备案了，算在备案${formatCount(filed)}人里，不算在县级考评里${waiting ? "，所以等待备案的不等于两个环节人数之差" : null}。`
      : null
  }</p>`;
}

/** Returns stacked shares of the grades by district; the note says over how many. */
export function districtFigure(facts: Facts, data: AssessmentData, waiting: WaitingData | null = null): Html | null {
  const group = hideWaiting(data.dimensions, waiting).find(({dimension}) => dimension === "district");
  return group ? gradeFigure(facts, "district", group.rows) : null;
}

/** Of fewer people a rate is not held against that of others. */
const ENOUGH = 20;

function gradeFigure(facts: Facts, dimension: string, rows: readonly GradeRow[]): Html | null {
  const shown = ordered(facts, dimension, rows).filter(row => !row.suppressed && graded(row) > unsaid(row));
  if (!shown.length) return null;
  const told = shown.filter(row => row.excellent !== null && row.key !== REST);
  const best = told
    .filter(row => graded(row) >= ENOUGH)
    .reduce<GradeRow | null>(
      (a, b) => (a && (a.excellent ?? 0) / graded(a) >= (b.excellent ?? 0) / graded(b) ? a : b),
      null
    );
  const hidden = rows.length - shown.length;
  const merged = shown.some(row => unsaid(row) > 0);
  const silent = rows.some(row => row.suppressed || row.key === REST || (row.excellent === null && graded(row) > 0));
  const few = told.some(row => graded(row) < ENOUGH);
  const among = silent || few ? `${silent ? "所列" : ""}${few ? `备案${ENOUGH}人及以上的` : ""}各项中，` : "";
  const drawn = [
    {name: "优秀", fill: GRADE_FILLS.excellent, of: (row: GradeRow) => row.excellent ?? 0},
    {name: "合格", fill: GRADE_FILLS.qualified, of: (row: GradeRow) => row.qualified ?? 0},
    {name: "不合格", fill: GRADE_FILLS.unqualified, of: (row: GradeRow) => row.unqualified ?? 0},
    {name: "不分开的等次", fill: GRADE_FILLS.other, of: unsaid}
  ].filter(({of}) => shown.some(row => of(row) > 0));
  return figure({
    title: best
      ? `${among}${best.key === "无" ? `无${DIMENSIONS[dimension]}` : keyName(facts, dimension, best.key)}的优秀率最高，${formatShare(best.excellent, graded(best))}`
      : `${DIMENSIONS[dimension]}的等次分布`,
    summary: `各${DIMENSIONS[dimension]}备案等次的占比，条末是三个等次合计人数${merged ? "；有的等次人数少，与会把它推算出来的合为一段" : ""}${hidden ? `；另有${hidden}项人数少或没有备案，未画` : ""}。`,
    legend: legend(drawn.map(({name, fill}) => ({name, fill}))),
    draw: ({width, narrow}) =>
      stackedBars(
        shown.map(row => ({
          label: keyName(facts, dimension, row.key),
          values: drawn.map(({of}) => of(row) / graded(row)),
          note: `${formatCount(graded(row))}人`
        })),
        {
          width,
          narrow,
          fills: drawn.map(({fill}) => fill),
          max: 1,
          ticks: [0, 0.25, 0.5, 0.75, 1],
          format: value => `${Math.round(value * 100)}%`
        }
      ),
    table: gradeTable(facts, dimension, rows, "（图中数据）")
  });
}

/** How many have a grade that is not said. */
function unsaid(row: GradeRow): number {
  return graded(row) - (row.excellent ?? 0) - (row.qualified ?? 0) - (row.unqualified ?? 0);
}

function gradeTable(facts: Facts, dimension: string, rows: readonly GradeRow[], suffix = ""): Html {
  return table({
    caption: `${facts.year}年度考核按${DIMENSIONS[dimension]}${suffix}`,
    ...(rows.length > 12 ? {interactive: dimension} : {}),
    columns: [
      {head: DIMENSIONS[dimension] ?? dimension, sticky: true},
      ...["应考", "申报", "考评", "备案", "优秀", "合格", "不合格", "其他", "优秀率"].map(head => ({
        head,
        number: true
      }))
    ],
    rows: ordered(facts, dimension, rows).map(row => [
      keyName(facts, dimension, row.key),
      ...(row.suppressed
        ? [...Array.from({length: 8}, () => "—"), "人数少，不显示"]
        : [
            row.due,
            row.declared,
            row.assessed,
            row.filed,
            row.excellent,
            row.qualified,
            row.unqualified,
            row.other
          ].map(count => formatCount(count))),
      ...(row.suppressed ? [] : [gradeShare(row)])
    ])
  });
}

function gradeShare(row: GradeRow): string {
  return graded(row) ? formatRate(row.excellent, graded(row)) : MISSING;
}

function ordered(facts: Facts, dimension: string, rows: readonly GradeRow[]): GradeRow[] {
  if (dimension !== "district" && dimension !== "unit") return inFieldOrder(dimension, rows);
  return [...rows].sort((a, b) => unitOrder(facts, a.key, b.key));
}

function keyName(facts: Facts, dimension: string, key: string): string {
  return dimension === "district" || dimension === "unit" ? shortName(facts, key) : key;
}

function distributions(facts: Facts, data: AssessmentData): Html {
  return section(
    "等次分布",
    html`<p>占比的分母是已备案的三个等次之和；少于${least(facts)}人的等次以“—”代替，怎样隐去见<a href="#hidden" rel="external">本节末的说明</a>。文件没有规定优秀比例，这里不设比例线。</p>`,
    data.dimensions
      .filter(({dimension}) => dimension !== "unit")
      .map(({dimension, rows}) => gradeFigure(facts, dimension, rows)),
    dataLinks(facts, ["grade_distribution"]),
    hidingNotes(facts, data)
  );
}

function hidingNotes(facts: Facts, data: AssessmentData): Html {
  const waits = data.dimensions.some(({rows}) => rows.some(row => row.assessed === null && !row.suppressed));
  return html`<h3 id="hidden">“—”是什么，各列数的是什么</h3><p>少于${least(facts)}人的等次以“—”代替，能由合计倒推的，连同为此须一并隐去的（有的是0），也以“—”代替，其余的0照写。“其他”一栏是已备案而没有等次的，不是等次，不进入占比，照写；全市合计不隐去。按县市区、按类别与大屏、对外公开的表隐去同样的等次：备案不足${least(facts)}人的并入“其他”一行。其余各表应考或备案不足${least(facts)}人的行不显示。</p>${
    waits
      ? html`<p>“考评”一栏的“—”是少于${least(facts)}人等待备案的，以及能把它们推算出来的：考评减去备案就是等待备案的人数。</p>`
      : null
  }${wholeNote(facts)}${columnProofs(facts, data)}`;
}

const COLUMNS: readonly (readonly [string, string])[] = [
  ["应考", "due"],
  ["申报", "declared"],
  ["考评", "assessed"],
  ["备案", "filed"],
  ["优秀", "excellent"],
  ["合格", "qualified"],
  ["不合格", "unqualified"]
];

/** Behind a count of people stand people, who are not shown: what is counted, and the files, are the proof. */
function columnProofs(facts: Facts, data: AssessmentData): Html | null {
  const row = cityGrades(data, facts.year);
  if (facts.archive || !row || row.suppressed) return null;
  const links = COLUMNS.map(
    ([name, id]) => html`<a href="${facts.base ?? ""}method.html#${measureAnchor(id)}" rel="external">${name}</a>`
  );
  return html`<p>各表的每一列数的是什么、分子分母各是什么：${join(links, "、")}。数到人的名单由办公室内部掌握，不在任何页面里。</p>`;
}

function least(facts: Facts): number {
  return facts.thresholds.minCell ?? 5;
}

function byUnit(facts: Facts, data: AssessmentData): Html | null {
  const group = data.dimensions.find(({dimension}) => dimension === "unit");
  if (!group) return null;
  return section("按所在单位", gradeTable(facts, "unit", group.rows), dataLinks(facts, ["grade_distribution"]));
}

function trend(facts: Facts, data: AssessmentData): Html | null {
  const rows = data.trend.filter(row => graded(row) > 0);
  if (rows.length < 3) return null;
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const shares = [
    {name: "优秀", colour: COLOURS.strong, of: (row: GradeRow) => row.excellent ?? 0},
    {name: "合格", colour: COLOURS.middle, dash: "7 3", of: (row: GradeRow) => row.qualified ?? 0},
    {name: "不合格", colour: COLOURS.hatch, dash: "2 3", of: (row: GradeRow) => row.unqualified ?? 0}
  ];
  return section(
    "历年变化",
    figure({
      title: `优秀率从${first.year}年的${formatShare(first.excellent, graded(first))}到${last.year}年的${formatShare(last.excellent, graded(last))}`,
      summary: `${rows.length}年间三个等次占备案等次的比例；各年人数见表。`,
      draw: ({width, narrow}) =>
        lines(
          shares.map(({name, colour, dash, of}) => ({
            name,
            colour,
            ...(dash ? {dash} : {}),
            values: rows.map(row => ({x: row.year, y: of(row) / graded(row), note: formatShare(of(row), graded(row))}))
          })),
          {width, narrow, format: value => `${Math.round(value * 100)}%`}
        ),
      table: table({
        caption: "历年考核（图中数据）",
        columns: [
          {head: "年度"},
          ...["应考", "备案", "优秀", "合格", "不合格"].map(head => ({head, number: true})),
          {head: "优秀率", number: true},
          {head: "不合格率", number: true}
        ],
        rows: data.trend.map(row => [
          `${row.year}年`,
          formatCount(row.due),
          formatCount(row.filed),
          formatCount(row.excellent),
          formatCount(row.qualified),
          formatCount(row.unqualified),
          formatRate(row.excellent, graded(row)),
          formatRate(row.unqualified, graded(row))
        ])
      })
    }),
    dataLinks(facts, ["grade_distribution"])
  );
}

function matrix(facts: Facts, {matrix: {rows, agreed}}: AssessmentData): Html | null {
  if (!rows.length) return null;
  const cells = rows.flatMap(({counts}) => counts);
  const hidden = cells.filter(count => count === null).length;
  const told = cells.filter(count => count !== null && count > 0).length;
  return section(
    agreed
      ? html`单位初评与最终等次：一致率${measureProof(facts, "agreed", formatRate(agreed.same, agreed.total))}`
      : "单位初评与最终等次",
    agreed && agreed.same < agreed.total
      ? html`<p>备案等次与单位初评不同的有${formatCount(agreed.total - agreed.same)}人。</p>`
      : null,
    hidden
      ? hidden > told
        ? html`<p>${facts.year}年度不列单位初评到备案等次的对照表：有的格少于${least(facts)}人，隐去它们和能由合计倒推的格以后，剩下的格不成表。</p>`
        : html`<p>少于${least(facts)}人的格不显示，能由合计倒推的一并不显示，以“—”代替。</p>`
      : null,
    hidden > told
      ? null
      : table({
          caption: "应考人员的单位初步结论（行）与备案等次（列），人数",
          csv: true,
          columns: [
            {head: "单位初评"},
            ...GRADES.map(grade => ({head: `备案${grade}`, number: true})),
            {head: "合计", number: true}
          ],
          rows: rows.map(({unitGrade, counts}) => [
            unitGrade,
            ...counts.map((count, k) =>
              GRADES[k] === unitGrade && count !== null
                ? html`<strong>${formatCount(count)}</strong>`
                : formatCount(count)
            ),
            counts.includes(null) ? "—" : formatCount(sum(counts.map(count => count ?? 0)))
          ])
        })
  );
}

function outcomes(facts: Facts, data: AssessmentData): Html | null {
  if (!data.outcomes.length) return null;
  const review = sum(data.outcomes.map(row => row.needsReview));
  return section(
    "结果运用",
    html`<p>只列人数，不列个人。每人取最重的一种后果；个人名单由办公室内部掌握。${review ? `有${review}人中间缺考核年度，须人工核定。` : null}应停发下一年度待遇的${outcomeProof(facts, data, "suspended", "suspend_next_year")}，应取消资格的${outcomeProof(facts, data, "cancelled", "cancel", "cancel_and_recover")}。</p>`,
    table({
      caption: `${facts.year}年度考核结果对应的后果（人数）`,
      columns: [{head: "后果"}, {head: "人数", number: true}],
      rows: Object.entries(OUTCOMES).flatMap(([outcome, name]) => {
        const row = data.outcomes.find(row => row.outcome === outcome);
        return row ? [[name, formatCount(row.people)]] : [];
      })
    }),
    dataLinks(facts, ["outcomes"])
  );
}

function outcomeProof(facts: Facts, data: AssessmentData, id: string, ...outcomes: readonly string[]): Part {
  const rows = data.outcomes.filter(({outcome}) => outcomes.includes(outcome));
  return measureProof(facts, id, `${formatCount(sum(rows.map(({people}) => people)))}人`);
}

/** Benefits follow the grade by a year, so the last row is mostly that of the year before. */
function benefits(facts: Facts, data: AssessmentData): Html | null {
  const last = data.paid.at(-1);
  if (!last) return null;
  const share = formatRate(last.paid, last.entitled);
  return section(
    "待遇兑现",
    html`<p>${last.year}年度备案优秀、合格的，${last.year + 1}年待遇兑现率${last.year === facts.year - 1 ? measureProof(facts, "paid", share) : share}。备案优秀、合格的下一年兑现待遇；兑现与否按台账登记，没有日期，没有登记的算没有兑现。${last.year < facts.year ? `${facts.year}年度的待遇还没有登记。` : null}</p>`,
    table({
      caption: "历年待遇兑现（人）",
      columns: [
        {head: "考核年度"},
        ...["备案优秀、合格", "已兑现", "没有兑现", "没有登记", "兑现率"].map(head => ({head, number: true}))
      ],
      rows: data.paid.map(row => [
        `${row.year}年`,
        formatCount(row.entitled),
        formatCount(row.paid),
        formatCount(row.unpaid),
        formatCount(row.entitled - row.paid - row.unpaid),
        formatShare(row.paid, row.entitled)
      ])
    })
  );
}

function alerts(facts: Facts, data: AssessmentData): Html | null {
  if (!data.alerts.length) return null;
  return section(
    "提醒事项",
    table({
      caption: "涉及人才的提醒（只列条数）",
      columns: [{head: "事项"}, {head: "级别"}, {head: "条款"}, {head: "条数", number: true}],
      rows: data.alerts.map(row => [ALERTS[row.code] ?? row.code, row.level, row.clause ?? "—", formatCount(row.count)])
    }),
    dataLinks(facts, ["alerts"])
  );
}
