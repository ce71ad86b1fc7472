import type {Database, Value} from "./database.ts";
import type {Issue} from "./issue.ts";
import {literal} from "./sql.ts";

/**
 * What the load finds beyond single files, in tables of the connection that vanish with it: `found` holds issues, `words`
 * what the texts that name units mean, and how an issue shows them. (`stage.rejections`, the data rows that are not
 * accepted, stays.)
 */
export const CREATE_FOUND = `
  CREATE TEMP TABLE found (
    file VARCHAR, sheet VARCHAR, "row" INTEGER, field VARCHAR, value VARCHAR, code VARCHAR, severity VARCHAR,
    message VARCHAR
  );
  CREATE TEMP TABLE words (word VARCHAR, unit_id VARCHAR, shown VARCHAR, code VARCHAR, message VARCHAR);
`;

const CHUNK = 500;

/** Adds rows to one of the tables above. */
export async function insertRows(
  db: Database,
  table: "found" | "words",
  rows: readonly (readonly Value[])[]
): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK) {
    const values = rows.slice(i, i + CHUNK).map(row => `(${row.map(literal).join(", ")})`);
    await db.run(`INSERT INTO ${table} VALUES ${values.join(",\n")}`);
  }
}

/** Adds issues to `found`. */
export async function insertIssues(db: Database, issues: readonly Issue[]): Promise<void> {
  await insertRows(
    db,
    "found",
    issues.map(i => [i.file, i.sheet, i.row, i.field, i.value, i.code, i.severity, i.message])
  );
}
