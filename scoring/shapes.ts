import {
  DAY_FACTS,
  DISPOSITIONS,
  FACTS,
  FREE_FACTS,
  KEYS,
  OPERATORS,
  OUTCOMES,
  PEOPLE_FACTS,
  REVOKE_GROUNDS,
  TRANSITIONS
} from "./names.ts";
import {
  ANY,
  CITE,
  COUNT,
  DATE,
  either,
  list,
  type MapShape,
  map,
  match,
  POINTS,
  refused,
  type Shape,
  same,
  sequence,
  TEXT,
  table,
  within,
  words
} from "./shape.ts";

/** Every block of a policy file and of an amendment: which keys there are, and what stands behind each. */

/** What stands in place of a clause where the document is silent: the office's own word. */
const BASIS = {cite: CITE, basis: words(["office"]), decided_by: TEXT, decided_on: DATE};
export const BASIS_KEYS = Object.keys(BASIS);
/** A clause that may be another with a reading or a date. */
const WRAPPED_CITE = within("dated", CITE);
const WRAPPED_BASIS = {...BASIS, cite: WRAPPED_CITE};

/** The slots of a rule, each of which may depend on a reading and change with the date. */
export const RULE_SLOTS = ["when", "key", "across", "shares_key_with", "earn", "caps"] as const;

export const CLAUSE = map(
  {at: TEXT, says: TEXT, chars: COUNT, sha256: match("^[0-9a-f]{64}$")},
  {doc: TEXT},
  "条款：在文件中的位置、一句话概括、去掉空白后的字数和 SHA-256"
);

const WORDS = list(TEXT);
const ABOUT_WORDS = {aliases: table(WORDS), ambiguous: WORDS, since: table(DATE)};
export const ORDERED_WORDS = map({order: WORDS}, ABOUT_WORDS, "有高低的词，从低到高");
export const UNORDERED_WORDS = map({set: WORDS}, ABOUT_WORDS, "没有高低的词");
export const VOCABULARY = map({}, each([...FACTS, ...PEOPLE_FACTS], either(ORDERED_WORDS, UNORDERED_WORDS)));

export const READING = map(
  {clause: CITE, ask: TEXT, options: either(table(TEXT), WORDS), default: TEXT},
  {reason: TEXT},
  "疑义：哪一条、问什么、有几种理解、未作裁定时按哪一种、为什么按这一种"
);

export const SOURCE = map({doc: TEXT}, {issued: DATE});
export const FORCE = map({from: DATE}, {assumed: TEXT});
export const SCALE = map({scale: same("3")});

/** The two wrappers: every option of a reading with its value, or a value for every stretch of time. */
export const DATED_ITEM = map({from: DATE, value: ANY}, {transition: words(TRANSITIONS), ...BASIS});

export const STEP = map(
  {from: COUNT},
  {to: COUNT, once: POINTS, each: POINTS},
  "第几项到第几项：合计（once）或每项（each）几分"
);
export const CODE_POINTS = map({by: words(FACTS), each: table(POINTS)}, {}, "按取值计分");
export const CAP = map({max: POINTS}, {codes: WORDS}, "封顶");

const COMPARED = either(TEXT, WORDS);
const COMPARISON = either(
  sequence(words([...FACTS, ...FREE_FACTS, ...DAY_FACTS]), words(["present"])),
  sequence(words([...FACTS, ...DAY_FACTS]), words(OPERATORS), COMPARED)
);
const PREDICATE: Shape = either(
  COMPARISON,
  map({all: list({kind: "later", name: "predicate", of: () => PREDICATE})}),
  map({any: list({kind: "later", name: "predicate", of: () => PREDICATE})}),
  map({not: {kind: "later", name: "predicate", of: () => PREDICATE}})
);

