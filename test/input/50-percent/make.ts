import {sheetXml} from "../../loaders/support.ts";
import {number, STYLES, styled, writeBook} from "../../loaders/goldenBook.ts";

/** The same number shown as 12.5%, as 0.125 and as 12.5. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值"],
    ["S-5004", "东山镇", "宣传表彰", "2025-03-01", number("E2", "0.125", styled.percent)],
    ["S-5005", "东山镇", "宣传表彰", "2025-03-01", number("E3", "0.125")],
    ["S-5006", "东山镇", "宣传表彰", "2025-03-01", number("E4", "12.5")]
  ];
  writeBook(folder, "claims/百分数.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows)}], styles: STYLES});
}
