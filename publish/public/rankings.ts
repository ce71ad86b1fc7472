import type {Database, Value} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import {COMPARED} from "../compared.ts";
import {bandsOf, FEWEST_RANKED} from "../disclosure/bands.ts";
import {MARKS, type PublicRow} from "../tables/public.ts";

interface RankingOptions {
  year: number;
  /** The ranking's columns of one rule each. */
  rules: readonly string[];
  /** Whether last year's ranks are public too. */
  previous: boolean;
}

type Ranked = Record<string, Value> & {group: string; unit_id: string; rank: number | null};

/**
 * Returns the units, the rules, the points and the rankings of the year on the basis `signed`. In a group of fewer than
 * `FEWEST_RANKED` units each has a band in place of its rank, and no points, which would tell the rank.
 */
export async function publicRankings(
  db: Database,
  {year, rules, previous}: RankingOptions
): Promise<Record<"units" | "rules" | "bonus_scores" | "bonus_ranking" | "total_ranking", PublicRow[]>> {
  const points = [...rules, "total"];
  const found = await db.all<Ranked>(
    `SELECT year, basis, "group", rank, tied, unit_id, unit_name, ${points.map(identifier).join(", ")},
  ${COMPARED.rank} AS previous_rank, ${COMPARED.change} AS change
FROM score.bonus_ranking AS r
${COMPARED.join}
WHERE year = $1 AND basis = 'signed'
ORDER BY r.rowid`,
    [year]
  );
  const units = await db.all(
    `SELECT *
FROM score.units
WHERE unit_id IN (SELECT unit_id FROM score.bonus_ranking WHERE year = $1 AND basis = 'signed')
ORDER BY rowid`,
    [year]
  );
  const order = new Map(units.map(({unit_id}, i) => [String(unit_id), i]));
  const small = smallGroups(found);
  const lastYear = previous ? await groupsRanked(db, year - 1) : new Set<string>();
  const totals = await db.all<Ranked>("SELECT * FROM score.total_ranking WHERE year = $1 ORDER BY rowid", [year]);
  const smallTotals = new Set([...small, ...smallGroups(totals)]);
  return {
    units,
    rules: await db.all("SELECT * FROM score.rules ORDER BY rowid"),
    bonus_scores: await scores(db, year, found, small),
    bonus_ranking: publish(found, small, points, order).map(row =>
      small.has(row.group) || !lastYear.has(row.group) ? {...row, previous_rank: null, change: null} : row
    ),
    total_ranking: publish(totals, smallTotals, ["base", "bonus", "total"], order)
  };
}

/** Returns the groups whose ranked units are too few for ranks. */
function smallGroups(rows: readonly Ranked[]): Set<string> {
  const ranked = (name: string): number => rows.filter(({group, rank}) => group === name && rank !== null).length;
  return new Set(groupsOf(rows).filter(group => ranked(group) < FEWEST_RANKED));
}

function groupsOf(rows: readonly Ranked[]): string[] {
  return [...new Set(rows.map(({group}) => group))];
}

/** Returns the groups that had enough units in the year for their ranks to be public. */
async function groupsRanked(db: Database, year: number): Promise<Set<string>> {
  const rows = await db.all<{group: string}>(
    `SELECT "group"
FROM score.bonus_ranking
WHERE year = $1 AND basis = 'signed'
GROUP BY "group"
HAVING count(rank) >= ${literal(FEWEST_RANKED)}`,
    [year]
  );
  return new Set(rows.map(({group}) => group));
}

/** Returns the rows with bands in small groups, those in 建制序 within the band; `order` is the place of each unit in it. */
function publish(
  rows: readonly Ranked[],
  small: ReadonlySet<string>,
  points: readonly string[],
  order: ReadonlyMap<string, number>
): (PublicRow & {group: string})[] {
  return groupsOf(rows).flatMap((group): (PublicRow & {group: string})[] => {
    const of = rows.filter(row => row.group === group);
    if (!small.has(group)) return of.map(row => ({...row, mark: row.rank === null ? MARKS.missing : null}));
    const ranked = of.filter(({rank}) => rank !== null);
    const bands = bandsOf(ranked.map(({rank}) => rank!));
    const withheld = Object.fromEntries(["rank", "tied", ...points].map(name => [name, null]));
    const last = ranked.length + 1;
    return of
      .map(row => {
        const band = bands[ranked.indexOf(row)];
        return {
          ...{...row, ...withheld},
          band_first: band?.first ?? null,
          band_last: band?.last ?? null,
          mark: band ? MARKS.confidential : MARKS.missing
        };
      })
      .sort((a, b) => (a.band_first ?? last) - (b.band_first ?? last) || order.get(a.unit_id)! - order.get(b.unit_id)!);
  });
}

async function scores(
  db: Database,
  year: number,
  ranking: readonly Ranked[],
  small: ReadonlySet<string>
): Promise<PublicRow[]> {
  const groups = new Map(ranking.map(({unit_id, group}) => [unit_id, group]));
  const rows = await db.all<{unit_id: string} & Record<string, Value>>(
    `SELECT year, basis, unit_id, rule_id, points
FROM score.bonus_scores
WHERE year = $1 AND basis = 'signed'
ORDER BY rowid`,
    [year]
  );
  return rows
    .filter(({unit_id}) => groups.has(unit_id))
    .map(row => (small.has(groups.get(row.unit_id)!) ? {...row, points: null, mark: MARKS.confidential} : row));
}
