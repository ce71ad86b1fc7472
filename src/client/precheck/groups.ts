import type {Issue, Severity} from "../../../loaders/issue.ts";
import type {IssueGroup, Severities} from "./protocol.ts";

/** Rows that a group names. */
const NAMED = 200;
const RANK: Severities = {error: 0, warning: 1, info: 2};

/** Returns the issues as entries: equal sentences on one column of one sheet are one, the gravest kind first. */
export function groupsOf(issues: readonly Issue[]): IssueGroup[] {
  const groups = new Map<string, IssueGroup>();
  for (const {code, severity, sheet, field, message, row} of issues) {
    const key = `${severity}\0${code}\0${sheet}\0${field}\0${message}`;
    let group = groups.get(key);
    if (!group) {
      group = {code, severity, sheet, field, message, n: 0, rows: []};
      groups.set(key, group);
    }
    group.n++;
    if (row !== null && group.rows.length < NAMED) group.rows.push(row);
  }
  const kinds = new Map<string, number>();
  for (const {code, n} of groups.values()) kinds.set(code, (kinds.get(code) ?? 0) + n);
  return [...groups.values()].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      kinds.get(b.code)! - kinds.get(a.code)! ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) ||
      b.n - a.n
  );
}

/** Returns how many issues there are of each severity. */
export function countsOf(issues: readonly Issue[]): Severities {
  const counts: Record<Severity, number> = {error: 0, warning: 0, info: 0};
  for (const {severity} of issues) counts[severity]++;
  return counts;
}
