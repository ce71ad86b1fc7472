import type {Database} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";
import type {Column, Table} from "../dictionary.ts";
import {decimalText} from "../format.ts";
import {PUBLISHED_ISSUES} from "../issues.ts";

/** A value as it is printed in machine-readable files: ISO dates, `true`/`false`, decimal text; null where missing. */
export type CellText = string | null;

/** Yields the rows of a published table in the published order, in blocks, without holding the table in memory. */
export async function* readRows(db: Database, table: Table): AsyncGenerator<CellText[][]> {
  const result = await db.connection.stream(selectText(table));
  const points = table.columns.flatMap(({type}, i) => (type === "points" ? [i] : []));
  for await (const block of result.yieldRows()) {
    const rows = block as CellText[][];
    for (const row of rows) {
      for (const i of points) {
        const value = row[i];
        if (value !== null && value !== undefined) row[i] = decimalText(value);
      }
    }
    yield rows;
  }
}

/** Returns how many rows of the table are published. */
export async function countRows(db: Database, table: Table): Promise<number> {
  const [row] = await db.all<{n: number}>(`SELECT count(*)::INTEGER AS n\nFROM ${source(table)}`);
  return row!.n;
}

/** Returns how many numbers of the table are held back for smallness: those of rows held, and those marked `c`. */
export async function countWithheld(db: Database, {name, schema, columns, heldBy}: Table): Promise<number> {
  const held = columns.filter(({type, key}) => type === "integer" && !key).length;
  const marked = columns.filter(({name}) => columns.some(other => name === `${other.name}_mark`));
  const terms = [
    ...(heldBy === undefined ? [] : [`${held} * count(*) FILTER (WHERE t.${identifier(heldBy)} IS NOT FALSE)`]),
    ...marked.map(({name}) => `count(*) FILTER (WHERE t.${identifier(name)} = 'c')`)
  ];
  if (!terms.length) return 0;
  const [row] = await db.all<{n: number}>(
    `SELECT (${terms.join(" + ")})::INTEGER AS n\nFROM ${identifier(schema)}.${identifier(name)} AS t`
  );
  return row!.n;
}

/** Returns the query of the published rows, each column by the given expression. */
export function select(table: Table, expression: (column: Column) => string): string {
  const columns = table.columns.map(
    column => `  ${released(expression(column), column, table)} AS ${identifier(column.name)}`
  );
  return `SELECT\n${columns.join(",\n")}\nFROM ${source(table)}\nORDER BY ${order(table)}`;
}

/** A count of a row that is held back is missing in every file, whichever way it is written. */
function released(value: string, {type, key}: Column, {heldBy}: Table): string {
  if (heldBy === undefined || type !== "integer" || key) return value;
  return `CASE WHEN NOT t.${identifier(heldBy)} THEN ${value} END`;
}

function selectText(table: Table): string {
  return select(table, ({name}) => `CAST(t.${identifier(name)} AS VARCHAR)`);
}

/** The ledger and the parameters also hold what-if scenarios: only the base is published. */
const WITH_SCENARIOS: ReadonlySet<string> = new Set([
  "bonus_ledger",
  "p_scenario",
  "p_rule",
  "p_item",
  "p_step",
  "p_cap"
]);

function source(table: Table): string {
  if (table.schema === "quality" && table.name === "issues") return `${PUBLISHED_ISSUES} AS t`;
  const from = `${identifier(table.schema)}.${identifier(table.name)} AS t`;
  return WITH_SCENARIOS.has(table.name) ? `${from}\nWHERE t.scenario = 'base'` : from;
}

/**
 * Scoring inserts its rows in the published order (建制序 and the order of groups are no columns of theirs); what loading
 * lists is ordered here by the key, then by everything else, since one row may have two issues of one kind.
 */
function order(table: Table): string {
  if (table.schema === "score") return "t.rowid";
  const names = [...table.columns].sort((a, b) => Number(b.key) - Number(a.key));
  return names.map(({name}) => `t.${identifier(name)} NULLS FIRST`).join(", ");
}
