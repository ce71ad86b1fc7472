import type ExcelJS from "exceljs";
import type {Database, Row} from "../../loaders/database.ts";
import {dictionaryCells, publishedTables} from "../dictionary.ts";
import {addSheet} from "../xlsx/layout.ts";
import {text, texts} from "../xlsx/values.ts";
import type {Edition} from "./edition.ts";

/** Adds the rules in force and, on a sheet of their own, the readings of what the document leaves open. */
export async function addRules(book: ExcelJS.Workbook, db: Database, edition: Edition): Promise<void> {
  const rules = await db.all<Row>('SELECT * FROM score.rules ORDER BY seq, "from"');
  addSheet(
    book,
    {
      name: "计分规则",
      table: "rules",
      title: "计分规则",
      notes: ["条款摘要是对文件内容的简述，不是原文；以文件原文为准。"],
      columns: [
        {head: "规则", width: 7, align: "center"},
        {head: "名称", width: 12, wrap: true},
        {head: "条款", width: 25, wrap: true},
        {head: "条款摘要", width: 36, wrap: true},
        {head: "计分条件", width: 26, wrap: true},
        {head: "分值", width: 36, wrap: true},
        {head: "封顶", width: 14, wrap: true},
        {head: "施行起", width: 11.5, align: "center"},
        {head: "施行止", width: 11.5, align: "center"}
      ],
      rows: texts(rules, ["rule_id", "title", "clause", "says", "condition", "values", "caps", "from", "to"])
    },
    edition.margins
  );
  const readings = await db.all<Row>("SELECT * FROM score.readings ORDER BY rowid");
  addSheet(
    book,
    {
      name: "条款理解",
      table: "readings",
      title: "文件未写明之处的理解",
      notes: ["标“采用”的是本次计算所用的理解；没有决定人的沿用默认。改用其他理解对位次的影响见位次区间。"],
      columns: [
        {head: "条款", width: 25, wrap: true},
        {head: "问题", width: 40, wrap: true},
        {head: "选项", width: 40, wrap: true},
        {head: "采用", width: 8, align: "center"},
        {head: "默认", width: 8, align: "center"},
        {head: "决定人", width: 28, wrap: true},
        {head: "决定日期", width: 12, align: "center"}
      ],
      rows: readings.map(row => [
        text(row.clause),
        text(row.ask),
        text(row.meaning ?? row.option),
        row.chosen ? "采用" : "",
        row.is_default ? "默认" : "",
        row.chosen ? text(row.decided_by) : "",
        row.chosen ? text(row.decided_on) : ""
      ])
    },
    edition.margins
  );
}

/** Adds the dictionary of the published tables. */
export async function addDictionary(book: ExcelJS.Workbook, db: Database, edition: Edition): Promise<void> {
  addSheet(
    book,
    {
      name: "数据字典",
      table: "data_dictionary",
      title: "数据字典",
      notes: ["各数据表的字段；与下载的 CSV、Parquet、JSON 文件一致。"],
      columns: [
        {head: "数据表", width: 22},
        {head: "数据表名称", width: 18},
        {head: "字段", width: 20},
        {head: "字段名称", width: 16},
        {head: "类型", width: 7, align: "center"},
        {head: "主键", width: 7, align: "center"},
        {head: "说明", width: 62, wrap: true},
        {head: "范围", width: 8, align: "center"}
      ],
      rows: dictionaryCells(await publishedTables(db))
    },
    edition.margins
  );
}
