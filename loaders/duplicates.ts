import {type Template, templateSql} from "./condition.ts";
import {type Contract, storedFields} from "./contract.ts";
import {DERIVED} from "./core.ts";
import type {Database} from "./database.ts";
import {identifier, literal} from "./sql.ts";

/** What is said of a row that differs from another of its key, and of one that does not. */
export const CONFLICTING: Template = [
  "“",
  {of: "key"},
  "”与",
  {of: "place"},
  "编号相同而内容不一致，都没有装载；请核对后只留一行"
];
export const REPEATED: Template = ["与", {of: "place"}, "完全相同，只计一次；请删去多余的一行"];

/**
 * Rejects rows of `core` that share a key: of rows that are equal in every value the first is kept (`duplicate_key`);
 * rows that differ all go (`conflicting_duplicate`), because the order of files proves nothing.
 */
export async function rejectDuplicates(db: Database, contract: Contract): Promise<void> {
  const table = `core.${identifier(contract.name)}`;
  const keys = rowKey(contract).map(identifier);
  await db.run(`
    CREATE OR REPLACE TEMP TABLE shared_keys AS
    SELECT ${keys.join(", ")}
    FROM ${table}
    GROUP BY ALL
    HAVING COUNT(*) > 1
  `);
  const [shared] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM shared_keys");
  if (!shared?.n) return;
  const values = [...storedFields(contract).map(field => field.name), ...(DERIVED[contract.name] ?? [])];
  const whole = `[${values.map(value => `CAST(t.${identifier(value)} AS VARCHAR)`).join(", ")}]`;
  const partition = `PARTITION BY ${keys.map(key => `t.${key}`).join(", ")}`;
  const place = "source_file, source_sheet, source_row";
  // Every row is told of the first of its kind, and the first of the second.
  const other = (column: string): string =>
    `CASE WHEN ROW_NUMBER() OVER places = 1 THEN NTH_VALUE(${column}, 2) OVER places ELSE FIRST_VALUE(${column}) OVER places END`;
  const header = storedFields(contract).find(field => field.key)!.header;
  await db.run(`
    CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT ${place},
      CAST(t.${keys[0]} AS VARCHAR) AS shown,
      ${keyText(contract, "t")} AS key_text,
      MIN(${whole}) OVER same <> MAX(${whole}) OVER same AS conflicting,
      ROW_NUMBER() OVER places AS nth,
      ${other("source_file")} AS other_file,
      ${other("source_sheet")} AS other_sheet,
      ${other("source_row")} AS other_row
    FROM ${table} t
    JOIN shared_keys k ON ${keys.map(key => `t.${key} IS NOT DISTINCT FROM k.${key}`).join(" AND ")}
    WINDOW same AS (${partition}),
      places AS (${partition} ORDER BY ${place} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);

    DELETE FROM repeated WHERE NOT conflicting AND nth = 1;

    INSERT INTO found
    SELECT ${place}, ${literal(header)}, shown,
      CASE WHEN conflicting THEN 'conflicting_duplicate' ELSE 'duplicate_key' END,
      CASE WHEN conflicting THEN 'error' ELSE 'warning' END,
      CASE
        WHEN conflicting THEN ${templateSql(CONFLICTING, operand => (operand === "key" ? "key_text" : OTHER_PLACE))}
        ELSE ${templateSql(REPEATED, () => OTHER_PLACE)}
      END
    FROM repeated;

    INSERT INTO stage.rejections SELECT ${literal(contract.name)}, ${place} FROM repeated ORDER BY ALL;

    DELETE FROM ${table} t
    USING repeated r
    WHERE t.source_file = r.source_file AND t.source_sheet = r.source_sheet AND t.source_row = r.source_row;
  `);
}

/** Where the other row is, as far as it is elsewhere. */
const OTHER_PLACE = `(
  CASE WHEN other_file = source_file THEN '' ELSE ' ' || other_file || ' ' END
  || CASE WHEN other_sheet = '' OR (other_file = source_file AND other_sheet = source_sheet) THEN ''
    ELSE '工作表“' || other_sheet || '”' END
  || '第 ' || other_row || ' 行')`;

/**
 * Returns the columns that make a row's identity. Assessments of one person and year that were filed on different days
 * are different rows: the latest filed by as-of counts.
 */
export function rowKey(contract: Contract): string[] {
  const keys = storedFields(contract)
    .filter(field => field.key)
    .map(field => field.name);
  return contract.name === "assessments" ? [...keys, "filed_on"] : keys;
}

/** Returns SQL for a row's key as people write it: the parts joined by a slash, missing ones at the end left out. */
export function keyText(contract: Contract, alias: string): string {
  return `concat_ws('/', ${rowKey(contract)
    .map(key => `CAST(${alias}.${identifier(key)} AS VARCHAR)`)
    .join(", ")})`;
}
