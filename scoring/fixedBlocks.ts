import type {Cursor} from "./cursor.ts";
import {isMap} from "./cursor.ts";
import {isBeginning} from "./policyYear.ts";
import type {Shape} from "./shape.ts";
import {ASSESSMENT_FLOW, CLAIM_FLOW, RANK, WATCH, YEAR} from "./systemShapes.ts";

/**
 * Blocks that this version carries out in one way only. The file says them so that a reader sees the whole policy; a
 * value that would ask for another way is refused, never ignored.
 */

/** Checks the block `year`; only what units earn is counted by years that may begin on another day. */
export function checkYear(cursor: Cursor, placeBy: readonly string[], calendar = false): void {
  cursor.only(YEAR);
  const begins = cursor.need("begins");
  const {value} = begins;
  // Where it is no text, that is told for the block as a whole.
  if (typeof value === "string" && !isBeginning(value)) {
    begins.fault(`年度从哪一天起，应写成 07-01 这样的月-日，不是“${value}”`);
  } else if (calendar && typeof value === "string" && value !== "01-01") {
    begins.fault("人员考核按自然年，年度只能从 01-01 起");
  }
  cursor.need("place_by").word(placeBy, "归年办法");
}

/** Checks that the day on which years begin is one and the same: neither a reading nor a date can change it. */
export function checkBeginning(year: Cursor): void {
  const begins = year.at("begins");
  if (begins.value !== null && typeof begins.value !== "string") begins.fault("年度从哪一天起，不能随疑义或日期改变");
}

/** Checks the block `rank`. */
export function checkRank(cursor: Cursor): void {
  conform(cursor, RANK, []);
}

/** Checks the block `watch`: any of the five watches, each with its clause. */
export function checkWatch(cursor: Cursor, clauses: readonly string[]): void {
  conform(cursor, WATCH, clauses);
}

/** Returns whether the value at the path may be another from a year on: what `judge` and `watch` rest on, and how they count. */
export function changesYearly(path: Cursor["path"]): boolean {
  const [block, name, ...rest] = path.map(String);
  const place = rest.join(".");
  if (block === "watch") return place === "cite" || (name === "meeting_cadence" && place === "style");
  return block === "judge" && name === "rules" && /^\d+\.(cite|when\.gap)$/.test(place);
}

/** Checks the block `flow` of a policy that gives points; returns the grounds on which a whole year is void. */
export function readClaimFlow(cursor: Cursor, clauses: readonly string[]): string[] {
  conform(cursor, CLAIM_FLOW, clauses);
  const grounds = cursor.at("claim").at("revoke").at("grounds").value;
  return Array.isArray(grounds) ? grounds.filter(ground => typeof ground === "string") : [];
}

/** Checks the block `flow` of a policy that judges people. */
export function checkAssessmentFlow(cursor: Cursor, clauses: readonly string[]): void {
  conform(cursor, ASSESSMENT_FLOW, clauses);
}

/** Lists a fault wherever the value is not of the shape; wrappers are seen through by the cursor. */
export function conform(cursor: Cursor, shape: Shape, clauses: readonly string[]): void {
  switch (shape.kind) {
    case "same":
      if (cursor.value !== shape.value) refuse(cursor, shape);
      return;
    case "sequence":
      if (!Array.isArray(cursor.value) || cursor.value.length !== shape.of.length) refuse(cursor, shape);
      else for (const [i, part] of shape.of.entries()) conform(cursor.at(i), part, clauses);
      return;
    case "list":
      for (const item of cursor.items()) conform(item, shape.of, clauses);
      return;
    case "map":
      cursor.only(shape);
      if (!isMap(cursor.value)) return;
      for (const [key, part] of Object.entries({...shape.required, ...shape.optional})) {
        if (cursor.has(key)) conform(cursor.at(key), part, clauses);
      }
      return;
    case "words":
      cursor.word(shape.words, shape.what);
      return;
    case "cite":
      cursor.word(clauses, "条款");
      return;
    case "text":
      cursor.text();
      return;
    case "refused":
      cursor.fault(shape.why);
      return;
    case "within":
      conform(cursor, shape.of, clauses);
      return;
    default:
      throw new Error(`no fixed block holds this: ${shape.kind}`);
  }
}

function refuse(cursor: Cursor, shape: Shape): void {
  cursor.fault(`这里目前只能是 ${show(shape)}，别的办法还不能执行`);
}

function show(shape: Shape): string {
  if (shape.kind === "same") return shape.value;
  return shape.kind === "sequence" ? `[${shape.of.map(show).join(",")}]` : "";
}
