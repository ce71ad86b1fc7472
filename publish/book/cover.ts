import type ExcelJS from "exceljs";
import {formatCount, formatDate, formatDocNo, MISSING} from "../format.ts";
import {draftMark, isOfficial} from "../state.ts";
import {FONT, pageOptions, textWidth} from "../xlsx/layout.ts";
import {type Edition, TIES} from "./edition.ts";

export interface Cover extends Edition {
  /** Numbers of the policy documents. */
  documents: readonly string[];
  /** Whether base scores were imported, so that a ranking by total stands beside that of the bonus. */
  withBase: boolean;
  /** How many units are ranked. */
  units: number;
}

const WIDTHS = [16, 100];

/** Adds the first sheet: whose result this is, of when, in which state, on what ground, and how to read it. */
export function addCover(book: ExcelJS.Workbook, cover: Cover): void {
  const sheet = book.addWorksheet("封面", pageOptions(cover.margins));
  sheet.columns = WIDTHS.map(width => ({width}));
  sheet.getCell("A1").value = cover.title;
  sheet.getCell("A1").font = {...FONT.title, size: 20};
  sheet.getCell("A1").alignment = {vertical: "middle"};
  sheet.getRow(1).height = 40;
  for (const [i, [label, value]] of lines(cover).entries()) {
    const row = i + 2;
    const head = sheet.getCell(row, 1);
    head.value = label;
    head.font = FONT.head;
    const cell = sheet.getCell(row, 2);
    cell.value = value;
    cell.font = label === "状态" ? {...FONT.head, size: 14} : FONT.body;
    for (const one of [head, cell]) one.alignment = {vertical: "top", wrapText: true};
    sheet.getRow(row).height = 18 * Math.max(1, Math.ceil(textWidth(value) / (WIDTHS[1]! - 4))) + 4;
  }
  sheet.views = [{state: "normal", showGridLines: false}];
}

function lines({year, settings, state, documents, withBase, units}: Cover): [string, string][] {
  const draft = !isOfficial(state);
  return [
    ["城市", settings.city],
    ["年度", `${year}年度`],
    ["数据截至", formatDate(settings.asOf)],
    ["状态", state.state],
    ...state.reasons.map((reason): [string, string] => [`${draftMark(state) ?? ""}原因`, `${reason}。`]),
    ...(draft
      ? []
      : [
          ["签批日期", formatDate(state.signedOn)] as [string, string],
          ["文号", state.docNo ?? MISSING] as [string, string],
          ["异议期至", formatDate(state.objectionsUntil)] as [string, string]
        ]),
    ["依据文号", documents.map(formatDocNo).join("；")],
    ["参评单位", `${formatCount(units)}个`],
    ["位次规则", `${TIES}。`],
    ["分值", "保留一位小数；制度规定的分值有更多位小数的，按实际位数列出。各项得分相加等于合计。"],
    ["封顶扣减", "各规则封顶前得分之和减去计入的得分，是因封顶没有计入的分值。"],
    ["位次变化", "与上年同组位次相比：↑ 上升、↓ 下降的位数；— 未变；新 上年不在本组。上年位次按现有数据重新计算。"],
    [
      "位次区间",
      "把文件未写明之处的各种理解和尚未决定的申报的各种结果全部组合，该单位可能得到的最好和最差位次；只有一个数的，位次不受影响。"
    ],
    ["口径", "只计审核通过并在数据截至日前签批、没有撤销的申报。没有加分的单位也列出，记 0 分。"],
    ...(withBase
      ? [["总分", "总分为导入的年度实绩考核基础分与绩效加分之和，另列总分位次表。"] as [string, string]]
      : [["说明", "没有导入基础分，本表是绩效加分的位次，不是年度考核总分的位次。"] as [string, string]]),
    ["附表", "加分台账（每条申报如何计分、依据哪一条、来自哪一行）、计分规则、条款理解、数据字典。"]
  ];
}
