import type {Database} from "../loaders/database.ts";
import {dateLiteral, identifier, literal} from "../loaders/sql.ts";
import {type Part, partScenarios} from "./bandParts.ts";
import {type Basis, compile, type Scenario} from "./compile.ts";
import {parametersSql} from "./ledger.ts";
import type {Policy} from "./policy.ts";
import {createTable, TABLES} from "./tables.ts";

/**
 * What pending claims may come to: all refused, all accepted, or otherwise for one unit than for all others. A refused
 * claim is left out, an accepted one counts as claimed.
 */
export type World = "refused" | "accepted" | {unit: string; own: "refused" | "accepted"};

/** The points of one part for every combination of its readings. */
export interface PartScores {
  /** How many combinations of the global readings there are, and of the part's own. */
  globals: number;
  owns: number;
  /** Returns the points of a unit in a year. */
  points(global: number, own: number, world: World, year: number, unit: string): number;
  /** Returns whose points in the year a world of the unit's own may change. */
  moved(unit: string, year: number): readonly string[];
}

/** Where the band's own claims and parameters stand while it is computed. */
const PLACE = "band";

/** Scores the part for every combination of its readings, in every world that is not the plain sum of others. */
export async function scorePart(db: Database, policy: Policy, part: Part, base: Scenario): Promise<PartScores> {
  const scenarios = partScenarios(policy, part, base);
  const run = (bases: readonly Basis[]) => totals(db, policy, part, scenarios, bases);
  const points = new Map<string, number>();
  await db.run(`ATTACH ':memory:' AS ${PLACE};\n${createTable(`${PLACE}.bonus_inputs`, TABLES.bonus_inputs)}`);
  try {
    await db.run(`INSERT INTO ${PLACE}.bonus_inputs ${partInputs(policy, part)}`);
    for (const row of await run(["signed", "claimed"])) {
      const world = row.basis === "signed" ? "refused" : "accepted";
      points.set(placeOf(row.scenario, world, row.year, row.unit), row.points);
    }
    const split = part.sharedKeys.length ? await splitWorlds(db, part, base.asOf) : null;
    if (split?.worlds.length) {
      for (const row of await run(["claimed"])) {
        const at = row.unit.indexOf(":");
        const world = split.worlds[Number(row.unit.slice(0, at))]!;
        points.set(placeOf(row.scenario, world, row.year, row.unit.slice(at + 1)), row.points);
      }
    }
    return lookup(points, split, scenarios);
  } finally {
    await db.run(`DETACH ${PLACE}`);
  }
}

function lookup(
  points: ReadonlyMap<string, number>,
  split: Split | null,
  scenarios: readonly {global: number; own: number}[]
): PartScores {
  return {
    globals: Math.max(...scenarios.map(({global}) => global)) + 1,
    owns: Math.max(...scenarios.map(({own}) => own)) + 1,
    points(global, own, world, year, unit) {
      const whole = typeof world === "string";
      // Without a shared key a unit's points depend on its own claims alone.
      const name = whole ? world : split?.moved.has(`${world.unit} ${year}`) ? `${world.own}:${world.unit}` : world.own;
      return points.get(placeOf(`${global}.${own}`, name, year, unit)) ?? 0;
    },
    moved: (unit, year) =>
      split && !split.pending.has(`${unit} ${year}`) ? [] : (split?.moved.get(`${unit} ${year}`) ?? [unit])
  };
}

function placeOf(scenario: string, world: string, year: number, unit: string): string {
  return `${scenario}\t${world}\t${year}\t${unit}`;
}

/** Claims of other rules come along where they may void a unit's year. */
function partInputs(policy: Policy, part: Part): string {
  const rules = part.rules.map(literal).join(", ");
  const grounds = (policy.bonus?.grounds ?? []).map(literal).join(", ") || "NULL";
  return `SELECT * FROM score.bonus_inputs WHERE rule_id IN (${rules}) OR revoke_ground IN (${grounds})`;
}

interface Total {
  scenario: string;
  basis: Basis;
  year: number;
  unit: string;
  points: number;
}

async function totals(
  db: Database,
  policy: Policy,
  part: Part,
  scenarios: readonly Scenario[],
  bases: readonly Basis[]
): Promise<Total[]> {
  const based = scenarios.map(scenario => ({...scenario, bases}));
  const {tables, sql} = compile(policy, based, {rules: part.rules, schema: PLACE});
  await db.run(parametersSql(tables, PLACE));
  return db.all<Total & Record<string, string | number>>(`
SELECT scenario, basis, year, unit_id AS unit, CAST(SUM(points) AS BIGINT) AS points
FROM (${sql}) AS ledger
WHERE nth IS NOT NULL
GROUP BY scenario, basis, year, unit_id`);
}

interface Split {
  /** `own:unit`, by the number in front of the world's names. */
  worlds: readonly string[];
  /** `unit year` for the years in which the unit may have pending claims. */
  pending: ReadonlySet<string>;
  /** `unit year` → whose points its own worlds may change; only where it has pending claims and shares a key. */
  moved: ReadonlyMap<string, readonly string[]>;
}

/**
 * Makes, for every unit that has pending claims and shares a key with another, the two worlds in which its pending claims
 * come out otherwise than those of all others, side by side in one table of claims: units, claims and keys carry the
 * number of their world in front. A world holds only the years of the pending claims, the units that may be moved (those
 * that share the key of a pending claim), and whoever shares a key with them, with what may void their year. The claims
 * replace those of the part.
 */
