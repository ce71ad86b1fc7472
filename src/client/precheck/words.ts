import {rowText} from "../../../publish/rowText.ts";
import type {FileResult, IssueGroup, Severities} from "./protocol.ts";

/** What a file's result is called in one word, for the sentence over all files. */
export type Verdict = "fit" | "faulty" | "unread" | "unknown" | "stopped";

export function verdictOf({fault, stopped, check, counts}: FileResult): Verdict {
  if (stopped) return "stopped";
  if (fault !== null) return "unread";
  if (!check) return "unknown";
  return counts.error ? "faulty" : "fit";
}

/** Returns the one sentence that a clerk needs. */
export function verdictText(result: FileResult): string {
  const {fault, check, counts} = result;
  const accepted = sum(check?.sheets.map(({accounting}) => accounting.accepted));
  const rejected = sum(check?.sheets.map(({accounting}) => accounting.rejected));
  switch (verdictOf(result)) {
    case "stopped":
      return "已停止，没有查完。";
    case "unread":
      return `没有查：${fault}。`;
    case "unknown":
      return "认不出这是哪张表：前 20 行里没有像表头的一行。请选一个数据集再查。";
    case "faulty":
      return accepted + rejected
        ? `先改再报：${accepted ? `${number(accepted)} 行可以接收` : "没有一行可以接收"}，${number(rejected)} 行会被退回；${countText(counts)}。`
        : `先改再报：没有一行读得进来；${countText(counts)}。`;
    case "fit": {
      const rest = rejected ? `，${number(rejected)} 行是重复的，只计一次` : "";
      const also = counts.warning || counts.info ? `；${countText(counts)}，请看一看` : "，没有发现问题";
      return `可以报送：${number(accepted)} 行可以接收${rest}${also}。`;
    }
  }
}

/** Returns the sentence for the live region when all files are done. */
export function summaryText(results: readonly FileResult[]): string {
  const verdicts = results.map(verdictOf);
  const count = (wanted: Verdict): number => verdicts.filter(verdict => verdict === wanted).length;
  const parts = (
    [
      ["fit", "可以报送"],
      ["faulty", "先改再报"],
      ["unread", "没有查"],
      ["unknown", "认不出是哪张表"],
      ["stopped", "已停止"]
    ] as const
  ).flatMap(([verdict, words]) => (count(verdict) ? [`${count(verdict)} 个${words}`] : []));
  return `查完 ${results.length} 个文件：${parts.join("，")}。`;
}

/** Returns `错误 2 处，提醒 1 处` without what there is none of. */
export function countText(counts: Severities): string {
  const words = {error: "错误", warning: "提醒", info: "说明"} as const;
  return (["error", "warning", "info"] as const)
    .filter(severity => counts[severity])
    .map(severity => `${words[severity]} ${number(counts[severity])} 处`)
    .join("，");
}

/** Returns the rows of a group as `第 3、7、9—12 行`, cut short where there are very many. */
export function rowsText({rows, n}: IssueGroup): string {
  if (!rows.length) return "整个文件";
  const named = rowText(rows.slice(0, NAMED));
  return n > NAMED ? `第 ${named} 行等，共 ${number(n)} 处` : `第 ${named} 行`;
}

/** Rows that are named one by one. */
const NAMED = 30;

export function number(value: number): string {
  return value.toLocaleString("zh-CN");
}

function sum(numbers: readonly number[] = []): number {
  return numbers.reduce((a, b) => a + b, 0);
}
