import {policyYear, templateText} from "../condition.ts";
import type {Issue} from "../issue.ts";
import {CLAIMED_BEFORE, headerOf} from "../rowChecks.ts";
import {type ClaimWords, rulesOf} from "../words.ts";
import {shownValue} from "./rowTester.ts";
import type {Note, SettledRow} from "./settled.ts";

/** Returns the claims of a file whose person or article another of its claims named in an earlier year. */
export function claimedBefore(rows: readonly SettledRow[], words: ClaimWords | null, note: Note): Issue[] {
  return [
    ...repeatedIn(rows, words, note, {field: "person_id", key: "person_key", what: "同一人"}),
    ...repeatedIn(rows, words, note, {field: "article_id", key: "article_key", what: "同一稿件"})
  ];
}

function repeatedIn(
  rows: readonly SettledRow[],
  words: ClaimWords | null,
  note: Note,
  {field, key, what}: {field: string; key: string; what: string}
): Issue[] {
  const rules = new Set(rulesOf(words).flatMap(({id, about}) => (about.includes(field) ? [id] : [])));
  const groups = new Map<string, SettledRow[]>();
  for (const row of rows) {
    const shared = row.columns(key);
    if (shared === null || !rules.has(String(row.columns("rule")))) continue;
    groups.set(String(shared), [...(groups.get(String(shared)) ?? []), row]);
  }
  const begins = words?.begins ?? "01-01";
  const day = (row: SettledRow): string => String(row.columns("event_on"));
  const stands = ({columns}: SettledRow): boolean => columns("revoked_on") === null && columns("review") !== "不予认定";
  return [...groups.values()].flatMap(same => {
    const standing = same.filter(stands);
    if (same.length < 2 || !standing.length) return [];
    const first = standing.reduce((a, b) => (day(b) < day(a) ? b : a));
    const firstYear = policyYear(day(first), begins);
    const claims = standing.filter(row => day(row) === day(first)).map(row => String(row.columns("claim_id")));
    const said: Readonly<Record<string, string | number>> = {
      what,
      first_year: firstYear,
      first_claim: claims.reduce((a, b) => (b < a ? b : a))
    };
    return same
      .filter(row => policyYear(day(row), begins) > firstYear)
      .map(row =>
        note(row, {
          field: headerOf("claims", field),
          value: shownValue(row.columns, field),
          code: "year_mismatch",
          severity: "warning",
          message: templateText(CLAIMED_BEFORE, operand => said[String(operand)] ?? "")
        })
      );
  });
}
