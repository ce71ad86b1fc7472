import {type KillWorld, ledgerIn, type View} from "./killWorld.ts";
import {mutantsOf} from "./mutants.ts";
import type {Outcome, Target, Trial} from "./run.ts";
import {openKillWorlds} from "./worlds.ts";

/**
 * Returns the ledger's SQL as a target. Every policy has a text of its own, which differs in the conditions of its rules:
 * mutants are made of Haicheng's text and of the policy with every column; where others have the same place, they try it too.
 */
export async function ledgerTarget(): Promise<Target> {
  const worlds = await openKillWorlds();
  const sources = worlds.filter(({name}) => name === "Haicheng" || name === "every column");
  const places = new Map(sources.flatMap(({sql}) => mutantsOf(sql)).map(mutant => [mutant.name, mutant]));
  const texts = new Map([...new Set(worlds.map(({sql}) => sql))].map(sql => [sql, byName(sql)]));
  return {
    name: "ledger",
    trials: [...places.values()].map(
      ({name, operator, line, step}): Trial => ({
        name,
        operator,
        line,
        async outcome() {
          let accepted = false;
          for (const world of worlds) {
            const sql = texts.get(world.sql)!.get(name);
            const end = sql === undefined ? "invalid" : await fate(world, sql, step);
            if (end === "killed") return end;
            if (end === "survived") accepted = true;
          }
          return accepted ? "survived" : "invalid";
        }
      })
    ),
    close() {
      for (const {db} of worlds) db.close();
    }
  };
}

function byName(sql: string): Map<string, string> {
  return new Map(mutantsOf(sql).map(mutant => [mutant.name, mutant.sql]));
}

async function fate(world: KillWorld, sql: string, step: string): Promise<Outcome> {
  const views: View[] = step === "held" ? ["whole", "place", "holder"] : ["whole"];
  try {
    for (const view of views) if ((await ledgerIn(world, sql, view)) !== world.truth[view]) return "killed";
    return "survived";
  } catch (error) {
    return isRefused(error) ? "invalid" : "killed";
  }
}

/** Returns whether DuckDB does not take the text at all, as opposed to failing on the rows. */
export function isRefused(error: unknown): boolean {
  return /^(Failed to extract statements: )?(Binder|Parser|Catalog) Error/.test(
    error instanceof Error ? error.message : ""
  );
}
