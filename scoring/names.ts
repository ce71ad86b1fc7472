/** The words that the language of policy files itself has; those of a city stand in its `vocab`. */

/** The coded facts of a claim that a rule may ask about: columns of `bonus_inputs`, words of the policy's `vocab`. */
export const FACTS = ["level", "employment", "degree", "title", "recognised", "role", "aspect", "verdict"] as const;

/** The facts of a yearly assessment, words of the `vocab` of a policy that judges people. */
export const PEOPLE_FACTS = ["grade", "ground"] as const;

/** The facts in the claimant's own words: a rule may ask whether they are given, and no more. */
export const FREE_FACTS = ["outlet"] as const;

/** The days of a claim that a rule may compare; those of the procedure count once they have come. */
export const DAY_FACTS = ["event_on", "applied_on", "reviewed_on", "signed_on"] as const;

export const OPERATORS = ["is", "in", "at_least", "at_most", "exactly", "present"] as const;

/** What a key may be made of: the policy's word for it and the column that holds it. */
export const KEYS: Readonly<Record<string, string>> = {
  person_id: "person_key",
  event_id: "event_key",
  article_id: "article_key",
  claim_id: "claim_id",
  outlet: "outlet",
  ...Object.fromEntries(FACTS.filter(fact => fact !== "recognised").map(fact => [fact, fact]))
};

/** How a change in the middle of a policy year passes over: for the whole year, from the next, or by the event's day. */
export const TRANSITIONS = ["whole_year_new", "next_year", "by_event_date"] as const;

/** What claims are called that no rule gives points for. */
export const UNSCORED = ["N", "宣传表彰类", "宣传表彰类（不计分）", "宣传表彰", "不计分"] as const;

/** What can come of the review of a claim. */
export const REVIEWS = ["通过", "不予认定", "退回补正", "待审核"] as const;

/** Why a claim is revoked, as the records say it. */
export const REVOKE_GROUNDS = ["虚报", "瞒报", "其他"] as const;

/** Art. 9's grounds in the order of their numbers, which is how an assessment names them. */
export const GROUNDS = ["造假", "骗取资格", "逾期不归或擅自脱离", "重大损失", "终止在本市工作", "违法违纪"] as const;

/** What follows for a person, mildest first. */
export const OUTCOMES = ["continue", "suspend_next_year", "cancel", "cancel_and_recover"] as const;

/** What can become of a claim, in the order of precedence. */
export const DISPOSITIONS = [
  "out_of_period",
  "not_in_force",
  "not_scored",
  "revoked",
  "rejected",
  "ineligible",
  "missing_key",
  "not_reviewed",
  "not_signed",
  "voided_with_unit",
  "duplicate",
  "counted",
  "counted_no_increment",
  "counted_partly",
  "over_cap"
] as const;
