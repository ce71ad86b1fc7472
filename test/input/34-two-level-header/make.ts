import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** Two workbooks with a header of two rows: in the one some lower names are known and unique, in the other none is. */
export default async function make(folder: string): Promise<void> {
  const years = ["2024年", null, "2025年", null];
  const measures = ["数量", "金额", "数量", "金额"];
  const upper = ["申报编号", "申报单位", "加分项目", "发生日期"];
  const blank = [null, null, null, null];
  const both = [
    [...upper, "审核", null, ...years],
    [...blank, "审核结论", "审核日期", ...measures],
    ["S-3403", "东山镇", "宣传表彰", "2025-03-01", "通过", "2025-03-10", "1", "7788", "2", "7788"],
    ["S-3404", "西河街道", "宣传表彰", "2025-03-02", "待审核", null, "1", "7788", "2", "7788"]
  ];
  const byYear = [
    [...upper, ...years],
    [...blank, ...measures],
    ["S-3405", "东山镇", "宣传表彰", "2025-03-01", "1", "7788", "2", "7788"]
  ];
  const merged = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:H1"];
  writeBook(folder, "claims/两层.xlsx", {sheets: [{name: "台账", xml: sheetXml(both, merges([...merged, "I1:J1"]))}]});
  writeBook(folder, "claims/按年.xlsx", {sheets: [{name: "台账", xml: sheetXml(byYear, merges(merged))}]});
}

function merges(ranges: readonly string[]): string {
  return `<mergeCells>${ranges.map(range => `<mergeCell ref="${range}"/>`).join("")}</mergeCells>`;
}
