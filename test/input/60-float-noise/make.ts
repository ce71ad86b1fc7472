import {sheetXml} from "../../loaders/support.ts";
import {number, writeBook} from "../../loaders/goldenBook.ts";

/** What programs write for 0.1+0.2, 1.15, 3 and -2.675, and a number that does have four decimals. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值", "数量"],
    [...claim("S-6002"), number("E2", "0.30000000000000004"), number("F2", "0.99999999999999989")],
    [...claim("S-6003"), number("E3", "1.1499999999999999"), null],
    [...claim("S-6004"), number("E4", "2.9999999999999996"), null],
    [...claim("S-6005"), number("E5", "-2.6749999999999998"), null],
    [...claim("S-6006"), number("E6", "0.1235"), null]
  ];
  writeBook(folder, "claims/浮点.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows)}]});
}

function claim(id: string): string[] {
  return [id, "东山镇", "宣传表彰", "2025-03-01"];
}
