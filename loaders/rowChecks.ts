import type {Condition, Operand, Template} from "./condition.ts";
import {type Contract, storedFields} from "./contract.ts";
import {contracts} from "./contracts/index.ts";
import type {IssueCode, Severity} from "./issue.ts";
import {type ClaimWords, type RuleWords, rulesOf} from "./words.ts";

/** What is asked of an accepted row by itself, beyond its cells; nothing is rejected for it. */
export interface RowCheck {
  dataset: string;
  /** The column that the issue names, and whose value it shows. */
  field: string;
  code: IssueCode;
  severity?: Severity;
  when: Condition;
  says: Template;
}

/** Returns the checks of single rows, in which claims are asked what the policy's words say. */
export function rowChecks(words: ClaimWords | null): RowCheck[] {
  return [...CHECKS, yearCheck(words), ...rulesOf(words).flatMap(ruleChecks)];
}

/** Returns the contract of a dataset that is known to exist. */
export function contractOf(dataset: string): Contract {
  return contracts.find(({name}) => name === dataset)!;
}

/** Returns the header of a dataset's column. */
export function headerOf(dataset: string, column: string): string {
  return storedFields(contractOf(dataset)).find(({name}) => name === column)!.header;
}

/** The date of a row on which its unit must have been there, for rows that know one themselves. */
export const UNIT_DATES: readonly {dataset: string; field: string; date: Operand}[] = [
  {dataset: "claims", field: "unit", date: "event_on"},
  {
    dataset: "inspections",
    field: "unit",
    date: {first: ["visited_on", "notified_on", "approved_on", "notice_on"]}
  },
  {dataset: "ratings", field: "unit", date: "rated_on"},
  {dataset: "opinions", field: "unit", date: "received_on"},
  {dataset: "rectifications", field: "unit", date: "notified_on"},
  {dataset: "reports", field: "unit", date: {first: ["event_on", "reported_on"]}}
];

/** What is said of a row whose unit was not there on its date (`when`). */
export const INACTIVE_ON: Template = [{of: "unit"}, "在 ", {of: "when"}, " 尚未启用或已停用；请核对单位或日期"];

/** What is said of a row whose unit was not there in its year (`when`). */
export const INACTIVE_IN: Template = [{of: "unit"}, "在 ", {of: "when"}, " 年尚未启用或已停用；请核对单位或年度"];

/** What is said of the second of two rows of one unit whose times overlap. */
export const OVERLAP: Template = [
  "同一编码的两行有效期重叠（另一行启用于 ",
  {of: "other_from"},
  "）；请给前一行填停用日期"
];

/** What is said of a claim whose person or article (`what`) was claimed in an earlier year. */
export const CLAIMED_BEFORE: Template = [
  {of: "what"},
  "在 ",
  {of: "first_year"},
  " 年已申报过（",
  {of: "first_claim"},
  "）；请核对是否重复申报"
];

