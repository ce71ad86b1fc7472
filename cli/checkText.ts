import type {LoadReport} from "../loaders/load.ts";
import {rowText} from "../publish/rowText.ts";
import {typed} from "./context.ts";
import {NO_CITY} from "./initText.ts";

/** Issues of one sheet and column that say the same. */
export interface IssueGroup {
  file: string;
  sheet: string;
  field: string;
  severity: "error" | "warning" | "info";
  message: string;
  n: number;
  /** Row numbers between commas, in no order; null where the whole file is meant. */
  rows: string | null;
  /** What stood in the cells where the sentence does not say it, between unit separators. */
  values: string | null;
  /** Sheets that were read of the file. */
  sheets: number;
}

export interface CheckWords {
  strict: boolean;
  /** Whether a workbook to send back was asked for. */
  returned: boolean;
  workspace: string;
  city: string;
}

const WORDS = {error: "错误", warning: "提醒", info: "提示"} as const;

/** Returns the issues as lines for a terminal: by file, the gravest first, then what they add up to and what to do. */
export function describeIssues(groups: readonly IssueGroup[], report: LoadReport, words: CheckWords): string {
  const files = new Map<string, IssueGroup[]>();
  for (const group of groups) files.set(group.file, [...(files.get(group.file) ?? []), group]);
  const blocks = [...files].map(([file, own]) => {
    return [`${visible(file)}　${countText(own)}`, ...own.map(group => `  ${entry(group)}`)].join("\n");
  });
  return [...blocks.flatMap(block => [block, ""]), ...summary(files.size, report, words)].join("\n");
}

function entry({sheet, field, severity, message, rows, values, sheets}: IssueGroup): string {
  const place = [
    sheet && sheets > 1 ? `［${sheet}］` : "",
    rows === null ? "" : `第 ${rowText(rows.split(",").map(Number))} 行`
  ].join("");
  const named = field && !message.includes(field) ? `${field}：` : "";
  const shown = (values?.split("\u001f") ?? []).filter(Boolean).sort();
  const listed = shown
    .slice(0, LISTED)
    .map(value => `“${value}”`)
    .join("、");
  const also = shown.length ? `（${listed}${shown.length > LISTED ? `等 ${shown.length} 种` : ""}）` : "";
  return visible(`${WORDS[severity]}　${place}${place ? "　" : ""}${named}${message}${also}`);
}

const LISTED = 3;

function countText(groups: readonly Pick<IssueGroup, "severity" | "n">[]): string {
  return (["error", "warning", "info"] as const)
    .map(severity => [severity, groups.reduce((sum, one) => sum + (one.severity === severity ? one.n : 0), 0)] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => `${WORDS[severity]} ${n}`)
    .join("，");
}

function summary(faulty: number, report: LoadReport, {strict, returned, workspace, city}: CheckWords): string[] {
  const {errors, warnings, infos, files, missing, datasets} = report;
  const rows = datasets.reduce((sum, {accepted}) => sum + accepted, 0);
  const rejected = datasets.reduce((sum, {rejected}) => sum + rejected, 0);
  const lines = [
    `读了 ${files.found} 个文件，${faulty ? `有问题的 ${faulty} 个` : "都没有问题"}；可接收 ${rows} 行，退回 ${rejected} 行`,
    `问题：错误 ${errors}，提醒 ${warnings}，提示 ${infos}`
  ];
  if (missing.length) lines.push(`${missing[0]!.year} 年度尚未报送：${missing.map(({title}) => title).join("、")}`);
  if (city === NO_CITY) lines.push(`hengcai.yaml 里的城市名还是“${NO_CITY}”；请改成本市的名称`);
  if (errors) {
    lines.push("下一步：在原文件里改正错误，再运行一次 check");
    if (!returned) lines.push(`要退给报送单位：${typed("check --report 退回表.xlsx", workspace)}`);
    lines.push(
      strict
        ? "按 --strict 不通过：hengcai load --strict 也不会采用这些数据"
        : `不改也能用：${typed("build", workspace)}；没有读入的行和格子不计，相关年度只能作为草案`
    );
  } else if (warnings) lines.push(`下一步：核对提醒；没有错误，可以运行 ${typed("build", workspace)}`);
  else lines.push(`下一步：运行 ${typed("build", workspace)}`);
  return lines;
}

/** A sender's text could hold signs that move the cursor or turn the writing around: they are shown, not obeyed. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, "\uFFFD");
}
