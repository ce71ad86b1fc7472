import type {Table} from "../tables/column.ts";

const COLUMNS = [
  ["table", "数据表", "表名。"],
  ["table_title", "数据表名称", "表的中文名称。"],
  ["column", "字段", "字段名。"],
  ["column_title", "字段名称", "字段的中文名称。"],
  ["type", "类型", "文本、整数、分值、日期或是否。"],
  ["is_key", "主键", "是主键的一部分写“是”。"],
  ["description", "说明", "字段的含义、单位和空白的意思。"],
  ["scope", "范围", "可公开或内部。"]
] as const;

/** The dictionary as a table of its own, in a database beside the tables it describes. */
export const dictionaryTable: Table = {
  name: "dictionary",
  schema: "quality",
  title: "数据字典",
  description: "每个公布用表的每个字段一行。",
  internal: false,
  columns: COLUMNS.map(([name, title, description], i) => ({
    name,
    title,
    type: "text",
    description,
    key: i === 0 || i === 2
  }))
};
