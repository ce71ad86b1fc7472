import type {Cursor} from "./cursor.ts";
import {isMap} from "./cursor.ts";

/**
 * Blocks that this version carries out in one way only. The file says them so that a reader sees the whole policy; a
 * value that would ask for another way is refused, never ignored.
 */
type Shape = string | readonly Shape[] | {readonly [key: string]: Shape} | ((cursor: Cursor) => unknown);

const RANK: Shape = {by: "total", within: "unit_kind", ties: "shared_low", show_band: "true", include_zero: "true"};

/** Checks the block `year`. */
export function checkYear(cursor: Cursor, placeBy: readonly string[]): void {
  if (!cursor.only(["begins", "place_by"])) return;
  if (cursor.at("begins").value !== "01-01") cursor.at("begins").fault("年度目前只能从 01-01 起");
  cursor.at("place_by").word(placeBy, "归年办法");
}

/** Checks the block `rank`. */
export function checkRank(cursor: Cursor): void {
  conform(cursor, RANK);
}

/** Checks the block `watch`: any of the five watches, each with its clause. */
export function checkWatch(cursor: Cursor, clauses: readonly string[]): void {
  const cite = (at: Cursor) => at.word(clauses, "条款");
  const shapes: Record<string, {[key: string]: Shape}> = {
    meeting_cadence: {
      cite,
      kind: "cadence",
      of: "meeting",
      at_least: "1",
      per: {months: "2"},
      style: at => at.word(["window", "interval"], "方式"),
      severity: "soft"
    },
    meeting_absence: {cite, kind: "presence", of: "attendance", ok: ["到会", "迟到", "请假并派员"]},
    order_deadline: {
      cite,
      kind: "deadline",
      of: "supervision_order",
      due: "due_date",
      done: "closed_on",
      severity: "hard"
    },
    order_overdue: {cite, kind: "follow_up", of: "supervision_order", after: "due_date", need: "explanation_on"},
    satisfaction: {
      cite,
      kind: "threshold",
      of: "survey",
      metric: "satisfied_share",
      below: moved,
      min_n: moved,
      basis: moved
    }
  };
  const optional = new Set(["below", "min_n", "basis"]);
  if (!cursor.only([], Object.keys(shapes))) return;
  for (const name of cursor.keys()) {
    const shape = shapes[name];
    if (shape) conform(cursor.at(name), shape, optional);
  }
}

function moved(cursor: Cursor): void {
  cursor.fault("门槛和最少份数不在制度里定，请写到 hengcai.yaml 的 thresholds");
}

/** Checks the block `flow` of a policy that gives points; returns the grounds on which a whole year is void. */
export function readClaimFlow(cursor: Cursor, clauses: readonly string[]): string[] {
  const cite = (at: Cursor) => at.word(clauses, "条款");
  conform(cursor, {
    claim: {
      stages: ["applied", "reviewed", "signed"],
      cite: {applied: cite, reviewed: cite, signed: cite},
      counts_when: "signed",
      exits: {rejected: "reviewed", revoked: "any"},
      revoke: {cite, grounds: at => at.items().map(item => item.text()), scope: () => undefined}
    }
  });
  const grounds = cursor.at("claim").at("revoke").at("grounds").value;
  return Array.isArray(grounds) ? grounds.filter(ground => typeof ground === "string") : [];
}

/** Checks the block `flow` of a policy that judges people. */
export function checkAssessmentFlow(cursor: Cursor, clauses: readonly string[]): void {
  conform(cursor, {
    assessment: {
      stages: ["self_reported", "unit_opinion", "county_graded", "filed"],
      cite: {filed: at => at.word(clauses, "条款")},
      counts_when: "filed"
    }
  });
}

/** Lists a fault wherever the value is not of the shape. */
export function conform(cursor: Cursor, shape: Shape, optional: ReadonlySet<string> = new Set()): void {
  if (typeof shape === "function") {
    shape(cursor);
  } else if (typeof shape === "string") {
    if (cursor.value !== shape) refuse(cursor, shape);
  } else if (Array.isArray(shape)) {
    const same = Array.isArray(cursor.value) && cursor.value.length === shape.length;
    if (!same) refuse(cursor, shape);
    else for (const [i, part] of shape.entries()) conform(cursor.at(i), part, optional);
  } else {
    const keys = Object.keys(shape);
    cursor.only(
      keys.filter(key => !optional.has(key)),
      keys.filter(key => optional.has(key))
    );
    if (!isMap(cursor.value)) return;
    for (const [key, part] of Object.entries(shape)) if (cursor.has(key)) conform(cursor.at(key), part, optional);
  }
}

function refuse(cursor: Cursor, shape: Shape): void {
  cursor.fault(`这里目前只能是 ${JSON.stringify(shape).replaceAll('"', "")}，别的办法还不能执行`);
}
