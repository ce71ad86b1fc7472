import {cellReader} from "./cell.ts";
import {isFinding} from "./cells/finding.ts";
import type {Config} from "./config.ts";
import {type Contract, columnType, type Field, storedFields} from "./contract.ts";
import {maybeContract} from "./contracts/index.ts";
import type {Database, Value} from "./database.ts";
import {applyKind, conflicting} from "./decisionKinds.ts";
import {type CoreRow, type Decision, decisionFault, exclude, isRow, record} from "./decisionLog.ts";
import {
  claimKind,
  findField,
  isExclusion,
  isPersonal,
  namesExclusion,
  parseTarget,
  type Target
} from "./decisionTarget.ts";
import {claimKeys} from "./derive.ts";
import type {Directory} from "./directory.ts";
import {keyText, rowKey} from "./duplicates.ts";
import {insertIssues} from "./found.ts";
import type {Issue, IssueCode} from "./issue.ts";
import type {WorkspaceKey} from "./key.ts";
import {readOptions} from "./readSheets.ts";
import {dateLiteral, identifier, literal} from "./sql.ts";

export interface Deciding {
  config: Config;
  key: WorkspaceKey;
  directory: Directory;
  /** Decisions in the order they are applied. */
  decisions: readonly Decision[];
  /** Places (`placeOf`) of decisions whose value was withheld. */
  withheld: ReadonlySet<string>;
}

/** Returns the accepted decisions that were made by the day, earliest first. */
export async function readDecisions(db: Database, day: string): Promise<Decision[]> {
  return db.all<Decision>(`
    SELECT * REPLACE (CAST(decided_on AS VARCHAR) AS decided_on)
    FROM core.decisions
    WHERE decided_on <= ${dateLiteral(day)}
    ORDER BY decided_on, decision_id
  `);
}

/** Returns the name of the place a decision came from. */
export function placeOf(file: string, sheet: string, row: number): string {
  return JSON.stringify([file, sheet, row]);
}

/** Lists the decisions whose subject names no dataset. */
export async function checkSubjects(db: Database, decisions: readonly Decision[]): Promise<void> {
  const lost = decisions.filter(({subject}) => !parseTarget(subject));
  await insertIssues(
    db,
    lost.map(decision =>
      decisionFault(decision, "对象", decision.subject, {
        code: "unknown_reference",
        message: `裁定的对象“${decision.subject}”看不懂；应写成“数据集/编号”，如 claims/S-0001`
      })
    )
  );
}

/** Applies the decisions about one dataset to its rows in `core`, and records each in `quality.applied_decisions`. */
export async function applyDecisions(db: Database, contract: Contract, deciding: Deciding): Promise<void> {
  const own = deciding.decisions.filter(({subject}) => parseTarget(subject)?.contract === contract);
  const conflicts = conflicting(own, thingOf);
  for (const decision of own) {
    const rival = conflicts.get(decision);
    if (rival) {
      await insertIssues(db, [conflict(decision, rival)]);
      continue;
    }
    const target = parseTarget(decision.subject)!;
    const outcome = await applyDecision(db, decision, target, deciding);
    if (outcome) await insertIssues(db, [outcome]);
  }
}

/** Returns a name for what the decision settles: decisions of one day on one such thing must say the same. */
function thingOf({subject, field, value}: Decision): string {
  const {contract, key} = parseTarget(subject)!;
  const word = field ?? "";
  const name = isExclusion(field, value)
    ? ""
    : (findField(contract, word)?.name ?? claimKind(contract, word)?.word ?? word);
  return JSON.stringify([key, name]);
}

function conflict(decision: Decision, rival: Decision): Issue {
  return decisionFault(decision, "改为", decision.value ?? "", {
    code: "conflicting_duplicate",
    message: `与裁定 ${rival.decision_id} 同日而所改不同，都没有采用；请撤销其中一项，或写明先后日期`
  });
}

async function applyDecision(
  db: Database,
  decision: Decision,
  target: Target,
  deciding: Deciding
): Promise<Issue | undefined> {
  const {contract} = target;
  const rows = await findRows(db, target, deciding.directory);
  if (rows.length !== 1) return lostSubject(db, decision, target, rows.length);
  const row = rows[0]!;
  if (takesOut(decision, deciding)) {
    await exclude(db, decision, contract, row);
    return undefined;
  }
  if (namesExclusion(decision.field)) {
    return decisionFault(decision, "改为", "", {
      code: "unknown_code",
      message: "“改为”写的不是“是”，这项裁定没有采用；要去掉整行，写“是”或留空，不去掉的，请删去这项裁定"
    });
  }
  const word = decision.field ?? "";
  const field = findField(contract, word);
  const withheld = isWithheld(decision, deciding);
  const kind = field ? undefined : claimKind(contract, word);
  if (kind) {
    const begins = deciding.config.words?.begins ?? "01-01";
    return applyKind(db, kind, decision, {contract, row, directory: deciding.directory, withheld, begins});
  }
  if (isPersonal(contract, word)) {
    return decisionFault(decision, "字段", word, {
      code: "secret_content",
      message: `“${word}”是个人信息，系统不保存，也不能用裁定改；请改正源文件`
    });
  }
  if (!field) {
    return decisionFault(decision, "字段", word, {
      code: "unknown_code",
      message: word
        ? `${contract.title}没有“${word}”这一列；可改的有：${storedFields(contract)
            .filter(isChangeable)
            .map(({header}) => header)
            .join("、")}，或“排除”${contract.name === "claims" ? "、“归属单位”、“同一人”、“同一稿件”、“同一活动”" : ""}`
        : "没有写要改哪个字段；请在“字段”里写列名，要去掉整行就写“排除”"
    });
  }
  if (!isChangeable(field)) {
    return decisionFault(decision, "字段", word, {
      code: "unknown_code",
      message: `“${field.header}”是这一行的标识，不能用裁定改；请改正源文件`
    });
  }
  if (withheld) {
    return decisionFault(decision, "改为", "", {
      code: "secret_content",
      message: "引进、培养类申报的加分事项可能写有姓名，系统不保存，也不影响计分；这项裁定不必做"
    });
  }
  return change(db, decision, contract, field, row, deciding);
}

