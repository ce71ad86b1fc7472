import {column, key, type Table} from "../tables/column.ts";

const SCENARIO = key("scenario", "方案", "text", "base 为公布的结果所用的方案。");
const RULE_KEYS = [
  SCENARIO,
  key("rule_id", "规则", "text", "规则代号。"),
  key("version", "版本", "integer", "规则的第几段施行期。")
];

/** What the scoring followed from beside the claims: the parameter tables, as the SQL text reads them. */
export const PARAMETER_TABLES: readonly Table[] = [
  parameters("p_scenario", "参数：口径", "每个口径一行：数据截至日、哪些关口要过。", [
    SCENARIO,
    key("basis", "口径", "text", "signed 已签批、reviewed 审核通过、claimed 全部有效申报。"),
    key("from_day", "发生日起", "date", "本行适用于发生日期在该日及以后的申报。"),
    column("past_day", "发生日止", "date", "本行适用于发生日期在该日以前的申报。"),
    column("as_of", "数据截至", "date", "该日以后做的事还没有发生。"),
    column("from_on", "制度施行", "date", "制度自该日起施行。"),
    column("place_by", "归入年度", "text", "event_on 按发生日期，signed_on 按签批日期。"),
    column("void_scope", "撤销范围", "text", "unit_year 为虚报瞒报的单位当年全部不计，claim 为只撤该项。"),
    column("needs_review", "须审核通过", "boolean", "是否要求审核通过。"),
    column("needs_signature", "须签批", "boolean", "是否要求组长签批。")
  ]),
  byRule("p_rule", "参数：规则", "每条规则的每段施行期一行。", [
    column("from_year", "年度起", "integer", "自该年度起适用。"),
    column("past_year", "年度止", "integer", "到该年度以前适用。"),
    column("from_day", "发生日起", "date", "适用于发生日期在该日及以后的申报。"),
    column("past_day", "发生日止", "date", "适用于发生日期在该日以前的申报。"),
    column("seq", "次序", "integer", "规则在制度文件中的次序。"),
    column("clause", "条款", "text", "依据的条款。"),
    column("from_on", "施行起", "date", "规则自该日起施行；空白为与制度同时。"),
    column("to_on", "施行止", "date", "规则到该日以前有效；空白为仍然有效。"),
    column("test", "计分条件", "text", "计分语句中条件的名称。"),
    ...[1, 2, 3, 4].map(n => column(`day_${n}`, `条件日期${n}`, "date", "计分条件用到的日期；用不到为空。")),
    ...[1, 2, 3, 4].map(n => column(`key_${n}`, `事项键${n}`, "text", "按哪一列认定为同一事项；用不到为空文本。")),
    column("key_space", "事项类", "text", "名称相同的规则共用事项键。"),
    column("key_across", "事项范围", "text", "unit 为只在本单位内比较，all 为在全部单位间比较。"),
    column("code_field", "分值所依", "text", "按哪一列的代码给分；按项数给分的为空文本。"),
    column("limit_group", "合并封顶组", "integer", "几条规则合并封顶的组；没有为空。"),
    column("limit_cap", "合并封顶", "points", "合并封顶的分值；没有为空。"),
    column("limit_part", "合并封顶段", "integer", "年度内第几个合并封顶：各段接着已得的分累计；没有为空。")
  ]),
  byRule("p_item", "参数：每项分值", "按代码给分的规则，每个代码一行。", [
    key("code", "代码", "text", "事项的代码。"),
    column("points", "分值", "points", "一项的分值。")
  ]),
  byRule("p_step", "参数：分档", "按项数给分的规则，每档一行。", [
    key("first_nth", "自第几项", "integer", "该档的第一项。"),
    column("past_nth", "到第几项以前", "integer", "该档最后一项的下一项。"),
    column("points", "分值", "points", "该档的分值。"),
    column("once", "合计一次", "boolean", "该档各项合计给一次，还是每项都给。")
  ]),
  byRule("p_cap", "参数：封顶", "每条规则的每个代码一行：归入哪个累计、封顶多少。", [
    key("code", "代码", "text", "事项的代码；* 为不按代码。"),
    column("cap_group", "封顶组", "integer", "同组的分值一起累计。"),
    column("cap", "封顶", "points", "上限；没有为空。"),
    column("cap_part", "封顶段", "integer", "年度内第几个封顶：各段接着已得的分累计。")
  ]),
  parameters("p_year", "参数：年度", "每个排位次的年度一行。", [
    key("year", "年度", "integer", "制度年度，以开始之日所在的自然年称呼。"),
    column("day", "名录日", "date", "按该日有效的单位名录排位次。")
  ]),
  parameters("p_group", "参数：组别", "谁与谁一起排位次。", [
    key("seq", "次序", "integer", "组的次序，从 0 起。"),
    column("group", "组别", "text", "组的名称。"),
    key("kind", "单位类别", "text", "该组包含的单位类别。")
  ])
];

/** A table whose rows belong to one stretch of time of one rule. */
function byRule(name: string, title: string, description: string, columns: Table["columns"]): Table {
  return parameters(name, title, description, [...RULE_KEYS, ...columns]);
}

function parameters(name: string, title: string, description: string, columns: Table["columns"]): Table {
  return {name, schema: "score", title, description, internal: true, columns};
}
