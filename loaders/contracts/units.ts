import type {Contract} from "../contract.ts";
import {codes} from "./codes.ts";

export const units: Contract = {
  name: "units",
  title: "单位名录",
  fields: [
    {
      header: "单位编码",
      name: "unit_id",
      type: "code_text",
      required: true,
      key: true,
      creditCode: true,
      aliases: ["单位代码", "机构编码", "区划代码", "编码"]
    },
    {
      header: "单位名称",
      name: "name",
      type: "text",
      required: true,
      aliases: ["单位全称", "机构名称", "被考核单位", "名称"]
    },
    {header: "单位简称", name: "short_name", type: "text", aliases: ["简称", "规范简称"]},
    {
      header: "单位类别",
      name: "kind",
      type: "code",
      required: true,
      aliases: ["单位类型", "类别", "组别", "考核组别"],
      codes: codes("镇", "街道", "开发区", "成员单位", "市直部门", "村", "社区", "县市区", "功能区", "用人单位")
    },
    {header: "上级单位", name: "parent", type: "unit", aliases: ["主管单位", "隶属单位", "所属镇街", "所属县市区"]},
    {header: "建制序", name: "sort_order", type: "integer", aliases: ["排序", "排序号", "单位顺序"]},
    {header: "启用日期", name: "valid_from", type: "date", key: true, month: "first", aliases: ["成立时间"]},
    {header: "停用日期", name: "valid_to", type: "date", month: "first", aliases: ["撤销时间"]},
    {header: "并入单位", name: "successor", type: "unit", aliases: ["合并至"]},
    {header: "曾用名", name: "former_names", type: "names", aliases: ["别名", "原名称"]}
  ]
};
