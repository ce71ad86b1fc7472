import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {bookParts, sheetXml, zipped} from "../../loaders/support.ts";

/** Makes a workbook whose texts look like formulas, and whose headers are names that programs have taken. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期", "__proto__", "hasOwnProperty"],
    ["S-101", "东山镇", "宣传表彰", "=cmd|' /C calc'!A0", "2025-03-01", "丙列密文", "丁列密文"],
    ["S-102", "东山镇", "宣传表彰", "＠SUM(1+1)", "2025-03-02", "", ""]
  ];
  writeFileSync(
    join(folder, "claims/工作簿.xlsx"),
    zipped(bookParts({sheets: [{name: "constructor", xml: sheetXml(rows)}]}))
  );
}
