import {come, daysBetween, yearIn} from "./dates.ts";
import type {Assessment, Talent, World} from "./world.ts";

export interface Outcome {
  talent_id: string;
  year: number;
  outcome: string | null;
  ground: string | null;
  since_year: number;
  needs_review: boolean;
}

const RANK = ["continue", "suspend_next_year", "cancel", "cancel_and_recover"];
const FINAL = new Set(["cancel", "cancel_and_recover"]);

/** Returns what follows for everybody, each year read by itself: every consequence it could have, and the worst of them. */
export function outcomesOf(world: World): Outcome[] {
  return world.talents.flatMap(talent => lifeOf(world, talent));
}

function lifeOf(world: World, talent: Talent): Outcome[] {
  const {asOf, gapYear} = world;
  const found: Outcome[] = [];
  const judged = new Set<number>();
  let last: {year: number; failed: boolean} | null = null;
  let over = false;
  for (let year = yearIn(world.people); year <= yearIn(asOf); year++) {
    const rows = rowsOf(world, talent, year);
    const row = countingOf(rows, asOf);
    const grade = row && come(row.filed_on, asOf) ? row.grade : null;
    const ground = groundOf(rows, row, asOf);
    if (grade === null && ground === null) continue;
    judged.add(year);
    const failed = grade === "不合格";
    const near = last !== null && (gapYear !== "breaks" || last.year === year - 1);
    const twice = failed && near && last?.failed;
    const every = [
      ...(grade === null ? [] : [failed ? "suspend_next_year" : "continue"]),
      ...(twice ? ["cancel"] : []),
      ...(ground === null ? [] : ["cancel_and_recover"])
    ];
    const outcome = every.sort((a, b) => RANK.indexOf(b) - RANK.indexOf(a))[0]!;
    if (!over) {
      found.push({
        talent_id: talent.talent_id,
        year,
        outcome,
        ground,
        since_year: outcome === "cancel" ? last!.year : year,
        needs_review: failed && last?.failed === true && last.year === year - 2
      });
    }
    over ||= FINAL.has(outcome);
    if (grade !== null) last = {year, failed};
  }
  return gapYear === "counts" ? [...found, ...unfiled(world, talent, found, judged)] : found;
}

function unfiled({asOf}: World, talent: Talent, found: readonly Outcome[], judged: ReadonlySet<number>): Outcome[] {
  return found
    .filter(({outcome, year}) => outcome === "suspend_next_year" && !judged.has(year + 1))
    .filter(({year}) => `${year + 1}-12-31` <= asOf && (talent.term_to ?? "9999") >= `${year + 1}-01-01`)
    .map(({talent_id, year}) => ({
      talent_id,
      year: year + 1,
      outcome: null,
      ground: null,
      since_year: year,
      needs_review: true
    }));
}

function rowsOf(world: World, {talent_id}: Talent, year: number): Assessment[] {
  return assessmentsBy(world).get(`${talent_id} ${year}`) ?? [];
}

const kept = new WeakMap<World, Map<string, Assessment[]>>();

function assessmentsBy(world: World): Map<string, Assessment[]> {
  let found = kept.get(world);
  if (!found) {
    found = new Map();
    for (const row of world.assessments) {
      const key = `${row.talent_id} ${row.year}`;
      found.set(key, [...(found.get(key) ?? []), row]);
    }
    kept.set(world, found);
  }
  return found;
}

/** Returns the row last filed by the data date; where none is, the one to be filed first. Of several the first as they stand. */
function countingOf(rows: readonly Assessment[], asOf: string): Assessment | undefined {
  const filed = rows.filter(row => come(row.filed_on, asOf));
  if (filed.length) return filed.reduce((a, b) => (b.filed_on! > a.filed_on! ? b : a));
  return [...rows].sort((a, b) => compare(a.filed_on ?? "9999", b.filed_on ?? "9999"))[0];
}

