import {formatCount} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {Count, GradeRow, ScreenData} from "../../publish/sitedata/screen.ts";
import {missingDataset} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {GRADE_FILLS, legend, STATE_FILLS} from "./marks.ts";
import {bar, shorten} from "./screenLeaders.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** As many districts or categories as the rail holds. */
const ROWS = 6;

const GRADES = [
  {key: "excellent", title: "优秀", fill: GRADE_FILLS.excellent},
  {key: "qualified", title: "合格", fill: GRADE_FILLS.qualified},
  {key: "unqualified", title: "不合格", fill: GRADE_FILLS.unqualified},
  {key: "other", title: "其他", fill: GRADE_FILLS.other}
] as const;
const HIDDEN = {title: "不公布", fill: STATE_FILLS.none} as const;

/** The counts of the city that stand large. */
const LARGE: readonly (keyof GradeRow)[] = ["filed", "excellent", "unqualified"];

/** Returns the grades of the assessed: the city in large figures, its parts as bars. */
export function gradesBlock(facts: Facts, {overall, parts}: ScreenData): Html {
  if (!overall) {
    const missing = missingDataset(facts, "assessments", "考核登记");
    return html`<section class="rail"><h2>年度考核</h2><p>${missing ? "还没有年度考核的数据：送来考核表，再生成一次，这里就会显示。" : "今年还没有备案的考核等次。"}</p></section>`;
  }
  const figures = [{key: "filed", title: "已备案"} as const, ...GRADES].filter(
    ({key}) => key !== "other" || overall.other !== 0
  );
  const told = figures.filter(({key}) => overall[key] !== "hidden");
  const hidden = figures.filter(({key}) => overall[key] === "hidden").map(({title}) => title);
  // Three stand large; of more, those that are asked for.
  const large = told.length > LARGE.length ? told.filter(({key}) => LARGE.includes(key)) : told;
  const beside = told.filter(one => !large.includes(one));
  return html`<section class="rail"><h2>${message(parts)}</h2><dl class="figures${typeof overall.filed === "number" && overall.filed > 9999 ? " many" : ""}">${large.map(({key, title}) => figure(title, overall[key]))}</dl>${
    beside.length
      ? html`<p class="others">${beside.map(({key, title}, i) => html`${i ? "，" : null}${title}${countText(overall[key])}人`)}</p>`
      : null
  }${
    hidden.length ? html`<p class="others">不公布（人数过少，或能推出过少的数）：${hidden.join("、")}</p>` : null
  }${parts ? partsTable(parts) : html`<p class="others">分县市区、分类别的人数过少，不公布</p>`}</section>`;
}

/** Returns the count for the reader; what is hidden is called by its name, never guessed. */
export function countText(count: Count): string {
  if (count === "hidden") return "不公布";
  return formatCount(count === "missing" ? null : count);
}

function figure(title: string, count: Count): Html {
  return html`<div><dt>${title}</dt><dd>${countText(count)}<span class="measure">人</span></dd></div>`;
}

/** Names the part with most 优秀; where some counts are hidden, only what the bars show. */
function message(parts: ScreenData["parts"]): string {
  if (!parts) return "年度考核等次";
  const rows = largest(parts.rows).filter(({name}) => name !== "其他");
  const counts = rows.map(({excellent}) => excellent);
  const most = Math.max(...counts.map(count => (typeof count === "number" ? count : 0)));
  const first = rows.filter(({excellent}) => excellent === most);
  if (counts.includes("hidden") || parts.rows.length > ROWS || !most || first.length > 2) {
    return `各${parts.title}备案人才的等次`;
  }
  return `优秀人才${first.map(({name}) => shorten(name, 8)).join("、")}最多`;
}

function partsTable({title, rows}: NonNullable<ScreenData["parts"]>): Html {
  const shown = largest(rows);
  const used = GRADES.filter(({key}) => shown.some(row => typeof row[key] === "number" && row[key] !== 0));
  const hides = shown.some(row => rest(row) > 0);
  const max = Math.max(...shown.map(row => told(row) + rest(row)), 1);
  return html`${legend([...used, ...(hides ? [HIDDEN] : [])].map(({title, fill}) => ({name: title, fill})))}${table({
    className: "parts",
    caption: `${rows.length > shown.length ? `备案多的${title}` : `各${title}`}，单位：人`,
    columns: [{head: title}, {head: "各等次"}, {head: "优秀", number: true}, {head: "备案", number: true}],
    rows: shown.map(row => [shorten(row.name, 7), gradeBar(row, max), countText(row.excellent), countText(row.filed)])
  })}`;
}

/** The rows with most people, in their own order. */
function largest(rows: readonly GradeRow[]): GradeRow[] {
  const size = (row: GradeRow) => told(row) + rest(row);
  const kept = new Set(
    rows
      .filter(size)
      .sort((a, b) => size(b) - size(a))
      .slice(0, ROWS)
  );
  return rows.filter(row => kept.has(row));
}

/** How many people the told grades have. */
function told(row: GradeRow): number {
  return sum(GRADES.map(({key}) => (typeof row[key] === "number" ? row[key] : 0)));
}

/** What the told grades leave of a told total: those of the hidden grades together; 0 where the total is hidden itself. */
function rest(row: GradeRow): number {
  return typeof row.filed === "number" ? row.filed - told(row) : 0;
}

function gradeBar(row: GradeRow, max: number): Html {
  const values = GRADES.map(({key}) => (typeof row[key] === "number" ? row[key] : 0));
  return bar([...values, rest(row)], {max, fills: [...GRADES.map(({fill}) => fill), HIDDEN.fill]});
}
