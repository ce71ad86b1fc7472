import {type Contract, columnType, storedFields} from "./contract.ts";
import {contracts} from "./contracts/index.ts";
import {DERIVED} from "./core.ts";
import type {Database} from "./database.ts";
import type {InputFile} from "./files.ts";
import type {RowSink, StagedFile} from "./reading.ts";
import {identifier, literal} from "./sql.ts";

/**
 * The schema `stage` holds what each file said, typed and by itself: before units are looked up and rows are compared.
 * What an unchanged file said is copied from the previous warehouse; all that follows is computed anew over all rows.
 */

/** Returns the fields whose source text `raw` keeps: that of an ID number is kept nowhere. */
export function rawFields(contract: Contract): {name: string; at: number}[] {
  return storedFields(contract).flatMap((field, at) => (field.type === "hash" ? [] : [{name: field.name, at}]));
}

/** Returns the statements that create the schemas `stage` and `raw` with empty tables. */
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
    ${contracts.map(createTables).join("\n")}
  `;
}

function createTables(contract: Contract): string {
  const name = identifier(contract.name);
  const columns = [
    ...storedFields(contract).map(field => `${identifier(field.name)} ${columnType(field)}`),
    ...(DERIVED[contract.name] ?? []).map(derived => `${identifier(derived)} VARCHAR`)
  ];
  const texts = rawFields(contract).map(field => `${identifier(field.name)} VARCHAR`);
  return `
    CREATE TABLE stage.${name} (
      file VARCHAR, sheet_no INTEGER, sheet VARCHAR, "row" INTEGER, rejected BOOLEAN, ${columns.join(", ")}
    );
    CREATE TABLE raw.${name} (file VARCHAR, sheet VARCHAR, "row" INTEGER, row_outcome VARCHAR, ${texts.join(", ")});
  `;
}

/** Returns a sink that stages the rows of a file. `raw.row_outcome` is settled at the end of the load. */
export function stageSink(db: Database, contract: Contract, {name}: InputFile): RowSink {
  const texts = rawFields(contract).map(({at}) => at);
  const table = identifier(contract.name);
  const names = new Map<number, string>();
  return {
    async write(sheet, sheetName, rows) {
      names.set(sheet, sheetName);
      await db.append(
        "stage",
        contract.name,
        mapped(rows, row => [name, sheet, sheetName, row.row, row.rejected, ...row.values])
      );
      await db.append(
        "raw",
        contract.name,
        mapped(rows, row => [name, sheetName, row.row, "accepted", ...texts.map(at => row.raw[at] ?? null)])
      );
    },
    async drop(sheet) {
      const named = sheet === undefined ? "" : ` AND sheet = ${literal(names.get(sheet) ?? null)}`;
      for (const schema of ["stage", "raw"]) {
        await db.run(`DELETE FROM ${schema}.${table} WHERE file = ${literal(name)}${named}`);
      }
    }
  };
}

function* mapped<T, U>(rows: readonly T[], f: (row: T) => U): Iterable<U> {
  for (const row of rows) yield f(row);
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

/** Copies what a file said from the previous warehouse, attached as `prev`; `raw.row_outcome` starts anew. */
export async function takeOver(db: Database, contract: Contract, file: string): Promise<void> {
  const name = identifier(contract.name);
  const texts = rawFields(contract).map(field => identifier(field.name));
  const here = `WHERE file = ${literal(file)}`;
  await db.run(`
    INSERT INTO stage.${name} SELECT * FROM prev.stage.${name} ${here};
    INSERT INTO raw.${name}
    SELECT file, sheet, "row", 'accepted', ${texts.join(", ")} FROM prev.raw.${name} ${here};
    INSERT INTO stage.sheets SELECT * FROM prev.stage.sheets ${here};
    INSERT INTO stage.files SELECT * FROM prev.stage.files ${here};
    INSERT INTO stage.skipped SELECT * FROM prev.stage.skipped ${here};
    INSERT INTO stage.secret_meetings SELECT * FROM prev.stage.secret_meetings ${here};
    INSERT INTO stage.issues SELECT * FROM prev.stage.issues ${here};
  `);
}
