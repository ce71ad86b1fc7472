import type {Database} from "../../loaders/database.ts";
import {pinyinOf} from "../pinyin.ts";
import {singleFileName} from "./single.ts";

/** A unit of the directory as it is on the as-of date. */
export interface UnitFact {
  id: string;
  name: string;
  /** For charts: the short name, else the name. */
  short: string;
  kind: string;
  parent: string | null;
  order: number;
  former: string | null;
  /** Other words to find it by: names, code, pinyin and initials. */
  find: string;
  /** Its page below the site's root, or null where it has none. */
  page: string | null;
  /** The same page as one file, below the folder of the single files; null where there is no page. */
  single: string | null;
}

/**
 * Returns every unit, the ranking groups first, within each in 建制序, then by code. A page belongs to every ranked unit and to every unit that stands in the
 * ledger, in an inspection, at a meeting or in an evaluation.
 */
export async function unitFacts(
  db: Database,
  asOf: string,
  groups: readonly {kinds: readonly string[]}[]
): Promise<Map<string, UnitFact>> {
  const rows = await db.all<{
    unit_id: string;
    name: string;
    short_name: string | null;
    kind: string;
    parent: string | null;
    former_names: string | null;
  }>(
    `SELECT unit_id, name, short_name, kind, parent, former_names
FROM core.units
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY unit_id
  ORDER BY (valid_from IS NULL OR valid_from <= CAST($1 AS DATE)) DESC, valid_from DESC NULLS LAST
) = 1
ORDER BY sort_order NULLS LAST, unit_id`,
    [asOf]
  );
  const place = (kind: string) => {
    const group = groups.findIndex(({kinds}) => kinds.includes(kind));
    return group < 0 ? groups.length + Math.max(KINDS.indexOf(kind), 0) : group;
  };
  rows.sort((a, b) => place(a.kind) - place(b.kind));
  const paged = await pagedUnits(db);
  const taken = new Set<string>();
  const singles = new Set<string>();
  return new Map(
    rows.map((row, order) => {
      const file = paged.has(row.unit_id) ? fileName(row.unit_id, taken) : null;
      const unit: UnitFact = {
        id: row.unit_id,
        name: row.name,
        short: row.short_name ?? row.name,
        kind: row.kind,
        parent: row.parent,
        order,
        former: row.former_names,
        find: findWords(row),
        page: file === null ? null : `unit/${file}.html`,
        single: file === null ? null : singleFileName(file, row.name, singles)
      };
      return [row.unit_id, unit];
    })
  );
}

/** Short and former names, the code, and all names in pinyin and initials. */
function findWords(unit: {
  unit_id: string;
  name: string;
  short_name: string | null;
  former_names: string | null;
}): string {
  const names = [unit.name, unit.short_name ?? "", ...(unit.former_names ?? "").split(/[;；、，,]/)]
    .map(name => name.trim())
    .filter(Boolean);
  return [...new Set([...names.slice(1), unit.unit_id, ...names.flatMap(pinyinOf)])].join(" ");
}

/** Kinds outside every ranking group, in the order they are listed. */
const KINDS = ["市直部门", "镇", "街道", "开发区", "成员单位", "村", "社区", "县市区", "功能区", "用人单位"];

const FACTS = [
  "bonus_ranking",
  "bonus_ledger",
  "inspection_status",
  "attendance_summary",
  "satisfaction",
  "rectification_status"
] as const;

async function pagedUnits(db: Database): Promise<Set<string>> {
  const tables = await db.all<{table_name: string}>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'score'"
  );
  const known = new Set(tables.map(row => row.table_name));
  const selects = FACTS.filter(table => known.has(table)).map(table => `SELECT unit_id FROM score.${table}`);
  if (!selects.length) return new Set();
  const rows = await db.all<{unit_id: string | null}>(selects.join("\nUNION\n"));
  return new Set(rows.flatMap(row => row.unit_id ?? []));
}

/** Returns a file name for the code that is safe on every file system; two codes never share one. */
export function fileName(code: string, taken: Set<string>): string {
  const safe = code
    .replace(/[^A-Za-z0-9_-]/g, character => `_${character.codePointAt(0)!.toString(16)}_`)
    .slice(0, 100);
  let name = safe;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${safe}-${n}`;
  taken.add(name.toLowerCase());
  return name;
}
