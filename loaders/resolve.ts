import {type Template, templateSql} from "./condition.ts";
import {type Contract, type Field, storedFields} from "./contract.ts";
import type {Database} from "./database.ts";
import {type Directory, type DirectoryUnit, unitDirectory} from "./directory.ts";
import {insertRows} from "./found.ts";
import {shown} from "./messages.ts";
import {identifier, literal} from "./sql.ts";

/** Returns the directory of the units in the table (`stage.units` or `core.units`). */
export async function readDirectory(db: Database, table: "stage.units" | "core.units"): Promise<Directory> {
  const rows = await db.all<DirectoryUnit>(`
    SELECT unit_id, name, short_name, former_names, CAST(valid_from AS VARCHAR) AS valid_from
    FROM ${table}
    WHERE unit_id IS NOT NULL AND name IS NOT NULL
  `);
  return unitDirectory(rows);
}

/**
 * Looks up every text of the dataset's staged rows that names a unit: `words` then holds what each means, and what no text
 * means: nothing. A name that cannot be told is an issue, also in a row that is rejected for something else, and rejects the
 * row where the field is required.
 */
export async function resolveUnits(db: Database, contract: Contract, directory: Directory): Promise<void> {
  await db.run("DELETE FROM words");
  const fields = unitFields(contract);
  if (!fields.length) return;
  const table = `stage.${identifier(contract.name)}`;
  const texts = fields.map(field => `SELECT ${identifier(field.name)} AS word FROM ${table}`);
  const words = await db.all<{word: string}>(
    `SELECT DISTINCT word FROM (${texts.join(" UNION ALL ")}) WHERE word IS NOT NULL ORDER BY word`
  );
  await insertRows(
    db,
    "words",
    words.map(({word}) => {
      const meaning = directory.resolve(word);
      return "unit" in meaning
        ? [word, meaning.unit, null, null, null]
        : [word, null, shown(word), meaning.code, meaning.message];
    })
  );
  await insertRows(db, "words", [[null, null, null, null, null]]);
  for (const field of fields) await noteUnknown(db, contract, field);
}

/** Returns the fields that name a unit. */
export function unitFields(contract: Contract): Field[] {
  return storedFields(contract).filter(({type}) => type === "unit" || type === "unit_or_text");
}

async function noteUnknown(db: Database, contract: Contract, field: Field): Promise<void> {
  const free = field.type === "unit_or_text";
  const from = `
    FROM stage.${identifier(contract.name)} s
    JOIN words w ON w.word = s.${identifier(field.name)}
    WHERE w.unit_id IS NULL ${free ? "AND w.code = 'ambiguous_code'" : ""}`;
  const severity = free ? "warning" : "error";
  await db.run(`
    INSERT INTO found
    SELECT s.file, s.sheet, s."row", ${literal(field.header)}, w.shown, w.code, ${literal(severity)}, w.message
    ${from}`);
  if (field.type === "unit" && field.required) {
    await db.run(`
      INSERT INTO stage.rejections
      SELECT DISTINCT ${literal(contract.name)}, s.file, s.sheet, s."row"
      ${from} AND NOT s.rejected
      ORDER BY ALL`);
  }
}

/** What is said of a field that names a unit whose own row was not accepted. */
export const DANGLING: Template = ["单位“", {of: "unit"}, "”自己的一行没有被接收；请先改正那一行"];

/** Empties the fields of units that name a unit whose own row was not accepted; each is an issue. */
export async function clearDangling(db: Database, contract: Contract): Promise<void> {
  for (const field of unitFields(contract)) {
    const column = identifier(field.name);
    const dangling = `t.${column} IS NOT NULL AND t.${column} NOT IN (SELECT unit_id FROM core.units)`;
    await db.run(`
      INSERT INTO found
      SELECT t.source_file, t.source_sheet, t.source_row, ${literal(field.header)}, t.${column}, 'unknown_unit', 'error',
        ${templateSql(DANGLING, () => `t.${column}`)}
      FROM core.units t
      WHERE ${dangling};
      UPDATE core.units t SET ${column} = NULL WHERE ${dangling};
    `);
  }
}