export const RULE = map(
  {
    when: within("dated", {kind: "later", name: "predicate", of: () => PREDICATE}),
    key: within("dated", list(words(Object.keys(KEYS)))),
    across: within("dated", words(["all", "unit"])),
    earn: within("dated", either(list(STEP), CODE_POINTS))
  },
  {
    ...WRAPPED_BASIS,
    title: TEXT,
    names: WORDS,
    of: TEXT,
    shares_key_with: within("dated", TEXT),
    caps: within("dated", list(CAP)),
    from: DATE,
    to: DATE
  },
  "规则：够不够格（when）、什么算同一件事（key、across）、值多少（earn）、到哪里为止（caps）、依据（cite）"
);

export const LIMIT = map(
  {over: within("dated", WORDS), max: within("dated", either(POINTS, same("none")))},
  {title: TEXT, ...WRAPPED_BASIS},
  "几条规则合计封顶"
);

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

export const CLAIM_TEXT = [
  "unit",
  "person",
  "event",
  "article",
  "review",
  "revoke_ground",
  ...FACTS,
  ...FREE_FACTS
] as const;
export const CLAIM_DATES = ["applied_on", "reviewed_on", "signed_on", "revoked_on"] as const;
export const ASSESSMENT_DATES = ["filed_on", "ground_on"] as const;

export const CASE_CLAIM = map(
  {rule: TEXT},
  {id: TEXT, times: COUNT, on: DATE, ...each(CLAIM_TEXT, TEXT), ...each(CLAIM_DATES, DATE)},
  "申报：没有写的按例子的惯例，写 null 是没有填"
);
export const BONUS_CASE = map(
  {name: TEXT, claims: list(CASE_CLAIM), points: table(POINTS)},
  {
    as_of: DATE,
    year: COUNT,
    readings: table(TEXT),
    dispositions: table(words(DISPOSITIONS)),
    contested: WORDS
  },
  "例子：这些申报应得几分、怎样处理"
);
export const CASE_ASSESSMENT = map(
  {year: COUNT, grade: TEXT},
  {ground: TEXT, ground_doc: TEXT, ...each(ASSESSMENT_DATES, DATE)}
);
export const PEOPLE_CASE = map(
  {name: TEXT, assessments: list(CASE_ASSESSMENT), outcomes: table(TEXT)},
  {as_of: DATE, readings: table(TEXT)},
  "例子：这些考核应有什么后果"
);

const HEAD = {hengcai: same("1"), policy: match("^[a-z][a-z0-9-]*$"), title: TEXT, source: SOURCE};

export const POLICY = map(
  {
    ...HEAD,
    force: FORCE,
    clauses: table(CLAUSE),
    readings: table(READING),
    flow: either(CLAIM_FLOW, ASSESSMENT_FLOW)
  },
  {
    place: TEXT,
    year: YEAR,
    points: SCALE,
    vocab: VOCABULARY,
    score: table(RULE),
    limits: list(LIMIT),
    judge: JUDGE,
    rank: RANK,
    watch: WATCH,
    tests: list(either(BONUS_CASE, PEOPLE_CASE)),
    reviewed_through: COUNT
  },
  "制度：一份文件写成数据"
);

export const SET_ITEM = map({value: ANY}, BASIS, "改成什么、依据哪一条");
export const ADDITION = map(
  {},
  {
    clauses: table(CLAUSE),
    vocab: VOCABULARY,
    readings: table(READING),
    rules: table(RULE),
    limits: list(LIMIT)
  }
);
export const END = map({rule: TEXT}, BASIS);

export const AMENDMENT = map(
  {...HEAD, amends: TEXT, force: map({from: DATE})},
  {
    transition: words(TRANSITIONS),
    clauses: table(CLAUSE),
    set: table(SET_ITEM),
    add: ADDITION,
    end: list(END),
    tests: list(either(BONUS_CASE, PEOPLE_CASE)),
    reviewed_through: COUNT
  },
  "修订：只写改了的几处"
);

function each(keys: readonly string[], shape: Shape): MapShape["optional"] {
  return Object.fromEntries(keys.map(key => [key, shape]));
}