/** Returns the ground first recorded, on a row that no later filing has replaced. */
function groundOf(rows: readonly Assessment[], counting: Assessment | undefined, asOf: string): string | null {
  const live = rows.filter(row => row === counting || !come(row.filed_on, asOf));
  const recorded = live.filter(row => row.ground !== null && row.ground_doc !== null && come(row.ground_on, asOf));
  const first = recorded.sort((a, b) => compare(a.ground_on! + a.ground!, b.ground_on! + b.ground!))[0];
  return first?.ground ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const DIMENSIONS: readonly [name: string, key: (talent: Talent, world: World) => string][] = [
  ["overall", () => "all"],
  ["district", talent => talent.district],
  ["unit", ({employer}, {units}) => (units.some(({unit_id}) => unit_id === employer) ? employer! : unlisted(employer))],
  ["category", talent => talent.category],
  ["track", talent => talent.track],
  ["sector", talent => talent.sector ?? "未填"],
  ["degree", talent => talent.degree ?? "未填"],
  ["title", talent => talent.title ?? "未填"]
];

function unlisted(employer: string | null): string {
  return employer === null ? "未填" : "其他单位";
}

interface Due {
  talent: Talent;
  year: number;
  row: Assessment | undefined;
  declared: boolean;
  unitGraded: boolean;
  assessed: boolean;
  filed: boolean;
}

/** Returns who is due in which year, from the first year that knows anything to that of the data date. */
function dueOf(world: World): Due[] {
  const {asOf} = world;
  const cancelled = new Map(
    outcomesOf(world)
      .filter(({outcome}) => outcome !== null && FINAL.has(outcome))
      .map(({talent_id, year}) => [talent_id, year])
  );
  const known = world.assessments.map(({year}) => year).filter(year => year <= yearIn(asOf));
  const due: Due[] = [];
  for (let year = Math.min(yearIn(world.people), ...known); year <= yearIn(asOf); year++) {
    for (const talent of world.talents) {
      const day = `${year}-12-31` < asOf ? `${year}-12-31` : asOf;
      const touches =
        (talent.term_from ?? talent.recognised_on) <= `${year}-12-31` && (talent.term_to ?? "9999") >= `${year}-01-01`;
      if (talent.recognised_on > day || !touches || (cancelled.get(talent.talent_id) ?? 9999) < year) continue;
      const row = countingOf(rowsOf(world, talent, year), asOf);
      due.push({
        talent,
        year,
        row,
        declared: come(row?.declared_on ?? null, asOf) !== null,
        unitGraded: Boolean(row?.unit_grade && come(row.unit_on, asOf)),
        assessed: Boolean(row?.county_grade && come(row.county_on, asOf)),
        filed: come(row?.filed_on ?? null, asOf) !== null
      });
    }
  }
  return due;
}

/** Returns the rows of the distribution, in the published order. */
export function distributionOf(world: World): Record<string, unknown>[] {
  const due = dueOf(world);
  const years = [...new Set(due.map(({year}) => year))].sort();
  return years.flatMap(year =>
    DIMENSIONS.flatMap(([dimension, keyOf]) => {
      const cells = groupBy(
        due.filter(one => one.year === year),
        one => keyOf(one.talent, world)
      );
      const rows = [...cells.keys()].sort().map(key => ({year, dimension, key, ...count(cells.get(key)!)}));
      const hidden = hide(rows, world.minCell);
      return rows.map(row => ({...row, suppressed: hidden.has(row.key)}));
    })
  );
}

type Cell = ReturnType<typeof count> & {key: string};

function count(due: readonly Due[]) {
  const of = (test: (one: Due) => boolean) => due.filter(test).length;
  const graded = (grade: string | null) => of(one => one.filed && one.row!.grade === grade);
  return {
    due: due.length,
    declared: of(one => one.declared),
    assessed: of(one => one.assessed),
    filed: of(one => one.filed),
    excellent: graded("优秀"),
    qualified: graded("合格"),
    unqualified: graded("不合格"),
    other: graded(null)
  };
}

/** Small cells, and where the rest would tell them (one, or each one person), the smallest of the others: of those with someone filed first. */
function hide(cells: readonly Cell[], minCell: number): Set<string> {
  const small = cells.filter(({due, filed}) => due < minCell || (filed > 0 && filed < minCell));
  const keys = new Set(small.map(({key}) => key));
  const isTold = (counts: readonly number[]) =>
    counts.length === 1 || (counts.length > 0 && counts.every(count => count === 1));
  if (isTold(small.map(({due}) => due)) || isTold(small.flatMap(({filed}) => (filed > 0 ? [filed] : [])))) {
    const others = cells.filter(({key}) => !keys.has(key));
    const filed = others.filter(cell => cell.filed > 0);
    const [smallest] = (filed.length ? filed : others).toSorted(
      (a, b) => a.filed - b.filed || a.due - b.due || (a.key < b.key ? -1 : 1)
    );
    if (smallest) keys.add(smallest.key);
  }
  return keys;
}

function passed({grade}: Assessment): boolean {
  return grade === "优秀" || grade === "合格";
}

/** Returns the funnel of each year with the lags in days. */
export function stagesOf(world: World): Record<string, unknown>[] {
  const {asOf} = world;
  const byYear = groupBy(dueOf(world), ({year}) => String(year));
  return [...byYear].map(([year, due]) => {
    const lag = (from: (row: Assessment) => string | null, to: (row: Assessment) => string | null) =>
      due
        .flatMap(({row}) => {
          const [a, b] = row ? [from(row), come(to(row), asOf)] : [null, null];
          return a !== null && b !== null && a <= b ? [daysBetween(a, b)] : [];
        })
        .sort((a, b) => a - b);
    const lags = {
      declared_to_unit: lag(
        row => row.declared_on,
        row => row.unit_on
      ),
      unit_to_county: lag(
        row => row.unit_on,
        row => row.county_on
      ),
      county_to_filed: lag(
        row => row.county_on,
        row => row.filed_on
      )
    };
    return {
      year: Number(year),
      due: due.length,
      declared: due.filter(one => one.declared).length,
      unit_graded: due.filter(one => one.unitGraded).length,
      county_graded: due.filter(one => one.assessed).length,
      filed: due.filter(one => one.filed).length,
      assessed_filed: due.filter(one => one.assessed && one.filed).length,
      paid: due.filter(one => one.filed && passed(one.row!) && one.row!.paid === true).length,
      unpaid: due.filter(one => one.filed && passed(one.row!) && one.row!.paid === false).length,
      ...Object.fromEntries(
        Object.entries(lags).flatMap(([name, days]) => [
          [`${name}_median`, days[Math.floor((days.length - 1) / 2)] ?? null],
          [`${name}_max`, days.at(-1) ?? null]
        ])
      )
    };
  });
}

/** Returns how many went from which unit's grade over which county's to which filed one, as text. */
export function matrixOf(world: World): string[] {
  const shown = (grade: string | null, on: string | null) =>
    grade === null || (on !== null && on > world.asOf) ? "未填" : grade;
  const cells = groupBy(
    dueOf(world).filter(({filed}) => filed),
    ({year, row}) =>
      [year, shown(row!.unit_grade, row!.unit_on), shown(row!.county_grade, row!.county_on), row!.grade ?? "其他"].join(
        " "
      )
  );
  return [...cells].map(([key, persons]) => `${key} ${persons.length}`).sort();
}

export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
