import {cellReader} from "./cell.ts";
import {isFinding} from "./cells/finding.ts";
import {maybeContract} from "./contracts/index.ts";
import type {Database} from "./database.ts";
import {placeOf} from "./decisions.ts";
import {type ClaimKind, claimKind, findField, isExclusion, isPersonal, parseTarget} from "./decisionTarget.ts";
import type {Directory} from "./directory.ts";
import type {Reading, StagedFile, StagedRow} from "./reading.ts";
import {readOptions} from "./readSheets.ts";
import {readDirectory} from "./resolve.ts";
import {literal} from "./sql.ts";
import {isOpenRule, positions} from "./withhold.ts";
import {personalRules} from "./words.ts";

/** A file of decisions with its rows, by sheet, still in memory. */
export interface DecisionFile extends StagedFile {
  rows: StagedRow[][];
}

/** What a decision's row says, be the row accepted or not. */
interface Words {
  subject: string;
  field: string;
  value: string;
}

/** Returns the claims that a decision of any date gives a rule whose subjects may name a person. */
export function claimsToHide(files: readonly DecisionFile[], reading: Pick<Reading, "config" | "key">): Set<string> {
  const claims = maybeContract("claims")!;
  const rule = claims.fields.find(({name}) => name === "rule")!;
  const hidden = new Set<string>();
  const personal = personalRules(reading.config.words);
  for (const {subject, field, value} of files.flatMap(file => file.rows.flat()).map(wordsOf)) {
    const target = parseTarget(subject);
    if (target?.contract !== claims || findField(claims, field) !== rule) continue;
    const read = cellReader(rule, readOptions(claims, reading))(value);
    if (!isOpenRule(isFinding(read) ? read.value : read, personal)) hidden.add(target.key);
  }
  return hidden;
}

/**
 * Returns the decisions without the values that must not be stored: personal data, and subjects of R1 and R2
 * claims; with the places of those taken out. The claims are staged already.
 */
export async function withholdDecisions(
  db: Database,
  files: readonly DecisionFile[],
  hiddenSubjects: ReadonlySet<string>,
  personal: readonly string[]
): Promise<{files: DecisionFile[]; withheld: Set<string>}> {
  const at = positions(maybeContract("decisions")!)("value");
  const directory = await readDirectory(db, "stage.units");
  const withheld = new Set<string>();
  const kept: DecisionFile[] = [];
  for (const staged of files) {
    const sheets: StagedRow[][] = [];
    for (const [i, sheet] of staged.sheets.entries()) {
      const rows: StagedRow[] = [];
      for (const row of staged.rows[i] ?? []) {
        const open = await mayStore(db, wordsOf(row), {hiddenSubjects, directory, personal});
        if (!open) withheld.add(placeOf(staged.file.name, sheet.name, row.row));
        rows.push(open ? row : {...row, values: row.values.with(at, null), raw: row.raw.with(at, null)});
      }
      sheets.push(rows);
    }
    const issues = staged.issues.map(issue =>
      issue.row !== null && withheld.has(placeOf(issue.file, issue.sheet, issue.row)) ? {...issue, value: ""} : issue
    );
    kept.push({...staged, rows: sheets, issues});
  }
  return {files: kept, withheld};
}

async function mayStore(
  db: Database,
  {subject, field, value}: Words,
  {
    hiddenSubjects,
    directory,
    personal
  }: {hiddenSubjects: ReadonlySet<string>; directory: Directory; personal: readonly string[]}
): Promise<boolean> {
  if (value === "") return true;
  const target = parseTarget(subject);
  // What the decision is about cannot be told, so neither can whether its value is harmless.
  if (!target) return field === "";
  if (isPersonal(target.contract, field)) return false;
  const found = findField(target.contract, field);
  const kind = found ? undefined : claimKind(target.contract, field);
  if (kind) return isKnownWord(db, kind, value, directory);
  // A field that the dataset has not may be any, a name among them.
  if (!found && field !== "" && !isExclusion(field, value)) return false;
  if (target.contract.name !== "claims" || found?.name !== "subject") return true;
  if (hiddenSubjects.has(target.key)) return false;
  const claims = await db.all<{rule: string | null}>(
    `SELECT DISTINCT rule FROM stage.claims WHERE claim_id = ${literal(target.key)}`
  );
  return claims.length > 0 && claims.every(({rule}) => isOpenRule(rule, personal));
}

/** What joins two claims is a claim's number, what settles a person is a unit: anything else may be a name. */
async function isKnownWord(db: Database, {kind}: ClaimKind, value: string, directory: Directory): Promise<boolean> {
  if (kind === "settle") return "unit" in directory.resolve(value);
  const id = value.replace(/^\s*claims\s*\//i, "").trim();
  const [claim] = await db.all<{n: number}>(`SELECT COUNT(*) AS n FROM stage.claims WHERE claim_id = ${literal(id)}`);
  return Boolean(claim?.n);
}

function wordsOf(row: StagedRow): Words {
  const place = positions(maybeContract("decisions")!);
  const word = (name: string): string => String(row.values[place(name)] ?? row.raw[place(name)] ?? "");
  return {subject: word("subject"), field: word("field"), value: word("value")};
}
