import {sheetXml} from "../../loaders/support.ts";
import {number, writeBook} from "../../loaders/goldenBook.ts";

/** Two ID numbers saved as numbers, one as text, one that became text too late. They are of an area that does not exist. */
export default async function make(folder: string): Promise<void> {
  const rest = ["A类", "创新类", "东湖区", "示例大学", "2024-03-01"];
  const rows = [
    ["人才编号", "身份证号", "人才类别", "申报类型", "县市区", "所在单位", "认定日期"],
    ["RC5604", number("B2", "9.99999199003071E+17"), ...rest],
    ["RC5605", number("B3", "999999199003071007"), ...rest],
    ["RC5606", "99999919900307104X", ...rest],
    ["RC5607", "9.99999E+17", ...rest],
    ["2.10381E+17", "", ...rest]
  ];
  writeBook(folder, "talents/名单.xlsx", {sheets: [{name: "名单", xml: sheetXml(rows)}]});
}
