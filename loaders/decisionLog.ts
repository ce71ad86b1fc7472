import type {Contract} from "./contract.ts";
import type {Database, Value} from "./database.ts";
import {keyText} from "./duplicates.ts";
import type {Issue, IssueCode} from "./issue.ts";
import {dateLiteral, identifier, literal} from "./sql.ts";

/** A decision in force by as-of, from `core.decisions`. */
export interface Decision {
  decision_id: string;
  subject: string;
  field: string | null;
  value: string | null;
  reason: string;
  decided_by: string;
  decided_on: string;
  source_file: string;
  source_sheet: string;
  source_row: number;
}

/** A row of `core` with its key as people write it. */
export type CoreRow = Record<string, Value> & {key_text: string};

/** `excluded` and `mended` vanish with the connection: which rows decisions took out, and which cells they settled. */
export const CREATE_DECIDED = `
  CREATE TABLE quality.applied_decisions (
    decision_id VARCHAR, dataset VARCHAR, "key" VARCHAR, unit VARCHAR, field VARCHAR, before VARCHAR, after VARCHAR,
    decided_by VARCHAR, decided_on DATE, reason VARCHAR
  );
  CREATE TEMP TABLE excluded (dataset VARCHAR, "key" VARCHAR, file VARCHAR, sheet VARCHAR, "row" INTEGER);
  CREATE TEMP TABLE mended (decision_id VARCHAR, file VARCHAR, sheet VARCHAR, "row" INTEGER, field VARCHAR);
`;

/** What a decision did to one row; the field is a header, or `排除`. */
interface Applied {
  contract: Contract;
  row: CoreRow;
  /** The row's key after it. */
  key: string;
  field: string;
  before: string | null;
  after: string | null;
}

/** Records what a decision did to a row. */
export async function record(db: Database, decision: Decision, applied: Applied): Promise<void> {
  const {contract, row, key, field, before, after} = applied;
  const values = [
    decision.decision_id,
    contract.name,
    key,
    row.unit ?? null,
    field,
    before,
    after,
    decision.decided_by
  ];
  await db.run(`
    INSERT INTO quality.applied_decisions
    VALUES (${values.map(literal).join(", ")}, ${dateLiteral(decision.decided_on)}, ${literal(decision.reason)});
    INSERT INTO mended
    SELECT ${literal(decision.decision_id)}, ${placeOfRow(row).map(literal).join(", ")}, ${literal(field)};
  `);
}

/** Takes a row out of `core`, and records it. */
export async function exclude(db: Database, decision: Decision, contract: Contract, row: CoreRow): Promise<void> {
  const table = `core.${identifier(contract.name)}`;
  await db.run(`
    INSERT INTO excluded
    SELECT ${literal(contract.name)}, ${keyText(contract, "t")}, source_file, source_sheet, source_row
    FROM ${table} t WHERE ${isRow(row)};
    DELETE FROM ${table} WHERE ${isRow(row)};
  `);
  await record(db, decision, {contract, row, key: row.key_text, field: EXCLUDED, before: null, after: "已排除"});
}

const EXCLUDED = "排除";

/** Returns SQL that holds for the row alone. */
export function isRow(row: CoreRow): string {
  const [file, sheet, number] = placeOfRow(row).map(literal);
  return `source_file = ${file} AND source_sheet = ${sheet} AND source_row = ${number}`;
}

/**
 * Turns the errors that a decision settled into infos that name it: those of a field it gave a value, and all of a row
 * it took out. The source is still as it was, but nothing is left to decide.
 */
export async function mendIssues(db: Database): Promise<void> {
  const update = (columns: string, condition: string): string => `
    UPDATE quality.issues t
    SET severity = 'info', message = t.message || '（已由裁定 ' || m.decision_id || ' 处理）'
    FROM (
      SELECT MAX(decision_id) AS decision_id, ${columns}
      FROM mended
      WHERE ${condition}
      GROUP BY ${columns}
    ) m
    WHERE t.severity = 'error' AND t.file = m.file AND t.sheet = m.sheet AND t."row" = m."row"`;
  const place = 'file, sheet, "row"';
  await db.run(`
    ${update(place, `field = ${literal(EXCLUDED)}`)};
    ${update(`${place}, field`, `field <> ${literal(EXCLUDED)}`)} AND t.field = m.field;
  `);
}

function placeOfRow(row: CoreRow): Value[] {
  return ["source_file", "source_sheet", "source_row"].map(name => row[name] ?? null);
}

/** Returns an error on the decision's own row. */
export function decisionFault(
  decision: Decision,
  field: string,
  value: string,
  {code, message}: {code: IssueCode; message: string}
): Issue {
  return {
    file: decision.source_file,
    sheet: decision.source_sheet,
    row: decision.source_row,
    field,
    value,
    code,
    severity: "error",
    message
  };
}
