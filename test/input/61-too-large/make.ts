import {sheetXml} from "../../loaders/support.ts";
import {number, writeBook} from "../../loaders/goldenBook.ts";

/** A number beyond what a spreadsheet program keeps, and one well within it. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值"],
    ["S-6105", "东山镇", "宣传表彰", "2025-03-01", number("E2", "1.2345678901234568E+16")],
    ["S-6106", "东山镇", "宣传表彰", "2025-03-01", number("E3", "123456789012.34")]
  ];
  writeBook(folder, "claims/过大.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows)}]});
}
