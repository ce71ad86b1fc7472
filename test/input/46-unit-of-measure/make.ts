import {sheetXml} from "../../loaders/support.ts";
import {writeBook} from "../../loaders/goldenBook.ts";

/** Points that say so in the title, and sums of money in columns that look like points. */
export default async function make(folder: string): Promise<void> {
  const scores = [
    ["2024年度实绩考核基础分"],
    [null, null, "单位：分"],
    ["考核年度", "单位", "基础分（分）"],
    ["2024", "东山镇", "85.5"],
    ["2024", "西河街道", "90"]
  ];
  const deals = [
    ["技术合同成交情况（单位：万元）"],
    ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值（万元）", "自评分（%）", "成交额（元）"],
    ["S-4601", "东山镇", "宣传表彰", "2025-03-01", "667788", "667788", "667788"],
    ["S-4602", "西河街道", "宣传表彰", "2025-03-02", "667788", "667788", "667788"]
  ];
  writeBook(folder, "base_scores/基础分.xlsx", {sheets: [{name: "基础分（单位 分）", xml: sheetXml(scores)}]});
  writeBook(folder, "claims/成交额.xlsx", {sheets: [{name: "万元", xml: sheetXml(deals)}]});
}
