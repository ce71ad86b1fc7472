import {column, key, type Table} from "./column.ts";

const YEAR = key("year", "年度", "integer", "自然年度。");
const UNIT = key("unit_id", "单位编码", "text", "单位名录中的编码。");

/** The tables of inspections, meetings, evaluation, reports, and the alerts of all systems. */
export const systemTables: readonly Table[] = [
  {
    name: "inspection_status",
    schema: "score",
    title: "督查事项状态",
    description: "每个督查事项对每个单位一行：数据截至日的状态和逾期天数。",
    internal: false,
    columns: [
      key("inspection_id", "督查编号", "text", "督查事项的编号。"),
      UNIT,
      column("category", "事项类别", "text", "九类督查事项之一。"),
      column("method", "督查方式", "text", "四种督查方式之一，或其他。"),
      column("state", "状态", "text", "待签批、待通知、待实地、已完成、督办中、已反馈、已销号或逾期。"),
      column("due_on", "办结时限", "date", "有效的办结时限，含当日；已计入批准的延期。"),
      column("closed_on", "销号日期", "date", "数据截至日前已销号的日期。"),
      column("overdue_days", "逾期天数", "integer", "截至日或销号日减办结时限的天数。"),
      column("explained", "已作说明", "boolean", "逾期后是否已提交情况说明。")
    ]
  },
  {
    name: "inspection_summary",
    schema: "score",
    title: "督查督办汇总",
    description: "每个单位每年的督查事项、督办通知单和办结情况。",
    internal: false,
    columns: [
      YEAR,
      UNIT,
      column("items", "督查事项", "integer", "督查事项数。"),
      column("notices", "督办通知单", "integer", "下发督办通知单的事项数。"),
      column("closed_on_time", "按期办结", "integer", "在时限当日或之前销号的通知单数。"),
      column("closed_late", "逾期办结", "integer", "超过时限后销号的通知单数。"),
      column("overdue", "逾期未结", "integer", "已过时限仍未销号的通知单数。"),
      column("overdue_unexplained", "逾期未说明", "integer", "逾期未结且没有情况说明的通知单数。"),
      column("running", "办理中", "integer", "未到时限的通知单数。"),
      column("no_deadline", "未定时限", "integer", "没有办结时限的通知单数。"),
      column("unannounced", "暗访", "integer", "暗访督查的事项数。"),
      column("unapproved", "未先签批", "integer", "实地督查前没有签批的事项数。")
    ]
  },
  {
    name: "meeting_windows",
    schema: "score",
    title: "调度会议窗口",
    description: "每年六个双月窗口内召开调度会议的情况。",
    internal: false,
    columns: [
      YEAR,
      key("window", "窗口", "integer", "1 为一、二月，依此类推到 6。"),
      column("from", "起", "date", "窗口的第一天。"),
      column("to", "止", "date", "窗口的最后一天。"),
      column("regular", "定期会议", "integer", "定期调度会议的次数。"),
      column("adhoc", "临时会议", "integer", "临时加开的次数。"),
      column(
        "held",
        "已召开",
        "boolean",
        "是否做到：按双月理解，窗口内开过会；按间隔理解，窗口内没有距上次会议超过两个月的日子。还不能判断为空。"
      )
    ]
  },
  {
    name: "attendance_summary",
    schema: "score",
    title: "参会情况",
    description: "每个单位每年参加调度会议的情况，只统计应参会的类别。",
    internal: false,
    columns: [
      YEAR,
      UNIT,
      column("expected", "应到", "integer", "应参会次数。"),
      column("present", "到会", "integer", "到会次数。"),
      column("late", "迟到", "integer", "迟到次数。"),
      column("substitute", "请假并派员", "integer", "请假并另派负责同志的次数。"),
      column("leave", "请假未派员", "integer", "请假而未派员的次数，视为缺席。"),
      column("absent", "缺席", "integer", "未请假缺席的次数。")
    ]
  },
  {
    name: "task_funnel",
    schema: "score",
    title: "会议任务落实",
    description: "每个单位每年会议任务从交办到完成的各步数量。",
    internal: false,
    columns: [
      YEAR,
      UNIT,
      column("tasks", "任务", "integer", "交办的任务数。"),
      column("linked", "已转督查", "integer", "能找到对应督查事项的任务数。"),
      column("done", "已完成", "integer", "已完成的任务数。"),
      column("done_on_time", "按期完成", "integer", "在时限当日或之前完成的任务数；没有时限的不算迟。"),
      column("overdue", "逾期", "integer", "已过时限仍未完成的任务数。")
    ]
  },
  {
    name: "satisfaction",
    schema: "score",
    title: "服务对象评价",
    description: "电话问询和问卷调查的满意度人数；不了解不计入 n，人数过少的隐去。",
    internal: false,
    heldBy: "suppressed",
    columns: [
      YEAR,
      UNIT,
      key("item", "评价内容", "text", "评价内容的代码；all 为全部。"),
      column("n", "有效评价", "integer", "有效评价数，不含不了解；隐去为空。"),
      column("very_satisfied", "非常满意", "integer", "非常满意的人数。"),
      column("satisfied", "满意", "integer", "满意的人数。"),
      column("basic", "基本满意", "integer", "基本满意的人数。"),
      column("dissatisfied", "不满意", "integer", "不满意的人数。"),
      column("very_dissatisfied", "非常不满意", "integer", "非常不满意的人数。"),
      column("unknown", "不了解", "integer", "不了解的人数。"),
      column("suppressed", "已隐去", "boolean", "人数过少，为保护个人而隐去。")
    ]
  },
  {
    name: "rectification_status",
    schema: "score",
    title: "突出问题整改",
    description: "每个通报问题一行：整改时限和数据截至日的状态。",
    internal: false,
    columns: [
      key("issue_id", "问题编号", "text", "通报问题的编号。"),
      column("unit_id", "单位编码", "text", "被通报单位的编码。"),
      column("item", "问题类别", "text", "评价内容的代码。"),
      column("notified_on", "通报日期", "date", "通报提醒的日期。"),
      column("due_on", "整改时限", "date", "整改时限，含当日。"),
      column("done_on", "完成日期", "date", "数据截至日前完成整改的日期。"),
      column("state", "状态", "text", "完成、逾期完成、逾期或整改中。")
    ]
  },
  {
    name: "report_lag",
    schema: "score",
    title: "人才事项报告",
    description: "每个单位每年各类事项报告的份数和及时情况。",
    internal: false,
    columns: [
      YEAR,
      UNIT,
      key("kind", "报告类型", "text", "报告的类型。"),
      column("reports", "报告", "integer", "报告份数。"),
      column("on_time", "及时", "integer", "在规定天数内报告的份数；事项无日期的不计。"),
      column("late", "迟报", "integer", "超过规定天数的份数；事项无日期的不计。")
    ]
  },
  {
    name: "alerts",
    schema: "score",
    title: "提醒事项",
    description: "需要有人看一眼的事项，重的在前。",
    internal: true,
    repeats: true,
    columns: [
      key("level", "级别", "text", "提醒的轻重。"),
      key("code", "代码", "text", "提醒的种类。"),
      key("subject_kind", "对象类别", "text", "unit 单位、talent 人才化名等。"),
      key("subject", "对象", "text", "对象的编码或化名。"),
      key("year", "年度", "integer", "所属年度。"),
      column("clause", "条款", "text", "依据的条款。"),
      column("message", "说明", "text", "一句话说明。")
    ]
  }
];
