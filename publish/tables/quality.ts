import {column, key, type Table} from "./column.ts";

/** The tables that say what was read and what was wrong with it. */
export const qualityTables: readonly Table[] = [
  {
    name: "load_report",
    schema: "quality",
    title: "装载报告",
    description: "每个文件的每张工作表一行：读了多少行，各归到哪里；文件行数等于各项之和。",
    internal: true,
    columns: [
      key("file", "文件", "text", "文件相对于工作区的位置。"),
      key("sheet", "工作表", "text", "工作表名称；文本文件为空。"),
      column("dataset", "数据集", "text", "按所在文件夹确定的数据集。"),
      column("sha256", "校验和", "text", "文件内容的 SHA-256。"),
      column("encoding", "编码", "text", "文件的编码。"),
      column("rows_in_file", "文件行数", "integer", "工作表的总行数。"),
      column("preamble", "表前行", "integer", "表头以上的标题行等。"),
      column("header", "表头行", "integer", "表头占的行数。"),
      column("repeated_header", "重复表头", "integer", "逐页重复的表头行数。"),
      column("blank", "空行", "integer", "空行数。"),
      column("total", "合计行", "integer", "合计、小计等行数。"),
      column("note", "注释行", "integer", "注、填表人等行数。"),
      column("accepted", "接受", "integer", "接受的数据行数。"),
      column("rejected", "退回", "integer", "退回的数据行数。")
    ]
  },
  {
    name: "issues",
    schema: "quality",
    title: "数据问题",
    description: "读入时发现的每个问题：在哪个文件哪一行，是什么，怎么改。",
    internal: true,
    repeats: true,
    columns: [
      key("file", "文件", "text", "文件相对于工作区的位置。"),
      key("sheet", "工作表", "text", "工作表名称；文本文件为空。"),
      key("row", "行号", "integer", "与表格软件显示的行号一致；空白指整个文件。"),
      key("field", "字段", "text", "表头名称；空白指整行。"),
      column("value", "原值", "text", "出问题的原值；受限字段一律为空。"),
      key("code", "代码", "text", "问题代码。"),
      column("severity", "轻重", "text", "error 错误、warning 提醒、info 告知。"),
      column("message", "说明", "text", "一句话说明怎么改。")
    ]
  }
];
