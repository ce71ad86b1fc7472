/**
 * What a dataset's rows must look like: headers, types, codes. Touches no Node API, so that the browser can check files
 * by the same contracts.
 */

/** How a cell of the field is read (`contracts` in docs/architecture.md names the column type each yields). */
export type FieldType =
  | "text" // names and words: trimmed, characters kept
  | "code_text" // identifiers: NFKC and trimmed
  | "unit" // resolved to a unit_id of the directory
  | "unit_or_text" // a unit_id where the directory knows it, else the text
  | "date" // VARCHAR in, DATE out
  | "year"
  | "integer"
  | "decimal" // whole thousandths
  | "boolean"
  | "code" // one of `codes`
  | "codes" // several of `codes`, stored joined by 、 in code order
  | "names" // a list of names, stored joined by 、
  | "hash"; // an ID number, stored as its keyed hash

/** One code with the words that mean it. */
export interface Code {
  code: string;
  aliases?: readonly string[];
}

export interface Field {
  /** The canonical Chinese header. */
  header: string;
  /** The column's name in `core`. */
  name: string;
  type: FieldType;
  required?: boolean;
  key?: boolean;
  aliases?: readonly string[];
  codes?: readonly Code[];
  /** Words that are recognised but not allowed to decide: `ambiguous_code`. */
  ambiguous?: readonly string[];
  /** What a word outside the codes is; `unknown_code` by default. */
  strangers?: "out_of_range";
  /** Never stored anywhere: read only to be left out (name, sex) . */
  restricted?: boolean;
  /** A date of something done: after as-of it is accepted with `future_date`. */
  done?: boolean;
  /** A date that may be given as a month, and then means its first or last day. */
  month?: "first" | "last";
  /** A bare time of day is no fault here, and no date: the day is known from elsewhere. */
  time?: boolean;
  /** A number outside [least, most] is `out_of_range`. In the field's own unit. */
  least?: number;
  most?: number;
  /** May be a 统一社会信用代码, whose check character is then looked at. */
  creditCode?: boolean;
  /** 无 is a value here, not a missing cell. */
  noneIsValue?: boolean;
}

export interface Contract {
  /** The dataset: the workspace's folder and the table in `core`. */
  name: string;
  /** The Chinese title of the dataset. */
  title: string;
  fields: readonly Field[];
}

/** Columns that stand at the end of every table in `core`: where the row came from. */
export const PROVENANCE = ["source_file", "source_sheet", "source_row"] as const;

/** Headers of columns that tell who or where somebody is: dropped at reading, and their values are looked for in every output. */
export const IDENTIFYING: readonly string[] = [
  ["姓名", "人才姓名", "身份证号", "身份证号码", "身份证", "证件号码", "公民身份号码"],
  ["手机", "手机号", "手机号码", "移动电话", "电话", "电话号码", "联系电话", "联系方式", "联系人", "联系人电话"],
  ["通讯地址", "通信地址", "联系地址", "住址", "家庭住址", "家庭地址", "现住址", "地址"],
  ["邮箱", "电子邮箱", "微信", "微信号", "QQ", "QQ号", "银行卡号", "银行账号"]
].flat();

/** Headers dropped at reading in every dataset, before anything is stored (compared after normalising a header). */
export const DROPPED: readonly string[] = [
  ...IDENTIFYING,
  ...["民族", "政治面貌", "照片", "彩色照片", "出生年月", "出生日期", "生日", "备注", "奖惩情况"],
  ...["意见内容", "意见建议", "具体意见", "评价意见", "反馈内容", "异议理由"]
];

/** Returns the SQL type of the field's column in `core`. */
export function columnType(field: Field): "VARCHAR" | "DATE" | "INTEGER" | "BIGINT" | "BOOLEAN" {
  if (field.type === "date") return "DATE";
  if (field.type === "year" || field.type === "integer") return "INTEGER";
  if (field.type === "decimal") return "BIGINT";
  if (field.type === "boolean") return "BOOLEAN";
  return "VARCHAR";
}

/** Returns the fields whose values are stored, in the contract's order. */
export function storedFields(contract: Contract): Field[] {
  return contract.fields.filter(field => !field.restricted);
}
