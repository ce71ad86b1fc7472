import type {Contract} from "../contract.ts";
import {codes} from "./codes.ts";

export const inspections: Contract = {
  name: "inspections",
  title: "督查督办台账",
  fields: [
    {
      header: "督查编号",
      name: "inspection_id",
      type: "code_text",
      required: true,
      key: true,
      aliases: ["事项编号", "督办编号"]
    },
    {header: "督查事项", name: "subject", type: "text", required: true, aliases: ["事项名称", "督办事项", "督查内容"]},
    {
      header: "事项类别",
      name: "category",
      type: "code",
      required: true,
      aliases: ["督查类别"],
      codes: codes(
        "1=部署落实",
        "2=要点指标",
        "3=领导批示",
        "4=重大活动",
        "5=镇街人才工作",
        "6=成员单位人才工作",
        "7=议案提案",
        "8=基层招才",
        "9=其他"
      )
    },
    {
      header: "督查方式",
      name: "method",
      type: "code",
      required: true,
      codes: codes("暗访督查", "调研督查", "随机抽查", "第三方抽查", "其他")
    },
    {
      header: "督查对象",
      name: "unit",
      type: "unit",
      required: true,
      key: true,
      aliases: ["责任单位", "承办单位", "被督查单位"]
    },
    {header: "来源", name: "source", type: "text", aliases: ["事项来源"]},
    {header: "来源会议", name: "meeting_id", type: "code_text", aliases: ["会议编号"]},
    {header: "组长签批日期", name: "approved_on", type: "date", done: true, aliases: ["签批日期"]},
    {header: "通知日期", name: "notified_on", type: "date", done: true, aliases: ["专项通知日期", "交办时间"]},
    {header: "实地日期", name: "visited_on", type: "date", done: true, aliases: ["督查时间"]},
    {header: "是否完成", name: "done_at_visit", type: "boolean"},
    {header: "通知单编号", name: "notice_no", type: "text", aliases: ["督办通知单编号", "督办单号"]},
    {header: "通知单日期", name: "notice_on", type: "date", done: true, aliases: ["下发日期"]},
    {header: "办结时限", name: "due_on", type: "date", aliases: ["完成时限", "办理时限", "整改期限", "截止日期"]},
    {header: "延期至", name: "extended_to", type: "date"},
    {header: "延期批准日期", name: "extension_on", type: "date", done: true},
    {header: "反馈日期", name: "reported_on", type: "date", done: true},
    {header: "核实日期", name: "verified_on", type: "date", done: true},
    {header: "销号日期", name: "closed_on", type: "date", done: true, aliases: ["办结日期"]},
    {header: "归档号", name: "archive_no", type: "text"},
    {header: "情况说明日期", name: "explained_on", type: "date", done: true},
    {header: "组长阅示日期", name: "read_on", type: "date", done: true}
  ]
};
