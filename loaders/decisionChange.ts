import {cellReader} from "./cell.ts";
import {isFinding} from "./cells/finding.ts";
import type {Config} from "./config.ts";
import {type Contract, columnType, type Field, storedFields} from "./contract.ts";
import type {Database, Value} from "./database.ts";
import {type CoreRow, type Decision, decisionFault, isRow, record} from "./decisionLog.ts";
import {claimKeys} from "./derive.ts";
import type {Directory} from "./directory.ts";
import {keyText, rowKey} from "./duplicates.ts";
import type {Issue, IssueCode} from "./issue.ts";
import type {WorkspaceKey} from "./key.ts";
import {readOptions} from "./readSheets.ts";
import {dateLiteral, identifier, literal} from "./sql.ts";

/** What the value of a decision is read with. */
export interface Changing {
  config: Config;
  key: WorkspaceKey;
  directory: Directory;
}

/** Sets one field of a row to what the decision says, with all that follows from it; returns what speaks against it. */
export async function change(
  db: Database,
  decision: Decision,
  contract: Contract,
  field: Field,
  row: CoreRow,
  changing: Changing
): Promise<Issue | undefined> {
  const read = readDecided(decision, contract, field, changing);
  if ("code" in read) return decisionFault(decision, "改为", decision.value ?? "", read);
  const changed: CoreRow = {...row, [field.name]: read.value};
  if (rowKey(contract).includes(field.name) && (await isTaken(db, contract, changed))) {
    return decisionFault(decision, "改为", decision.value ?? "", {
      code: "duplicate_key",
      message: `${field.header}改为“${decision.value}”后，与另一行编号相同；请先排除那一行`
    });
  }
  const derived = rederive(contract, field, changed, read.word, changing.key);
  const settings = Object.entries({[field.name]: read.value, ...derived}).map(
    ([name, value]) => `${identifier(name)} = ${typedLiteral(contract, name, value)}`
  );
  const table = `core.${identifier(contract.name)}`;
  await db.run(`UPDATE ${table} SET ${settings.join(", ")} WHERE ${isRow(row)}`);
  const [after] = await db.all<{key_text: string}>(
    `SELECT ${keyText(contract, "t")} AS key_text FROM ${table} t WHERE ${isRow(row)}`
  );
  await record(db, decision, {
    contract,
    row,
    key: after!.key_text,
    field: field.header,
    before: shown(field, row[field.name] ?? null),
    after: read.word ?? shown(field, read.value)
  });
  return undefined;
}

/** Returns whether the decision's value can stand in the field at all. */
export function isPossible(decision: Decision, contract: Contract, field: Field, changing: Changing): boolean {
  return !("code" in readDecided(decision, contract, field, changing));
}

function readDecided(
  decision: Decision,
  contract: Contract,
  field: Field,
  {config, key, directory}: Changing
): {value: Value; word: string | null} | {code: IssueCode; message: string} {
  const text = decision.value;
  if (text === null) {
    if (!field.required) return {value: null, word: null};
    return {code: "missing_value", message: `“${field.header}”不能改为空；请在“改为”里写上值`};
  }
  if (field.type === "unit" || field.type === "unit_or_text") {
    const unit = directory.resolve(text);
    if ("unit" in unit) return {value: unit.unit, word: null};
    return field.type === "unit" ? unit : {value: text, word: null};
  }
  const read = cellReader(field, readOptions(contract, {config, key}))(text);
  if (!isFinding(read)) return {value: read, word: null};
  if (read.fault?.severity === "error") {
    return {code: read.fault.code, message: `“${field.header}”：${read.fault.message}`};
  }
  return {value: read.value, word: read.word ?? null};
}

/** Returns the derived columns that follow from a changed field; `word` stands beside a grade that is none of the three. */
function rederive(
  contract: Contract,
  field: Field,
  row: CoreRow,
  word: string | null,
  key: WorkspaceKey
): Record<string, Value> {
  if (contract.name === "assessments" && field.name === "grade") return {grade_word: word};
  if (contract.name !== "claims") return {};
  const keys = claimKeys(name => row[name] ?? null, key);
  // A withheld subject cannot be read again: what was derived from it at reading stays.
  const known = row.subject !== null;
  const derived: Record<string, Value> = {};
  if (field.name === "person_id") derived.person_key = keys.person_key;
  if (field.name === "event_id" || (known && (field.name === "subject" || field.name === "event_on"))) {
    derived.event_key = keys.event_key;
  }
  if (field.name === "article_id" || (known && field.name === "subject")) derived.article_key = keys.article_key;
  return derived;
}

async function isTaken(db: Database, contract: Contract, row: CoreRow): Promise<boolean> {
  const same = rowKey(contract).map(
    name => `${identifier(name)} IS NOT DISTINCT FROM ${typedLiteral(contract, name, row[name] ?? null)}`
  );
  const [taken] = await db.all<{n: number}>(
    `SELECT COUNT(*) AS n FROM core.${identifier(contract.name)} WHERE ${same.join(" AND ")} AND NOT (${isRow(row)})`
  );
  return Boolean(taken?.n);
}

function typedLiteral(contract: Contract, name: string, value: Value): string {
  const field = storedFields(contract).find(candidate => candidate.name === name);
  return field && value !== null && columnType(field) === "DATE" ? dateLiteral(String(value)) : literal(value);
}

/** Returns a value as text: decimals with their point, the rest as stored. */
function shown(field: Field, value: Value): string | null {
  if (value === null) return null;
  if (field.type !== "decimal") return String(value);
  const thousandths = Math.abs(Number(value));
  const fraction = String(thousandths % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  const sign = Number(value) < 0 ? "-" : "";
  return `${sign}${Math.floor(thousandths / 1000)}${fraction ? `.${fraction}` : ""}`;
}
