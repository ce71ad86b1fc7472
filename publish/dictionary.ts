import type {Database} from "../loaders/database.ts";
import {bonusTables} from "./tables/bonus.ts";
import {type Column, type ColumnType, column, type Table} from "./tables/column.ts";
import {peopleTables} from "./tables/people.ts";
import {qualityTables} from "./tables/quality.ts";
import {systemTables} from "./tables/systems.ts";

export type {Column, ColumnType, Table};

/** Every published table in the published order, with the five rule columns that the built-in policy gives. */
export const TABLES: readonly Table[] = [...bonusTables, ...peopleTables, ...systemTables, ...qualityTables];

/** What the office reads for each type. */
export const TYPE_TITLES: Readonly<Record<ColumnType, string>> = {
  text: "文本",
  integer: "整数",
  points: "分值",
  date: "日期",
  boolean: "是否"
};

/** Returns the published tables with `bonus_ranking` given one column for each rule of the policy in force. */
export async function publishedTables(db: Database): Promise<Table[]> {
  const rules = await ruleColumns(db);
  return TABLES.map(table => (table.name === "bonus_ranking" ? withRules(table, rules) : table));
}

/** Returns the entry of a table; the name must be a published one. */
export function tableNamed(name: string, tables: readonly Table[] = TABLES): Table {
  const table = tables.find(table => table.name === name);
  if (!table) throw new Error(`unknown published table: ${name}`);
  return table;
}

/** The columns of the dictionary itself, as a table. */
export const dictionaryColumns: readonly Column[] = [
  ["数据表", "表名"],
  ["数据表名称", "表的中文名称"],
  ["字段", "字段名"],
  ["字段名称", "字段的中文名称"],
  ["类型", "字段类型"],
  ["主键", "是否主键"],
  ["说明", "字段说明"],
  ["范围", "公开或内部"]
].map(([name, title]) => ({name: name!, title: title!, type: "text", description: title!, key: false}));

/** Returns the dictionary of the tables as rows of `dictionaryColumns`. */
export function dictionaryCells(tables: readonly Table[]): string[][] {
  return tables.flatMap(({name, title, internal, columns}) =>
    columns.map(column => [
      name,
      title,
      column.name,
      column.title,
      TYPE_TITLES[column.type],
      column.key ? "是" : "",
      column.description,
      internal ? "内部" : "可公开"
    ])
  );
}

/** Returns the columns of the ranking that hold one rule each, in the order of the policy file. */
export async function ruleColumns(db: Database): Promise<Column[]> {
  const columns = await db.all<{name: string}>(
    `SELECT column_name AS name
FROM duckdb_columns()
WHERE schema_name = 'score' AND table_name = 'bonus_ranking'
ORDER BY column_index`
  );
  const names = columns.map(({name}) => name);
  const rules = await db.all<{rule_id: string; title: string; says: string}>(
    `SELECT rule_id, arg_max(title, "from") AS title, arg_max(says, "from") AS says
FROM score.rules
GROUP BY rule_id
ORDER BY min(seq), rule_id`
  );
  return names.slice(names.indexOf("unit_name") + 1, names.indexOf("total")).map((name): Column => {
    const rule = rules.find(({rule_id}) => rule_id.toLowerCase() === name);
    // A rule that ended before the policy began is in the policy, and in the directory of rules it is not.
    if (!rule)
      return column(name, name.toUpperCase(), "points", `规则 ${name.toUpperCase()} 的得分：该规则没有施行过。`);
    return column(name, rule.title, "points", `规则 ${rule.rule_id} 的得分：${rule.says}。`);
  });
}

function withRules(table: Table, rules: readonly Column[]): Table {
  const first = table.columns.findIndex(({name}) => name === "r1");
  const others = table.columns.filter(({name}) => !/^r\d+$/.test(name));
  return {...table, columns: [...others.slice(0, first), ...rules, ...others.slice(first)]};
}
