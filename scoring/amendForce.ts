import {type Draft, type Force, holdsFrom} from "./amendDraft.ts";
import {TRANSITIONS} from "./names.ts";
import {firstDayOf} from "./policyYear.ts";
import {AMENDMENT} from "./shapes.ts";

/** Returns from when the amendment holds: one within a year must say how it passes over, and no other may. */
export function readForce({root, first, begins, unsureBegins}: Draft): Force {
  if (root.has("force")) root.at("force").only(AMENDMENT.required.force);
  const from = root.need("force").need("from").date();
  if (from === undefined || from < first) {
    if (from !== undefined) root.at("force").at("from").fault(`修订早于制度的施行日期 ${first}：“${from}”`);
    if (root.has("transition")) root.at("transition").word(TRANSITIONS, "过渡办法");
    // The rest is read as if it came into force on a day on which nothing else does.
    const later = firstDayOf(9000, begins);
    return {from: later, holds: later, transition: null};
  }
  const midYear = from.slice(5) !== begins;
  const given = root.has("transition") ? root.at("transition").word(TRANSITIONS, "过渡办法") : undefined;
  if (!unsureBegins && midYear && !root.has("transition") && !root.meant(AMENDMENT).has("transition")) {
    root.fault(`“${from}”不是考核年度的第一天：要写明 transition（${TRANSITIONS.join("、")}）`);
  }
  if (!unsureBegins && !midYear && root.has("transition")) {
    root.faultAt("transition", `“${from}”就是考核年度的第一天，不需要 transition，请删去`);
  }
  // A missing word is one fault: the rest is read as if it were there.
  const transition = midYear ? (given ?? "by_event_date") : null;
  return {from, holds: holdsFrom(from, transition, begins), transition};
}
