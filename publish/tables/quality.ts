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
      column("value", "原值", "text", "出问题的原值；受限字段和人才编号一律为空。"),
      key("code", "代码", "text", "问题代码。"),
      column("severity", "轻重", "text", "error 错误、warning 提醒、info 告知。"),
      column("message", "说明", "text", "一句话说明怎么改。")
    ]
  },
  {
    name: "decisions",
    schema: "quality",
    title: "办公室裁定",
    description: "已经采用的裁定，每项改动一行：谁在哪一天改了什么、为什么；数据截至日以后的裁定不在其中。",
    internal: true,
    repeats: true,
    columns: [
      key("decision_id", "裁定编号", "text", "裁定的编号。"),
      key("dataset", "数据集", "text", "被改的数据集。"),
      key("key", "对象编号", "text", "被改的行的编号；人才编号以假名代替。"),
      column("unit_id", "单位编码", "text", "裁定以前这一行所属的单位；没有单位的数据集为空。"),
      key("field", "字段", "text", "被改的字段，或排除、归属单位、同一人、同一稿件、同一活动。"),
      column("before", "原值", "text", "裁定以前的值；空白表示原来没有，或涉及个人不列出。"),
      column("after", "改为", "text", "裁定以后的值；空白表示改为没有，或涉及个人不列出。"),
      column("decided_by", "裁定人", "text", "作出裁定的职务或机构。"),
      column("decided_on", "裁定日期", "date", "自该日起采用。"),
      column("reason", "事由", "text", "为什么这样裁定；涉及个人的不列出。")
    ]
  }
];
