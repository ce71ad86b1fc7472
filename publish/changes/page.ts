import type {Column} from "../dictionary.ts";
import {formatDate} from "../format.ts";
import {UNSIGNED} from "../state.ts";
import {escapeXml} from "../xml.ts";
import {printedCells, printedColumns, type RuleTitles} from "./printed.ts";
import {type Changes, gradeCells, gradeColumns, type UnitChange, unitCells, unitColumns} from "./tables.ts";

export interface PageFacts {
  city: string;
  asOf: string;
  year: number;
  before: string;
  after: string;
  reason: string;
  /** 草案 or 审核稿; null where the edition is signed. */
  mark: string | null;
  /** What the rules are called; by their ids where it is not given. */
  rules?: RuleTitles;
}

/** Returns the page that says in words what an edition changes, with the rows of the files beside it. */
export function changesPage(changes: Changes, facts: PageFacts): string {
  const {asOf, reason, mark, rules} = facts;
  const title = changesTitle(facts);
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
${mark ? `<p class="mark">${mark}，${UNSIGNED}</p>\n` : ""}<p>更正原因：${escapeXml(reason)}</p>
<p>${changesLead(changes)}数据截至${formatDate(asOf)}。${SUMS_NOTE}</p>
<p>同样的内容另有 changes.xlsx（打印用）和 changes.csv、changes-units.csv、changes-grades.csv。</p>
<h2>各单位的得分和位次</h2>
${table(unitColumns, unitCells(changes), "没有单位的得分或位次不同")}
<h2>逐条申报</h2>
${table(printedColumns, printedCells(changes, rules), "没有申报不同")}
<h2>考核等次人数</h2>
<p>${GRADES_NOTE}</p>
${table(gradeColumns, gradeCells(changes), "没有等次人数不同")}
</main>
</body>
</html>
`;
}

/** Returns the title of what an edition changes. */
export function changesTitle({city, year, before, after, mark}: PageFacts): string {
  return `${city}${year}年度人才工作绩效加分更正说明（${before} → ${after}${mark ? `，${mark}` : ""}）`;
}

/** Returns in a sentence or two how much changed. */
export function changesLead({claims, units, objections}: Changes): string {
  const {totals, ranks} = countUnits(units);
  const settled = objections.filter(({outcome}) => outcome !== null).length;
  const lead = claims.length
    ? `共有${claims.length}条申报的得分或处理与上一版不同，涉及${totals}个单位的合计、${ranks}个单位的位次。`
    : "没有申报的得分或处理与上一版不同。";
  const objected = objections.length
    ? `各单位共提出异议${objections.length}项，已处理${settled}项。`
    : "没有收到异议。";
  return lead + objected;
}

/** Returns how many units have another total, and how many another rank; one that changed its group is one unit. */
export function countUnits(units: readonly UnitChange[]): {totals: number; ranks: number} {
  const count = (differs: (unit: UnitChange) => boolean): number =>
    new Set(units.filter(unit => unit.board === "绩效加分" && differs(unit)).map(({unit_id}) => unit_id)).size;
  return {
    totals: count(({total_before, total_after}) => total_before !== total_after),
    ranks: count(({rank_before, rank_after}) => rank_before !== rank_after)
  };
}

export const SUMS_NOTE =
  "前后两版都参加排位次的单位，各条申报的变化相加，等于该单位合计的变化；不参加排位次的单位没有位次，只列申报。";

export const GRADES_NOTE = "只列人数，不列个人；人数过少的县市区和单位不列。";

const STYLE = `.mark{border:2px solid #b3261e;color:#b3261e;font-weight:bold;padding:.25rem .75rem;display:inline-block}body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:#1b1b1b;background:#fff;margin:0}
main{max-width:80rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top;min-width:3.5em}
th{background:#eee}.n{text-align:right}th,.n,.c{white-space:nowrap}.t{min-width:14em}.s{min-width:7em}@page{size:A4 landscape;margin:15mm}@media print{table{font-size:9pt}thead{display:table-header-group}tr{break-inside:avoid}.wide{overflow:visible}}`;

function table(columns: readonly Column[], rows: readonly (readonly (string | null)[])[], empty: string): string {
  if (!rows.length) return `<p>${empty}。</p>`;
  const heads = columns.map(({name}) => name);
  const head = heads.map(name => `<th scope="col">${escapeXml(name)}</th>`).join("");
  const body = rows.map(row => `<tr>${row.map((text, i) => cell(text ?? "", columns[i]!)).join("")}</tr>`).join("\n");
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapeXml(heads.slice(0, 4).join("、"))}等"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}

/** Numbers stand at the right; neither they nor codes and dates are broken, and a sentence has room. */
function cell(text: string, {type}: Column): string {
  const kind =
    type !== "text" ? "n" : /^[\w-]+$/.test(text) ? "c" : text.length > 16 ? "t" : text.length > 4 ? "s" : "";
  return `<td${kind ? ` class="${kind}"` : ""}>${escapeXml(text)}</td>`;
}
