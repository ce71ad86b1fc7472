import type {City} from "../city.ts";
import {conflict, dropped, openDesk, rawFile, repeat, scatter, spoil, stray, textFile, workbook} from "../desk.ts";
import {columns, type OfficeFile, type Row} from "../office.ts";
import {type DaySpelling, daySpeller} from "../spell.ts";

const STATUS_WORDS: Readonly<Record<string, readonly string[]>> = {
  到会: ["到会"],
  迟到: ["迟到"],
  请假并派员: ["请假并派员", "代会", "代参会"],
  请假未派员: ["请假未派员", "请假"],
  缺席: ["缺席", "未到", "未请假缺席"]
};

/** Returns the list of meetings, a sheet a year. */
export function meetingFiles(city: City, dirt: boolean): OfficeFile[] {
  const {draw, footer} = openDesk(city, "meetings", dirt);
  const sheets = city.years.flatMap(year => {
    const day = daySpeller(draw, year % 2 ? "cell" : "words");
    const rows: Row[] = city.meetings
      .filter(meeting => meeting.id.startsWith(`HY${year}`))
      .map(meeting => ({
        cells: {
          会议编号: meeting.id,
          会议名称: meeting.title,
          召开日期: draw.chance(0.3) ? `${meeting.heldOn} 09:00` : day(meeting.heldOn),
          会议类型: meeting.type,
          议题: meeting.topics.join(draw.pick(["、", ",", "；"])) || null,
          议题同意日期: day(meeting.topicsApprovedOn),
          通知日期: day(meeting.notifiedOn),
          纪要日期: day(meeting.minutesOn),
          简报日期: day(meeting.bulletinOn),
          密级: meeting.secrecy
        }
      }));
    if (!rows.length) return [];
    const columnsOf =
      "会议编号 会议名称 召开日期=会议时间 会议类型 议题 议题同意日期 通知日期 纪要日期 简报日期 密级".split(" ");
    const slips =
      dirt && year === 2025 && rows.length > 3
        ? [
            spoil(
              rows[2]!,
              {会议编号: "HY2025-91", 会议名称: "涉密事项专题会议", 密级: "秘密"},
              "密级",
              "out_of_range"
            ),
            spoil(rows[1]!, {会议编号: "HY2025-92", 召开日期: "待定"}, "召开日期", "bad_date")
          ]
        : [];
    return [
      {
        name: `${year}年`,
        rows: scatter(draw, rows, slips),
        layout: {columns: columns(...columnsOf), title: `${year}年人才工作调度会议台账`, notes: footer()}
      }
    ];
  });
  return sheets.length ? [workbook("meetings", "调度会议台账.xlsx", sheets)] : [];
}

/** Returns who came to the meetings, a file a year. */
export function attendanceFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "attendance", dirt);
  const {draw} = desk;
  const held = new Map(city.meetings.map(meeting => [meeting.id, meeting.heldOn]));
  return city.years.flatMap(year => {
    const usual: DaySpelling = (["slash", "dash", "words", "dot", "plain"] as const)[year % 5]!;
    const day = daySpeller(draw, usual);
    const facts = city.attendance.filter(fact => fact.meetingId.startsWith(`HY${year}`));
    if (!facts.length) return [];
    const rows: Row[] = facts.map(fact => ({
      cells: {
        会议编号: fact.meetingId,
        单位: desk.unitName(fact.unit, held.get(fact.meetingId)!),
        参会类别: String(fact.kind),
        状态: draw.chance(0.3) ? draw.pick(STATUS_WORDS[fact.status]!) : fact.status,
        签到时间:
          fact.signedInOn && draw.chance(0.7) ? `${fact.signedInOn} 08:5${draw.int(0, 9)}` : day(fact.signedInOn),
        请假日期: day(fact.leaveOn)
      }
    }));
    const base = (index: number) => rows[index]!;
    const slips =
      dirt && year === 2024 && rows.length > 200
        ? [
            spoil(base(10), {会议编号: "HY2024-99"}, "会议编号", "unknown_reference"),
            spoil(base(11), {单位: "市教育据"}, "单位", "unknown_unit"),
            spoil(base(60), {单位: "市教育局、市科学技术局"}, "单位", "many_units"),
            spoil(base(61), {状态: "出差", 单位: "市档案馆"}, "状态", "unknown_code"),
            repeat(base(70)),
            repeat(base(71)),
            conflict(base(72), {单位: "市供销合作社", 状态: "到会"}, {状态: "缺席"})
          ]
        : dirt && year === 2025 && rows.length > 200
          ? [spoil(base(20), {会议编号: "HY2025-91"}, "会议编号", "secret_content")]
          : [];
    const layout = {
      columns: [
        ...columns("会议编号", "单位", "参会类别", "状态", "签到时间", "请假日期"),
        ...(dirt && year === 2023 ? [stray("座次", index => index % 30)] : [])
      ]
    };
    return [
      textFile("attendance", `${year}年参会签到.csv`, scatter(draw, rows, slips), layout, {
        encoding: year % 2 ? "gb18030" : "utf-8-bom"
      })
    ];
  });
}