async function splitWorlds(db: Database, part: Part, asOf: string): Promise<Split> {
  await db.run(keyedSql(part, asOf));
  const pending = await db.all<{place: string}>(`SELECT unit_id || ' ' || year AS place FROM ${PLACE}.pending_years`);
  const pairs = await db.all<{unit_id: string; year: number; other: string; own_pending: boolean}>(`
SELECT p.unit_id, y.year, o.unit_id AS other, BOOL_OR(p.pending) AS own_pending
FROM ${PLACE}.pending_years AS y
JOIN ${PLACE}.keyed AS p ON p.unit_id = y.unit_id AND y.year IN (p.year_1, p.year_2)
JOIN ${PLACE}.keyed AS o ON o.value = p.value AND o.unit_id <> p.unit_id AND y.year IN (o.year_1, o.year_2)
GROUP BY p.unit_id, y.year, o.unit_id
ORDER BY p.unit_id, y.year, o.unit_id`);
  const moved = new Map<string, string[]>();
  for (const {unit_id, year, other, own_pending} of pairs) {
    const place = `${unit_id} ${year}`;
    moved.set(place, [...(moved.get(place) ?? [unit_id]), ...(own_pending ? [other] : [])]);
  }
  const units = [...new Set(pairs.map(pair => pair.unit_id))];
  const worlds = units.flatMap(unit => [`accepted:${unit}`, `refused:${unit}`]);
  if (units.length) await db.run(splitSql(units));
  return {worlds, pending: new Set(pending.map(row => row.place)), moved};
}

/**
 * `keyed`: a row for every claim and column that may be a shared key, with the years the claim may stand in.
 * `pending_years`: the years of each unit's pending claims. What is revoked cannot be pending.
 */
function keyedSql(part: Part, asOf: string): string {
  const day = dateLiteral(asOf);
  const columns = part.sharedKeys.map(
    column => `SELECT claim_id, unit_id, ${identifier(column)} AS value, pending, revoked, year_1, year_2 FROM known`
  );
  return `
CREATE TABLE ${PLACE}.keyed AS
WITH known AS (
  SELECT
    *,
    NOT COALESCE(review = '通过' AND reviewed_on <= ${day} AND signed_on <= ${day}, FALSE)
      AND NOT COALESCE(revoked_on <= ${day}, FALSE) AS pending,
    COALESCE(revoked_on <= ${day}, FALSE) AS revoked,
    event_year AS year_1,
    CASE WHEN signed_on <= ${day} THEN signed_year ELSE event_year END AS year_2
  FROM ${PLACE}.bonus_inputs
)
${columns.join("\nUNION ALL\n")};
CREATE TABLE ${PLACE}.pending_years AS
SELECT unit_id, year_1 AS year FROM ${PLACE}.keyed WHERE pending
UNION
SELECT unit_id, year_2 FROM ${PLACE}.keyed WHERE pending;`;
}

function splitSql(units: readonly string[]): string {
  const worlds = units.flatMap((unit, i) => [
    `(${2 * i}, ${literal(unit)}, TRUE)`,
    `(${2 * i + 1}, ${literal(unit)}, FALSE)`
  ]);
  const named = ["claim_id", "unit_id", "person_key", "event_key", "article_key", "outlet"];
  return `
CREATE TABLE ${PLACE}.worlds AS SELECT * FROM (VALUES ${worlds.join(", ")}) AS w(world, focus, own_accepted);
CREATE TABLE ${PLACE}.moved AS
SELECT w.world, w.focus, w.own_accepted, y.year, w.focus AS unit_id
FROM ${PLACE}.worlds AS w
JOIN ${PLACE}.pending_years AS y ON y.unit_id = w.focus
UNION
SELECT w.world, w.focus, w.own_accepted, y.year, o.unit_id
FROM ${PLACE}.worlds AS w
JOIN ${PLACE}.pending_years AS y ON y.unit_id = w.focus
JOIN ${PLACE}.keyed AS p ON p.unit_id = w.focus AND p.pending AND y.year IN (p.year_1, p.year_2)
JOIN ${PLACE}.keyed AS o ON o.value = p.value AND y.year IN (o.year_1, o.year_2);
CREATE TABLE ${PLACE}.sharing AS
SELECT m.world, m.focus, m.own_accepted, m.year, o.unit_id, o.claim_id
FROM ${PLACE}.moved AS m
JOIN ${PLACE}.keyed AS k ON k.unit_id = m.unit_id AND m.year IN (k.year_1, k.year_2)
JOIN ${PLACE}.keyed AS o ON o.value = k.value AND m.year IN (o.year_1, o.year_2);
CREATE TABLE ${PLACE}.present AS
SELECT m.world, m.focus, m.own_accepted, k.claim_id
FROM ${PLACE}.moved AS m
JOIN ${PLACE}.keyed AS k ON k.unit_id = m.unit_id AND m.year IN (k.year_1, k.year_2)
UNION
SELECT world, focus, own_accepted, claim_id
FROM ${PLACE}.sharing
UNION
SELECT s.world, s.focus, s.own_accepted, v.claim_id
FROM ${PLACE}.sharing AS s
JOIN ${PLACE}.keyed AS v ON v.unit_id = s.unit_id AND v.revoked AND s.year IN (v.year_1, v.year_2);
CREATE TABLE ${PLACE}.split AS
SELECT c.* REPLACE (
  ${named.map(column => `r.world || ':' || c.${column} AS ${column}`).join(",\n  ")}
)
FROM ${PLACE}.present AS r
JOIN ${PLACE}.bonus_inputs AS c ON c.claim_id = r.claim_id
JOIN (SELECT DISTINCT claim_id, pending FROM ${PLACE}.keyed) AS k ON k.claim_id = c.claim_id
WHERE NOT k.pending OR (c.unit_id = r.focus) = r.own_accepted;
DROP TABLE ${PLACE}.bonus_inputs;
ALTER TABLE ${PLACE}.split RENAME TO bonus_inputs;`;
}
