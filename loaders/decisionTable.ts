import {columnType} from "./contract.ts";
import {maybeContract} from "./contracts/index.ts";
import type {Database} from "./database.ts";
import {claimKind, findField} from "./decisionTarget.ts";
import type {WorkspaceKey} from "./key.ts";
import {isOpenRule} from "./withhold.ts";

interface Applied {
  decision_id: string;
  dataset: string;
  key: string;
  unit: string | null;
  field: string;
  before: string | null;
  after: string | null;
  decided_by: string;
  decided_on: string;
  reason: string;
}

/**
 * Fills `quality.decisions`, the decisions as they may be shown outside the office: where one is about a person, the
 * person's number is a pseudonym, and free words (the reason, texts put in the place of others) are left out.
 */
export async function writeDecisions(db: Database, key: WorkspaceKey, personalIds: readonly string[]): Promise<void> {
  const applied = await db.all<Applied>(
    "SELECT * REPLACE (CAST(decided_on AS VARCHAR) AS decided_on) FROM quality.applied_decisions"
  );
  const personal = await personalClaims(db, personalIds);
  const rows = applied.map(decision => {
    const isPersonal = PEOPLE.has(decision.dataset) || (decision.dataset === "claims" && personal.has(decision.key));
    const shown = isPersonal ? withoutPerson(decision, key) : decision;
    const {decision_id, dataset, unit, field, before, after, decided_by, decided_on, reason} = shown;
    return [decision_id, dataset, shown.key, unit, field, before, after, decided_by, decided_on, reason];
  });
  rows.sort((a, b) => compare(orderOf(a), orderOf(b)));
  await db.append("quality", "decisions", rows);
}

/** Datasets whose every row is about one person; in the first two the person's number begins the key. */
const PEOPLE = new Set(["talents", "assessments", "reports"]);
const KEYED_BY_PERSON = new Set(["talents", "assessments"]);

/** Claims whose subject may name a person, by the rule they came under or the one they were given. */
async function personalClaims(db: Database, rules: readonly string[]): Promise<Set<string>> {
  const rows = await db.all<{claim_id: string; rule: string | null}>(`
    SELECT DISTINCT claim_id, rule
    FROM (SELECT claim_id, rule FROM core.claims UNION ALL SELECT claim_id, rule FROM stage.claims)
    WHERE claim_id IN (SELECT "key" FROM quality.applied_decisions WHERE dataset = 'claims')
  `);
  return new Set(rows.filter(({rule}) => !isOpenRule(rule, rules)).map(({claim_id}) => claim_id));
}

function withoutPerson(decision: Applied, key: WorkspaceKey): Omit<Applied, "reason"> & {reason: null} {
  const contract = maybeContract(decision.dataset)!;
  const field = findField(contract, decision.field);
  const plain =
    claimKind(contract, decision.field) !== undefined ||
    (field !== undefined && (columnType(field) !== "VARCHAR" || field.type === "code" || field.type === "unit"));
  const [person, ...rest] = decision.key.split("/");
  return {
    ...decision,
    key: KEYED_BY_PERSON.has(decision.dataset) ? [key.pseudonym(person!), ...rest].join("/") : decision.key,
    before: plain ? decision.before : null,
    after: plain || decision.after === "已排除" ? decision.after : null,
    reason: null
  };
}

function orderOf([decision, dataset, key, , field]: readonly (string | null)[]): string {
  return [decision, dataset, key, field].join("\0");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
