import type {Severity} from "../../../loaders/issue.ts";
import {SENT} from "../../../loaders/precheck/sent.ts";
import {ISSUES, SEVERITIES} from "../../../publish/words.ts";
import {el, tableOf} from "./dom.ts";
import type {FileResult, IssueGroup} from "./protocol.ts";
import {number, rowsText, verdictText} from "./words.ts";

/** Returns what the page shows of a file that was checked; `choose` checks it again as another dataset. */
export function fileReport(result: FileResult, id: number, choose: (dataset: string) => void): HTMLElement[] {
  const {check, fault, stopped} = result;
  return [
    el("p", {class: "verdict"}, verdictText(result)),
    ...(fault === null && !stopped ? [datasetChoice(result, id, choose)] : []),
    ...(result.groups.length ? [groupTable(result), ...issueTable(result)] : []),
    ...(check ? [sumTable(result)] : [])
  ];
}

function datasetChoice({dataset, guesses}: FileResult, id: number, choose: (dataset: string) => void): HTMLElement {
  const select = el("select", {id: `dataset-${id}`});
  if (dataset === null) select.append(el("option", {value: ""}, "请选择"));
  for (const {name, title} of SENT) {
    select.append(el("option", {value: name, ...(name === dataset ? {selected: ""} : {})}, title));
  }
  select.addEventListener("change", () => {
    if (select.value) choose(select.value);
  });
  const own = guesses.find(guess => guess.dataset === dataset);
  const others = guesses.filter(
    guess => guess.dataset !== dataset && guess.known.length * 2 > (own?.known.length ?? 0)
  );
  const why = own
    ? `表头认出 ${own.known.length} 列：${listed(own.known)}；${own.missing.length ? `缺必填的列 ${own.missing.join("、")}` : "必填的列都有"}。`
    : dataset === null
      ? ""
      : "表头不像这张表。";
  const also = others.length
    ? `也像${others.map(guess => `“${titleOf(guess.dataset)}”（认出 ${guess.known.length} 列）`).join("、")}。`
    : "";
  return el(
    "div",
    {class: "precheck-dataset"},
    el("p", {}, el("label", {for: `dataset-${id}`}, "按哪张表查 "), select),
    el("p", {class: "after"}, `${why}${also}不对就换一张，会马上重查。`)
  );
}

/** Headers that are named; a clerk knows the rest. */
const NAMED = 6;

function listed(headers: readonly string[]): string {
  return headers.length > NAMED ? `${headers.slice(0, NAMED).join("、")}等` : headers.join("、");
}

function titleOf(dataset: string): string {
  return SENT.find(({name}) => name === dataset)?.title ?? dataset;
}

/** One line for what is one thing to mend. */
function groupTable({groups}: FileResult): HTMLElement {
  const shown = groups.slice(0, MOST_GROUPS);
  const left = groups.length - shown.length;
  return tableOf(
    `要看的问题，错误在前${left > 0 ? `；这里列前 ${MOST_GROUPS} 种，另有 ${number(left)} 种见清单` : ""}`,
    [{head: "轻重"}, {head: "问题"}, {head: "说明和怎么改", wide: true}, {head: "在哪里"}],
    shown.map(group => [
      severityOf(group.severity),
      ISSUES[group.code] ?? group.code,
      sentenceOf(group),
      `${group.sheet ? `“${group.sheet}”` : ""}${rowsText(group)}`
    ]),
    {rowHead: 1, className: "precheck-groups"}
  );
}

const MOST_GROUPS = 100;

function severityOf(severity: Severity): HTMLElement {
  return el(severity === "error" ? "strong" : "span", {}, SEVERITIES[severity] ?? severity);
}

function sentenceOf({field, message}: Pick<IssueGroup, "field" | "message">): string {
  return `${field && !message.includes(field) ? `${field}：` : ""}${ended(message)}`;
}

function ended(message: string): string {
  return /[？！。]$/.test(message) ? message : `${message}。`;
}

function issueTable({issues, list, name, counts}: FileResult): HTMLElement[] {
  const all = counts.error + counts.warning + counts.info;
  const sheets = issues.some(({sheet}) => sheet !== "");
  const table = tableOf(
    `逐行清单，行号与表格软件显示的一致${all > issues.length ? `；这里列前 ${number(issues.length)} 处，共 ${number(all)} 处，全部的在下载的清单里` : ""}`,
    [
      {head: "行", number: true},
      ...(sheets ? [{head: "工作表"}] : []),
      {head: "字段"},
      {head: "原值"},
      {head: "轻重"},
      {head: "说明", wide: true}
    ],
    issues.map(issue => [
      issue.row === null ? "—" : String(issue.row),
      ...(sheets ? [issue.sheet || "—"] : []),
      issue.field || "—",
      issue.value || "—",
      severityOf(issue.severity),
      ended(issue.message)
    ])
  );
  const parts: HTMLElement[] = [el("details", {}, el("summary", {}, `逐行看（${number(all)} 处）`), table)];
  if (list) {
    const address = URL.createObjectURL(list);
    const file = `${name.replace(/\.[A-Za-z]{2,5}$/, "")}-问题清单.csv`;
    parts.unshift(
      el("p", {class: "data"}, el("a", {href: address, download: file}, "下载问题清单（CSV）"), "　只存在这台电脑上。")
    );
  }
  return parts;
}

const SUMS = [
  ["rows", "文件行数"],
  ["preamble", "表前行"],
  ["header", "表头"],
  ["repeatedHeader", "重复表头"],
  ["blank", "空行"],
  ["total", "合计行"],
  ["note", "注释行"],
  ["accepted", "接收"],
  ["rejected", "退回"]
] as const;

function sumTable({check}: FileResult): HTMLElement {
  const {sheets, skipped, encoding, evidence} = check!;
  const told = [
    encoding ? `${encoding}：${evidence}。` : "",
    skipped.length ? `没有读的工作表：${skipped.map(({name, reason}) => `“${name}”（${reason}）`).join("、")}。` : ""
  ].join("");
  const table = tableOf(
    "每一行的去向：各项之和等于文件行数",
    [{head: "工作表"}, ...SUMS.map(([, head]) => ({head, number: true}))],
    sheets.map(({name, accounting}) => [name || "（整个文件）", ...SUMS.map(([key]) => number(accounting[key]))])
  );
  return el("div", {}, ...(sheets.length ? [table] : []), ...(told ? [el("p", {class: "after"}, told)] : []));
}
