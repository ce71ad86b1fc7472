import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** Two rows that are not there, one of white space, and a framed but empty form below the last value. */
export default async function make(folder: string): Promise<void> {
  const framed = Array.from({length: 12}, (_, i) => [`<c r="A${9 + i}" s="1"/>`, `<c r="B${9 + i}" s="1"/>`]);
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期"],
    ["S-3605", "东山镇", "宣传表彰", "2025-03-01"],
    ["S-3606", "东山镇", "宣传表彰", "2025-03-02"],
    [],
    [],
    ["S-3607", "西河街道", "宣传表彰", "2025-03-03"],
    ["\u3000", " ", null, "\u200b"],
    ["S-3608", "西河街道", "宣传表彰", "2025-03-04"],
    ...framed
  ];
  writeBook(folder, "claims/分块.xlsx", {sheets: [{name: "台账", xml: sheetXml(rows)}]});
}
