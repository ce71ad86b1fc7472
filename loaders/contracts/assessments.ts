import type {Contract} from "../contract.ts";
import {codes, GRADES} from "./codes.ts";

export const assessments: Contract = {
  name: "assessments",
  title: "年度考核结果",
  fields: [
    {
      header: "人才编号",
      name: "talent_id",
      type: "code_text",
      required: true,
      key: true,
      aliases: ["证书编号", "认定编号"]
    },
    {
      header: "考核年度",
      name: "year",
      type: "year",
      required: true,
      key: true,
      aliases: ["年度", "考核年份", "考核期"]
    },
    {header: "申报日期", name: "declared_on", type: "date", done: true, aliases: ["自查日期"]},
    {
      header: "单位初步结论",
      name: "unit_grade",
      type: "code",
      codes: GRADES,
      aliases: ["单位意见", "单位评价等次", "初评等次"]
    },
    {header: "单位意见日期", name: "unit_on", type: "date", done: true},
    {
      header: "考核方式",
      name: "methods",
      type: "codes",
      aliases: ["考评方式"],
      codes: codes("个人述职", "民主测评", "个别谈话", "专项调查", "其他")
    },
    {
      header: "县级考评等次",
      name: "county_grade",
      type: "code",
      codes: GRADES,
      aliases: ["考评结果", "拟定等次", "县市区等次"]
    },
    {header: "县级考评日期", name: "county_on", type: "date", done: true, aliases: ["考评日期"]},
    {
      header: "考核等次",
      name: "grade",
      type: "code",
      codes: GRADES,
      aliases: ["考核结果", "最终等次", "等次", "市级审核等次"]
    },
    {header: "备案日期", name: "filed_on", type: "date", done: true, aliases: ["登记备案日期", "市人社局意见日期"]},
    {header: "备案号", name: "filing_no", type: "text", aliases: ["登记号"]},
    {
      header: "第九条情形",
      name: "ground",
      type: "code",
      aliases: ["取消资格情形", "第九条"],
      codes: codes("1=造假", "2=骗取资格", "3=逾期不归或擅自脱离", "4=重大损失", "5=终止在本市工作", "6=违法违纪")
    },
    {header: "情形认定日期", name: "ground_on", type: "date", done: true, aliases: ["处理日期"]},
    {header: "认定文号", name: "ground_doc", type: "text", aliases: ["处理文号"]},
    {header: "是否兑现", name: "paid", type: "boolean", aliases: ["待遇兑现"]}
  ]
};
