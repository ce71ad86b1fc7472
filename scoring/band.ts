import type {Database} from "../loaders/database.ts";
import {literal} from "../loaders/sql.ts";
import {bandParts, type Part} from "./bandParts.ts";
import {type Band, rankBands, type Vector} from "./bandRanks.ts";
import {type PartScores, scorePart} from "./bandWorlds.ts";
import type {Scenario} from "./compile.ts";
import type {Policy} from "./policy.ts";

/**
 * Fills the rank band of the official ranking: each unit's best and worst rank over every combination of the readings
 * that move points, times four cases of pending claims (its own accepted or refused, all others' accepted or refused).
 * Exact, yet no combination is scored whole: rules depend on each other only through shared keys and readings, so each
 * part of the policy is scored once for every combination of its own readings, and the totals are added.
 */
export async function fillBand(db: Database, policy: Policy, base: Scenario): Promise<void> {
  const members = await db.all<Member>(
    'SELECT year, "group", seq, unit_id FROM temp.main.members ORDER BY year, seq, unit_id'
  );
  if (!members.length) return;
  const parts: PartScores[] = [];
  for (const part of await claimedParts(db, bandParts(policy, base))) {
    parts.push(await scorePart(db, policy, part, base));
  }
  const rows = byGroup(members).flatMap(group => {
    const bands = groupBands(group, parts);
    return group.map(({year, group: name, unit_id}, i) =>
      [year, literal(name), literal(unit_id), bands[i]!.best, bands[i]!.worst].join(", ")
    );
  });
  await db.run(`
UPDATE score.bonus_ranking AS r
SET band_best = b.best, band_worst = b.worst
FROM (VALUES ${rows.map(row => `(${row})`).join(", ")}) AS b(year, "group", unit_id, best, worst)
WHERE r.basis = 'signed' AND r.year = b.year AND r."group" = b."group" AND r.unit_id = b.unit_id`);
}

/** Returns the parts under which something was claimed: the others give nobody a point, whatever their readings say. */
async function claimedParts(db: Database, parts: readonly Part[]): Promise<readonly Part[]> {
  const rows = await db.all<{rule_id: string}>("SELECT DISTINCT rule_id FROM score.bonus_inputs");
  const claimed = new Set(rows.map(row => row.rule_id));
  return parts.filter(({rules}) => rules.some(rule => claimed.has(rule)));
}

interface Member {
  year: number;
  group: string;
  seq: number;
  unit_id: string;
}

function byGroup(members: readonly Member[]): Member[][] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = `${member.year} ${member.seq}`;
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()];
}

/** Global readings touch every part, so that their combinations are taken one after the other. */
function groupBands(members: readonly Member[], parts: readonly PartScores[]): Band[] {
  const {year} = members[0]!;
  const units = members.map(member => member.unit_id);
  const all = Array.from({length: parts[0]?.globals ?? 1}, (_, global) =>
    rankBands(
      units.length,
      parts.map(part => vectors(part, global, year, units))
    )
  );
  return units.map((_, i) => ({
    best: Math.min(...all.map(bands => bands[i]!.best)),
    worst: Math.max(...all.map(bands => bands[i]!.worst))
  }));
}

/** Returns a vector for every combination of the part's own readings. */
function vectors(part: PartScores, global: number, year: number, units: readonly string[]): Vector[] {
  const place = new Map(units.map((unit, i) => [unit, i]));
  return Array.from({length: part.owns}, (_, own) => {
    const apart = (unit: string, case_: "refused" | "accepted") => {
      const shifted = new Map<number, number>();
      for (const who of part.moved(unit, year)) {
        const i = place.get(who);
        if (i !== undefined) shifted.set(i, part.points(global, own, {unit, own: case_}, year, who));
      }
      return shifted;
    };
    return {
      refused: units.map(unit => part.points(global, own, "refused", year, unit)),
      accepted: units.map(unit => part.points(global, own, "accepted", year, unit)),
      ownAccepted: units.map(unit => apart(unit, "accepted")),
      ownRefused: units.map(unit => apart(unit, "refused"))
    };
  });
}
