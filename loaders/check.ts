import {conditionSql, type Operand, operandSql, templateSql, yearSql} from "./condition.ts";
import {type Contract, storedFields} from "./contract.ts";
import type {Database} from "./database.ts";
import type {IssueCode, Severity} from "./issue.ts";
import {
  CLAIMED_BEFORE,
  contractOf,
  headerOf,
  INACTIVE_IN,
  INACTIVE_ON,
  OVERLAP,
  type RowCheck,
  rowChecks,
  UNIT_DATES
} from "./rowChecks.ts";
import {rowCounts} from "./rowCounts.ts";
import {identifier, literal} from "./sql.ts";
import {type ClaimWords, rulesOf} from "./words.ts";

/** A rule on the rows of a dataset in `core`: what is said of every row for which `where` holds. SQL over the alias `t`. */
interface Check {
  dataset: string;
  /** The column that the issue names, and whose value it shows. */
  field: string;
  code: IssueCode;
  severity?: Severity;
  join?: string;
  where: string;
  /** SQL that makes the message. */
  message: string;
}

/** Rejects rows that hang on another dataset's row which is not there: to be run before they are accepted. */
export async function rejectOrphans(db: Database, contract: Contract): Promise<void> {
  const orphan = ORPHANS[contract.name];
  if (!orphan) return;
  const {field, parent, code, message} = orphan;
  const header = storedFields(contract).find(({name}) => name === field)!.header;
  const column = `s.${identifier(field)}`;
  const from = `
    FROM stage.${identifier(contract.name)} s
    WHERE ${column} NOT IN (
        SELECT ${identifier(field)} FROM core.${identifier(parent)}
        UNION ALL
        SELECT "key" FROM excluded WHERE dataset = ${literal(parent)}
      )`;
  await db.run(`
    INSERT INTO found
    SELECT s.file, s.sheet, s."row", ${literal(header)}, ${column}, ${literal(code)}, 'error', ${message}
    ${from};
    INSERT INTO stage.rejections
    SELECT ${literal(contract.name)}, s.file, s.sheet, s."row" ${from} AND NOT s.rejected ORDER BY ALL;
  `);
}

const ORPHANS: Readonly<Record<string, {field: string; parent: string; code: IssueCode; message: string}>> = {
  assessments: {
    field: "talent_id",
    parent: "talents",
    code: "unknown_talent",
    message: `'人才名单里没有“' || s.talent_id || '”；请核对编号，或在人才名单中补上'`
  },
  attendance: {
    field: "meeting_id",
    parent: "meetings",
    code: "unknown_reference",
    message: `'调度会议里没有“' || s.meeting_id || '”；请核对会议编号，或补上这次会议'`
  }
};

/** Looks over the accepted rows, decisions applied, for what contradicts itself or another dataset; rejects nothing. */
export async function checkCore(db: Database, words: ClaimWords | null): Promise<void> {
  await db.run(PERIODS);
  const checks = [
    ...rowChecks(words).map(toCheck),
    OVERLAPPING,
    ...REFERENCES,
    ...claimChecks(words),
    ...inactiveChecks()
  ];
  const counts = await rowCounts(db, "core");
  for (const check of checks) if (counts.get(check.dataset)) await runCheck(db, check);
  await db.run("UPDATE core.claims SET revoke_ground = '其他' WHERE revoked_on IS NOT NULL AND revoke_ground IS NULL");
}

async function runCheck(db: Database, check: Check): Promise<void> {
  const {dataset, field, code, severity = "warning", join = "", where, message} = check;
  const header = headerOf(dataset, field);
  await db.run(`
    INSERT INTO found
    SELECT t.source_file, t.source_sheet, t.source_row, ${literal(header)},
      ${shownValue(`t.${identifier(field)}`)},
      ${literal(code)}, ${literal(severity)}, ${message}
    FROM core.${identifier(dataset)} t
    ${join}
    WHERE ${where}
  `);
}

/** The hash that stands for a person without a 人才编号 says nothing to a clerk. */
function shownValue(column: string): string {
  const text = `CAST(${column} AS VARCHAR)`;
  return `CASE WHEN starts_with(${text}, 'h:') THEN '' ELSE COALESCE(${text}, '') END`;
}

/** What is asked of a row by itself, in SQL. */
function toCheck({when, says, ...check}: RowCheck): Check {
  return {...check, where: conditionSql(when), message: templateSql(says)};
}

const OVERLAPPING: Check = {
  dataset: "units",
  field: "valid_from",
  code: "order_violation",
  join: `JOIN core.units o
      ON o.unit_id = t.unit_id AND COALESCE(o.valid_from, DATE '0001-01-01') < COALESCE(t.valid_from, DATE '0001-01-01')`,
  where: "COALESCE(o.valid_to, DATE '9999-12-31') > COALESCE(t.valid_from, DATE '0001-01-01')",
  message: templateSql(OVERLAP, () => "COALESCE(CAST(o.valid_from AS VARCHAR), '未填')")
};

const REFERENCES: readonly Check[] = [
  ...unknownReferences([
    ["inspections", "meeting_id", "meetings"],
    ["tasks", "meeting_id", "meetings"],
    ["tasks", "inspection_id", "inspections"],
    ["confirmations", "claim_id", "claims"]
  ]),
  {
    dataset: "reports",
    field: "talent_id",
    code: "unknown_talent",
    where: "t.talent_id IS NOT NULL AND t.talent_id NOT IN (SELECT talent_id FROM core.talents)",
    message: literal("人才名单里没有这个人才编号；请核对编号，或在人才名单中补上")
  }
];

