import type {City} from "../city.ts";
import {conflict, dropped, openDesk, rawFile, repeat, scatter, spoil, stray, textFile, workbook} from "../desk.ts";
import {bareByte} from "../encode.ts";
import type {RatingFact} from "../facts.ts";
import {columns, type OfficeFile, type Row} from "../office.ts";
import {daySpeller} from "../spell.ts";

const RATING_WORDS: Readonly<Record<string, readonly string[]>> = {
  非常满意: ["非常满意", "很满意"],
  满意: ["满意", "比较满意"],
  基本满意: ["基本满意", "一般"],
  不满意: ["不满意", "不太满意"],
  非常不满意: ["非常不满意", "很不满意"],
  不了解: ["不了解", "不清楚"]
};
const ITEM_WORDS: Readonly<Record<string, string>> = {
  P1: "政策",
  P2: "项目工程",
  P3: "活动平台",
  P4: "工作载体",
  Q1: "履职尽责",
  Q2: "办事效率",
  Q3: "服务态度",
  X: "其他"
};

/** Returns the ratings: each year the questionnaire tool's export and the call centre's list. */
export function ratingFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "ratings", dirt);
  const {draw} = desk;
  return city.years.flatMap(year => {
    const facts = city.ratings.filter(fact => fact.id.startsWith(`PJ${year}`));
    const forms = rowsOf(
      facts.filter(fact => fact.channel === "问卷调查"),
      true
    );
    const calls = rowsOf(
      facts.filter(fact => fact.channel === "电话问询"),
      false
    );
    const odd = dirt && year === 2025 && forms.length > 50 && calls.length > 50;
    const tool =
      dirt && year === 2023
        ? [stray("来自IP", index => `192.0.2.${index % 250}`), stray("所用时间", index => `${40 + (index % 90)}秒`)]
        : [];
    return [
      ...(forms.length
        ? [
            textFile(
              "ratings",
              `${year}年/问卷调查导出.csv`,
              odd ? scatter(draw, forms, formSlips(forms)) : forms,
              {
                columns: [
                  ...columns(
                    "评价编号",
                    "评价日期=提交时间",
                    "评价渠道",
                    "评价主体类别",
                    "所在领域",
                    "评价对象",
                    "评价内容",
                    "满意度",
                    "是否有效"
                  ),
                  dropped("意见建议"),
                  ...tool
                ]
              },
              {encoding: year % 2 ? "utf-8-bom" : "utf-8", lineEnd: year % 2 ? "\r\n" : "\n"}
            )
          ]
        : []),
      ...(calls.length
        ? [
            textFile(
              "ratings",
              `${year}年/电话问询记录.csv`,
              odd ? scatter(draw, calls, callSlips(calls)) : calls,
              {
                columns: [
                  ...columns(
                    "评价编号",
                    "评价日期=拨打时间",
                    "评价渠道",
                    "评价主体类别",
                    "评价对象",
                    "评价内容",
                    "满意度",
                    "是否有效"
                  ),
                  dropped("联系电话")
                ],
                blankEvery: 100
              },
              {encoding: "gb18030"}
            )
          ]
        : [])
    ];
  });

  function rowsOf(facts: readonly RatingFact[], timed: boolean): Row[] {
    const day = daySpeller(draw, "dash", 0.03);
    return facts.map(fact => ({
      cells: {
        评价编号: fact.id,
        评价日期: timed
          ? `${fact.ratedOn} ${String(draw.int(8, 19)).padStart(2, "0")}:${draw.int(10, 59)}:${draw.int(10, 59)}`
          : day(fact.ratedOn),
        评价渠道: fact.channel,
        评价主体类别: String(fact.raterKind),
        所在领域: fact.sector,
        评价对象: desk.unitName(fact.unit, fact.ratedOn),
        评价内容: draw.chance(0.5) ? ITEM_WORDS[fact.item]! : fact.item,
        满意度: draw.chance(0.2) ? draw.pick(RATING_WORDS[fact.rating]!) : fact.rating,
        是否有效: fact.valid ? (draw.chance(0.5) ? null : "是") : "否",
        意见建议: draw.chance(0.02) ? "希望加快办理，可致电12099990000" : null,
        联系电话: `120${String(draw.int(0, 99_999_999)).padStart(8, "0")}`
      }
    }));
  }
}

const fresh = (index: number) => ({评价编号: `PJ2025-9${String(index).padStart(4, "0")}`});

function formSlips(rows: readonly Row[]): (Row | Row[])[] {
  const base = (index: number) => rows[index * 3]!;
  return [
    spoil(base(1), {...fresh(1), 评价渠道: "服务热线"}, "评价渠道", "out_of_range"),
    spoil(base(2), {...fresh(2), 满意度: "良"}, "满意度", "unknown_code"),
    spoil(base(3), {...fresh(3), 满意度: null}, "满意度", "missing_value"),
    spoil(base(4), {...fresh(4), 评价内容: "工作效果"}, "评价内容", "unknown_code"),
    spoil(base(5), {...fresh(5), 是否有效: "存疑"}, "是否有效", "bad_boolean", {rejected: false}),
    spoil(base(6), {...fresh(6), 评价主体类别: "13"}, "评价主体类别", "unknown_code", {rejected: false}),
    repeat(base(7)),
    repeat(base(8)),
    conflict(base(9), fresh(7), {满意度: "不了解", 评价内容: "X"})
  ];
}

