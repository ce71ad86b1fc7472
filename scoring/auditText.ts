import type {Row, Value} from "../loaders/database.ts";
import {decimal} from "./catalog.ts";

/** More than any sum of points: the cap where there is none. */
export const UNBOUNDED = 1_000_000_000_000_000;

/** How many of the rows a message names. */
export const NAMED = 5;

/**
 * Returns what the reader is told of a failed audit: what does not hold, the rows for which it does not, and what to do.
 * There may be one row more than are named.
 */
export function auditText(name: string, rows: readonly Row[]): string {
  const more = rows.length > NAMED ? `\n  ……（只列前${NAMED}行）` : "";
  return `计分结果没有通过核对，没有采用，上一次的结果没有改动。应当：${name}。不符的行：
${rows
  .slice(0, NAMED)
  .map(row => `  ${rowText(row)}`)
  .join("\n")}${more}
这是程序或制度文件的差错，不是申报数据的差错：请不要发布，用 hengcai policy check 检查所用的制度文件，并把以上各行交给维护人员`;
}

/** A column that is not named below, such as that of a rule, stands under its own name. */
function rowText(row: Row): string {
  return Object.entries(row)
    .map(([column, value]) => `${LABELS[column] ?? column} ${valueText(column, value)}`)
    .join("，");
}

const LABELS: Readonly<Record<string, string>> = {
  year: "年度",
  basis: "口径",
  scenario: "方案",
  group: "组别",
  unit_id: "单位",
  unit_name: "单位名称",
  rule_id: "规则",
  cap_group: "封顶组",
  limit_group: "合计封顶组",
  clause: "条款",
  claim_id: "申报编号",
  event_on: "发生日期",
  disposition: "处理结果",
  dup_of: "重复于",
  contested: "存在争议",
  nth: "序",
  raw: "应得",
  own_points: "本项封顶后",
  had: "此前已得",
  cumulative: "累计",
  cap: "封顶",
  own_cap: "本项封顶",
  limit_cap: "合计封顶",
  lowest: "最低封顶",
  highest: "最高封顶",
  points: "得分",
  cap_loss: "封顶扣减",
  items: "计分项数",
  ledger: "台账得分",
  scores: "各项得分之和",
  total: "合计",
  rank: "位次",
  tied: "并列",
  previous_rank: "上年位次",
  change: "位次变化",
  band_best: "最好位次",
  band_worst: "最差位次",
  rows: "行数"
};

const POINTS = new Set([
  ...["raw", "own_points", "had", "cumulative", "cap", "own_cap", "limit_cap", "lowest", "highest"],
  ...["points", "cap_loss", "ledger", "scores", "total"]
]);

function valueText(column: string, value: Value): string {
  if (value === null) return "空";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value !== "number" || !(POINTS.has(column) || /^r\d+$/.test(column))) return String(value);
  if (value >= UNBOUNDED) return "不封顶";
  return value < 0 ? `-${decimal(-value)}` : decimal(value);
}
