import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

const HEADER = ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期"];

/** Data on the second sheet, data behind a cover, data on a hidden sheet alone. */
export default async function make(folder: string): Promise<void> {
  writeBook(folder, "claims/第二张表.xlsx", {
    sheets: [
      sheet("填写说明", [["一、每行只报一项"], ["二、日期写到日"]]),
      sheet("台账", [HEADER, claim("S-4101", "揭牌"), claim("S-4102", "开放")]),
      {...sheet("上年台账", [HEADER, claim("S-4103", "隐藏的旧事项")]), state: "hidden"},
      {...sheet("底稿", [HEADER, claim("S-4104", "隐藏的旧事项")]), state: "veryHidden"}
    ]
  });
  writeBook(folder, "claims/带封面.xlsx", {
    sheets: [
      sheet("封面", [["2025年度人才工作台账"], [], ["市委人才办"]]),
      sheet("明细", [HEADER, claim("S-4105", "揭牌")])
    ]
  });
  writeBook(folder, "claims/只有隐藏.xlsx", {
    sheets: [
      sheet("说明", [["请见另一张表"]]),
      {...sheet("数据", [HEADER, claim("S-4106", "隐藏的旧事项")]), state: "hidden"}
    ]
  });
}

function sheet(name: string, rows: readonly (readonly (string | null)[])[]): {name: string; xml: string} {
  return {name, xml: sheetXml(rows)};
}

function claim(id: string, subject: string): string[] {
  return [id, "东山镇", "宣传表彰", subject, "2025-03-01"];
}
