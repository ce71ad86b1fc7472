import type {Contract} from "../contract.ts";
import {codes, DEGREES, TITLES} from "./codes.ts";

/** The codes of 人才类别 come from the workspace's configuration. */
export const talents: Contract = {
  name: "talents",
  title: "人才名单",
  fields: [
    {
      header: "人才编号",
      name: "talent_id",
      type: "code_text",
      required: true,
      key: true,
      aliases: ["证书编号", "人才卡号", "认定编号"]
    },
    {header: "姓名", name: "name", type: "text", restricted: true, aliases: ["人才姓名", "申报人"]},
    {header: "身份证号", name: "person_hash", type: "hash", aliases: ["证件号码", "公民身份号码"]},
    {header: "性别", name: "sex", type: "code", restricted: true, codes: codes("男", "女")},
    {header: "人才类别", name: "category", type: "code", required: true, aliases: ["认定类别", "人才层次", "层次"]},
    {
      header: "申报类型",
      name: "track",
      type: "code",
      required: true,
      aliases: ["人才类型", "创新创业"],
      codes: codes("创新类=创新", "创业类=创业")
    },
    {
      header: "县市区",
      name: "district",
      type: "unit",
      required: true,
      aliases: ["县市区/市直单位", "县区", "所属县市区", "属地"]
    },
    {
      header: "所在单位",
      name: "employer",
      type: "unit_or_text",
      required: true,
      aliases: ["现工作单位", "用人单位", "工作单位"]
    },
    {
      header: "单位性质",
      name: "sector",
      type: "code",
      aliases: ["行业", "领域"],
      codes: codes("学校", "医院", "企业", "科研院所", "社会组织", "机关", "其他")
    },
    {header: "学位", name: "degree", type: "code", aliases: ["最高学位"], codes: DEGREES, noneIsValue: true},
    {
      header: "职称",
      name: "title",
      type: "code",
      aliases: ["技术职称", "专业技术职务", "专业技术资格"],
      codes: TITLES,
      noneIsValue: true
    },
    {
      header: "认定日期",
      name: "recognised_on",
      type: "date",
      required: true,
      done: true,
      month: "first",
      aliases: ["认定时间"]
    },
    {header: "管理期起", name: "term_from", type: "date", month: "first", aliases: ["服务期起"]},
    {header: "管理期止", name: "term_to", type: "date", month: "last", aliases: ["服务期止"]},
    {
      header: "现岗位现状",
      name: "post_status",
      type: "code",
      aliases: ["在职状态", "岗位状态"],
      codes: codes("在职", "辞职离岗", "调出", "退休")
    }
  ]
};
