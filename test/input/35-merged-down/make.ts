import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** The unit's cell is merged down three rows, in a dataset that fills down and in one that does not. */
export default async function make(folder: string): Promise<void> {
  const claims = [
    ["申报编号", "申报单位", "加分项目", "发生日期"],
    ["S-3501", "东山镇", "宣传表彰", "2025-03-01"],
    ["S-3502", null, "宣传表彰", "2025-03-02"],
    ["S-3503", null, "宣传表彰", "2025-03-03"],
    ["S-3504", "西河街道", "宣传表彰", "2025-03-04"]
  ];
  const inspections = [
    ["督查编号", "督查事项", "事项类别", "督查方式", "督查对象"],
    ["D-3501", "引才政策落实", "部署落实", "随机抽查", "东山镇"],
    ["D-3502", "人才驿站运行", "部署落实", "随机抽查", null],
    ["D-3503", "补贴发放", "其他", "调研督查", null],
    ["D-3504", "引才政策落实", "部署落实", "随机抽查", "西河街道"]
  ];
  writeBook(folder, "claims/未配置.xlsx", {sheets: [{name: "台账", xml: sheetXml(claims, merged("B2:B4"))}]});
  writeBook(folder, "inspections/已配置.xlsx", {sheets: [{name: "台账", xml: sheetXml(inspections, merged("E2:E4"))}]});
}

function merged(range: string): string {
  return `<mergeCells count="1"><mergeCell ref="${range}"/></mergeCells>`;
}
