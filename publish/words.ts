/** The words that pages, papers and the command use for the codes of the published tables. */

/** How a claim was treated, as the unit reads it. */
export const DISPOSITIONS: Readonly<Record<string, {word: string; why: string}>> = {
  counted: {word: "计分", why: "计入合计"},
  counted_no_increment: {word: "计数，不另加分", why: "在同一档内，人数计入，分值不再增加"},
  counted_partly: {word: "部分计分", why: "计到本项封顶为止"},
  over_cap: {word: "超出封顶", why: "本项已经封顶，不再加分"},
  out_of_period: {word: "尚未发生", why: "发生日期晚于数据截至日"},
  not_in_force: {word: "不在施行期内", why: "发生时该制度或该条款不在施行期内"},
  not_scored: {word: "宣传表彰类（不计分）", why: "制度规定只作宣传表彰"},
  revoked: {word: "已撤销", why: "认定已撤销"},
  rejected: {word: "不予认定", why: "审核结论为不予认定"},
  ineligible: {word: "不符合条件", why: "不满足本项的条件，或缺少判断条件所需的内容"},
  missing_key: {word: "缺少标识", why: "缺人才编号、活动、稿件、角色或考评方面，无法判断是否重复"},
  not_reviewed: {word: "尚未审核通过", why: "截至日前没有审核通过"},
  not_signed: {word: "待签批", why: "审核通过，截至日前未签批"},
  voided_with_unit: {word: "随单位取消", why: "本单位本年度有虚报或瞒报，其他申报一并取消"},
  duplicate: {word: "重复", why: "同一事项已由另一条申报计分"}
};

/** Returns how a claim was treated, in the words that the unit reads; an unknown code stays as it is. */
export function dispositionWords(disposition: string): string {
  return DISPOSITIONS[disposition]?.word ?? disposition;
}

export const CATEGORIES: Readonly<Record<string, string>> = {
  1: "部署落实",
  2: "要点指标",
  3: "领导批示",
  4: "重大活动",
  5: "镇街人才工作",
  6: "成员单位人才工作",
  7: "议案提案",
  8: "基层招才",
  9: "其他"
};

export const ITEMS: Readonly<Record<string, string>> = {
  P1: "政策",
  P2: "项目工程",
  P3: "活动平台",
  P4: "工作载体",
  Q1: "履职尽责",
  Q2: "办事效率",
  Q3: "服务态度",
  X: "其他"
};

/** Kinds of raters, in short; the first ten are few, and hidden where they are too few. */
export const RATERS: Readonly<Record<string, string>> = {
  1: "两院院士",
  2: "海外引进人才",
  3: "万人计划专家",
  4: "百千万工程人选",
  5: "创新推进计划人选",
  6: "杰青获得者",
  7: "省级人才计划入选者",
  8: "省级优秀专家",
  9: "省杰出科技工作者",
  10: "省优秀企业家",
  11: "认定的专家人才",
  12: "高校毕业生"
};

export const GROUNDS: Readonly<Record<string, string>> = {
  1: "造假",
  2: "骗取资格",
  3: "逾期不归或擅自脱离",
  4: "重大损失",
  5: "终止在本市工作",
  6: "违法违纪"
};

/** One letter each in the attendance matrix. */
export const ATTENDANCE: Readonly<Record<string, string>> = {
  到会: "到",
  迟到: "迟",
  请假并派员: "代",
  请假未派员: "假",
  缺席: "缺"
};

export const OUTCOMES: Readonly<Record<string, string>> = {
  continue: "继续兑现",
  suspend_next_year: "停发下一年度待遇",
  cancel: "连续两年不合格，取消资格",
  cancel_and_recover: "第九条情形，取消资格并追回"
};

export const DIMENSIONS: Readonly<Record<string, string>> = {
  overall: "全市",
  district: "县市区",
  unit: "所在单位",
  category: "人才类别",
  track: "申报类型",
  sector: "单位性质",
  degree: "学位",
  title: "职称"
};

/** Alerts about people; pages show how many there are, never who. */
export const ALERTS: Readonly<Record<string, string>> = {
  A07: "不合格、连续两年不合格或第九条情形",
  A08: "停发或取消资格后仍兑现待遇",
  A09: "管理期内辞职离岗或调出，疑似第九条第5项",
  A10: "管理期将满，或缺考核年度",
  A11: "环节间隔过长，或日期次序颠倒"
};

export const SEVERITIES: Readonly<Record<string, string>> = {error: "错误", warning: "提醒", info: "说明"};

const CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/** Returns ①, ② …; past twenty the plain number. */
export function circled(n: number): string {
  return CIRCLED[n - 1] ?? String(n);
}

/** The kinds of issues that loading finds. */
export const ISSUES: Readonly<Record<string, string>> = {
  bad_encoding: "字符无法识别",
  unclosed_quote: "引号没有配对",
  ragged_row: "格数与表头不符",
  missing_header: "缺少必填的列",
  unknown_header: "不认识的列",
  duplicate_header: "列名重复",
  no_header: "找不到表头",
  empty_file: "空文件",
  unreadable_workbook: "工作簿无法读取",
  encrypted_workbook: "工作簿有密码",
  too_large: "文件过大",
  formula_without_value: "公式没有值",
  merged_cell: "合并单元格",
  lost_precision: "长号码丢失精度",
  missing_value: "缺少必填内容",
  bad_date: "日期无效",
  ambiguous_date: "日期有歧义",
  bad_year: "年度无效",
  bad_number: "数字无效",
  bad_boolean: "是否无效",
  unknown_code: "不认识的代码",
  ambiguous_code: "代码有歧义",
  unknown_unit: "不认识的单位",
  many_units: "一格多个单位",
  inactive_unit: "单位当时不在有效期",
  unknown_talent: "不在人才名单",
  unknown_reference: "引用的编号不存在",
  duplicate_key: "整行重复",
  conflicting_duplicate: "同一编号内容不同",
  order_violation: "日期先后颠倒",
  future_date: "晚于数据截至日",
  out_of_range: "超出范围",
  year_mismatch: "年度与日期不符",
  quantity_not_one: "数量不是1",
  missing_companion: "缺少配套内容",
  bad_id: "证件号码无效",
  many_tables: "一个表里有几张表",
  unsupported_file: "不支持的文件格式",
  unreadable_file: "文件无法读取",
  open_file: "文件正被打开",
  secret_content: "涉密内容"
};
