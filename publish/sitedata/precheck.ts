import type {Database} from "../../loaders/database.ts";
import type {Facts} from "./facts.ts";

/** What the page that checks a file before it is sent knows of the workspace. Nothing of it is about people. */
export interface PrecheckFacts {
  /** ISO date: what was done later has not happened yet. */
  asOf: string;
  reading: ReadingFacts;
  /** The directory with the time in which each row holds. */
  units: UnitRow[];
}

/** How cells are read, as `meta.settings` keeps it. */
export interface ReadingFacts {
  categories: string[];
  gradeWords: Record<string, string>;
  /** The words of the policy that gives points; null where the usual ones hold. */
  words: unknown;
  outlets: Record<string, string>;
  datasets: Record<string, {sheets: string[] | null; fillDown: string[]}>;
}

export interface UnitRow {
  unit_id: string;
  name: string;
  short_name: string | null;
  former_names: string | null;
  valid_from: string | null;
  valid_to: string | null;
}

/** What holds where a warehouse does not say: the defaults of hengcai.yaml. */
const USUAL: ReadingFacts = {
  categories: ["A类", "B类", "C类", "D类", "E类"],
  gradeWords: {},
  words: null,
  outlets: {},
  datasets: {}
};

/** Reads how files are read and which units there are. */
export async function readPrecheck(db: Database, {asOf}: Pick<Facts, "asOf">): Promise<PrecheckFacts> {
  const [reading] = await db.all<{value: string}>("SELECT value FROM meta.settings WHERE key = 'reading'");
  const units = await db.all<UnitRow & Record<string, string | null>>(`
SELECT unit_id, name, short_name, former_names, CAST(valid_from AS VARCHAR) AS valid_from,
  CAST(valid_to AS VARCHAR) AS valid_to
FROM core.units
ORDER BY unit_id, valid_from NULLS FIRST, name`);
  return {asOf, reading: reading ? (JSON.parse(reading.value) as ReadingFacts) : USUAL, units};
}
