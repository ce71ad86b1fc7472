import type {Database} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {nearest} from "../loaders/nearest.ts";

export interface Unit {
  unit_id: string;
  name: string;
}

/**
 * Returns the unit that the word names, by code, name, short name or a former name, as it is called last; throws a UserError
 * where none or several do.
 */
export async function findUnit(db: Database, who: string): Promise<Unit> {
  const units = await db.all<Unit & {short_name: string | null; former_names: string | null}>(
    "SELECT unit_id, name, short_name, former_names FROM score.units ORDER BY valid_from NULLS FIRST"
  );
  const asked = who.normalize("NFKC").trim();
  const present = units.filter(unit => [unit.unit_id, unit.name, unit.short_name].includes(asked));
  const former = units.filter(unit => unit.former_names?.split("、").includes(asked));
  const named = new Set((present.length ? present : former).map(({unit_id}) => unit_id));
  const found = new Map(units.filter(({unit_id}) => named.has(unit_id)).map(unit => [unit.unit_id, unit]));
  if (found.size === 1) return [...found.values()][0]!;
  if (found.size > 1) {
    const list = [...found.values()].map(unit => `${unit.unit_id} ${unit.name}`).join("、");
    throw new UserError(`“${who}”对应不止一个单位：${list}；请改用单位编码`);
  }
  const guess = nearest(
    asked,
    units.flatMap(unit => [unit.unit_id, unit.name, ...(unit.short_name ? [unit.short_name] : [])])
  );
  throw new UserError(`单位名录里没有：“${who}”${guess ? `；是不是“${guess}”？` : "；请用单位编码、名称或简称"}`);
}
