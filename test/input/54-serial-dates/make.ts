import {sheetXml} from "../../loaders/support.ts";
import {number, STYLES, styled, writeBook} from "../../loaders/goldenBook.ts";

/** 29 October 2021 is day 44498 in the 1900 system, and 1462 days less in that of 1904. */
export default async function make(folder: string): Promise<void> {
  const header = ["申报编号", "申报单位", "加分项目", "发生日期"];
  const claim = (id: string, date: string): string[] => [id, "东山镇", "宣传表彰", date];
  const since1900 = [
    header,
    claim("S-5402", number("D2", "44498")),
    claim("S-5403", number("D3", "44498", styled.date)),
    claim("S-5404", number("D4", "44498.395833333336", styled.date)),
    claim("S-5405", "44498"),
    claim("S-5406", number("D6", "60")),
    claim("S-5407", number("D7", "60", styled.date))
  ];
  const since1904 = [
    header,
    claim("S-5408", number("D2", "43036")),
    claim("S-5409", number("D3", "43036", styled.date))
  ];
  writeBook(folder, "claims/序列号.xlsx", {sheets: [{name: "台账", xml: sheetXml(since1900)}], styles: STYLES});
  writeBook(folder, "claims/苹果机.xlsx", {
    sheets: [{name: "台账", xml: sheetXml(since1904)}],
    styles: STYLES,
    date1904: true
  });
}
