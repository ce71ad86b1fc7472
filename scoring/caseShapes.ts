import {DISPOSITIONS, FACTS, FREE_FACTS} from "./names.ts";
import {COUNT, DATE, each, list, map, POINTS, TEXT, table, words} from "./shape.ts";

/** The examples of a policy file, of claims and of assessments. */

export const CLAIM_TEXT = [
  "unit",
  "person",
  "event",
  "article",
  "review",
  "revoke_ground",
  ...FACTS,
  ...FREE_FACTS
] as const;
export const CLAIM_DATES = ["applied_on", "reviewed_on", "signed_on", "revoked_on"] as const;
export const ASSESSMENT_DATES = ["filed_on", "ground_on"] as const;

export const CASE_CLAIM = map(
  {rule: TEXT},
  {id: TEXT, times: COUNT, on: DATE, ...each(CLAIM_TEXT, TEXT), ...each(CLAIM_DATES, DATE)},
  "申报：没有写的按例子的惯例，写 null 是没有填"
);
export const BONUS_CASE = map(
  {name: TEXT, claims: list(CASE_CLAIM), points: table(POINTS)},
  {
    as_of: DATE,
    year: COUNT,
    readings: table(TEXT),
    dispositions: table(words(DISPOSITIONS)),
    contested: list(TEXT)
  },
  "例子：这些申报应得几分、怎样处理"
);
export const CASE_ASSESSMENT = map(
  {year: COUNT, grade: TEXT},
  {ground: TEXT, ground_doc: TEXT, ...each(ASSESSMENT_DATES, DATE)}
);
export const PEOPLE_CASE = map(
  {name: TEXT, assessments: list(CASE_ASSESSMENT), outcomes: table(TEXT)},
  {as_of: DATE, readings: table(TEXT)},
  "例子：这些考核应有什么后果"
);
