import {type Contract, storedFields} from "./contract.ts";
import {maybeContract} from "./contracts/index.ts";
import type {Database} from "./database.ts";
import type {IssueCode, Severity} from "./issue.ts";
import {identifier, literal} from "./sql.ts";
import {type ClaimWords, type RuleWords, rulesOf} from "./words.ts";

/** A rule on the rows of a dataset in `core`: what is said of every row for which `where` holds. SQL over the alias `t`. */
interface Check {
  dataset: string;
  /** The column that the issue names, and whose value it shows. */
  field: string;
  code: IssueCode;
  severity?: Severity;
  join?: string;
  where: string;
  /** A message, or SQL in parentheses that makes one. */
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
  const checks = [...CHECKS, ...claimChecks(words), ...ruleChecks(rulesOf(words)), ...inactiveChecks()];
  for (const dataset of new Set(checks.map(check => check.dataset))) {
    const rows = await db.all(`SELECT 1 AS one FROM core.${identifier(dataset)} LIMIT 1`);
    if (!rows.length) continue;
    for (const check of checks) if (check.dataset === dataset) await runCheck(db, check);
  }
  await db.run("UPDATE core.claims SET revoke_ground = '其他' WHERE revoked_on IS NOT NULL AND revoke_ground IS NULL");
}