/** Returns the tasks the meetings set: a workbook of the first years, a text file for the last. */
export function taskFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "tasks", dirt);
  const {draw} = desk;
  const held = new Map(city.meetings.map(meeting => [meeting.id, meeting.heldOn]));
  const last = city.years[city.years.length - 1]!;
  const rowsOf = (year: number): Row[] => {
    const day = daySpeller(draw, year === last ? "slash" : "cell");
    return city.tasks
      .filter(task => task.id.startsWith(`RW${year}`))
      .map(task => ({
        cells: {
          任务编号: task.id,
          会议编号: task.meetingId,
          任务内容: task.subject,
          责任单位: desk.unitName(task.unit, held.get(task.meetingId)!),
          完成时限: day(task.dueOn),
          督查编号: task.inspectionId,
          完成日期: day(task.doneOn),
          联系人: null
        }
      }));
  };
  const head = [
    ...columns("任务编号", "会议编号", "任务内容", "责任单位", "完成时限", "督查编号", "完成日期"),
    dropped("联系人")
  ];
  const early = city.years
    .filter(year => year !== last)
    .map(year => ({name: `${year}年`, rows: rowsOf(year)}))
    .filter(({rows}) => rows.length);
  const rows = rowsOf(last);
  // A clerk left the file open: the spreadsheet program's lock file came along.
  const locked = dirt && rows.length > 20;
  const slips = locked
    ? [
        spoil(rows[3]!, {任务编号: `RW${last}-91`, 会议编号: `HY${last}-88`}, "会议编号", "unknown_reference", {
          severity: "warning"
        }),
        spoil(rows[4]!, {任务编号: `RW${last}-92`, 督查编号: `DC${last}-999`}, "督查编号", "unknown_reference", {
          severity: "warning"
        }),
        spoil(rows[5]!, {任务编号: `RW${last}-93`, 完成时限: "年底前"}, "完成时限", "bad_date", {rejected: false}),
        spoil(rows[6]!, {任务编号: `RW${last}-94`, 责任单位: "各镇街"}, "责任单位", "unknown_unit"),
        spoil(rows[7]!, {任务编号: `RW${last}-95`, 任务内容: null}, "任务内容", "missing_value"),
        repeat(rows[8]!)
      ]
    : [];
  return [
    ...(early.length
      ? [
          workbook(
            "tasks",
            "会议任务分解表.xlsx",
            early.map(({name, rows}) => ({
              name,
              rows,
              layout: {columns: head, title: `${name}调度会议任务分解表`, notes: desk.footer()}
            }))
          )
        ]
      : []),
    ...(locked ? [rawFile("tasks", `~$${last}年会议任务.csv`, "", [])] : []),
    ...(rows.length
      ? [
          {
            ...textFile(
              "tasks",
              `${last}年会议任务.csv`,
              scatter(draw, rows, slips),
              {columns: head},
              {encoding: "gb18030"}
            ),
            issues: locked ? [{sheet: "", field: "", code: "open_file", severity: "info"} as const] : []
          }
        ]
      : [])
  ];
}
