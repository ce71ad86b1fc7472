import {generateAssessments} from "./assessments.ts";
import {generateClaims} from "./claims.ts";
import {generateEvaluation} from "./evaluation.ts";
import type {
  AssessmentFact,
  AttendanceFact,
  BaseScoreFact,
  ClaimFact,
  InspectionFact,
  MeetingFact,
  OpinionFact,
  RatingFact,
  RectificationFact,
  ReportFact,
  TalentFact,
  TaskFact,
  UnitFact
} from "./facts.ts";
import {generateInspections} from "./inspections.ts";
import {generateMeetings} from "./meetings.ts";
import {generateBaseScores, generateReports} from "./reports.ts";
import {generateTalents} from "./talents.ts";
import {generateUnits} from "./units.ts";

/** How large a city to make; everything left out is as in the sample. */
export interface CityOptions {
  seed?: number;
  /** Units in the three ranking groups; 57 makes 26 镇街, 3 开发区 and 28 成员单位. */
  units?: number;
  villages?: number;
  talents?: number;
  /** Claims a year; the first year holds fewer, the policy being in force from its end of October. */
  claims?: number;
  inspections?: number;
  ratings?: number;
  firstYear?: number;
  asOf?: string;
}

export type CitySizes = Required<CityOptions>;

/** The facts of a fictional city, as they are: no misspelling, no lost cell, no repeated row. */
export interface City {
  sizes: CitySizes;
  years: number[];
  units: UnitFact[];
  talents: TalentFact[];
  assessments: AssessmentFact[];
  claims: ClaimFact[];
  meetings: MeetingFact[];
  attendance: AttendanceFact[];
  tasks: TaskFact[];
  inspections: InspectionFact[];
  ratings: RatingFact[];
  opinions: OpinionFact[];
  rectifications: RectificationFact[];
  reports: ReportFact[];
  /** Not written into the sample unless asked for. */
  baseScores: BaseScoreFact[];
}

/** Returns the city of the seed and sizes; the same options give the same city everywhere. */
export function generateCity(options: CityOptions = {}): City {
  const sizes: CitySizes = {
    seed: 2021,
    units: 57,
    villages: 390,
    talents: 1200,
    claims: 700,
    inspections: 250,
    ratings: 1200,
    firstYear: 2021,
    asOf: "2025-12-31",
    ...options
  };
  const years: number[] = [];
  for (let year = sizes.firstYear; year <= Number(sizes.asOf.slice(0, 4)); year++) years.push(year);
  const units = generateUnits(sizes);
  const talents = generateTalents(sizes, years, units);
  const {meetings, attendance, tasks} = generateMeetings(sizes, years, units);
  const inspections = generateInspections(sizes, years, units, tasks);
  return {
    sizes,
    years,
    units,
    talents,
    assessments: generateAssessments(sizes, years, talents),
    claims: generateClaims(sizes, years, units, talents),
    meetings,
    attendance,
    tasks,
    inspections,
    ...generateEvaluation(sizes, years, units),
    reports: generateReports(sizes, years, units, talents),
    baseScores: generateBaseScores(sizes, years, units)
  };
}
