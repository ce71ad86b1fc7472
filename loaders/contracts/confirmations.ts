import type {Contract} from "../contract.ts";
import {codes} from "./codes.ts";

/** What the units answer to a result that was sent to them: 确认, or an objection to one claim a row; and what came of it. */
export const confirmations: Contract = {
  name: "confirmations",
  title: "结果确认和异议",
  fields: [
    {header: "年度", name: "year", type: "year", required: true, key: true, aliases: ["考核年度"]},
    {header: "版次", name: "edition", type: "code_text", required: true, key: true},
    {
      header: "单位编码",
      name: "unit",
      type: "unit",
      required: true,
      key: true,
      aliases: ["单位", "组织机构编码"]
    },
    {header: "单位名称", name: "unit_name", type: "text"},
    {header: "意见", name: "opinion", type: "code", required: true, codes: codes("确认=无异议/同意", "异议=有异议")},
    {header: "申报编号", name: "claim_id", type: "code_text", key: true, aliases: ["异议事项", "异议事项申报编号"]},
    {header: "提出日期", name: "filed_on", type: "date", required: true, done: true, aliases: ["填报日期", "日期"]},
    {header: "处理结果", name: "outcome", type: "code", codes: codes("维持", "更正", "撤回")},
    {header: "处理日期", name: "decided_on", type: "date", done: true}
  ]
};
