import type {Database, Row, Value} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";
import type {Column, Table} from "../dictionary.ts";
import {CELL_MARKS, cellMark} from "./marks.ts";
import {codeWord, gradeKeyName} from "./words.ts";

/** A column of a data sheet; what is not in the dictionary under its name was put beside a code for the reader. */
export interface DataColumn {
  head: string;
  type: Column["type"];
  description: string;
}

/** One table of the data workbook, whole. Points are still whole thousandths, dates ISO text; a mark stands where a value is missing. */
export interface DataTable {
  name: string;
  title: string;
  description: string;
  columns: DataColumn[];
  rows: (string | number)[][];
}

/** Returns the year's rows of a published table with words for codes and names beside them; of those with a basis the official one. */
export async function readDataTable(db: Database, table: Table, year: number): Promise<DataTable> {
  const {name, title, description} = table;
  const found = await db.all<Row>(query(table, year));
  const names = await readNames(db);
  const shown = table.columns.filter(column => !isMark(column, table));
  const plans = shown.flatMap(column => planColumn(column, table, names));
  return {
    name,
    title,
    description,
    columns: plans.map(({head, type, description}) => ({head, type, description})),
    rows: found.map(row => plans.map(plan => plan.cell(row)))
  };
}

interface Plan extends DataColumn {
  cell(row: Row): string | number;
}

interface Names {
  units: ReadonlyMap<string, string>;
  rules: ReadonlyMap<string, string>;
}

function query({schema, name, columns}: Table, year: number): string {
  const has = (column: string): boolean => columns.some(({name}) => name === column);
  const values = columns.map(({name, type}) =>
    type === "integer" || type === "points"
      ? `t.${identifier(name)}`
      : `CAST(t.${identifier(name)} AS VARCHAR) AS ${identifier(name)}`
  );
  const conditions = [
    ...(has("year") ? [`t.year = ${year}`] : []),
    ...(has("basis") ? ["t.basis = 'signed'"] : []),
    ...(name === "bonus_ledger" ? ["t.scenario = 'base'"] : [])
  ];
  const where = conditions.length ? `\nWHERE ${conditions.join(" AND ")}` : "";
  return `SELECT ${values.join(", ")}\nFROM ${identifier(schema)}.${identifier(name)} AS t${where}\nORDER BY t.rowid`;
}

async function readNames(db: Database): Promise<Names> {
  const units = await db.all<{id: string; name: string}>(
    `SELECT unit_id AS id, arg_max(name, coalesce(valid_from, DATE '0001-01-01')) AS name
FROM score.units
GROUP BY unit_id`
  );
  const rules = await db.all<{id: string; name: string}>(
    'SELECT rule_id AS id, arg_max(title, "from") AS name FROM score.rules GROUP BY rule_id'
  );
  return {
    units: new Map(units.map(({id, name}) => [id, name])),
    rules: new Map(rules.map(({id, name}) => [id, name]))
  };
}

/** A column that only marks another one becomes that one's mark. */
function isMark({name}: Column, {columns}: Table): boolean {
  return name === "mark" || columns.some(column => name === `${column.name}_mark`);
}

function planColumn(column: Column, table: Table, {units, rules}: Names): Plan[] {
  const {name, title: head, type, description} = column;
  const has = (other: string): boolean => table.columns.some(({name}) => name === other);
  const own: Plan = {head, type, description, cell: row => cellOf(row, column, table)};
  const beside = (head: string, description: string, cell: Plan["cell"]): Plan => ({
    head,
    type: "text",
    description,
    cell
  });
  if (name === "unit_id" && !has("unit_name") && !has("name")) {
    return [
      own,
      beside("单位", "单位名称。", row =>
        row.unit_id === null ? cellOf(row, column, table) : (units.get(text(row.unit_id)) ?? text(row.unit_id))
      )
    ];
  }
  if (name === "rule_id" && !has("title")) {
    return [own, beside("加分项目名称", "加分项目的简称。", row => rules.get(text(row.rule_id)) ?? text(row.rule_id))];
  }
  if (table.name === "grade_distribution" && name === "key" && !has("name")) {
    return [
      own,
      beside("名称", "取值的名称。", row =>
        gradeKeyName(text(row.dimension), row.key === null ? null : text(row.key), units)
      )
    ];
  }
  return [own];
}

function cellOf(row: Row, {name: column, type, key}: Column, table: Table): string | number {
  const {name, columns, heldBy} = table;
  const value = row[column] ?? null;
  const mark = [`${column}_mark`, "mark"].find(name => columns.some(other => other.name === name));
  if (heldBy !== undefined && row[heldBy] === "true" && type === "integer" && !key) return CELL_MARKS.confidential;
  if (value === null || value === "") {
    const said = mark === undefined ? null : (row[mark] ?? null);
    // A mark of the whole row is on what it withholds; the band is what stands there instead.
    const counts = mark !== "mark" || !column.startsWith("band_");
    return cellMark({table: name, column}, counts && said !== null ? text(said) : null);
  }
  if (type === "integer" || type === "points") return whole(value);
  return codeWord(column, type, text(value));
}

function whole(value: Value): number {
  return Number(value);
}

function text(value: Value | undefined): string {
  return String(value ?? "");
}
