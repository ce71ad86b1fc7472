import {type Contract, columnType, storedFields} from "./contract.ts";
import {contracts} from "./contracts/index.ts";
import {DERIVED} from "./core.ts";
import type {Database} from "./database.ts";
import type {StagedFile} from "./reading.ts";
import {identifier, literal} from "./sql.ts";

/**
 * The schema `stage` holds what each file said, typed and by itself: before units are looked up and rows are compared.
 * What an unchanged file said is copied from the previous warehouse; all that follows is computed anew over all rows.
 */

/** A field whose source text is kept: that of an ID number is kept nowhere. */
export interface RawField {
  name: string;
  /** Its place among the stored fields. */
  at: number;
  /** True where the typed value, written out, is most often the source text itself. */
  isPlain: boolean;
}

/** Returns the fields whose source text is kept, in the contract's order. */
export function rawFields(contract: Contract): RawField[] {
  return storedFields(contract).flatMap((field, at) => {
    if (field.type === "hash") return [];
    const type = columnType(field);
    return [{name: field.name, at, isPlain: type !== "BIGINT" && type !== "BOOLEAN"}];
  });
}

/** Returns the name of the column of `stage` that holds a field's source text. */
export function rawName({name}: Pick<RawField, "name">): string {
  return `raw_${name}`;
}

/**
 * Returns the statements that create the schemas `stage` and `raw`, empty. `raw` shows the source text of every data row
 * and what became of it. Most texts say the same as the typed value: those are not stored twice. The raw column is then
 * NULL, and an empty text where there is a value without any source text (a level that followed from the medium).
 */
export function createStage(): string {
  return `
    CREATE SCHEMA stage;
    CREATE SCHEMA raw;
    CREATE TABLE stage.files (
      file VARCHAR, dataset VARCHAR, sha256 VARCHAR, bytes BIGINT, encoding VARCHAR, evidence VARCHAR, fingerprint VARCHAR
    );
    CREATE TABLE stage.sheets (
      file VARCHAR, sheet_no INTEGER, sheet VARCHAR, rows INTEGER, preamble INTEGER, header INTEGER,
      repeated_header INTEGER, blank INTEGER, total INTEGER, note INTEGER, accepted INTEGER, rejected INTEGER
    );
    CREATE TABLE stage.skipped (file VARCHAR, sheet VARCHAR, reason VARCHAR);
    CREATE TABLE stage.secret_meetings (file VARCHAR, meeting_key VARCHAR);
    CREATE TABLE stage.issues (
      file VARCHAR, sheet VARCHAR, "row" INTEGER, field VARCHAR, value VARCHAR, code VARCHAR, severity VARCHAR,
      message VARCHAR
    );
    CREATE TABLE stage.rejections (dataset VARCHAR, file VARCHAR, sheet VARCHAR, "row" INTEGER);
    ${contracts.map(createTables).join("\n")}
  `;
}

function createTables(contract: Contract): string {
  const name = identifier(contract.name);
  const texts = rawFields(contract);
  const columns = [
    ...storedFields(contract).map(field => `${identifier(field.name)} ${columnType(field)}`),
    ...(DERIVED[contract.name] ?? []).map(derived => `${identifier(derived)} VARCHAR`),
    ...texts.map(field => `${identifier(rawName(field))} VARCHAR`)
  ];
  const shown = texts.map(field => {
    const column = identifier(field.name);
    const raw = `s.${identifier(rawName(field))}`;
    return `${field.isPlain ? `NULLIF(COALESCE(${raw}, CAST(s.${column} AS VARCHAR)), '')` : raw} AS ${column}`;
  });
  return `
    CREATE TABLE stage.${name} (
      file VARCHAR, sheet_no INTEGER, sheet VARCHAR, "row" INTEGER, rejected BOOLEAN, ${columns.join(", ")}
    );
    CREATE VIEW raw.${name} AS
    SELECT s.file, s.sheet, s."row",
      CASE WHEN s.rejected OR r."row" IS NOT NULL THEN 'rejected' ELSE 'accepted' END AS row_outcome,
      ${shown.join(", ")}
    FROM stage.${name} s
    LEFT JOIN (SELECT DISTINCT file, sheet, "row" FROM stage.rejections WHERE dataset = ${literal(contract.name)}) r
      ON r.file = s.file AND r.sheet = s.sheet AND r."row" = s."row";
  `;
}

/** Forgets the staged rows of a file, or of one of its sheets (counted from 0). */
export async function dropRows(db: Database, contract: Contract, file: string, sheet?: number): Promise<void> {
  const only = sheet === undefined ? "" : ` AND sheet_no = ${literal(sheet)}`;
  await db.run(`DELETE FROM stage.${identifier(contract.name)} WHERE file = ${literal(file)}${only}`);
}

/** Adds what a file said besides its rows. */
export async function stageFile(
  db: Database,
  contract: Contract,
  staged: StagedFile,
  fingerprint: string
): Promise<void> {
  const {name} = staged.file;
  const {sha256, bytes, encoding, evidence} = staged;
  const sheets = staged.sheets.map(({name: sheet, accounting: a}, i) => [
    ...[name, i, sheet, a.rows, a.preamble, a.header, a.repeatedHeader],
    ...[a.blank, a.total, a.note, a.accepted, a.rejected]
  ]);
  const skipped = staged.skipped.map(sheet => [name, sheet.name, sheet.reason]);
  const meetings = staged.secretMeetings.map(meeting => [name, meeting]);
  const issues = staged.issues.map(i => [i.file, i.sheet, i.row, i.field, i.value, i.code, i.severity, i.message]);
  await db.append("stage", "files", [[name, contract.name, sha256, bytes, encoding, evidence, fingerprint]]);
  if (sheets.length) await db.append("stage", "sheets", sheets);
  if (skipped.length) await db.append("stage", "skipped", skipped);
  if (meetings.length) await db.append("stage", "secret_meetings", meetings);
  if (issues.length) await db.append("stage", "issues", issues);
}

/** Copies what a file said from the previous warehouse, attached as `prev`. */
export async function takeOver(db: Database, contract: Contract, file: string): Promise<void> {
  const here = `WHERE file = ${literal(file)}`;
  const tables = [identifier(contract.name), "sheets", "files", "skipped", "secret_meetings", "issues"];
  await db.run(tables.map(name => `INSERT INTO stage.${name} SELECT * FROM prev.stage.${name} ${here};`).join("\n"));
}
