import type {City} from "../city.ts";
import {
  conflict,
  dropped,
  hiddenSheet,
  notesSheet,
  openDesk,
  repeat,
  scatter,
  spoil,
  textFile,
  workbook
} from "../desk.ts";
import type {UnitFact} from "../facts.ts";
import {columns, type OfficeFile, type Row} from "../office.ts";
import {spellDay} from "../spell.ts";
import {isRanked} from "../units.ts";

/** Returns the directory as the office keeps it: a workbook of units, lists of villages and of employers. */
export function unitFiles(city: City, dirt: boolean): OfficeFile[] {
  const {draw, footer} = openDesk(city, "units", dirt);
  const names = new Map(city.units.map(unit => [unit.id, unit.name]));
  const rowsOf = (test: (unit: UnitFact) => boolean) => city.units.filter(test).map(row);
  const contact = [dropped("联系人"), dropped("联系电话")];
  const head = columns(
    "单位编码",
    "单位名称",
    "单位简称=简称",
    "单位类别",
    "建制序",
    "启用日期",
    "停用日期",
    "并入单位",
    "曾用名"
  );
  const title = `${names.size > 20 ? "示例市" : ""}人才工作单位名录`;
  const below = ["填报单位：市委人才工作领导小组办公室", `截至日期：${city.sizes.asOf}`];
  const layout = {columns: [...head, ...contact], title, below, notes: footer()};

  const villages = rowsOf(unit => unit.kind === "村" || unit.kind === "社区");
  const employers = rowsOf(unit => unit.kind === "用人单位");
  const sheets = [
    {name: "镇街、开发区", rows: rowsOf(unit => isRanked(unit) && unit.kind !== "成员单位"), layout},
    {name: "成员单位", rows: rowsOf(unit => unit.kind === "成员单位"), layout},
    {name: "市直及县市区", rows: rowsOf(unit => ["市直部门", "县市区", "功能区"].includes(unit.kind)), layout}
  ].filter(({rows}) => rows.length);
  return [
    workbook("units", "2025年单位名录.xlsx", sheets, [
      notesSheet("一、单位编码由市人才办统一编制。", "二、撤并单位填写停用日期和并入单位，不得删除。"),
      hiddenSheet("镇", "街道", "开发区", "成员单位")
    ]),
    ...(villages.length
      ? [
          textFile(
            "units",
            "村（社区）名录.csv",
            dirt ? scatter(draw, villages, villageDirt(villages)) : villages,
            {
              columns: columns(
                "单位编码=区划代码",
                "单位名称=名称",
                "单位简称=规范简称",
                "单位类别=类别",
                "上级单位=所属镇街",
                "建制序=排序号"
              )
            },
            {encoding: "gb18030"}
          )
        ]
      : []),
    textFile(
      "units",
      "用人单位名录.csv",
      dirt ? scatter(draw, employers, [repeat(employers[3]!)]) : employers,
      {
        columns: [
          ...columns(
            "单位编码=机构编码",
            "单位名称=单位全称",
            "单位类别=单位类型",
            "上级单位=所属县市区",
            "建制序=排序"
          ),
          ...contact,
          dropped("通讯地址")
        ]
      },
      {encoding: "utf-8-bom"}
    )
  ];

  function row(unit: UnitFact): Row {
    return {
      cells: {
        单位编码: unit.id,
        单位名称: unit.name,
        单位简称: unit.shortName,
        单位类别: unit.kind,
        上级单位: unit.parent && (draw.chance(0.7) ? names.get(unit.parent)! : unit.parent),
        建制序: unit.order,
        启用日期: unit.from && spellDay(unit.from, "words"),
        停用日期: unit.to && spellDay(unit.to, "dot"),
        并入单位: unit.successor && names.get(unit.successor)!,
        曾用名: unit.formerNames.join("；") || null,
        联系人: unit.contact?.name ?? null,
        联系电话: unit.contact?.phone ?? null,
        通讯地址: unit.contact?.address ?? null
      }
    };
  }

  function villageDirt(rows: readonly Row[]): (Row | Row[])[] {
    const base = (index: number) => rows[index % rows.length]!;
    return [
      spoil(base(11), {单位编码: "990101901901", 单位名称: "待定村", 单位类别: "行政村"}, "单位类别", "unknown_code"),
      spoil(base(12), {单位编码: "990101901902", 单位名称: null}, "单位名称", "missing_value"),
      spoil(base(13), {单位编码: null, 单位名称: "新笺村"}, "单位编码", "missing_value"),
      spoil(base(14), {单位编码: "990101901904", 单位名称: "远砚村", 上级单位: "远方镇"}, "上级单位", "unknown_unit", {
        rejected: false
      }),
      spoil(base(15), {单位编码: "990101901905", 单位名称: "序外村", 建制序: "末位"}, "建制序", "bad_number", {
        rejected: false
      }),
      repeat(base(20)),
      repeat(base(57)),
      conflict(base(30), {单位编码: "990101901906", 单位名称: "上下村"}, {单位名称: "下上村"})
    ];
  }
}
