import type {Database} from "../../loaders/database.ts";
import {readAssessment} from "./assessment.ts";
import {readBonus} from "./bonus.ts";
import type {Facts} from "./facts.ts";
import {readInspections} from "./inspections.ts";
import type {MeasureSources} from "./measures.ts";
import {readMeetings} from "./meetings.ts";
import {readReports} from "./reports.ts";
import {readSameDay} from "./sameDay.ts";
import {readSatisfaction} from "./satisfaction.ts";
import {readTalents} from "./talents.ts";

/** Reads what the measures are taken from. */
export async function readMeasureSources(db: Database, facts: Facts): Promise<MeasureSources> {
  return {
    assessment: await readAssessment(db, facts),
    bonus: await readBonus(db, facts),
    bonusBefore: facts.years.includes(facts.year - 1) ? await readBonus(db, facts, facts.year - 1) : null,
    inspections: await readInspections(db, facts),
    meetings: await readMeetings(db, facts),
    satisfaction: await readSatisfaction(db, facts),
    reports: await readReports(db, facts),
    talents: await readTalents(db, facts),
    sameDay: await readSameDay(db, facts)
  };
}
