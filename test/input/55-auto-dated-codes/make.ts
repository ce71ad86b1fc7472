import {sheetXml} from "../../loaders/support.ts";
import {number, STYLES, styled, writeBook} from "../../loaders/goldenBook.ts";

/** 1-2 was typed and became a date; 1-3 stands in a cell set to text. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期"],
    [number("A2", "45659", styled.monthAndDay), "东山镇", "宣传表彰", "2025-03-01"],
    ["1-3", "东山镇", "宣传表彰", "2025-03-02"]
  ];
  writeBook(folder, "claims/自动改.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows)}], styles: STYLES});
}
