import type {Placed} from "../loaders/error.ts";
import type {Cursor} from "./cursor.ts";
import {nextDay} from "./day.ts";
import {DISPOSITIONS, OUTCOMES} from "./names.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import type {Reading} from "./reading.ts";
import {
  ASSESSMENT_DATES,
  BONUS_CASE,
  CASE_ASSESSMENT,
  CASE_CLAIM,
  CLAIM_DATES,
  CLAIM_TEXT,
  PEOPLE_CASE
} from "./shapes.ts";

/** One example of the policy's block `tests`: facts, and what must come of them. */
export interface PolicyCase {
  name: string;
  asOf: string;
  readings: ReadonlyMap<string, string>;
  bonus: BonusCase | null;
  people: PeopleCase | null;
  /** Where its name stands in the file. */
  place: Placed;
}

export interface BonusCase {
  year: number;
  claims: readonly CaseClaim[];
  /** Unit → thousandths in the year, on the official basis. */
  points: ReadonlyMap<string, number>;
  dispositions: ReadonlyMap<string, string>;
  /** The claims flagged as contested, all of them; null where the example does not say. */
  contested: readonly string[] | null;
}

/** A claim: its own words, and what it leaves out filled in. Dates are ISO; null is an empty cell. */
export type CaseClaim = Readonly<Record<string, string | null>> & {claim_id: string; rule: string; event_on: string};

export interface PeopleCase {
  assessments: readonly Readonly<Record<string, string | null>>[];
  outcomes: ReadonlyMap<number, string>;
}

const DEFAULT_DAY = "2025-12-31";

/** Reads the block `tests`. */
export function readCases(
  cursor: Cursor,
  readings: ReadonlyMap<string, Reading>,
  rules: readonly string[],
  people: boolean,
  begins: string
): PolicyCase[] {
  const names = new Set<string>();
  return cursor.items().flatMap(item => {
    if (!item.only(people ? PEOPLE_CASE : BONUS_CASE)) return [];
    const name = item.at("name").text() ?? "";
    if (names.has(name)) item.at("name").fault(`例子重名：“${name}”`);
    names.add(name);
    const asOf = item.has("as_of") ? item.at("as_of").date() : DEFAULT_DAY;
    const chosen = new Map<string, string>();
    if (item.has("readings")) {
      for (const id of item.at("readings").keys()) {
        const reading = readings.get(id);
        if (!reading) item.at("readings").faultAt(id, `没有这个疑义：“${id}”`);
        const option =
          reading &&
          item
            .at("readings")
            .at(id)
            .word([...reading.options.keys()], "选项");
        if (option !== undefined) chosen.set(id, option);
      }
    }
    if (asOf === undefined) return [];
    const bonus = people ? null : readBonusCase(item, asOf, rules, begins);
    return [
      {name, asOf, readings: chosen, bonus, people: people ? readPeopleCase(item) : null, place: item.placeOf("name")}
    ];
  });
}

function readBonusCase(item: Cursor, asOf: string, rules: readonly string[], begins: string): BonusCase {
  const claims = item
    .at("claims")
    .items()
    .flatMap((claim, i) => readClaim(claim, i + 1, rules, begins));
  const ids = claims.map(claim => claim.claim_id);
  for (const [i, id] of ids.entries()) if (ids.indexOf(id) !== i) item.at("claims").fault(`申报重名：“${id}”`);
  const points = new Map<string, number>();
  for (const unit of item.at("points").keys()) {
    const value = item.at("points").at(unit).points();
    if (value !== undefined) points.set(unit, value);
  }
  const dispositions = new Map<string, string>();
  if (item.has("dispositions")) {
    for (const id of item.at("dispositions").keys()) {
      if (!ids.includes(id)) item.at("dispositions").faultAt(id, `这个例子里没有申报“${id}”`);
      const value = item.at("dispositions").at(id).word(DISPOSITIONS, "处理结果");
      if (value !== undefined) dispositions.set(id, value);
    }
  }
  const contested = Array.isArray(item.at("contested").value)
    ? item
        .at("contested")
        .items()
        .flatMap(entry => entry.word(ids, "申报") ?? [])
    : null;
  const year = item.has("year") ? item.at("year").count() : undefined;
  return {year: year ?? policyYear(asOf, begins), claims, points, dispositions, contested};
}

/** The usual event lies five months into the policy year of the usual data date. */
function usualEvent(begins: string): string {
  const date = new Date(`${firstDayOf(policyYear(DEFAULT_DAY, begins), begins)}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 5);
  return date.toISOString().slice(0, 10);
}

function readClaim(cursor: Cursor, seq: number, rules: readonly string[], begins: string): CaseClaim[] {
  if (!cursor.only(CASE_CLAIM)) return [];
  const rule = cursor.at("rule").word([...rules, "N"], "规则");
  const on = cursor.has("on") ? cursor.at("on").date() : usualEvent(begins);
  const times = cursor.has("times") ? cursor.at("times").count() : 1;
  if (rule === undefined || on === undefined || times === undefined) return [];
  const id = cursor.has("id") ? (cursor.at("id").text() ?? "") : `第${seq}条`;
  const given: Record<string, string | null> = {};
  for (const key of cursor.keys()) {
    const at = cursor.at(key);
    const dated = (CLAIM_DATES as readonly string[]).includes(key);
    if (dated || (CLAIM_TEXT as readonly string[]).includes(key)) {
      given[key] = at.value === null ? null : ((dated ? at.date() : at.text()) ?? null);
    }
  }
  return Array.from({length: times}, (_, i) => {
    const claimId = times === 1 ? id : `${id}-${i + 1}`;
    const next = nextDay(on);
    const usual = {unit: "甲", person: claimId, event: claimId, article: claimId, outlet: claimId, review: "通过"};
    return {...usual, reviewed_on: next, signed_on: next, ...given, claim_id: claimId, rule, event_on: on};
  });
}

function readPeopleCase(item: Cursor): PeopleCase {
  const assessments = item
    .at("assessments")
    .items()
    .flatMap(row => {
      if (!row.only(CASE_ASSESSMENT)) return [];
      const year = row.at("year").count();
      if (year === undefined) return [];
      const given: Record<string, string | null> = {};
      for (const key of row.keys()) {
        const dated = (ASSESSMENT_DATES as readonly string[]).includes(key);
        given[key] = row.at(key).value === null ? null : ((dated ? row.at(key).date() : row.at(key).text()) ?? null);
      }
      return [{filed_on: `${year + 1}-02-01`, ...given}];
    });
  const outcomes = new Map<number, string>();
  for (const year of item.at("outcomes").keys()) {
    const outcome = item
      .at("outcomes")
      .at(year)
      .word([...OUTCOMES, "needs_review"], "后果");
    if (!/^\d{4}$/.test(year)) item.at("outcomes").faultAt(year, `年度无效：“${year}”`);
    else if (outcome !== undefined) outcomes.set(Number(year), outcome);
  }
  return {assessments, outcomes};
}
