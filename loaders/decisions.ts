import {type Contract, type Field, storedFields} from "./contract.ts";
import {maybeContract} from "./contracts/index.ts";
import type {Database} from "./database.ts";
import {type Changing, change, isPossible} from "./decisionChange.ts";
import {applyKind, conflicting} from "./decisionKinds.ts";
import {type CoreRow, type Decision, decisionFault, exclude} from "./decisionLog.ts";
import {findRows, lostSubject} from "./decisionRow.ts";
import {
  claimKind,
  findField,
  isExclusion,
  isPersonal,
  namesExclusion,
  parseTarget,
  type Target
} from "./decisionTarget.ts";
import {keyText} from "./duplicates.ts";
import {insertIssues} from "./found.ts";
import type {Issue} from "./issue.ts";
import {dateLiteral, identifier, literal} from "./sql.ts";

export interface Deciding extends Changing {
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
  // What cannot be applied stands against nothing: it is told as what it is, and the other holds.
  const possible = own.filter(decision => {
    const field = findField(contract, decision.field ?? "");
    return !field || isPossible(decision, contract, field, deciding);
  });
  const conflicts = conflicting(possible, thingOf);
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
