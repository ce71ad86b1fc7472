import type {Contract} from "../contract.ts";
import {assessments} from "./assessments.ts";
import {claims} from "./claims.ts";
import {confirmations} from "./confirmations.ts";
import {opinions, ratings, rectifications} from "./evaluation.ts";
import {inspections} from "./inspections.ts";
import {attendance, meetings, tasks} from "./meetings.ts";
import {baseScores, decisions, reports} from "./reports.ts";
import {talents} from "./talents.ts";
import {units} from "./units.ts";

/** Every dataset, in the order they are loaded: what others refer to comes first. */
export const contracts: readonly Contract[] = [
  units,
  talents,
  assessments,
  claims,
  meetings,
  inspections,
  attendance,
  tasks,
  ratings,
  opinions,
  rectifications,
  reports,
  baseScores,
  confirmations,
  decisions
];

/** Returns the contract of the dataset, or undefined where no such dataset exists. */
export function maybeContract(name: string): Contract | undefined {
  return contracts.find(contract => contract.name === name);
}