const CHECKS: readonly RowCheck[] = [
  {
    dataset: "units",
    field: "valid_to",
    code: "order_violation",
    when: {compare: "<=", left: "valid_to", right: "valid_from"},
    says: ["停用日期不晚于启用日期；请核对两个日期"]
  },
  {
    dataset: "talents",
    field: "term_to",
    code: "order_violation",
    when: {compare: "<", left: "term_to", right: {first: ["term_from", "recognised_on"]}},
    says: ["管理期止早于管理期起；请核对两个日期"]
  },
  ...backwards("assessments", ["declared_on", "unit_on", "county_on", "filed_on"]),
  {
    dataset: "assessments",
    field: "grade",
    code: "missing_companion",
    when: {all: [{filled: "filed_on"}, {empty: "grade"}, {empty: "grade_word"}]},
    says: ["已备案却没有考核等次，计入“其他”；请补填等次"]
  },
  {
    dataset: "claims",
    field: "reviewed_on",
    code: "missing_companion",
    when: {all: [{among: "review", words: ["通过", "不予认定", "退回补正"]}, {empty: "reviewed_on"}]},
    says: ["审核结论为“", {of: "review"}, "”，却没有审核日期，结论暂不计入；请补填审核日期"]
  },
  {
    dataset: "claims",
    field: "review",
    code: "missing_companion",
    when: {all: [{empty: "review"}, {any: [{filled: "reviewed_on"}, {filled: "signed_on"}]}]},
    says: ["填了审核日期或签批日期，却没有审核结论，按未审核处理；请补填审核结论"]
  },
  companion("claims", "revoke_ground", "revoked_on", "填了撤销日期，却没有撤销原因，按“其他”处理；请补填"),
  companion("claims", "revoked_on", "revoke_ground", "填了撤销原因，却没有撤销日期，不算已撤销；请补填撤销日期"),
  before("claims", "reviewed_on", "applied_on", "审核日期早于申请日期；请核对两个日期"),
  before("claims", "signed_on", "reviewed_on", "签批日期早于审核日期；请核对两个日期"),
  before("inspections", "visited_on", "approved_on", "实地日期早于组长签批日期；督查须先签批，请核对"),
  {
    dataset: "inspections",
    field: "notified_on",
    code: "order_violation",
    when: {
      all: [
        {among: "method", words: ["暗访督查"]},
        {compare: "<=", left: "notified_on", right: "visited_on"}
      ]
    },
    says: ["暗访督查却在实地之前（或当天）发了通知；请核对通知日期或督查方式"]
  },
  before("inspections", "closed_on", "verified_on", "销号日期早于核实日期；请核对两个日期"),
  companion("inspections", "notice_on", "notice_no", "有通知单编号，却没有通知单日期；请补填"),
  companion("inspections", "extension_on", "extended_to", "填了延期至，却没有延期批准日期，延期不计入；请补填")
];

/** A date that comes before another which must come first. */
function before(dataset: string, field: string, first: string, says: string): RowCheck {
  return {
    dataset,
    field,
    code: "order_violation",
    when: {compare: "<", left: field, right: first},
    says: [says]
  };
}

/** A column that is empty although another calls for it. */
function companion(dataset: string, field: string, caller: string, says: string): RowCheck {
  return {
    dataset,
    field,
    code: "missing_companion",
    when: {all: [{filled: caller}, {empty: field}]},
    says: [says]
  };
}

/** The stages of one thing, each on or after the one before it that has a date. */
function backwards(dataset: string, stages: readonly string[]): RowCheck[] {
  return stages.slice(1).map((stage, i) => {
    const passed = stages.slice(0, i + 1);
    const names = passed.map(name => headerOf(dataset, name)).join("、");
    return {
      dataset,
      field: stage,
      code: "order_violation",
      when: {compare: "<", left: stage, right: {latest: passed}},
      says: [`${headerOf(dataset, stage)}早于前面环节的日期（${names}）；请核对先后`]
    };
  });
}

function yearCheck(words: ClaimWords | null): RowCheck {
  const year: Operand = {yearOf: "event_on", begins: words?.begins ?? "01-01"};
  return {
    dataset: "claims",
    field: "year",
    code: "year_mismatch",
    when: {compare: "<>", left: "year", right: year},
    says: ["考核年度填 ", {of: "year"}, " 年，发生日期却在 ", {of: year}, " 年；以发生日期为准"]
  };
}

/** What else may stand for a column, and what the clerk is told then. */
const GIVEN: Readonly<Record<string, string>> = {event_id: "event_key", article_id: "article_key"};
const ALSO: Readonly<Record<string, string>> = {
  person_id: "人才编号（或身份证号）",
  event_id: "活动编号（或加分事项）",
  article_id: "稿件编号（或加分事项）"
};

/** A claim that lacks what its rule asks for is accepted and does not count: the clerk is told why at once. */
function ruleChecks({id, names, needs}: RuleWords): RowCheck[] {
  return needs.map(field => ({
    dataset: "claims",
    field,
    code: "missing_companion",
    when: {all: [{among: "rule", words: [id]}, {empty: GIVEN[field] ?? field}]},
    says: [`${names[0] ?? id}须填${ALSO[field] ?? headerOf("claims", field)}，缺了不计分；请补填`]
  }));
}
