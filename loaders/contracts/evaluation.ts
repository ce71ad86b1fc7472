import type {Contract} from "../contract.ts";
import {codes} from "./codes.ts";

export const ratings: Contract = {
  name: "ratings",
  title: "满意度评价",
  fields: [
    {header: "评价编号", name: "rating_id", type: "code_text", required: true, key: true},
    {
      header: "评价日期",
      name: "rated_on",
      type: "date",
      required: true,
      done: true,
      aliases: ["提交时间", "答题时间", "拨打时间"]
    },
    {
      header: "评价渠道",
      name: "channel",
      type: "code",
      required: true,
      codes: codes("电话问询", "问卷调查"),
      strangers: "out_of_range"
    },
    {
      header: "评价主体类别",
      name: "rater_kind",
      type: "code",
      codes: codes("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
    },
    {
      header: "所在领域",
      name: "sector",
      type: "code",
      codes: codes("学校", "医院", "企业", "科研院所", "社会组织", "机关", "其他")
    },
    {header: "评价对象", name: "unit", type: "unit", required: true},
    {
      header: "评价内容",
      name: "item",
      type: "code",
      required: true,
      codes: codes(
        "P1=政策",
        "P2=项目工程",
        "P3=活动平台",
        "P4=工作载体",
        "Q1=履职尽责",
        "Q2=办事效率",
        "Q3=服务态度",
        "X=其他"
      )
    },
    {
      header: "满意度",
      name: "rating",
      type: "code",
      required: true,
      codes: codes(
        "非常满意=很满意",
        "满意=比较满意",
        "基本满意=一般",
        "不满意=不太满意",
        "非常不满意=很不满意",
        "不了解=不清楚"
      )
    },
    {header: "是否有效", name: "valid", type: "boolean"}
  ]
};

/** The text of an opinion has no field here: it is never loaded. */
export const opinions: Contract = {
  name: "opinions",
  title: "意见建议",
  fields: [
    {header: "意见编号", name: "opinion_id", type: "code_text", required: true, key: true},
    {header: "收到日期", name: "received_on", type: "date", required: true, done: true},
    {
      header: "渠道",
      name: "channel",
      type: "code",
      required: true,
      codes: codes("服务热线", "意见箱", "谈心谈话", "走访调研", "主题活动")
    },
    {header: "涉及单位", name: "unit", type: "unit"},
    {header: "主题", name: "topic", type: "text"},
    {header: "办理日期", name: "handled_on", type: "date", done: true}
  ]
};

export const rectifications: Contract = {
  name: "rectifications",
  title: "突出问题整改",
  fields: [
    {header: "问题编号", name: "issue_id", type: "code_text", required: true, key: true},
    {header: "被通报单位", name: "unit", type: "unit", required: true},
    {
      header: "问题类别",
      name: "item",
      type: "code",
      codes: codes(
        "P1=政策",
        "P2=项目工程",
        "P3=活动平台",
        "P4=工作载体",
        "Q1=履职尽责",
        "Q2=办事效率",
        "Q3=服务态度",
        "X=其他"
      )
    },
    {header: "通报日期", name: "notified_on", type: "date", required: true, done: true},
    {header: "整改时限", name: "due_on", type: "date", required: true},
    {header: "整改完成日期", name: "done_on", type: "date", done: true},
    {header: "回访结果", name: "outcome", type: "code", codes: codes("满意", "不满意", "未回访")}
  ]
};
