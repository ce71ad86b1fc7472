import {existsSync} from "node:fs";
import {join} from "node:path";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {literal} from "../../loaders/sql.ts";
import {neutralise} from "../neutralise.ts";
import type {Objection} from "./tables.ts";

/** An edition whose table of changes may have told what came of an objection. */
interface EditionBefore {
  folder: string;
  edition: string;
}

/**
 * Returns the objections of the year in the order of the ranking, without those to an earlier edition whose outcome the
 * edition before has told already: there is nothing new to say of them.
 */
export async function readObjections(
  db: Pick<Database, "all">,
  year: number,
  before: EditionBefore
): Promise<Objection[]> {
  const all = await db.all<Objection & Record<string, string | null>>(OBJECTIONS, [year]);
  const told = await readTold(before.folder);
  return all.filter(
    ({edition, unit_id, claim_id, outcome}) =>
      edition.toLowerCase() === before.edition || outcome === null || !told.has(key(unit_id, claim_id, outcome))
  );
}

const OBJECTIONS = `SELECT c.unit AS unit_id, COALESCE(max(r.unit_name), max(c.unit_name)) AS unit_name, c.edition, c.claim_id,
  c.filed_on::VARCHAR AS filed_on, c.outcome, c.decided_on::VARCHAR AS decided_on
FROM core.confirmations AS c
LEFT JOIN score.bonus_ranking AS r ON r.year = c.year AND r.unit_id = c.unit AND r.basis = 'signed'
WHERE c.year = $1 AND c.opinion = '异议'
GROUP BY ALL
ORDER BY min(r.rowid) NULLS LAST, unit_id, c.edition, c.claim_id`;

/** The outcomes in a table of changes; none where the edition is the first and has no such table. */
async function readTold(folder: string): Promise<Set<string>> {
  const file = join(folder, "changes.csv");
  if (!existsSync(file)) return new Set();
  const db = await openDatabase();
  try {
    const rows = await db.all<{unit: string; claim: string | null; outcome: string}>(
      `SELECT "单位编码" AS unit, "申报编号" AS claim, "异议处理" AS outcome
FROM read_csv(${literal(file)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
WHERE "异议处理" IS NOT NULL`
    );
    return new Set(rows.map(({unit, claim, outcome}) => JSON.stringify([unit, claim, outcome])));
  } finally {
    db.close();
  }
}

/** As it stands in the file for spreadsheets. */
function key(unit: string, claim: string | null, outcome: string): string {
  return JSON.stringify([neutralise(unit), claim === null ? null : neutralise(claim), outcome]);
}
