import type {EngineResult} from "../client/engine.ts";
import type {FileResult} from "../client/precheck/protocol.ts";
import {UNITS} from "../components/styleSample.ts";

/** Returns an answer with a name, a number and nothing. */
export function queryResult(): EngineResult {
  return {
    columns: [
      {name: "单位", type: "VARCHAR"},
      {name: "合计", type: "DECIMAL(18,1)"}
    ],
    rows: UNITS.map((name, i) => [name, i === 3 ? null : `${4.8 - i}`]),
    total: UNITS.length
  };
}

/** Returns what a file came to: with faults, without, or not read at all. */
export function fileResult(name: string, state: "faulty" | "fit" | "unread"): FileResult {
  const none = {error: 0, warning: 0, info: 0};
  const unread: FileResult = {
    ...{name, dataset: null, guesses: [], fault: "文件不是表格：开头像图片", stopped: false, check: null},
    ...{counts: none, groups: [], issues: [], list: null}
  };
  if (state === "unread") return unread;
  const accounting = {
    ...{rows: 12, preamble: 1, header: 1, repeatedHeader: 0, blank: 1, total: 1, note: 0},
    ...(state === "fit" ? {accepted: 8, rejected: 0} : {accepted: 7, rejected: 1})
  };
  const read: FileResult = {
    ...unread,
    ...{
      fault: null,
      dataset: "claims",
      guesses: [{dataset: "claims", known: ["申报编号", "单位", "规则"], missing: []}]
    },
    check: {encoding: "GB18030", evidence: "文件里有它的字", sheets: [{name: "", accounting}], skipped: []}
  };
  if (state === "fit") return read;
  const message = "日期读不出：“2025-02-30”；应为 2025-02-28 这样的日期";
  const issue = {file: name, sheet: "", row: 5, field: "发生日期", value: "2025-02-30", message};
  return {
    ...read,
    counts: {...none, error: 1},
    groups: [{code: "bad_date", severity: "error", sheet: "", field: "发生日期", message, n: 1, rows: [5]}],
    issues: [{...issue, code: "bad_date", severity: "error"}]
  };
}
