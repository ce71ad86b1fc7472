import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {readBonus} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {readUnits, readYearUnits, type UnitData} from "../../publish/sitedata/unit.ts";
import {unitPage} from "../components/unit.ts";
import {type Shell, shellFor, stamp} from "./shell.ts";

/** Where pages go and what Framework made for them. */
interface UnitWork {
  built: string;
  out: string;
}

/** Writes a page for every unit; returns how many. */
export async function writeUnitPages(db: Database, facts: Facts, {built, out}: UnitWork): Promise<number> {
  const units = await readUnits(db, facts, await readBonus(db, facts));
  return writeUnits(out, shellFor(built, facts, {base: "../"}), facts, units);
}

/** Writes a page for every unit with a claim in an earlier year, one year at a time; returns how many. */
export async function writeYearUnitPages(
  db: Database,
  years: readonly Facts[],
  {built, out}: UnitWork
): Promise<number> {
  let count = 0;
  for (const facts of years) {
    const units = await readYearUnits(db, facts, await readBonus(db, facts));
    count += writeUnits(join(out, String(facts.year)), shellFor(built, facts, {base: "../../"}), facts, units);
  }
  return count;
}

/** One at a time: a thousand pages need no more memory than one. */
function writeUnits(folder: string, shell: Shell, facts: Facts, units: readonly UnitData[]): number {
  mkdirSync(join(folder, "unit"), {recursive: true});
  for (const data of units) writeFileSync(join(folder, data.unit.page!), stamp(shell, unitPage(facts, data)));
  return units.length;
}
