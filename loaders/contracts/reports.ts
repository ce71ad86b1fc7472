import type {Contract} from "../contract.ts";
import {codes} from "./codes.ts";

export const reports: Contract = {
  name: "reports",
  title: "人才事项报告",
  fields: [
    {header: "报告编号", name: "report_id", type: "code_text", required: true, key: true},
    {header: "单位", name: "unit", type: "unit", required: true},
    {
      header: "报告类型",
      name: "kind",
      type: "code",
      required: true,
      codes: codes("作用发挥报告", "支持服务报告", "工作调动", "职务调整", "重大成果奖励", "重大工作失误")
    },
    {header: "人才编号", name: "talent_id", type: "code_text"},
    {header: "事项日期", name: "event_on", type: "date", done: true},
    {header: "报告日期", name: "reported_on", type: "date", required: true, done: true}
  ]
};

export const baseScores: Contract = {
  name: "base_scores",
  title: "年度实绩考核基础分",
  fields: [
    {header: "考核年度", name: "year", type: "year", required: true, key: true},
    {header: "单位", name: "unit", type: "unit", required: true, key: true},
    {header: "基础分", name: "points", type: "decimal", required: true, least: 0, most: 100},
    {header: "来源文号", name: "source_doc", type: "text"}
  ]
};

/** A human's word, kept apart from the data it corrects. `subject` is `dataset/key`. */
export const decisions: Contract = {
  name: "decisions",
  title: "办公室裁定",
  fields: [
    {header: "裁定编号", name: "decision_id", type: "code_text", required: true, key: true},
    {header: "对象", name: "subject", type: "code_text", required: true},
    {header: "字段", name: "field", type: "text"},
    {header: "改为", name: "value", type: "text"},
    {header: "事由", name: "reason", type: "text", required: true},
    {header: "裁定人", name: "decided_by", type: "text", required: true},
    {header: "裁定日期", name: "decided_on", type: "date", required: true, done: true}
  ]
};
