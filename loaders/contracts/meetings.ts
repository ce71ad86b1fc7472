import type {Contract} from "../contract.ts";
import {codes} from "./codes.ts";

export const meetings: Contract = {
  name: "meetings",
  title: "调度会议",
  fields: [
    {header: "会议编号", name: "meeting_id", type: "code_text", required: true, key: true},
    {header: "会议名称", name: "title", type: "text", required: true},
    {header: "召开日期", name: "held_on", type: "date", required: true, done: true, aliases: ["会议时间"]},
    {header: "会议类型", name: "type", type: "code", codes: codes("定期", "临时")},
    {header: "议题", name: "topics", type: "codes", codes: codes("1", "2", "3", "4", "5", "6")},
    {header: "议题同意日期", name: "topics_approved_on", type: "date", done: true},
    {header: "通知日期", name: "notified_on", type: "date", done: true},
    {header: "纪要日期", name: "minutes_on", type: "date", done: true},
    {header: "简报日期", name: "bulletin_on", type: "date", done: true},
    {header: "密级", name: "secrecy", type: "code", noneIsValue: true, codes: codes("无", "内部", "秘密=机密/绝密")}
  ]
};

export const attendance: Contract = {
  name: "attendance",
  title: "参会签到",
  fields: [
    {header: "会议编号", name: "meeting_id", type: "code_text", required: true, key: true},
    {header: "单位", name: "unit", type: "unit", required: true, key: true},
    {header: "参会类别", name: "attendee_kind", type: "code", codes: codes("1", "2", "3", "4", "5")},
    {
      header: "状态",
      name: "status",
      type: "code",
      required: true,
      codes: codes("到会", "迟到", "请假并派员=代会/代参会", "请假未派员=请假", "缺席=未到/未请假缺席")
    },
    {header: "签到时间", name: "signed_in_on", type: "date", done: true, time: true},
    {header: "请假日期", name: "leave_on", type: "date", done: true}
  ]
};

export const tasks: Contract = {
  name: "tasks",
  title: "会议任务",
  fields: [
    {header: "任务编号", name: "task_id", type: "code_text", required: true, key: true},
    {header: "会议编号", name: "meeting_id", type: "code_text", required: true},
    {header: "任务内容", name: "subject", type: "text", required: true},
    {header: "责任单位", name: "unit", type: "unit", required: true},
    {header: "完成时限", name: "due_on", type: "date"},
    {header: "督查编号", name: "inspection_id", type: "code_text"},
    {header: "完成日期", name: "done_on", type: "date", done: true}
  ]
};