function callSlips(rows: readonly Row[]): (Row | Row[])[] {
  const base = (index: number) => rows[index * 2]!;
  return [
    spoil(base(1), {...fresh(11), 评价对象: "教育部门"}, "评价对象", "unknown_unit"),
    spoil(base(2), {...fresh(12), 评价日期: "2025-02-30"}, "评价日期", "bad_date"),
    // A byte lost on the way: FF begins no character of GB18030.
    spoil(base(3), {...fresh(13), 满意度: `满${bareByte(0xff)}意`}, "满意度", "bad_encoding"),
    {
      cells: {...base(4).cells, ...fresh(14)},
      extra: ["多出的格"],
      rejected: true,
      issues: [{field: "", code: "ragged_row", severity: "error"}]
    }
  ];
}

/** Returns the opinions that came by the other channels; their words stand in a column that is dropped at reading. */
export function opinionFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "opinions", dirt);
  const {draw} = desk;
  const head = [
    ...columns("意见编号", "收到日期", "渠道", "涉及单位", "主题", "办理日期"),
    ...["姓名", "联系电话", "意见内容"].map(name => dropped(name))
  ];
  return city.years.flatMap(year => {
    const day = daySpeller(draw, year % 2 ? "words" : "plain");
    const rows: Row[] = city.opinions
      .filter(fact => fact.id.startsWith(`YJ${year}`))
      .map(fact => ({
        cells: {
          意见编号: fact.id,
          收到日期: day(fact.receivedOn),
          渠道: fact.channel,
          涉及单位: fact.unit && desk.unitName(fact.unit, fact.receivedOn),
          主题: fact.topic,
          办理日期: day(fact.handledOn),
          姓名: fact.caller.name,
          联系电话: fact.caller.phone,
          意见内容: fact.text
        }
      }));
    if (!rows.length) return [];
    const slips =
      dirt && year === 2025 && rows.length > 20
        ? [
            spoil(rows[2]!, {意见编号: "YJ2025-901", 渠道: "微信群"}, "渠道", "unknown_code"),
            spoil(rows[3]!, {意见编号: "YJ2025-902", 收到日期: "上周"}, "收到日期", "bad_date"),
            spoil(rows[4]!, {意见编号: "YJ2025-903", 涉及单位: "不清楚"}, "涉及单位", "unknown_unit", {
              rejected: false
            }),
            repeat(rows[5]!)
          ]
        : [];
    const extra =
      dirt && year === 2022
        ? [
            rawFile("opinions", "2022年意见箱（无来件）.csv", "", [
              {sheet: "", field: "", code: "empty_file", severity: "error"}
            ])
          ]
        : [];
    return [
      ...extra,
      year % 2
        ? textFile(
            "opinions",
            `${year}年意见台账.csv`,
            scatter(draw, rows, slips),
            {columns: head},
            {encoding: "gb18030"}
          )
        : workbook("opinions", `${year}年意见台账.xlsx`, [
            {name: "意见台账", rows, layout: {columns: head, title: `${year}年服务对象意见台账`}}
          ])
    ];
  });
}

/** Returns the issues units were told to mend, one list of all years. */
export function rectificationFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "rectifications", dirt);
  const day = daySpeller(desk.draw, "slash");
  const rows: Row[] = city.rectifications.map(fact => ({
    cells: {
      问题编号: fact.id,
      被通报单位: desk.unitName(fact.unit, fact.notifiedOn),
      问题类别: desk.draw.chance(0.5) ? ITEM_WORDS[fact.item]! : fact.item,
      通报日期: day(fact.notifiedOn),
      整改时限: day(fact.dueOn),
      整改完成日期: day(fact.doneOn),
      回访结果: fact.outcome
    }
  }));
  if (!rows.length) return [];
  const slips =
    dirt && rows.length > 20
      ? [
          spoil(rows[4]!, {问题编号: "ZG2025-91", 整改时限: "尽快"}, "整改时限", "bad_date"),
          spoil(rows[5]!, {问题编号: "ZG2025-92", 回访结果: "较满意"}, "回访结果", "unknown_code", {rejected: false}),
          repeat(rows[6]!)
        ]
      : [];
  const scan = rawFile("rectifications", "2024年整改通知（扫描件）.pdf", "%PDF-1.4\n%%EOF\n", [
    {sheet: "", field: "", code: "unsupported_file", severity: "error"}
  ]);
  return [
    ...(dirt ? [scan] : []),
    textFile(
      "rectifications",
      "突出问题整改台账.csv",
      scatter(desk.draw, rows, slips),
      {
        columns: columns("问题编号", "被通报单位", "问题类别", "通报日期", "整改时限", "整改完成日期", "回访结果"),
        title: "突出问题整改台账"
      },
      {encoding: "utf-8-bom"}
    )
  ];
}
