import {OUTCOMES, REVOKE_GROUNDS} from "./names.ts";
import {CITE, either, list, map, match, refused, same, sequence, TEXT, WRAPPED_CITE, within, words} from "./shape.ts";

/** How a claim and an assessment go their way, and what is ranked, watched and judged. */

export const YEAR = map({
  begins: match("^\\d{2}-\\d{2}$"),
  place_by: within("dated", words(["event_on", "signed_on", "assess_year"]))
});

export const CLAIM_FLOW = map({
  claim: map({
    stages: sequence(same("applied"), same("reviewed"), same("signed")),
    cite: map({applied: CITE, reviewed: CITE, signed: CITE}),
    counts_when: same("signed"),
    exits: map({rejected: same("reviewed"), revoked: same("any")}),
    revoke: map({
      cite: CITE,
      grounds: list(words(REVOKE_GROUNDS, "撤销原因")),
      scope: within("dated", words(["unit_year", "claim"], "范围"))
    })
  })
});

export const ASSESSMENT_FLOW = map({
  assessment: map({
    stages: sequence(same("self_reported"), same("unit_opinion"), same("county_graded"), same("filed")),
    cite: map({filed: CITE}, {self_reported: CITE, unit_opinion: CITE, county_graded: CITE}),
    counts_when: same("filed")
  })
});

export const RANK = map({
  by: same("total"),
  within: same("unit_kind"),
  ties: same("shared_low"),
  show_band: same("true"),
  include_zero: same("true")
});

const MOVED = refused("门槛和最少份数不在制度里定，请写到 hengcai.yaml 的 thresholds");

export const WATCH = map(
  {},
  {
    meeting_cadence: map({
      cite: WRAPPED_CITE,
      kind: same("cadence"),
      of: same("meeting"),
      at_least: same("1"),
      per: map({months: same("2")}),
      style: within("dated", words(["window", "interval"], "方式")),
      severity: same("soft")
    }),
    meeting_absence: map({
      cite: WRAPPED_CITE,
      kind: same("presence"),
      of: same("attendance"),
      ok: sequence(same("到会"), same("迟到"), same("请假并派员"))
    }),
    order_deadline: map({
      cite: WRAPPED_CITE,
      kind: same("deadline"),
      of: same("supervision_order"),
      due: same("due_date"),
      done: same("closed_on"),
      severity: same("hard")
    }),
    order_overdue: map({
      cite: WRAPPED_CITE,
      kind: same("follow_up"),
      of: same("supervision_order"),
      after: same("due_date"),
      need: same("explanation_on")
    }),
    satisfaction: map(
      {cite: WRAPPED_CITE, kind: same("threshold"), of: same("survey"), metric: same("satisfied_share")},
      {below: MOVED, min_n: MOVED, basis: MOVED}
    )
  }
);

export const HIT = same("worst");
export const OUTCOME_ORDER = sequence(...OUTCOMES.map(same));
export const STREAK = map({
  streak: sequence(same("grade"), same("is"), same("不合格")),
  length: same("2"),
  gap: within("dated", words(["breaks", "bridges", "counts"]))
});
export const CONSEQUENCE = map({
  cite: WRAPPED_CITE,
  when: either(sequence(TEXT, TEXT, TEXT), STREAK),
  // biome-ignore lint/suspicious/noThenProperty: a word of the policy language.
  then: words(OUTCOMES)
});
export const JUDGE = map({hit: HIT, order: OUTCOME_ORDER, rules: list(CONSEQUENCE)});
