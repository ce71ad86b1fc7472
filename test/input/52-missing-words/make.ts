import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** Two error values of a workbook: the one says that there is nothing, the other that a formula is broken. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值"],
    ["S-5214", "东山镇", "宣传表彰", "2025-03-01", '<c r="E2" t="e"><f>VLOOKUP(A2,Z:Z,1,0)</f><v>#N/A</v></c>'],
    ["S-5215", "东山镇", "宣传表彰", "2025-03-01", '<c r="E3" t="e"><f>Z1+1</f><v>#REF!</v></c>']
  ];
  writeBook(folder, "claims/没填.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows)}]});
}
