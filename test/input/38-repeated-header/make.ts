import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** A header of two rows that comes again on the second page. */
export default async function make(folder: string): Promise<void> {
  const header = [
    ["申报编号", "申报单位", "加分项目", "发生日期", "审核", null],
    [null, null, null, null, "审核结论", "审核日期"]
  ];
  const rows = [
    ...header,
    ["S-3805", "东山镇", "宣传表彰", "2025-03-01", "通过", "2025-03-10"],
    ...header,
    ["S-3806", "西河街道", "宣传表彰", "2025-03-02", "待审核", null]
  ];
  const merges = ["E1:F1", "E4:F4"].map(range => `<mergeCell ref="${range}"/>`).join("");
  writeBook(folder, "claims/分页.xlsx", {
    sheets: [{name: "台账", xml: sheetXml(rows, `<mergeCells>${merges}</mergeCells>`)}]
  });
}
