import type {AlertLimits, ScoreSettings} from "../settings.ts";

/** The texts name no days but the two months between meetings: each of these is the office's to change. */
const DEFAULTS: AlertLimits = {
  windowDays: 15,
  minutesDays: 10,
  linkDays: 15,
  explainDays: 5,
  closeDays: 15,
  termDays: 90,
  countyDays: 30,
  unhappyRatings: 3,
  satisfiedFall: 50,
  sourceDays: 45,
  rowsFall: 200
};

/** Returns the limits of the alerts: those the office set, else the defaults. */
export function limitsOf({alerts = {}}: Pick<ScoreSettings, "alerts">): AlertLimits {
  return {...DEFAULTS, ...alerts};
}
