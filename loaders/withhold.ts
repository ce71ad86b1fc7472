import {type Contract, storedFields} from "./contract.ts";
import type {Value} from "./database.ts";
import type {RowIssue} from "./issue.ts";
import type {TypedRow} from "./table.ts";

/** What a sheet's rows come to. */
export interface Rows {
  rows: TypedRow[];
  issues: RowIssue[];
}

/**
 * Returns the claims with the subjects of R1 and R2 taken out, also of those that a decision makes R1 or R2 and of those
 * whose rule cannot be read: they may name a person.
 */
export function withholdSubjects(contract: Contract, {rows, issues}: Rows, decided: ReadonlySet<string>): Rows {
  const at = positions(contract);
  const id = at("claim_id");
  const rule = at("rule");
  const subject = at("subject");
  const hidden = new Set<number>();
  const kept = rows.map(row => {
    if (isOpenRule(row.values[rule] ?? null) && !decided.has(String(row.values[id]))) return row;
    hidden.add(row.row);
    return {...row, values: row.values.with(subject, null), raw: row.raw.with(subject, null)};
  });
  const header = contract.fields.find(field => field.name === "subject")!.header;
  return {
    rows: kept,
    // A fault of the whole row may quote it, and a fault of the subject quotes that.
    issues: issues.map(issue =>
      issue.row !== null && hidden.has(issue.row) && (issue.field === header || issue.field === "")
        ? {...issue, value: ""}
        : issue
    )
  };
}

/** Returns whether subjects under the rule name events and articles, and may be stored. */
export function isOpenRule(rule: Value): boolean {
  return rule !== null && rule !== "R1" && rule !== "R2";
}

/** Returns the rows of meetings with everything of those above 内部 taken out, and the numbers of these meetings. */
export function withholdSecretMeetings(contract: Contract, {rows, issues}: Rows): Rows & {meetings: string[]} {
  const at = positions(contract);
  const secrecy = at("secrecy");
  const id = at("meeting_id");
  const meetings = new Set<string>();
  const hidden = new Set<number>();
  const kept = rows.map(row => {
    if (!isSecret(row.values[secrecy] ?? null) && !isSecret(row.raw[secrecy] ?? null)) return row;
    const meeting = row.values[id] ?? row.raw[id]?.normalize("NFKC").trim();
    if (meeting) meetings.add(String(meeting));
    hidden.add(row.row);
    return blank(row);
  });
  return {rows: kept, issues: silence(issues, hidden), meetings: [...meetings]};
}

/** Returns the rows that name a meeting (attendance, tasks) with everything of secret meetings taken out and rejected. */
export function withholdOfSecretMeetings(
  contract: Contract,
  {rows, issues}: Rows,
  isSecretMeeting: (meeting: string) => boolean
): Rows {
  const at = positions(contract);
  const id = at("meeting_id");
  const hidden = new Set<number>();
  const kept = rows.map(row => {
    const meeting = row.values[id] ?? row.raw[id]?.normalize("NFKC").trim();
    if (!meeting || !isSecretMeeting(String(meeting))) return row;
    hidden.add(row.row);
    return blank(row);
  });
  const found = [...hidden].map(
    (row): RowIssue => ({
      row,
      field: "会议编号",
      value: "",
      code: "secret_content",
      severity: "error",
      message: "这一行属于涉密会议，涉密内容不得导入；请从文件中删去"
    })
  );
  return {rows: kept, issues: [...silence(issues, hidden), ...found]};
}

function isSecret(value: Value): boolean {
  return typeof value === "string" && /秘密|机密|绝密/.test(value);
}

function blank(row: TypedRow): TypedRow {
  return {row: row.row, values: row.values.map(() => null), raw: row.raw.map(() => null), rejected: true};
}

function silence(issues: readonly RowIssue[], rows: ReadonlySet<number>): RowIssue[] {
  return issues.map(issue => {
    const secret = issue.row !== null && rows.has(issue.row) && issue.field !== "密级";
    return secret ? {...issue, value: ""} : issue;
  });
}

/** Returns where a stored field stands among a row's values. */
export function positions(contract: Contract): (name: string) => number {
  const names = storedFields(contract).map(field => field.name);
  return name => {
    const position = names.indexOf(name);
    if (position < 0) throw new Error(`${contract.name} has no stored field ${name}`);
    return position;
  };
}
