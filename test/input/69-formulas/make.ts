import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {bookParts, sheetXml, zipped} from "../../loaders/support.ts";

const HEADER = ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期", "申报分值"];

/** A formula; its value as the program saved it, of the type `t`, or none. */
function formula(place: string, text: string, value?: string, t = "str"): string {
  return `<c r="${place}" t="${t}"><f>${text}</f>${value === undefined ? "" : `<v>${value}</v>`}</c>`;
}

/** Makes a workbook of formulas: with values, without, with errors, and with values from another workbook. */
export default async function make(folder: string): Promise<void> {
  const rows = [
    HEADER,
    [
      "S-001",
      formula("B2", 'CONCATENATE("东山","镇")', "东山镇"),
      "宣传表彰",
      "事项",
      "2025-03-01",
      formula("F2", "0.5*3", "1.5", "n")
    ],
    ["S-002", "东山镇", "宣传表彰", "事项", "2025-03-02", formula("F3", "SUM(A1:A2)", undefined, "n")],
    ["S-003", "东山镇", "宣传表彰", "事项", formula("E4", "TODAY()", undefined, "n"), "1"],
    [
      "S-004",
      formula("B5", "[1]单位!$A$1", "西河街道"),
      "宣传表彰",
      formula("D5", "[1]事项!$B$2", "外部事项"),
      "2025-03-04",
      "1"
    ],
    ["S-005", "东山镇", "宣传表彰", formula("D6", "[1]事项!$B$9", "#REF!", "e"), "2025-03-05", "1"],
    ["S-006", formula("B7", "VLOOKUP(1,A:B,2)", "#N/A", "e"), "宣传表彰", "事项", "2025-03-06", "1"],
    ["S-007", formula("B8", "1/0", "#DIV/0!", "e"), "宣传表彰", "事项", "2025-03-07", "1"]
  ];
  mkdirSync(join(folder, "claims"));
  writeFileSync(
    join(folder, "claims/公式.xlsx"),
    zipped({
      ...bookParts({sheets: [{name: "台账", xml: sheetXml(rows)}]}),
      "xl/externalLinks/externalLink1.xml": "<externalLink><externalBook/></externalLink>"
    })
  );
}
