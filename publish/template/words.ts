/** A column of a template: what the dataset's contract says of it. */
export interface TemplateField {
  header: string;
  name: string;
  type: string;
  required?: boolean;
  key?: boolean;
  aliases?: readonly string[];
  codes?: readonly {code: string; aliases?: readonly string[]}[];
  restricted?: boolean;
  done?: boolean;
  month?: "first" | "last";
  least?: number;
  most?: number;
}

export interface TemplateContract {
  name: string;
  title: string;
  fields: readonly TemplateField[];
}

/** Returns the words a drop-down offers: codes by the word that says what they are; empty where any text goes. */
export function choices({type, codes = []}: TemplateField): string[] {
  if (type === "boolean") return ["是", "否"];
  // What must not be brought in at all is not offered.
  const offered = codes.filter(({code}) => code !== "秘密");
  return offered.map(({code, aliases = []}) =>
    /^[A-Z]?\d{0,2}$/.test(code) ? (aliases.find(alias => !/^\d+$/.test(alias)) ?? code) : code
  );
}

/** Returns whether other words than the offered ones are read as well. */
export function isOpen({name, type}: TemplateField): boolean {
  return type === "codes" || name === "category" || /(?:^|_)grade$/.test(name);
}

/** Returns one sentence about what goes into the column's cells. */
export function accepted(field: TemplateField): string {
  return `${what(field)}${field.restricted || field.type === "hash" ? PRIVATE[field.type === "hash" ? "hash" : "text"] : ""}`;
}

const PRIVATE = {hash: "；读入时换成密文，号码本身不保存", text: "；读入时略去，不保存"} as const;

function what(field: TemplateField): string {
  const {type, month, least, most} = field;
  switch (type) {
    case "date":
      return month
        ? `日期，如 2025-03-01；也可只写年月，如 2025-03（按${month === "first" ? "当月第一天" : "当月最后一天"}）`
        : "日期，如 2025-03-01";
    case "year":
      return "四位年度，如 2025";
    case "integer":
      return "整数，用阿拉伯数字";
    case "decimal":
      return least !== undefined && most !== undefined ? `${least} 到 ${most} 的数，至多三位小数` : "数，至多三位小数";
    case "boolean":
      return "是 或 否";
    case "unit":
      return "单位名录里的编码、名称或简称，一格一个单位";
    case "unit_or_text":
      return "单位名录里的编码、名称或简称；名录里没有的写全称";
    case "code":
      return "从下拉列表里选";
    case "codes":
      return "可填几项，用顿号分开";
    case "names":
      return "几个名称用分号分开";
    case "hash":
      return "18 位居民身份证号，单元格须是文本格式";
    case "code_text":
      return field.key ? "文字或数字，每行不同" : "文字或数字，与所指的那一行写法相同";
    default:
      return "文字";
  }
}

/** Returns what the dataset asks for beyond single columns, one sentence each. */
export function rules(dataset: string): readonly string[] {
  return RULES.get(dataset) ?? [];
}

const RULES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "claims",
    [
      "每行只报一人、一篇或一项，数量填 1。引进高层次人才须填人才编号（或身份证号）和用工方式；本地培养须填人才编号（或身份证号）；" +
        "会议活动须填活动编号（或加分事项）、承担角色和级别；媒体宣传须填稿件编号（或加分事项）、媒体名称和级别；服务发展须填考评方面和考评结论。缺了不计分。"
    ]
  ],
  ["assessments", ["每人每年一行。填了第九条情形的，还要填情形认定日期和认定文号，缺了不计。"]],
  ["inspections", ["一个事项涉及几个单位的，每个单位一行，督查编号相同。延期须填延期批准日期，缺了不计。"]],
  ["meetings", ["密级在“内部”以上的会议不得导入。"]],
  ["opinions", ["不要填意见的内容，填了也不读入。"]],
  [
    "confirmations",
    [
      "发布时 confirmation 文件夹里有填好前四列的确认表，退回后放进这个数据集的文件夹。对结果没有异议的，意见填“确认”，一行即可；" +
        "有异议的，每条申报一行，填申报编号。异议理由可以加一列“异议理由”，只供经办人看，不读入。处理结果和处理日期由人才办填。"
    ]
  ],
  [
    "decisions",
    [
      "对象写成“数据集/编号”，如 claims/S-2025-004；裁定人填职务，不填姓名。",
      "字段写要改的列名，改为写新的值；要去掉整行，字段写“排除”。",
      "几个单位申报同一人的，对象写其中一条申报，字段写“归属单位”，改为写归哪个单位；" +
        "两条申报其实是同一稿件、同一活动或同一人的，字段写“同一稿件”“同一活动”或“同一人”，改为写另一条申报的编号。"
    ]
  ]
]);
