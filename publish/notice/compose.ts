import {objectionText} from "../bulletin/notes.ts";
import {formatCount, formatDate, formatPoints, MISSING} from "../format.ts";
import type {OfficeWords} from "../office.ts";
import {type Block, LAYOUTS, PAGE, type Paper, ROW_AIR, type TableBlock, textWidthOf} from "../paper/paper.ts";
import type {PublishSettings} from "../settings.ts";
import {draftMark, isOfficial, type YearState} from "../state.ts";
import {circled} from "../words.ts";
import {textWidth} from "../xlsx/layout.ts";
import {CLAIM_COLUMNS, CLAIM_HEIGHT, claimCells, reasonsText, shownClaims, treatmentText} from "./claims.ts";
import type {NoticeData} from "./data.ts";

export interface NoticeContent {
  year: number;
  settings: PublishSettings;
  state: YearState;
  office: OfficeWords;
}

/** Returns what one unit is told, on one page: result, rules, claims with what became of them, how to object and by when. */
export function noticePaper(data: NoticeData, content: NoticeContent): Paper {
  const {year, settings, state, office} = content;
  const title = `${year}年度人才工作绩效加分结果告知单`;
  const top: Block[] = [
    {kind: "title", text: title},
    {kind: "line", text: `${data.unitName}：`, align: "left"},
    {kind: "text", text: resultText(data, year)},
    rulesTable(data)
  ];
  const reasons = reasonsText(data);
  const bottom: Block[] = [
    ...(reasons ? [{kind: "note" as const, text: reasons}] : []),
    {kind: "text", text: stateText(content)},
    {kind: "text", text: objectionText({state, office})},
    {kind: "closing", issuer: office.issuer, date: isOfficial(state) ? formatDate(state.signedOn) : "（日期待签批）"}
  ];
  return {
    title: `${title}：${data.unitName}`,
    mark: draftMark(state),
    form: "sheet",
    footer: `单位编码${data.unitId}　数据截至${formatDate(settings.asOf)}　${state.state}`,
    date: settings.asOf,
    city: settings.city,
    sections: [{landscape: false, blocks: [...top, ...claimBlocks(data, [...top, ...bottom]), ...bottom]}]
  };
}

function resultText({ranking, total, rules, unitName}: NoticeData, year: number): string {
  const loss = rules.reduce((sum, {capLoss}) => sum + capLoss, 0);
  const capped = loss ? `因封顶没有计入的分值${formatPoints(loss)}分。` : "";
  if (!ranking) {
    return `${unitName}${year}年度绩效加分合计${formatPoints(total)}分；不在任何组内，不排位次。${capped}`;
  }
  const {group, rank, tied, of, previousRank, change} = ranking;
  const none = change === MISSING ? "上年没有位次可比" : "上年不在本组";
  const before = previousRank === null ? none : `上年第${previousRank}位，${moved(change)}`;
  return (
    `你单位${year}年度绩效加分合计${formatPoints(total)}分，` +
    `在${group}组${formatCount(of)}个单位中列第${rank}位${tied ? "（并列）" : ""}，${before}。${capped}`
  );
}

/** Says the arrow of the table in words. */
function moved(change: string): string {
  if (change === MISSING) return "位次未变";
  return `${change.replace("↑", "上升").replace("↓", "下降")}位`;
}

function rulesTable({rules, total}: NoticeData): TableBlock {
  const sum = (of: (rule: NoticeData["rules"][number]) => number): string =>
    String(rules.reduce((all, rule) => all + of(rule), 0));
  return {
    kind: "table",
    caption: "",
    columns: [
      {head: "项目", width: 46, align: "left"},
      {head: "封顶（分）", width: 34, align: "left"},
      {head: "申报（条）", width: 18, align: "right"},
      {head: "认定有效（条）", width: 22, align: "right"},
      {head: "封顶前（分）", width: 18, align: "right"},
      {head: "封顶扣减（分）", width: 20, align: "right"},
      {head: "得分（分）", width: 12, align: "right"}
    ].map(column => ({...column, head: column.head.replace("（", "\n（")})) as TableBlock["columns"],
    rows: [
      ...rules.map(({title, caps, claims, items, raw, points, capLoss}, i) => [
        `${circled(i + 1)}${title}`,
        caps.replace(/^封顶/, "") || "不封顶",
        String(claims),
        String(items),
        formatPoints(raw),
        formatPoints(capLoss),
        formatPoints(points)
      ]),
      [
        "合计",
        MISSING,
        sum(({claims}) => claims),
        sum(({items}) => items),
        formatPoints(sum(({raw}) => raw)),
        formatPoints(sum(({capLoss}) => capLoss)),
        formatPoints(total)
      ]
    ],
    total: true
  };
}

