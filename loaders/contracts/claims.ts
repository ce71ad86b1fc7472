import type {Contract} from "../contract.ts";
import {ruleCodes, USUAL_RULES} from "../words.ts";
import {codes, DEGREES, TITLES} from "./codes.ts";

/** The rules, levels, roles and aspects are those of Haicheng's policy; where a workspace has another, its words hold (`codes.ts`). */
export const claims: Contract = {
  name: "claims",
  title: "激励奖励（加分）申报",
  fields: [
    {header: "申报编号", name: "claim_id", type: "code_text", required: true, key: true, aliases: ["编号", "流水号"]},
    {header: "考核年度", name: "year", type: "year", aliases: ["年度"]},
    {header: "申报单位", name: "unit", type: "unit", required: true, aliases: ["单位", "填报单位"]},
    {
      header: "加分项目",
      name: "rule",
      type: "code",
      required: true,
      aliases: ["加分类别", "加分条款", "对应条款", "事项类别"],
      ambiguous: ["宣传"],
      codes: [...ruleCodes(USUAL_RULES), ...codes("N=宣传表彰类/宣传表彰类(不计分)/宣传表彰/不计分")]
    },
    {header: "加分事项", name: "subject", type: "text", aliases: ["事项名称", "事项描述", "主要内容", "标题"]},
    {
      header: "发生日期",
      name: "event_on",
      type: "date",
      required: true,
      done: true,
      aliases: ["时间", "完成时间", "刊发日期", "到岗日期"]
    },
    {header: "数量", name: "quantity", type: "integer", aliases: ["人数", "篇数", "次数"]},
    {
      header: "级别",
      name: "level",
      type: "code",
      aliases: ["层级", "平台级别", "媒体级别"],
      ambiguous: ["市级"],
      codes: codes("海城市级=县级/县市级/本市/海城级", "鞍山市级=地市级/鞍山级", "省级=辽宁省", "国家级=中央级/央媒")
    },
    {header: "人才编号", name: "person_id", type: "code_text", aliases: ["人员编号"]},
    {header: "身份证号", name: "person_hash", type: "hash", aliases: ["证件号码", "公民身份号码"]},
    {
      header: "用工方式",
      name: "employment",
      type: "code",
      aliases: ["引进方式", "全职/柔性"],
      codes: codes("全职", "柔性", "兼职")
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
    {header: "是否认定", name: "recognised", type: "boolean", aliases: ["高层次人才认定"]},
    {header: "活动编号", name: "event_id", type: "code_text", aliases: ["会议编号"]},
    {
      header: "承担角色",
      name: "role",
      type: "code",
      aliases: ["角色"],
      codes: codes("经验介绍", "交流发言", "承接活动", "承接会议")
    },
    {header: "稿件编号", name: "article_id", type: "code_text", aliases: ["文章编号"]},
    {header: "媒体名称", name: "outlet", type: "text", aliases: ["刊发媒体", "报刊"]},
    {
      header: "考评方面",
      name: "aspect",
      type: "code",
      aliases: ["方面"],
      codes: codes("双招双引", "成果转化率", "技术合同交易额")
    },
    {header: "考评结论", name: "verdict", type: "code", aliases: ["实绩考评结果"], codes: codes("显著", "一般")},
    {header: "申报分值", name: "claimed_points", type: "decimal", aliases: ["自评分", "拟加分", "申请加分"]},
    {header: "申请日期", name: "applied_on", type: "date", done: true, aliases: ["申报日期"]},
    {
      header: "审核结论",
      name: "review",
      type: "code",
      aliases: ["审核状态"],
      codes: codes("待审核", "通过", "退回补正", "不予认定")
    },
    {header: "审核日期", name: "reviewed_on", type: "date", done: true},
    {header: "签批日期", name: "signed_on", type: "date", done: true, aliases: ["组长签批日期", "签批时间"]},
    {header: "撤销日期", name: "revoked_on", type: "date", done: true},
    {header: "撤销原因", name: "revoke_ground", type: "code", codes: codes("虚报", "瞒报", "其他")},
    {header: "证明材料", name: "evidence", type: "text", aliases: ["佐证材料", "附件"]}
  ]
};
