import {mkdtempSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {type Database, openDatabase, type Value} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";
import {type ColumnType, TABLES} from "../../publish/dictionary.ts";

const TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  integer: "INTEGER",
  points: "BIGINT",
  date: "DATE",
  boolean: "BOOLEAN"
};

/** Rows of one table as objects; columns left out are NULL. */
type Rows = readonly Readonly<Record<string, Value>>[];

/** Returns a folder of its own under the system's temporary folder. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), "hengcai-publish-"));
}

/** Returns a warehouse in memory with every published table, the settings of a small city and the rows given. */
export async function warehouse(rows: Readonly<Record<string, Rows>> = {}, settings: object = {}): Promise<Database> {
  const db = await openDatabase(":memory:");
  await db.run("CREATE SCHEMA score; CREATE SCHEMA quality; CREATE SCHEMA meta;");
  await db.run("CREATE TABLE meta.settings (key VARCHAR, value VARCHAR)");
  const values = {
    city: "示例市",
    as_of: "2025-12-31",
    policies: ["haicheng-2021-2"],
    groups: [{name: "镇（街道）", kinds: ["镇", "街道"]}],
    thresholds: {minCell: 5},
    publish: {public: false, years: {}},
    ...settings
  };
  await db.append(
    "meta",
    "settings",
    Object.entries(values).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)])
  );
  for (const {schema, name, columns} of TABLES) {
    const lines = columns.map(column => `${identifier(column.name)} ${TYPES[column.type]}`);
    if (name === "bonus_ledger") lines.splice(2, 0, "scenario VARCHAR");
    await db.run(`CREATE TABLE ${schema}.${identifier(name)} (${lines.join(", ")})`);
  }
  for (const [name, content] of Object.entries({rules: RULES, ...rows})) await insert(db, name, content);
  return db;
}

/** Appends rows to a published table. */
export async function insert(db: Database, name: string, rows: Rows): Promise<void> {
  const table = TABLES.find(table => table.name === name)!;
  const names = table.columns.map(column => column.name);
  if (name === "bonus_ledger") names.splice(2, 0, "scenario");
  await db.append(
    table.schema,
    name,
    rows.map(row => names.map(column => row[column] ?? null))
  );
}

const RULES: Rows = [
  ["R1", "人才引进", "全职引进博士或副高级人才：前三人合计0.5，以后每人0.1，封顶1"],
  ["R2", "本地培养", "本地培养高层次人才：同上阶梯，封顶1"],
  ["R3", "会议活动", "会议发言、承接活动：每项0.1，封顶0.4"],
  ["R4", "媒体宣传", "媒体刊稿：海城市级0.2，鞍山市级以上0.5，封顶2"],
  ["R5", "服务发展", "服务经济社会发展实绩：每项0.2，封顶0.6"]
].map(([rule_id, title, says], i) => ({
  policy: "haicheng-2021-2",
  rule_id: rule_id!,
  from: "2021-10-29",
  seq: i + 1,
  title: title!,
  clause: `激励奖励制度 二（二）${i + 1}`,
  says: says!,
  key: i < 2 ? "同一人员" : "同一申报",
  values: "每项0.1",
  caps: "1"
}));
