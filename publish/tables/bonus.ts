import {column, key, provenance, type Table} from "./column.ts";

const YEAR = key("year", "年度", "integer", "事实发生在制度的哪个年度，以年度开始之日所在的自然年称呼。");
const BASIS = key(
  "basis",
  "口径",
  "text",
  "signed 为已签批（正式口径），reviewed 为审核通过，claimed 为全部有效申报。"
);
const GROUP = key("group", "组别", "text", "同组单位在一起排位次。");
const UNIT = key("unit_id", "单位编码", "text", "单位名录中的编码。");
const UNIT_NAME = column("unit_name", "单位", "text", "单位名称。");
const RANK = column("rank", "位次", "integer", "合计相同的单位位次相同，其后顺延空位。");
const TIED = column("tied", "并列", "boolean", "是否与同组其他单位位次相同。");

/** The tables of annual bonus points, in the order they are published. */
export const bonusTables: readonly Table[] = [
  {
    name: "units",
    schema: "score",
    title: "单位名录",
    description: "参加考核和出现在台账中的单位，一行一个单位的一段有效期。",
    internal: false,
    columns: [
      UNIT,
      column("name", "单位名称", "text", "单位全称。"),
      column("short_name", "单位简称", "text", "图表中使用的规范简称。"),
      column("kind", "单位类别", "text", "镇、街道、开发区、成员单位等。"),
      column("parent", "上级单位", "text", "上级单位的编码。"),
      column("sort_order", "建制序", "integer", "不排位次的表按此排列。"),
      key("valid_from", "启用日期", "date", "单位成立之日；空白表示一直存在。"),
      column("valid_to", "停用日期", "date", "自该日起单位不再存在；空白表示仍然存在。"),
      column("successor", "并入单位", "text", "单位撤销后接续其未结事项的单位编码。"),
      column("former_names", "曾用名", "text", "以顿号分隔的原名称。"),
      column("group", "组别", "text", "同组排位次的组名；空白表示不参加排位次。")
    ]
  },
  {
    name: "rules",
    schema: "score",
    title: "计分规则",
    description: "在用制度中的计分规则，一行一条规则的一段施行期。",
    internal: false,
    columns: [
      key("policy", "制度", "text", "制度文件的代号。"),
      key("rule_id", "规则", "text", "规则代号，与申报中的加分项目一致。"),
      key("from", "施行起", "date", "规则自该日起施行。"),
      column("to", "施行止", "date", "规则施行到该日前一天；空白表示仍在施行。"),
      column("seq", "序号", "integer", "规则在制度文件中的次序。"),
      column("title", "规则名称", "text", "规则的简称。"),
      column("clause_id", "条款代号", "text", "条款在规则文件中的代号。"),
      column("clause", "条款", "text", "条款在制度文件中的位置。"),
      column("says", "条款摘要", "text", "对条款内容的简述，不是原文。"),
      column("condition", "计分条件", "text", "什么样的事实可以计分。"),
      column("key", "同一事项", "text", "按什么认定为同一事项，重复的只计一次。"),
      column("values", "分值", "text", "每项或每档得多少分。"),
      column("caps", "封顶", "text", "封顶分值及其范围。")
    ]
  },
  {
    name: "readings",
    schema: "score",
    title: "条款理解",
    description: "文件未写明之处的各种理解，一行一个选项。",
    internal: false,
    columns: [
      key("policy", "制度", "text", "制度文件的代号。"),
      key("reading_id", "疑义", "text", "疑义代号。"),
      key("option", "选项", "text", "一种理解的代号。"),
      column("meaning", "含义", "text", "该选项的意思。"),
      column("clause_id", "条款代号", "text", "条款在规则文件中的代号。"),
      column("clause", "条款", "text", "疑义所在的条款。"),
      column("ask", "问题", "text", "需要说清的问题。"),
      column("is_default", "默认", "boolean", "未作决定时是否采用本选项。"),
      column("chosen", "采用", "boolean", "本次计算是否采用本选项。"),
      column("decided_by", "决定人", "text", "作出决定的单位或职务；空白表示沿用默认。"),
      column("decided_on", "决定日期", "date", "作出决定的日期；晚于数据截至日的决定同样采用，理解不分年度。"),
      column("reason", "理由", "text", "为什么采用本选项，或以它为默认；没有写的为空。")
    ]
  },
  {
    name: "reading_effects",
    schema: "score",
    title: "条款理解的影响",
    description: "每个疑义改用另一选项时，各单位合计和位次的变化（已签批口径）。",
    internal: false,
    columns: [
      YEAR,
      key("reading_id", "疑义", "text", "疑义代号。"),
      key("option", "选项", "text", "改用的选项。"),
      GROUP,
      UNIT,
      column("total", "合计", "points", "改用该选项后的合计分。"),
      column("total_change", "合计变化", "points", "改用后减现行的分值。"),
      column("rank", "位次", "integer", "改用该选项后的位次。"),
      column("rank_change", "位次变化", "integer", "与现行位次相比上升的位数，下降为负。")
    ]
  },
  {
    name: "bonus_inputs",
    schema: "score",
    title: "计分输入",
    description: "计分语句所读的全部事实，足以重算位次；人员、活动、稿件以化名代替。",
    internal: true,
    columns: [
      key("claim_id", "申报编号", "text", "申报的编号。"),
      column("unit_id", "单位编码", "text", "申报单位的编码。"),
      column("rule_id", "规则", "text", "申报的加分项目；N 为不计分的宣传表彰类。"),
      column("event_on", "发生日期", "date", "事实发生的日期。"),
      column("event_year", "发生年度", "integer", "事实发生在制度的哪个年度，以年度开始之日所在的自然年称呼。"),
      column("level", "级别", "text", "活动或媒体的级别。"),
      column("person_key", "人员化名", "text", "人才编号或身份证号的密钥化名。"),
      column("employment", "用工方式", "text", "全职、柔性或兼职。"),
      column("degree", "学位", "text", "人员的学位。"),
      column("title", "职称", "text", "人员的职称。"),
      column("recognised", "是否认定", "boolean", "是否认定为高层次人才。"),
      column("event_key", "活动化名", "text", "活动的密钥化名。"),
      column("role", "承担角色", "text", "在活动中承担的角色。"),
      column("article_key", "稿件化名", "text", "稿件的密钥化名。"),
      column("outlet", "媒体名称", "text", "刊发的媒体。"),
      column("aspect", "考评方面", "text", "服务经济社会发展的考评方面。"),
      column("verdict", "考评结论", "text", "实绩考评的结论。"),
      column("applied_on", "申请日期", "date", "单位提出申请的日期。"),
      column("review", "审核结论", "text", "市人才办的审核结论。"),
      column("reviewed_on", "审核日期", "date", "审核的日期。"),
      column("signed_on", "签批日期", "date", "组长签批的日期。"),
      column("signed_year", "签批年度", "integer", "组长签批在制度的哪个年度，以年度开始之日所在的自然年称呼。"),
      column("revoked_on", "撤销日期", "date", "撤销的日期。"),
      column("revoke_ground", "撤销原因", "text", "虚报、瞒报或其他。"),
      column("settled", "裁定归属", "boolean", "几个单位申报同一人时，是否由办公室裁定归本单位。")
    ]
  },
  {
    name: "bonus_ledger",
    schema: "score",
    title: "加分台账",
    description: "每个口径下每条申报一行：得了多少分、为什么；相加即得单位合计。",
    internal: true,
    columns: [
      YEAR,
      BASIS,
      column("unit_id", "单位编码", "text", "申报单位的编码。"),
      UNIT_NAME,
      column("rule_id", "规则", "text", "申报的加分项目。"),
      column("clause", "条款", "text", "依据的条款。"),
      key("claim_id", "申报编号", "text", "申报的编号。"),
      column("event_on", "发生日期", "date", "事实发生的日期。"),
      column("nth", "第几项", "integer", "本单位本规则计分申报中的次序；不计分为空。"),
      column("raw", "封顶前得分", "points", "本项在封顶前的得分。"),
      column("cumulative", "封顶前累计", "points", "同一封顶范围内到本项为止的封顶前累计。"),
      column("cap", "封顶", "points", "本项所在封顶范围的上限；无上限为空。"),
      column("points", "计入分值", "points", "本项封顶后实际计入的分值。"),
      column("disposition", "认定结果", "text", "计分或不计分的原因。"),
      column("dup_of", "重复于", "text", "与哪一条申报重复。"),
      column("contested", "存在争议", "boolean", "不同单位申报了同一人。"),
      ...provenance()
    ]
  },
  {
    name: "bonus_scores",
    schema: "score",
    title: "分项得分",
    description: "每个单位每条规则的得分，没有申报的记 0。",
    internal: false,
    columns: [
      YEAR,
      BASIS,
      UNIT,
      key("rule_id", "规则", "text", "规则代号。"),
      column("items", "计分项数", "integer", "计分的申报条数。"),
      column("raw", "封顶前得分", "points", "各项封顶前得分之和。"),
      column("points", "得分", "points", "封顶后的得分。"),
      column("cap_loss", "封顶扣减", "points", "因封顶未计入的分值。")
    ]
  },
  {
    name: "bonus_ranking",
    schema: "score",
    title: "绩效加分位次",
    description: "各组单位的绩效加分合计和位次，没有加分的单位也在内。",
    internal: false,
    columns: [
      YEAR,
      BASIS,
      GROUP,
      RANK,
      TIED,
      UNIT,
      UNIT_NAME,
      column("r1", "规则1", "points", "第一条规则的得分。"),
      column("r2", "规则2", "points", "第二条规则的得分。"),
      column("r3", "规则3", "points", "第三条规则的得分。"),
      column("r4", "规则4", "points", "第四条规则的得分。"),
      column("r5", "规则5", "points", "第五条规则的得分。"),
      column("total", "合计", "points", "各规则得分之和。"),
      column(
        "previous_rank",
        "上年位次",
        "integer",
        "上年在同组的位次；上年不在该组为空。上年谁都没有加分的，页面、工作簿和通知里写—。"
      ),
      column("change", "位次变化", "text", "↑ 上升、↓ 下降的位数，— 未变，新为上年不在该组。"),
      column("band_best", "最好位次", "integer", "各种理解和未决申报的全部组合中最好的位次；仅已签批口径。"),
      column("band_worst", "最差位次", "integer", "各种理解和未决申报的全部组合中最差的位次；仅已签批口径。")
    ]
  },
  {
    name: "total_ranking",
    schema: "score",
    title: "总分位次",
    description: "导入基础分的年度按基础分与绩效加分之和排列；缺基础分的单位列出而不排位次。",
    internal: false,
    columns: [
      YEAR,
      GROUP,
      RANK,
      TIED,
      UNIT,
      UNIT_NAME,
      column("base", "基础分", "points", "年度实绩考核的基础分；未导入为空。"),
      column("bonus", "绩效加分", "points", "已签批口径的绩效加分合计。"),
      column("total", "总分", "points", "基础分与绩效加分之和；缺基础分为空。")
    ]
  }
];
