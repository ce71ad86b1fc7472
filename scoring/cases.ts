import type {Placed} from "../loaders/error.ts";
import {suggest} from "../loaders/nearest.ts";
import {
  ASSESSMENT_DATES,
  BONUS_CASE,
  CASE_ASSESSMENT,
  CASE_CLAIM,
  CLAIM_DATES,
  CLAIM_TEXT,
  PEOPLE_CASE
} from "./caseShapes.ts";
import {readCaseWord} from "./caseWords.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {nextDay} from "./day.ts";
import {DISPOSITIONS, OUTCOMES} from "./names.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import type {Reading} from "./reading.ts";
import type {Vocabulary} from "./vocab.ts";

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

/** What the examples are read with. */
export interface CaseContext {
  readings: ReadonlyMap<string, Reading>;
  vocab: Vocabulary;
  rules: readonly string[];
  /** Whether they are about people, not about claims. */
  people: boolean;
  begins: string;
}

/** Reads the block `tests`. */
export function readCases(cursor: Cursor, context: CaseContext): PolicyCase[] {
  const {readings, people} = context;
  const names = new Set<string>();
  return cursor.items().flatMap(item => {
    item.only(people ? PEOPLE_CASE : BONUS_CASE);
    if (!isMap(item.value)) return [];
    const name = item.need("name").text();
    if (name !== undefined && names.has(name)) item.at("name").fault(`例子重名：“${name}”`);
    if (name !== undefined) names.add(name);
    const asOf = item.has("as_of") ? item.at("as_of").date() : DEFAULT_DAY;
    const chosen = new Map<string, string>();
    if (item.has("readings")) {
      for (const id of item.at("readings").keys()) {
        const reading = readings.get(id);
        if (!reading) item.at("readings").faultAt(id, `没有这个疑义：“${id}”${suggest(id, [...readings.keys()])}`);
        const options = [...(reading?.options.keys() ?? [])];
        // A reading whose options have a fault has it told where it stands.
        const option = options.length ? item.at("readings").at(id).word(options, "选项") : undefined;
        if (option !== undefined) chosen.set(id, option);
      }
    }
    const bonus = people ? null : readBonusCase(item, asOf ?? DEFAULT_DAY, context);
    const judged = people ? readPeopleCase(item, context) : null;
    if (name === undefined || asOf === undefined) return [];
    return [{name, asOf, readings: chosen, bonus, people: judged, place: item.placeOf("name")}];
  });
}

function readBonusCase(item: Cursor, asOf: string, context: CaseContext): BonusCase {
  const list = item.need("claims");
  const claims = list.items().flatMap((claim, i) => readClaim(claim, i + 1, context));
  // Claims with a fault have a name all the same.
  const ids = list.items().flatMap((claim, i) => idsOf(claim, i + 1));
  const unsure = list.lost || !Array.isArray(list.value) || ids.includes(null);
  for (const [i, id] of ids.entries()) {
    if (id !== null && ids.indexOf(id) !== i) list.fault(`申报重名：“${id}”`);
  }
  const points = new Map<string, number>();
  for (const unit of item.need("points").keys()) {
    const value = item.at("points").at(unit).points();
    if (value !== undefined) points.set(unit, value);
  }
  const dispositions = new Map<string, string>();
  if (item.has("dispositions")) {
    for (const id of item.at("dispositions").keys()) {
      if (!unsure && !ids.includes(id)) item.at("dispositions").faultAt(id, `这个例子里没有申报“${id}”`);
      const value = item.at("dispositions").at(id).word(DISPOSITIONS, "处理结果");
      if (value !== undefined) dispositions.set(id, value);
    }
  }
  const known = ids.filter(id => id !== null);
  const contested = Array.isArray(item.at("contested").value)
    ? item
        .at("contested")
        .items()
        .flatMap(entry => (unsure ? entry.text() : entry.word(known, "申报")) ?? [])
    : null;
  const year = item.has("year") ? item.at("year").count() : undefined;
  return {year: year ?? policyYear(asOf, context.begins), claims, points, dispositions, contested};
}

/** The usual event lies five months into the policy year of the usual data date. */
function usualEvent(begins: string): string {
  const date = new Date(`${firstDayOf(policyYear(DEFAULT_DAY, begins), begins)}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 5);
  return date.toISOString().slice(0, 10);
}

/** Returns what the claims of the entry are called; null where that cannot be told. */
function idsOf(cursor: Cursor, seq: number): (string | null)[] {
  const [id, times] = [cursor.at("id").value ?? `第${seq}条`, cursor.at("times").value ?? "1"];
  if (typeof id !== "string" || typeof times !== "string" || !/^[1-9]\d{0,5}$/.test(times)) return [null];
  return numbered(id, Number(times));
}

function numbered(id: string, times: number): string[] {
  return times === 1 ? [id] : Array.from({length: times}, (_, i) => `${id}-${i + 1}`);
}

function readClaim(cursor: Cursor, seq: number, {rules, begins, vocab}: CaseContext): CaseClaim[] {
  cursor.only(CASE_CLAIM);
  if (!isMap(cursor.value)) return [];
  const rule = cursor.need("rule").word([...rules, "N"], "规则");
  const on = cursor.has("on") ? cursor.at("on").date() : usualEvent(begins);
  const times = cursor.has("times") ? cursor.at("times").count() : 1;
  const id = cursor.has("id") ? (cursor.at("id").text() ?? "") : `第${seq}条`;
  const given: Record<string, string | null> = {};
  for (const key of cursor.keys()) {
    const at = cursor.at(key);
    const dated = (CLAIM_DATES as readonly string[]).includes(key);
    if (dated || (CLAIM_TEXT as readonly string[]).includes(key)) {
      given[key] = at.value === null ? null : ((dated ? at.date() : readCaseWord(at, key, vocab)) ?? null);
    }
  }
  if (rule === undefined || on === undefined || times === undefined) return [];
  return numbered(id, times).map(claimId => {
    const next = nextDay(on);
    const usual = {unit: "甲", person: claimId, event: claimId, article: claimId, outlet: claimId, review: "通过"};
    return {...usual, reviewed_on: next, signed_on: next, ...given, claim_id: claimId, rule, event_on: on};
  });
}

function readPeopleCase(item: Cursor, {vocab}: CaseContext): PeopleCase {
  const assessments = item
    .need("assessments")
    .items()
    .flatMap(row => {
      row.only(CASE_ASSESSMENT);
      if (!isMap(row.value)) return [];
      const year = row.need("year").count();
      const given: Record<string, string | null> = {};
      for (const key of row.keys()) {
        const dated = (ASSESSMENT_DATES as readonly string[]).includes(key);
        const at = row.at(key);
        given[key] = at.value === null ? null : ((dated ? at.date() : readCaseWord(at, key, vocab)) ?? null);
      }
      return year === undefined ? [] : [{filed_on: `${year + 1}-02-01`, ...given}];
    });
  const outcomes = new Map<number, string>();
  for (const year of item.need("outcomes").keys()) {
    const outcome = item
      .at("outcomes")
      .at(year)
      .word([...OUTCOMES, "needs_review"], "后果");
    if (!/^\d{4}$/.test(year)) item.at("outcomes").faultAt(year, `年度无效：“${year}”`);
    else if (outcome !== undefined) outcomes.set(Number(year), outcome);
  }
  return {assessments, outcomes};
}
