import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** A filter hides row 3, a hand row 4, and the column of subjects is folded away. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期"],
    ["S-4201", "东山镇", "宣传表彰", "事项一", "2025-03-01"],
    ["S-4202", "西河街道", "宣传表彰", "事项二", "2025-03-02"],
    ["S-4203", "组织部", "宣传表彰", "事项三", "2025-03-03"],
    ["S-4204", "东山镇", "宣传表彰", "事项四", "2025-03-04"]
  ];
  const filter =
    '<autoFilter ref="A1:E5"><filterColumn colId="1"><filters><filter val="东山镇"/></filters></filterColumn></autoFilter>';
  const data = sheetXml(rows, filter)
    .replace('<row r="3">', '<row r="3" hidden="1">')
    .replace('<row r="4">', '<row r="4" ht="0" customHeight="1" hidden="1">');
  const columns = '<cols><col min="4" max="4" width="0" hidden="1" customWidth="1"/></cols>';
  writeBook(folder, "claims/筛选中.xlsx", {sheets: [{name: "台账", xml: columns + data}]});
}
