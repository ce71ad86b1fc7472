import {come, daysBetween, yearIn} from "./dates.ts";
import type {Inspection, World} from "./world.ts";

type Marks = Record<string, boolean>;

interface Seen {
  item: Inspection;
  state: string;
  due: string | null;
  closed: string | null;
  overdueDays: number | null;
  explained: boolean;
  year: number | null;
  marks: Marks;
}

/** Returns each item as it stands on the data date, by number and unit. */
export function statusOf(world: World): Record<string, unknown>[] {
  return seenIn(world)
    .map(({item, state, due, closed, overdueDays, explained}) => ({
      inspection_id: item.inspection_id,
      unit_id: item.unit,
      category: item.category,
      method: item.method,
      state,
      due_on: due,
      closed_on: closed,
      overdue_days: overdueDays,
      explained
    }))
    .sort((a, b) => (`${a.inspection_id} ${a.unit_id}` < `${b.inspection_id} ${b.unit_id}` ? -1 : 1));
}

const SUMMARY = [
  "notices",
  "closed_on_time",
  "closed_late",
  "overdue",
  "overdue_unexplained",
  "running",
  "no_deadline",
  "unannounced",
  "unapproved"
];

/** Returns the counts by year and unit, as text. */
export function summaryOf(world: World): string[] {
  return tally(world, ({item}) => [item.unit], SUMMARY);
}

/** Returns the counts by year and each of the other dimensions, as text. */
export function groupsOf(world: World): string[] {
  const home = (unit: string) => {
    const found = world.units.find(({unit_id}) => unit_id === unit);
    return found?.kind === "村" || found?.kind === "社区" ? (found.parent ?? "未填") : unit;
  };
  return tally(
    world,
    ({item}) => ["overall all", `category ${item.category}`, `method ${item.method}`, `town ${home(item.unit)}`],
    [...SUMMARY.slice(0, 5), "explained_unread", ...SUMMARY.slice(5), "forewarned"]
  );
}

function tally(world: World, keysOf: (seen: Seen) => string[], names: readonly string[]): string[] {
  const sums = new Map<string, number[]>();
  for (const seen of seenIn(world)) {
    if (seen.year === null) continue;
    for (const key of keysOf(seen)) {
      const sum = sums.get(`${seen.year} ${key}`) ?? [0, ...names.map(() => 0)];
      sums.set(`${seen.year} ${key}`, [
        sum[0]! + 1,
        ...names.map((name, i) => sum[i + 1]! + (seen.marks[name] ? 1 : 0))
      ]);
    }
  }
  return [...sums].map(([key, sum]) => `${key} ${sum.join(" ")}`).sort();
}

function seenIn(world: World): Seen[] {
  return world.inspections.map(item => seen(item, world.asOf));
}

function seen(item: Inspection, asOf: string): Seen {
  const [approved, notified, visited] = [item.approved_on, item.notified_on, item.visited_on].map(on => come(on, asOf));
  const [reported, closed, explained] = [item.reported_on, item.closed_on, item.explained_on].map(on => come(on, asOf));
  const noticed = item.notice_on === null ? item.notice_no !== null : item.notice_on <= asOf;
  const due = dueOf(item, asOf);
  const late = (day: string) => due !== null && day > due;
  const open = noticed && due !== null && !closed;
  const marks: Marks = {
    notices: noticed,
    no_deadline: noticed && due === null,
    closed_on_time: noticed && due !== null && Boolean(closed) && !late(closed!),
    closed_late: noticed && Boolean(closed) && late(closed!),
    overdue: open && late(asOf),
    overdue_unexplained: open && late(asOf) && !explained,
    explained_unread: open && late(asOf) && Boolean(explained) && !come(item.read_on, asOf),
    running: open && !late(asOf),
    unannounced: item.method === "暗访督查",
    unapproved: Boolean(visited) && (!approved || approved > visited!),
    forewarned: item.method === "暗访督查" && Boolean(visited) && Boolean(notified) && notified! <= visited!
  };
  const dated = visited ?? notified ?? approved ?? null;
  return {
    item,
    state: stateOf(item, {approved, notified, visited, reported, closed, noticed, overdue: marks.overdue!}),
    due,
    closed: closed ?? null,
    overdueDays: marks.closed_late ? daysBetween(due!, closed!) : marks.overdue ? daysBetween(due!, asOf) : null,
    explained: Boolean(explained),
    year: dated === null ? null : yearIn(dated),
    marks
  };
}

function dueOf({due_on, extended_to, extension_on}: Inspection, asOf: string): string | null {
  const granted = due_on !== null && extension_on !== null && extension_on <= due_on && extension_on <= asOf;
  return granted && extended_to !== null ? extended_to : due_on;
}

interface Stage {
  approved?: string | null | undefined;
  notified?: string | null | undefined;
  visited?: string | null | undefined;
  reported?: string | null | undefined;
  closed?: string | null | undefined;
  noticed: boolean;
  overdue: boolean;
}

function stateOf(item: Inspection, {approved, notified, visited, reported, closed, noticed, overdue}: Stage): string {
  if (closed) return "已销号";
  if (overdue) return "逾期";
  if (noticed || (visited && !item.done_at_visit)) return reported ? "已反馈" : "督办中";
  if (visited) return "已完成";
  if (!approved) return "待签批";
  return notified || item.method === "暗访督查" ? "待实地" : "待通知";
}
