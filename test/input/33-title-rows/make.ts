import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** A printed form: a merged title, who filled it in, a merged line with the unit of measure, a blank row. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["2025年度激励奖励（加分）申报表"],
    ["填报单位：", "东山镇", "时间：", "2025年12月31日"],
    ["制表单位：市委人才办", null, null, null, null, "单位：分"],
    [],
    ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期", "申报分值"],
    ["S-3303", "东山镇", "宣传表彰", "人才驿站开放", "2025-03-01", "0.5"],
    ["S-3304", "组织部", "宣传表彰", "先进事迹巡讲", "2025-04-02", "1"]
  ];
  const merges = '<mergeCells count="2"><mergeCell ref="A1:F1"/><mergeCell ref="A3:E3"/></mergeCells>';
  writeBook(folder, "claims/申报表.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows, merges)}]});
}
