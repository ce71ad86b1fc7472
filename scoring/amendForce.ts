import {type Draft, type Force, holdsFrom} from "./amendDraft.ts";
import {TRANSITIONS} from "./names.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {AMENDMENT} from "./shapes.ts";

/** Returns from when the amendment holds: one within a year must say how it passes over, and no other may. */
export function readForce({root, first, begins, force}: Draft): Force {
  if (!root.has("force") || !root.at("force").only(AMENDMENT.required.force)) return force;
  const from = root.at("force").at("from").date();
  if (from === undefined) return force;
  if (from < first) {
    root.at("force").at("from").fault(`修订早于制度的施行日期 ${first}：“${from}”`);
    // The rest is read as if it came into force a year after the policy.
    const later = firstDayOf(policyYear(first, begins) + 1, begins);
    return {from: later, holds: later, transition: null};
  }
  const midYear = from.slice(5) !== begins;
  const given = root.has("transition") ? root.at("transition").word(TRANSITIONS, "过渡办法") : undefined;
  if (midYear && !root.has("transition")) {
    root.fault(`“${from}”不是考核年度的第一天：要写明 transition（${TRANSITIONS.join("、")}）`);
  }
  if (!midYear && root.has("transition")) {
    root.faultAt("transition", `“${from}”就是考核年度的第一天，不需要 transition，请删去`);
  }
  // A missing word is one fault: the rest is read as if it were there.
  const transition = midYear ? (given ?? "by_event_date") : null;
  return {from, holds: holdsFrom(from, transition, begins), transition};
}