/** Returns the claims as far as they fit beside all the rest, and where the others stand. */
function claimBlocks(data: NoticeData, others: readonly Block[]): Block[] {
  const {claims, rules} = data;
  if (!claims.length) return [{kind: "text", text: "本年度没有申报。"}];
  const summary: Block = {kind: "text", text: `共申报${formatCount(claims.length)}条：${treatmentText(data)}。`};
  const taken = [...others, summary].reduce((sum, block) => sum + heightOf(block), 0);
  const {margins, body} = LAYOUTS.sheet;
  // A line for what is left out, the foot, and some air for typefaces that are wider than thought.
  const free = ((PAGE.height - margins.top - margins.bottom) / 25.4) * 72 - taken - 3.5 * body.line;
  const titles = new Map(rules.map(({ruleId, title}) => [ruleId, title]));
  const whole = tableOf(claims.map(claim => claimCells(claim, titles, {whole: true})));
  if (heightOf(whole) <= free) return [summary, whole];
  const shown = shownClaims(claims, Math.floor(free / CLAIM_HEIGHT) - 1);
  const left = claims.length - shown.length;
  return [
    summary,
    tableOf(shown.map(claim => claimCells(claim, titles))),
    ...(left
      ? [
          {
            kind: "text" as const,
            text: `限于篇幅，先列没有认定的申报；其余${formatCount(left)}条见本版工作簿的“加分台账”。`
          }
        ]
      : [])
  ];
}

function tableOf(rows: string[][]): TableBlock {
  return {kind: "table", caption: "", columns: CLAIM_COLUMNS, rows};
}

function stateText({state, settings}: NoticeContent): string {
  const asOf = `数据截至${formatDate(settings.asOf)}，只计审核通过、在该日以前签批并且没有撤销的申报。`;
  if (!isOfficial(state)) {
    return `${asOf}本结果尚未签批，${state.state === "审核" ? "供核对" : "为草案"}，以签批后印发的为准。`;
  }
  const number = state.docNo ? `，见${state.docNo}` : "";
  const again = state.state === "更正" ? "本告知单更正并取代此前印发的告知单。" : "";
  return `${asOf}本结果已于${formatDate(state.signedOn)}签批${number}。${again}`;
}

/** Returns the height of a block in points, lines counted generously. */
function heightOf(block: Block): number {
  const {title, body, table, note} = LAYOUTS.sheet;
  const width = (textWidthOf("sheet", false) / 25.4) * 72;
  const lines = (text: string, size: number, indent = 0): number =>
    Math.max(1, Math.ceil(((textWidth(text) / 2 + indent) * size * 1.03) / width));
  switch (block.kind) {
    case "title":
      return title.line;
    case "line":
    case "heading":
      return body.line;
    case "text":
      return lines(block.text, body.size, 2) * body.line;
    case "note":
      return lines(block.text, note.size) * note.line;
    case "closing":
      return 2 * body.line;
    case "table":
      return [block.columns.map(({head}) => head), ...block.rows].reduce((sum, row) => sum + rowHeight(row, block), 8);
  }

  function rowHeight(row: readonly string[], {columns}: TableBlock): number {
    const most = row.map((text, i) => {
      const room = ((columns[i]!.width - 2.5) / 25.4) * 72;
      return text
        .split("\n")
        .reduce((sum, line) => sum + Math.max(1, Math.ceil(((textWidth(line) / 2) * table.size) / room)), 0);
    });
    return Math.max(...most) * table.line + ROW_AIR.sheet + 0.5;
  }
}
