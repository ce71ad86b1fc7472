import type {Database} from "../loaders/database.ts";
import {literal} from "../loaders/sql.ts";
import type {Scenario} from "./compile.ts";
import {BASE} from "./ledger.ts";
import type {Policy} from "./policy.ts";
import {chosenReadings} from "./reading.ts";
import type {ScoreSettings} from "./settings.ts";

/** A scenario that differs from the base in one reading. */
interface Alternative extends Scenario {
  reading: string;
  option: string;
}

/** Returns the base scenario: the data date and the readings in force. */
export function baseScenario(policy: Policy, settings: ScoreSettings): Scenario {
  return {id: BASE, asOf: settings.asOf, readings: chosenReadings(policy.readings, settings.readings)};
}

/** Returns a scenario, on the official basis, for every option not chosen of every reading that points may depend on. */
export function alternatives(policy: Policy, base: Scenario): Alternative[] {
  return pointReadings(policy).flatMap(id =>
    [...policy.readings.get(id)!.options.keys()]
      .filter(option => option !== base.readings.get(id))
      .map(option => ({
        id: `${id}=${option}`,
        asOf: base.asOf,
        readings: new Map(base.readings).set(id, option),
        bases: ["signed"] as const,
        reading: id,
        option
      }))
  );
}

/** Returns the readings that points may depend on, in the order of the file. */
export function pointReadings({readings, bonus}: Policy): string[] {
  const used = new Set([...(bonus?.globalReadings ?? []), ...(bonus?.rules ?? []).flatMap(rule => rule.readings)]);
  return [...readings.keys()].filter(id => used.has(id));
}

/** Fills `reading_effects` from the working table of totals: what each unit would have and where it would stand. */
export async function fillEffects(db: Database, scenarios: readonly Alternative[]): Promise<void> {
  if (!scenarios.length) return;
  const rows = scenarios.map(
    ({id, reading, option}, i) => `(${[literal(id), literal(reading), literal(option), literal(i)].join(", ")})`
  );
  await db.run(`
INSERT INTO score.reading_effects BY NAME
SELECT
  t.year, s.reading_id, s.option, t."group", t.unit_id,
  t.total, t.total - b.total AS total_change,
  t.rank, b.rank - t.rank AS rank_change
FROM temp.main.totals AS t
JOIN (VALUES ${rows.join(", ")}) AS s(scenario, reading_id, option, seq) ON s.scenario = t.scenario
JOIN temp.main.totals AS b
  ON b.scenario = ${literal(BASE)} AND b.year = t.year AND b.unit_id = t.unit_id
  AND b.seq IS NOT DISTINCT FROM t.seq
ORDER BY t.year, s.seq, t.seq NULLS LAST, t.sort_order NULLS LAST, t.unit_id`);
}
