import {type Contract, storedFields} from "./contract.ts";
import type {Value} from "./database.ts";
import type {RowIssue} from "./issue.ts";
import type {TypedRow} from "./table.ts";

/**
 * Takes out of a sheet's rows what must not be stored although its column is known, because another cell, another row or
 * another file says so. Batches of rows come first, then the issues of them all.
 */
export interface Withholder {
  rows(batch: readonly TypedRow[]): TypedRow[];
  issues(found: readonly RowIssue[]): RowIssue[];
  /** The numbers of the meetings above 内部 that were met. */
  meetings: ReadonlySet<string>;
}

/** What other files say must be withheld. */
export interface Secrets {
  /** Claims that a decision puts under a rule about persons. */
  claims: ReadonlySet<string>;
  isSecretMeeting(meeting: string): boolean;
  /** Rules whose claims are about a person. */
  personal: readonly string[];
}

/** Returns the withholder of one sheet of the dataset. */
export function withholder(contract: Contract, secrets: Secrets): Withholder {
  switch (contract.name) {
    case "claims":
      return ofClaims(contract, secrets);
    case "meetings":
      return ofMeetings(contract);
    case "attendance":
    case "tasks":
      return ofRowsOfMeetings(contract, secrets);
    default:
      return {rows: batch => [...batch], issues: found => [...found], meetings: new Set()};
  }
}

/** Returns whether subjects under the rule name events and articles, and may be stored. */
export function isOpenRule(rule: Value, personal: readonly string[]): boolean {
  return rule !== null && !personal.includes(String(rule));
}

/** The subject of a claim about a person may name it; so may that of a claim whose rule cannot be read. */
function ofClaims(contract: Contract, {claims: decided, personal}: Secrets): Withholder {
  const at = positions(contract);
  const [id, rule, subject] = [at("claim_id"), at("rule"), at("subject")];
  const header = contract.fields.find(field => field.name === "subject")!.header;
  const hidden = new Set<number>();
  return {
    meetings: new Set(),
    rows: batch =>
      batch.map(row => {
        if (isOpenRule(row.values[rule] ?? null, personal) && !decided.has(String(row.values[id]))) return row;
        hidden.add(row.row);
        return {...row, values: without(row.values, subject), raw: without(row.raw, subject)};
      }),
    // A fault of the whole row may quote it, and a fault of the subject quotes that.
    issues: found => silence(found, hidden, field => field === "" || field === header)
  };
}

/** Returns the list with nothing at the place. (Chromium 109 has no `with`.) */
function without<T>(values: readonly T[], place: number): (T | null)[] {
  return values.map((value, i) => (i === place ? null : value));
}

/** Of a meeting above 内部 nothing stays but that it was there. */
function ofMeetings(contract: Contract): Withholder {
  const at = positions(contract);
  const [id, secrecy] = [at("meeting_id"), at("secrecy")];
  const meetings = new Set<string>();
  const hidden = new Set<number>();
  return {
    meetings,
    rows: batch =>
      batch.map(row => {
        if (!isSecret(row.values[secrecy] ?? null) && !isSecret(row.raw[secrecy] ?? null)) return row;
        const meeting = meetingOf(row, id);
        if (meeting) meetings.add(meeting);
        hidden.add(row.row);
        return blank(row);
      }),
    issues: found => silence(found, hidden, field => field !== "密级")
  };
}

/** Attendance and tasks of a meeting above 内部 are rejected, and nothing of them stays. */
function ofRowsOfMeetings(contract: Contract, {isSecretMeeting}: Secrets): Withholder {
  const id = positions(contract)("meeting_id");
  const hidden = new Set<number>();
  return {
    meetings: new Set(),
    rows: batch =>
      batch.map(row => {
        const meeting = meetingOf(row, id);
        if (!meeting || !isSecretMeeting(meeting)) return row;
        hidden.add(row.row);
        return blank(row);
      }),
    // What else is wrong with such a row would quote it.
    issues: found => [
      ...found.filter(({row}) => row === null || !hidden.has(row)),
      ...[...hidden].map(
        (row): RowIssue => ({
          row,
          field: "会议编号",
          value: "",
          code: "secret_content",
          severity: "error",
          message: "这一行属于涉密会议，涉密内容不得导入；请从文件中删去"
        })
      )
    ]
  };
}

function isSecret(value: Value): boolean {
  return typeof value === "string" && /秘密|机密|绝密/.test(value);
}

function meetingOf(row: TypedRow, id: number): string | undefined {
  const meeting = row.values[id] ?? row.raw[id]?.normalize("NFKC").trim();
  return meeting ? String(meeting) : undefined;
}

function blank(row: TypedRow): TypedRow {
  return {row: row.row, values: row.values.map(() => null), raw: row.raw.map(() => null), rejected: true};
}

/** Returns the issues without what they quote of the rows and fields. */
function silence(
  issues: readonly RowIssue[],
  rows: ReadonlySet<number>,
  quotes: (field: string) => boolean
): RowIssue[] {
  return issues.map(issue =>
    issue.row !== null && rows.has(issue.row) && quotes(issue.field) ? {...issue, value: ""} : issue
  );
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
