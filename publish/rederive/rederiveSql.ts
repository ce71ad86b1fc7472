import {identifier, literal} from "../../loaders/sql.ts";
import type {ColumnType, Table} from "../dictionary.ts";

/** A table of the export, the file that holds it from the folder of the scripts, and its name in the script. */
export interface Source {
  table: Table;
  file: string;
  as: string;
}

/** Returns the whole script for DuckDB: it reads the files, derives the ranking and shows the comparison. */
export function rederiveSql(sources: readonly Source[], ledger: string, rank: string): string {
  return [
    HEAD,
    "CREATE SCHEMA score;",
    ...sources.map(load),
    `-- 计分语句：与 ledger.sql 同一文本\nCREATE TABLE score.derived_ledger AS\n${ledger};`,
    rank,
    RESULT
  ].join("\n\n");
}

const HEAD = `-- 由台账的输入重算位次，并与公布的位次比较。不需要网络，不改动任何文件。
-- 在本文件所在的文件夹里运行：duckdb -f rederive.sql
-- 没有 DuckDB 的机器可以用 Python 3 运行同一比较：python3 rederive.py`;

const TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  points: "DECIMAL(18,3)",
  date: "DATE",
  boolean: "BOOLEAN"
};

/** Points are whole thousandths from here on: no sum passes through a binary fraction. */
function load({table, file, as}: Source): string {
  const values = table.columns.map(({name, type}) => {
    const own = identifier(name);
    return type === "points" ? `CAST(${own} * 1000 AS BIGINT) AS ${own}` : own;
  });
  const types = table.columns.map(({name, type}) => `${literal(name)}: ${literal(TYPES[type])}`);
  return `CREATE TABLE score.${identifier(as)} AS
SELECT ${values.join(", ")}
FROM read_csv(
  ${literal(file)},
  auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\n',
  nullstr = '', allow_quoted_nulls = false, parallel = false,
  columns = {${types.join(", ")}}
);`;
}

const RESULT = `SELECT
  year AS "年度", basis AS "口径", ledger_rows AS "台账行数", ledger_faults AS "台账不一致",
  score_rows AS "分项行数", score_faults AS "分项不一致",
  ranking_rows AS "位次行数", total_faults AS "得分不一致", rank_faults AS "位次不一致", verdict AS "结论"
FROM score.summary
ORDER BY year, basis;

SELECT
  what AS "表", year AS "年度", basis AS "口径", place AS "位置", field AS "字段",
  published AS "公布的", derived AS "重算的"
FROM score.differences
WHERE n <= 10
ORDER BY part, n;

SELECT
  CASE WHEN COUNT(*) = 0 THEN '重算与公布的全部一致' ELSE '有' || CAST(COUNT(*) AS VARCHAR) || '处不一致' END AS "结论"
FROM score.differences;
`;