async function runCheck(db: Database, check: Check): Promise<void> {
  const {dataset, field, code, severity = "warning", join = "", where, message} = check;
  const header = storedFields(maybeContract(dataset)!).find(({name}) => name === field)!.header;
  await db.run(`
    INSERT INTO found
    SELECT t.source_file, t.source_sheet, t.source_row, ${literal(header)},
      ${shownValue(`t.${identifier(field)}`)},
      ${literal(code)}, ${literal(severity)}, ${message.startsWith("(") ? message : literal(message)}
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

const CHECKS: readonly Check[] = [
  {
    dataset: "units",
    field: "valid_to",
    code: "order_violation",
    where: "t.valid_to <= t.valid_from",
    message: "停用日期不晚于启用日期；请核对两个日期"
  },
  {
    dataset: "units",
    field: "valid_from",
    code: "order_violation",
    join: `JOIN core.units o
      ON o.unit_id = t.unit_id AND COALESCE(o.valid_from, DATE '0001-01-01') < COALESCE(t.valid_from, DATE '0001-01-01')`,
    where: "COALESCE(o.valid_to, DATE '9999-12-31') > COALESCE(t.valid_from, DATE '0001-01-01')",
    message: `('同一编码的两行有效期重叠（另一行启用于 ' || COALESCE(CAST(o.valid_from AS VARCHAR), '未填') || '）；请给前一行填停用日期')`
  },
  {
    dataset: "talents",
    field: "term_to",
    code: "order_violation",
    where: "t.term_to < COALESCE(t.term_from, t.recognised_on)",
    message: "管理期止早于管理期起；请核对两个日期"
  },
  ...backwards("assessments", ["declared_on", "unit_on", "county_on", "filed_on"]),
  {
    dataset: "assessments",
    field: "grade",
    code: "missing_companion",
    where: "t.filed_on IS NOT NULL AND t.grade IS NULL AND t.grade_word IS NULL",
    message: "已备案却没有考核等次，计入“其他”；请补填等次"
  },
  {
    dataset: "claims",
    field: "reviewed_on",
    code: "missing_companion",
    where: "t.review IN ('通过', '不予认定', '退回补正') AND t.reviewed_on IS NULL",
    message: `('审核结论为“' || t.review || '”，却没有审核日期，结论暂不计入；请补填审核日期')`
  },
  {
    dataset: "claims",
    field: "review",
    code: "missing_companion",
    where: "t.review IS NULL AND (t.reviewed_on IS NOT NULL OR t.signed_on IS NOT NULL)",
    message: "填了审核日期或签批日期，却没有审核结论，按未审核处理；请补填审核结论"
  },
  {
    dataset: "claims",
    field: "revoke_ground",
    code: "missing_companion",
    where: "t.revoked_on IS NOT NULL AND t.revoke_ground IS NULL",
    message: "填了撤销日期，却没有撤销原因，按“其他”处理；请补填"
  },
  {
    dataset: "claims",
    field: "revoked_on",
    code: "missing_companion",
    where: "t.revoke_ground IS NOT NULL AND t.revoked_on IS NULL",
    message: "填了撤销原因，却没有撤销日期，不算已撤销；请补填撤销日期"
  },
  {
    dataset: "claims",
    field: "reviewed_on",
    code: "order_violation",
    where: "t.reviewed_on < t.applied_on",
    message: "审核日期早于申请日期；请核对两个日期"
  },
  {
    dataset: "claims",
    field: "signed_on",
    code: "order_violation",
    where: "t.signed_on < t.reviewed_on",
    message: "签批日期早于审核日期；请核对两个日期"
  },
  {
    dataset: "inspections",
    field: "visited_on",
    code: "order_violation",
    where: "t.visited_on < t.approved_on",
    message: "实地日期早于组长签批日期；督查须先签批，请核对"
  },
  {
    dataset: "inspections",
    field: "notified_on",
    code: "order_violation",
    where: "t.method = '暗访督查' AND t.notified_on <= t.visited_on",
    message: "暗访督查却在实地之前（或当天）发了通知；请核对通知日期或督查方式"
  },
  {
    dataset: "inspections",
    field: "closed_on",
    code: "order_violation",
    where: "t.closed_on < t.verified_on",
    message: "销号日期早于核实日期；请核对两个日期"
  },
  {
    dataset: "inspections",
    field: "notice_on",
    code: "missing_companion",
    where: "t.notice_no IS NOT NULL AND t.notice_on IS NULL",
    message: "有通知单编号，却没有通知单日期；请补填"
  },
  {
    dataset: "inspections",
    field: "extension_on",
    code: "missing_companion",
    where: "t.extended_to IS NOT NULL AND t.extension_on IS NULL",
    message: "填了延期至，却没有延期批准日期，延期不计入；请补填"
  },
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
    message: "人才名单里没有这个人才编号；请核对编号，或在人才名单中补上"
  }
];

/** The stages of one thing, each on or after the one before it that has a date. */
function backwards(dataset: string, stages: readonly string[]): Check[] {
  const fields = storedFields(maybeContract(dataset)!);
  const header = (name: string): string => fields.find(field => field.name === name)!.header;
  return stages.slice(1).map((stage, i) => {
    const before = stages.slice(0, i + 1).map(name => `t.${name}`);
    const names = stages
      .slice(0, i + 1)
      .map(header)
      .join("、");
    return {
      dataset,
      field: stage,
      code: "order_violation",
      where: `t.${stage} < GREATEST(${before.join(", ")})`,
      message: `${header(stage)}早于前面环节的日期（${names}）；请核对先后`
    };
  });
}

/** The keys of persons and articles hold within a year; the same one in a later year is for the office to look at. */
/** What is asked of claims hangs on the policy: when its years begin, and whom or what its rules are about. */
function claimChecks(words: ClaimWords | null): Check[] {
  const year = (date: string): string => yearSql(date, words?.begins ?? "01-01");
  const rules = rulesOf(words);
  const about = (column: string): string => {
    const ids = rules.filter(rule => rule.about.includes(column)).map(({id}) => literal(id));
    return ids.length ? `rule IN (${ids.join(", ")})` : "FALSE";
  };
  return [
    {
      dataset: "claims",
      field: "year",
      code: "year_mismatch",
      where: `t.year <> ${year("t.event_on")}`,
      message: `('考核年度填 ' || t.year || ' 年，发生日期却在 ' || ${year("t.event_on")} || ' 年；以发生日期为准')`
    },
    claimedBefore("person_id", "person_key", about("person_id"), "同一人", year),
    claimedBefore("article_id", "article_key", about("article_id"), "同一稿件", year)
  ];
}

/** Returns the policy year of a date as SQL: one that begins within a calendar year is called by that one. */
function yearSql(date: string, begins: string): string {
  const year = `EXTRACT(year FROM ${date})`;
  return begins === "01-01"
    ? year
    : `(${year} - CASE WHEN strftime(${date}, '%m-%d') < ${literal(begins)} THEN 1 ELSE 0 END)`;
}

function claimedBefore(field: string, key: string, rule: string, what: string, year: (date: string) => string): Check {
  const standing = "revoked_on IS NULL AND COALESCE(review, '') <> '不予认定'";
  return {
    dataset: "claims",
    field,
    code: "year_mismatch",
    join: `JOIN (
        SELECT ${key} AS shared_key, MIN(event_on) FILTER (${standing}) AS first_on
        FROM core.claims
        WHERE ${rule} AND ${key} IS NOT NULL
        GROUP BY ${key}
        HAVING ${year("MAX(event_on)")} > ${year("first_on")}
      ) f ON f.shared_key = t.${key}`,
    where: `${rule} AND ${year("t.event_on")} > ${year("f.first_on")}`,
    message: `('${what}在 ' || ${year("f.first_on")} || ' 年已申报过（' || (
        SELECT MIN(claim_id) FROM core.claims o
        WHERE o.${key} = t.${key} AND o.event_on = f.first_on AND ${rule} AND ${standing}
      ) || '）；请核对是否重复申报')`
  };
}

function unknownReferences(references: readonly (readonly [string, string, string])[]): Check[] {
  return references.map(([dataset, field, parent]) => {
    const {title} = maybeContract(parent)!;
    return {
      dataset,
      field,
      code: "unknown_reference",
      where: `t.${field} IS NOT NULL AND t.${field} NOT IN (SELECT ${field} FROM core.${parent})`,
      message: `('${title}里没有“' || t.${field} || '”；请核对编号，或补上这一条')`
    };
  });
}

/** A claim that lacks what its rule asks for is accepted and does not count: the clerk is told why at once. */
function ruleChecks(rules: readonly RuleWords[]): Check[] {
  const fields = storedFields(maybeContract("claims")!);
  const given: Readonly<Record<string, string>> = {event_id: "t.event_key", article_id: "t.article_key"};
  const also: Readonly<Record<string, string>> = {
    person_id: "人才编号（或身份证号）",
    event_id: "活动编号（或加分事项）",
    article_id: "稿件编号（或加分事项）"
  };
  return rules.flatMap(({id, names, needs}) =>
    needs.map(
      (field): Check => ({
        dataset: "claims",
        field,
        code: "missing_companion",
        where: `t.rule = ${literal(id)} AND NOT (${given[field] ?? `t.${field}`} IS NOT NULL)`,
        message: `${names[0] ?? id}须填${also[field] ?? fields.find(({name}) => name === field)!.header}，缺了不计分；请补填`
      })
    )
  );
}

/** A unit whose rows follow each other is active from the first to the end of the last, gaps apart. */
const PERIODS = `
  CREATE OR REPLACE TEMP TABLE periods AS
  SELECT unit_id, name, COALESCE(valid_from, DATE '0001-01-01') AS since, COALESCE(valid_to, DATE '9999-12-31') AS until
  FROM core.units
`;

/** Which date of a row is its event, for asking whether its unit existed then. */
function inactiveChecks(): Check[] {
  const events: [dataset: string, field: string, date: string, join?: string][] = [
    ["claims", "unit", "t.event_on"],
    ["inspections", "unit", "COALESCE(t.visited_on, t.notified_on, t.approved_on, t.notice_on)"],
    ["attendance", "unit", "m.held_on", "JOIN core.meetings m ON m.meeting_id = t.meeting_id"],
    ["tasks", "unit", "m.held_on", "JOIN core.meetings m ON m.meeting_id = t.meeting_id"],
    ["ratings", "unit", "t.rated_on"],
    ["opinions", "unit", "t.received_on"],
    ["rectifications", "unit", "t.notified_on"],
    ["reports", "unit", "COALESCE(t.event_on, t.reported_on)"]
  ];
  const checks = events.map(
    ([dataset, field, date, join = ""]): Check => ({
      dataset,
      field,
      code: "inactive_unit",
      join,
      where: `t.${field} IS NOT NULL AND ${date} IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM periods p WHERE p.unit_id = t.${field} AND p.since <= ${date} AND p.until > ${date}
    )`,
      message: `(${unitName(`t.${field}`)} || '在 ' || CAST(${date} AS VARCHAR) || ' 尚未启用或已停用；请核对单位或日期')`
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
      message: `(${unitName("t.unit")} || '在 ' || t.year || ' 年尚未启用或已停用；请核对单位或年度')`
    }
  ];
}

function unitName(column: string): string {
  return `'“' || (SELECT MAX_BY(p.name, p.since) FROM periods p WHERE p.unit_id = ${column}) || '”（' || ${column} || '）'`;
}
