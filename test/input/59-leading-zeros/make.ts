import {sheetXml} from "../../loaders/support.ts";
import {number, STYLES, styled, writeBook} from "../../loaders/goldenBook.ts";

/** A number, a number shown with its zeros, and a text. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期"],
    ["S-5905", number("B2", "11"), "宣传表彰", "2025-03-01"],
    ["S-5906", number("B3", "11", styled.fourDigits), "宣传表彰", "2025-03-02"],
    ["0007", "0011", "宣传表彰", "2025-03-03"]
  ];
  writeBook(folder, "claims/丢零.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows)}], styles: STYLES});
}