function unknownReferences(references: readonly (readonly [string, string, string])[]): Check[] {
  return references.map(([dataset, field, parent]) => {
    const {title} = contractOf(parent);
    return {
      dataset,
      field,
      code: "unknown_reference",
      where: `t.${field} IS NOT NULL AND t.${field} NOT IN (SELECT ${field} FROM core.${parent})`,
      message: `('${title}里没有“' || t.${field} || '”；请核对编号，或补上这一条')`
    };
  });
}

/** The keys of persons and articles hold within a year; the same one in a later year is for the office to look at. */
function claimChecks(words: ClaimWords | null): Check[] {
  const year = (date: string): string => yearSql(date, words?.begins ?? "01-01");
  const rules = rulesOf(words);
  const about = (column: string): string => {
    const ids = rules.filter(rule => rule.about.includes(column)).map(({id}) => literal(id));
    return ids.length ? `rule IN (${ids.join(", ")})` : "FALSE";
  };
  return [
    claimedBefore("person_id", "person_key", about("person_id"), "同一人", year),
    claimedBefore("article_id", "article_key", about("article_id"), "同一稿件", year)
  ];
}

/** Keys are long, and hardly one is in two years: those that may be are found by short hashes of them. */
function claimedBefore(field: string, key: string, rule: string, what: string, year: (date: string) => string): Check {
  const standing = "revoked_on IS NULL AND COALESCE(review, '') <> '不予认定'";
  const words: Readonly<Record<string, string>> = {
    what: literal(what),
    first_year: year("f.first_on"),
    first_claim: `(
        SELECT MIN(claim_id) FROM core.claims o
        WHERE o.${key} = t.${key} AND o.event_on = f.first_on AND ${rule} AND ${standing}
      )`
  };
  return {
    dataset: "claims",
    field,
    code: "year_mismatch",
    join: `JOIN (
        SELECT ${key} AS shared_key, MIN(event_on) FILTER (${standing}) AS first_on
        FROM core.claims
        WHERE ${rule} AND ${key} IS NOT NULL AND hash(${key}) IN (
          SELECT hash(${key}) FROM core.claims
          WHERE ${rule} AND ${key} IS NOT NULL
          GROUP BY ALL
          HAVING ${year("MAX(event_on)")} > ${year("MIN(event_on)")}
        )
        GROUP BY ${key}
        HAVING ${year("MAX(event_on)")} > ${year("first_on")}
      ) f ON f.shared_key = t.${key}`,
    where: `${rule} AND ${year("t.event_on")} > ${year("f.first_on")}`,
    message: templateSql(CLAIMED_BEFORE, operand => words[String(operand)]!)
  };
}

/**
 * A unit whose rows follow each other is active from the first to the end of the last, gaps apart. Most are `always`: of
 * their rows nothing has to be asked.
 */
const PERIODS = `
  CREATE OR REPLACE TEMP TABLE periods AS
  SELECT unit_id, name, COALESCE(valid_from, DATE '0001-01-01') AS since, COALESCE(valid_to, DATE '9999-12-31') AS until
  FROM core.units;
  CREATE OR REPLACE TEMP TABLE always AS
  SELECT unit_id FROM periods WHERE since <= DATE '0001-01-01' AND until >= DATE '9999-12-31'
`;

/** Which date of a row is its event, for asking whether its unit existed then. */
function inactiveChecks(): Check[] {
  const held = "JOIN core.meetings m ON m.meeting_id = t.meeting_id";
  const events: {dataset: string; field: string; on: string; join?: string}[] = [
    ...UNIT_DATES.map(({dataset, field, date}) => ({dataset, field, on: operandSql(date)})),
    {dataset: "attendance", field: "unit", on: "m.held_on", join: held},
    {dataset: "tasks", field: "unit", on: "m.held_on", join: held}
  ];
  const checks = events.map(
    ({dataset, field, on, join = ""}): Check => ({
      dataset,
      field,
      code: "inactive_unit",
      join,
      where: `t.${field} IS NOT NULL AND ${on} IS NOT NULL AND t.${field} NOT IN (SELECT unit_id FROM always)
      AND NOT EXISTS (
      SELECT 1 FROM periods p WHERE p.unit_id = t.${field} AND p.since <= ${on} AND p.until > ${on}
    )`,
      message: templateSql(INACTIVE_ON, inactiveWords(`t.${field}`, `CAST(${on} AS VARCHAR)`))
    })
  );
  return [
    ...checks,
    {
      dataset: "base_scores",
      field: "unit",
      code: "inactive_unit",
      where: `NOT EXISTS (
        SELECT 1 FROM periods p
        WHERE p.unit_id = t.unit
          AND p.since <= MAKE_DATE(t.year, 12, 31) AND p.until > MAKE_DATE(t.year, 1, 1)
      )`,
      message: templateSql(INACTIVE_IN, inactiveWords("t.unit", "t.year"))
    }
  ];
}

function inactiveWords(unit: string, when: string): (operand: Operand) => string {
  return operand => (operand === "unit" ? unitName(unit) : when);
}

function unitName(column: string): string {
  return `('“' || (SELECT MAX_BY(p.name, p.since) FROM periods p WHERE p.unit_id = ${column}) || '”（' || ${column} || '）')`;
}
