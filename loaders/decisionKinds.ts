import {policyYear, yearSql} from "./condition.ts";
import type {Contract} from "./contract.ts";
import type {Database, Value} from "./database.ts";
import {type CoreRow, type Decision, decisionFault, isRow, record} from "./decisionLog.ts";
import type {ClaimKind} from "./decisionTarget.ts";
import type {Directory} from "./directory.ts";
import type {Issue} from "./issue.ts";
import {dateLiteral, identifier, literal} from "./sql.ts";

/** What else than one field a decision on a claim may settle. */
interface Judging {
  contract: Contract;
  /** The claim the decision is about. */
  row: CoreRow;
  directory: Directory;
  /** True where what the decision says was not stored, because it might be personal. */
  withheld: boolean;
  /** The day on which the policy's years begin, mm-dd. */
  begins: string;
}

/** Applies a decision of one of the two kinds, and records it with every claim that it touches; returns what was wrong with it. */
export async function applyKind(
  db: Database,
  kind: ClaimKind,
  decision: Decision,
  judging: Judging
): Promise<Issue | undefined> {
  return kind.kind === "settle" ? settlePerson(db, kind, decision, judging) : joinClaims(db, kind, decision, judging);
}

/** Makes two things that claims are about one: every claim of the one thing becomes a claim of the other. */
async function joinClaims(
  db: Database,
  {word, column, thing}: ClaimKind & {kind: "join"},
  decision: Decision,
  {contract, row, withheld}: Judging
): Promise<Issue | undefined> {
  const wrong = (message: string): Issue =>
    decisionFault(decision, "改为", decision.value ?? "", {code: "unknown_reference", message});
  if (withheld) return wrong("“改为”里写的不是任何申报的编号，没有保存；请写另一条申报的编号");
  const id = (decision.value ?? "").replace(/^\s*claims\s*\//i, "").trim();
  if (!id) return wrong(`没有写与哪一条${word}；请在“改为”里写另一条申报的编号`);
  if (id === row.claim_id) return wrong(`“${id}”就是这条申报自己；请在“改为”里写另一条申报的编号`);
  const [other] = await db.all<CoreRow>(
    `SELECT t.*, t.claim_id AS key_text FROM core.claims t WHERE claim_id = ${literal(id)}`
  );
  if (!other) return wrong(`申报中没有“${id}”；请在“改为”里写另一条申报的编号`);
  const target = other[column] ?? null;
  if (target === null) return wrong(`申报“${id}”没有写${thing}，不能与它认作${word}；请先补上`);
  const own = row[column] ?? null;
  const name = identifier(column);
  const alike = own === null ? isRow(row) : `${name} = ${literal(own)}`;
  const touched = await db.all<CoreRow>(
    `SELECT t.*, t.claim_id AS key_text FROM core.claims t WHERE ${alike} ORDER BY claim_id`
  );
  await db.run(`UPDATE core.claims SET ${name} = ${literal(target)} WHERE ${alike}`);
  const say = (claim: CoreRow, after: Value): Promise<void> =>
    record(db, decision, {contract, row: claim, key: claim.key_text, field: word, before: null, after: String(after)});
  for (const claim of touched) if (claim.claim_id !== other.claim_id) await say(claim, other.claim_id!);
  await say(other, row.claim_id!);
  return undefined;
}

/** Says which of the units that claim one person in a year has the person: its claim holds the key before all others. */
async function settlePerson(
  db: Database,
  {word}: ClaimKind & {kind: "settle"},
  decision: Decision,
  {contract, row, directory, withheld, begins}: Judging
): Promise<Issue | undefined> {
  const wrong = (code: Issue["code"], message: string): Issue =>
    decisionFault(decision, "改为", decision.value ?? "", {code, message});
  if (withheld) return wrong("unknown_unit", "“改为”里写的不是单位名录里的单位，没有保存；请写单位编码或名称");
  if (decision.value === null) return wrong("missing_value", "没有写归哪个单位；请在“改为”里写单位编码或名称");
  const found = directory.resolve(decision.value);
  if (!("unit" in found)) return wrong(found.code, found.message);
  if (row.person_key === null) {
    return wrong("missing_value", `申报“${row.key_text}”没有人才编号，说不出是谁；请先补上`);
  }
  const rivals = await db.all<CoreRow>(`
    SELECT t.*, t.claim_id AS key_text
    FROM core.claims t
    WHERE person_key = ${literal(row.person_key ?? null)}
      AND ${yearSql("t.event_on", begins)} = ${policyYear(String(row.event_on), begins)}
    ORDER BY claim_id
  `);
  if (!rivals.some(({unit}) => unit === found.unit)) {
    return wrong("unknown_reference", `“${decision.value}”当年没有申报同一人，裁定用不上；请核对单位，或先补申报`);
  }
  const earlier = await earlierSettlement(db, rivals, decision);
  if (earlier && earlier.unit !== found.unit && earlier.decided_on === decision.decided_on) {
    await withdraw(db, earlier.decision_id, word);
    return decisionFault(decision, "改为", decision.value, {
      code: "conflicting_duplicate",
      message: `与裁定 ${earlier.decision_id} 同日而归属不同，两项都没有采用；请撤销其中一项，或写明先后日期`
    });
  }
  const values = [row.claim_id!, found.unit, decision.decision_id].map(literal);
  await db.run(`INSERT INTO core.settled_claims VALUES (${values.join(", ")}, ${dateLiteral(decision.decided_on)})`);
  for (const claim of rivals) {
    await record(db, decision, {
      contract,
      row: claim,
      key: claim.key_text,
      field: word,
      before: null,
      after: found.unit
    });
  }
  return undefined;
}

interface Settlement {
  decision_id: string;
  unit: string;
  decided_on: string;
}

async function earlierSettlement(
  db: Database,
  rivals: readonly CoreRow[],
  {decided_on}: Decision
): Promise<Settlement | undefined> {
  const rows = await db.all<Settlement>(`
    SELECT decision_id, unit, CAST(decided_on AS VARCHAR) AS decided_on
    FROM core.settled_claims
    WHERE claim_id IN (${rivals.map(({claim_id}) => literal(claim_id!)).join(", ")})
      AND decided_on = ${dateLiteral(decided_on)}
    ORDER BY decision_id
  `);
  return rows[0];
}

/** Takes back what a decision of the kind did. */
async function withdraw(db: Database, decision: string, word: string): Promise<void> {
  await db.run(`
    DELETE FROM core.settled_claims WHERE decision_id = ${literal(decision)};
    DELETE FROM quality.applied_decisions WHERE decision_id = ${literal(decision)} AND field = ${literal(word)};
  `);
}

/** Returns the decisions of one day on one thing that say different things; none of them is applied. */
export function conflicting(
  decisions: readonly Decision[],
  fieldOf: (decision: Decision) => string
): Map<Decision, Decision> {
  const said = new Map<string, Decision>();
  const found = new Map<Decision, Decision>();
  for (const decision of decisions) {
    const about = JSON.stringify([fieldOf(decision), decision.decided_on]);
    const first = said.get(about);
    if (!first) said.set(about, decision);
    else if ((first.value ?? "").trim() !== (decision.value ?? "").trim()) {
      if (!found.has(first)) found.set(first, decision);
      found.set(decision, first);
    }
  }
  return found;
}
