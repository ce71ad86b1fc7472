import {column, key, type Table} from "./column.ts";

/** The tables of the annual assessment of talents. */
export const peopleTables: readonly Table[] = [
  {
    name: "grade_distribution",
    schema: "score",
    title: "考核等次分布",
    description:
      "年度考核的应考、申报、县级考评、备案人数和三个等次的人数，按不同维度列出；人数过少的行只列取值，不列人数。",
    internal: false,
    heldBy: "suppressed",
    columns: [
      key("year", "年度", "integer", "考核年度。"),
      key(
        "dimension",
        "维度",
        "text",
        "overall 全市、district 县市区、unit 单位、category 类别、track 申报类型、sector 单位性质、degree 学位、title 职称。"
      ),
      key("key", "取值", "text", "维度的取值：代码或单位编码；全市为 all，缺失为未填。"),
      column("due", "应考", "integer", "当年应参加考核的人数。"),
      column("declared", "已申报", "integer", "应考人员中已申报的人数。"),
      column("assessed", "已考评", "integer", "应考人员中已有县级考评的人数。"),
      column("filed", "已备案", "integer", "应考人员中已备案的人数，是等次占比的分母。"),
      column("excellent", "优秀", "integer", "已备案为优秀的人数。"),
      column("qualified", "合格", "integer", "已备案为合格的人数。"),
      column("unqualified", "不合格", "integer", "已备案为不合格的人数。"),
      column("other", "其他", "integer", "已备案而没有三个等次之一的人数，不进入占比。"),
      column("suppressed", "已隐去", "boolean", "人数过少，或由合计可以推出人数过少的行：各项人数空白，不是零。")
    ]
  },
  {
    name: "outcomes",
    schema: "score",
    title: "考核结果运用",
    description: "每人每年一行：考核结果对应的待遇后果及其依据；人员以化名代替。",
    internal: true,
    columns: [
      key("year", "年度", "integer", "考核年度。"),
      key("talent_key", "人才化名", "text", "人才编号的密钥化名。"),
      column("district", "县市区", "text", "所属县市区的单位编码。"),
      column(
        "outcome",
        "结果运用",
        "text",
        "continue 继续兑现、suspend_next_year 停发下一年度、cancel 取消资格、cancel_and_recover 取消并追回。"
      ),
      column("clause", "条款", "text", "依据的条款。"),
      column("ground", "情形", "text", "第九条情形；不是第九条为空。"),
      column("since_year", "起算年度", "integer", "连续不合格的第一年，否则为当年。"),
      column("needs_review", "需人工核定", "boolean", "中间缺考核年度等情况，由办公室核定。")
    ]
  }
];
