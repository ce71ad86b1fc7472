import {formatCount} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {LISTED, type QualityData} from "../../publish/sitedata/quality.ts";
import {ISSUES, SEVERITIES} from "../../publish/words.ts";
import {decisionSection} from "./decisions.ts";
import {dataLinks, type Page, page, section} from "./frame.ts";
import {type Html, html, withCodes} from "./html.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns the page 数据质量: what was loaded, what was wrong, and what was rejected. */
export function qualityPage(facts: Facts, data: QualityData): Page {
  const accepted = sum(data.loads.map(row => row.accepted));
  const rejected = sum(data.loads.map(row => row.rejected));
  return page(facts, {
    name: "quality",
    title: "数据质量",
    lead: html`读入<strong>${formatCount(new Set(data.loads.map(row => row.file)).size)}个文件</strong>，接受${formatCount(accepted)}行，退回<strong>${formatCount(rejected)}行</strong>；有错误${formatCount(count(data, "error"))}处、提醒${formatCount(count(data, "warning"))}处。${data.loads.every(balanced) ? "每个文件的各项行数之和都等于文件行数，没有一行不知去向。" : null}`,
    description: `${facts.city}数据读入情况：文件、行数、问题和退回的行。`,
    body: html`${stateSection(facts)}${codeSection(facts, data)}${faultSection(facts, data)}${decisionSection(facts, data.decisions, {caption: "已经采用的裁定；数据截至日以后的不在其中"})}${fileSection(facts, data)}${loadSection(facts, data)}${runSection(data)}`
  });
}

function count(data: QualityData, severity: string): number {
  return sum(data.byCode.filter(row => row.severity === severity).map(row => row.count));
}

function balanced(row: QualityData["loads"][number]): boolean {
  return (
    row.rowsInFile ===
    row.preamble + row.header + row.repeatedHeader + row.blank + row.total + row.note + row.accepted + row.rejected
  );
}

function stateSection(facts: Facts): Html {
  return section(
    `${facts.year}年度的状态：${facts.state.state}`,
    facts.state.reasons.length
      ? html`<p>还是${facts.state.state}，因为：</p><ul class="notes">${facts.state.reasons.map(reason => html`<li>${withCodes(reason)}</li>`)}</ul>`
      : html`<p>结果已经签批，申报和考核数据没有未改正的错误。</p>`
  );
}

function codeSection(facts: Facts, data: QualityData): Html {
  return section(
    "问题按种类",
    table({
      caption: "读入时发现的问题，错误在前",
      stack: true,
      interactive: "kinds",
      rowHead: 1,
      columns: [{head: "轻重"}, {head: "问题"}, {head: "处", number: true}, {head: "例", wide: true}],
      rows: data.byCode.map(row => [
        SEVERITIES[row.severity] ?? row.severity,
        issueName(row.code),
        formatCount(row.count),
        withCodes(row.example)
      ]),
      empty: "没有发现问题"
    }),
    dataLinks(facts, ["issues"])
  );
}

function faultSection(facts: Facts, data: QualityData): Html {
  return section(
    `错误和退回的行：${formatCount(data.faultCount)}处`,
    data.faultCount > LISTED ? html`<p>这里列前${LISTED}处，其余见下载的“数据问题”表。</p>` : null,
    table({
      caption: "错误和退回的行，按文件和行号；行号与表格软件显示的一致",
      stack: true,
      interactive: "rows",
      rowHead: 1,
      columns: [
        {head: "文件"},
        {head: "行", number: true},
        {head: "字段", nowrap: true},
        {head: "原值"},
        {head: "问题"},
        {head: "说明", wide: true}
      ],
      rows: data.faults.map(row => [
        html`<span class="source">${row.file}${row.sheet ? html`，${row.sheet}` : null}</span>`,
        row.row ?? "—",
        withCodes(row.field ?? "—"),
        withCodes(row.value ?? "—"),
        issueName(row.code),
        withCodes(row.message)
      ]),
      empty: "没有错误，也没有退回的行"
    }),
    dataLinks(facts, ["issues"])
  );
}

function fileSection(facts: Facts, data: QualityData): Html {
  return section(
    "问题按文件",
    table({
      caption: "每个文件的问题数",
      interactive: "files",
      columns: [
        {head: "文件"},
        {head: "错误", number: true},
        {head: "提醒", number: true},
        {head: "说明", number: true}
      ],
      rows: data.byFile.map(row => [
        html`<span class="source">${row.file}</span>`,
        formatCount(row.errors),
        formatCount(row.warnings),
        formatCount(row.infos)
      ]),
      empty: "没有发现问题"
    }),
    dataLinks(facts, ["issues"])
  );
}

function loadSection(facts: Facts, data: QualityData): Html {
  return section(
    "每个文件读了多少行",
    html`<p>文件行数＝表前行＋表头＋重复表头＋空行＋合计行＋注释行＋接受＋退回。</p>`,
    table({
      caption: "读入报告，每个文件的每张工作表一行",
      interactive: "loads",
      columns: [
        {head: "文件", sticky: true},
        {head: "编码", nowrap: true},
        ...["文件行数", "表前行", "表头", "重复表头", "空行", "合计行", "注释行", "接受", "退回"].map(head => ({
          head,
          number: true
        }))
      ],
      rows: data.loads.map(row => [
        html`<span class="source">${row.file}${row.sheet ? html`，${row.sheet}` : null}</span>`,
        row.encoding,
        ...[
          row.rowsInFile,
          row.preamble,
          row.header,
          row.repeatedHeader,
          row.blank,
          row.total,
          row.note,
          row.accepted,
          row.rejected
        ].map(value => ({show: formatCount(value), sort: value}))
      ])
    }),
    table({
      caption: "编码是怎样认出来的，少见的在前",
      stack: true,
      rowHead: 1,
      columns: [{head: "编码", nowrap: true}, {head: "依据", wide: true}, {head: "文件数", number: true}, {head: "例"}],
      rows: data.encodings.map(row => [
        row.encoding,
        row.evidence,
        formatCount(row.files),
        html`<span class="source">${row.example}</span>`
      ])
    }),
    dataLinks(facts, ["load_report"])
  );
}

function runSection({runs}: QualityData): Html | null {
  if (!runs.length) return null;
  return section(
    "历次读入",
    table({
      caption: "最近几次读入和接受行数的变化，新的在前；没有改动的文件不重读",
      stack: true,
      columns: [
        {head: "读入时间", nowrap: true},
        {head: "文件", number: true},
        {head: "重新读取", number: true},
        {head: "接受行数的变化", wide: true}
      ],
      rows: runs.map(({startedAt, files, read, rows}) => [
        startedAt,
        formatCount(files),
        formatCount(read),
        rows.length
          ? rows.map(({title, before, after}) => `${title}${formatCount(before)}→${formatCount(after)}`).join("；")
          : "没有变化"
      ])
    })
  );
}

/** The kind in words, with the code that the tables use below it. */
function issueName(code: string): Html {
  return html`${ISSUES[code] ?? "其他"}<small><code>${code}</code></small>`;
}