/** A value that was withheld is null, and none of the words that take a row out. */
function takesOut(decision: Decision, deciding: Deciding): boolean {
  return !isWithheld(decision, deciding) && isExclusion(decision.field, decision.value);
}

function isWithheld({source_file, source_sheet, source_row}: Decision, {withheld}: Deciding): boolean {
  return withheld.has(placeOf(source_file, source_sheet, source_row));
}

function isChangeable(field: Field): boolean {
  return (!field.key || field.type === "unit") && !field.restricted && field.type !== "hash";
}

async function change(
  db: Database,
  decision: Decision,
  contract: Contract,
  field: Field,
  row: CoreRow,
  deciding: Deciding
): Promise<Issue | undefined> {
  const read = readDecided(decision, contract, field, deciding);
  if ("code" in read) return decisionFault(decision, "改为", decision.value ?? "", read);
  const changed: CoreRow = {...row, [field.name]: read.value};
  if (rowKey(contract).includes(field.name) && (await isTaken(db, contract, changed))) {
    return decisionFault(decision, "改为", decision.value ?? "", {
      code: "duplicate_key",
      message: `${field.header}改为“${decision.value}”后，与另一行编号相同；请先排除那一行`
    });
  }
  const derived = rederive(contract, field, changed, read.word, deciding.key);
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

function readDecided(
  decision: Decision,
  contract: Contract,
  field: Field,
  {config, key, directory}: Deciding
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

/** What hangs on an excluded row (a talent's assessments, a meeting's attendance) goes with it. */
const HANGING: Readonly<Record<string, {parent: string; field: string}>> = {
  assessments: {parent: "talents", field: "talent_id"},
  attendance: {parent: "meetings", field: "meeting_id"}
};

/** Takes out the rows of the dataset that hang on rows which decisions took out. */
export async function excludeHanging(db: Database, contract: Contract, deciding: Deciding): Promise<void> {
  const hanging = HANGING[contract.name];
  if (!hanging) return;
  const parent = maybeContract(hanging.parent)!;
  for (const decision of deciding.decisions) {
    const target = parseTarget(decision.subject);
    if (target?.contract !== parent || !takesOut(decision, deciding)) continue;
    const rows = await db.all<CoreRow>(`
      SELECT t.*, ${keyText(contract, "t")} AS key_text
      FROM core.${identifier(contract.name)} t
      WHERE ${identifier(hanging.field)} IN (
        SELECT "key" FROM excluded WHERE dataset = ${literal(parent.name)} AND "key" = ${literal(target.key)}
      )
      ORDER BY source_file, source_sheet, source_row
    `);
    for (const row of rows) await exclude(db, decision, contract, row);
  }
}

async function findRows(db: Database, target: Target, directory: Directory): Promise<CoreRow[]> {
  const {contract, key} = target;
  const text = keyText(contract, "t");
  const where = (condition: string): Promise<CoreRow[]> =>
    db.all<CoreRow>(`SELECT t.*, ${text} AS key_text FROM core.${identifier(contract.name)} t WHERE ${condition}`);
  const exact = await where(`${text} = ${literal(key)}`);
  if (exact.length) return exact;
  // The unit at the end of a key may be given by name.
  const slash = key.lastIndexOf("/");
  if (slash > 0) {
    const unit = directory.resolve(key.slice(slash + 1));
    if ("unit" in unit) {
      const named = await where(`${text} = ${literal(`${key.slice(0, slash)}/${unit.unit}`)}`);
      if (named.length) return named;
    }
  }
  // The later parts of a key may be left out where the earlier ones tell the row.
  return where(`starts_with(${text}, ${literal(`${key}/`)})`);
}

async function lostSubject(db: Database, decision: Decision, target: Target, found: number): Promise<Issue> {
  const {contract, key} = target;
  const say = (message: string): Issue =>
    decisionFault(decision, "对象", decision.subject, {code: "unknown_reference", message});
  if (found > 1) return say(`“${key}”在${contract.title}中有 ${found} 行；请把编号写全（各部分用 / 隔开）`);
  const [gone] = await db.all<{decision_id: string}>(`
    SELECT decision_id FROM quality.applied_decisions
    WHERE dataset = ${literal(contract.name)} AND "key" = ${literal(key)} AND after = '已排除'
  `);
  if (gone)
    return say(`${contract.title}中的“${key}”已由裁定 ${gone.decision_id} 排除，这项裁定用不上；请撤销其中一项`);
  const first = identifier(rowKey(contract)[0]!);
  const [rejected] = await db.all<{n: number}>(`
    SELECT COUNT(*) AS n
    FROM stage.${identifier(contract.name)} t
    WHERE ${keyText(contract, "t")} = ${literal(key)} OR CAST(t.${first} AS VARCHAR) = ${literal(key)}
  `);
  if (rejected?.n) return say(`${contract.title}中的“${key}”没有被接收（见它自己的问题），裁定用不上；请先改正源文件`);
  return say(`${contract.title}中没有“${key}”；请核对编号`);
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
