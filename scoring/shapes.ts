import {BONUS_CASE, PEOPLE_CASE} from "./caseShapes.ts";
import {DAY_FACTS, FACTS, FREE_FACTS, KEYS, OPERATORS, PEOPLE_FACTS, TRANSITIONS} from "./names.ts";
import {
  ANY,
  CITE,
  COUNT,
  DATE,
  each,
  either,
  list,
  map,
  match,
  POINTS,
  type Shape,
  same,
  sequence,
  TEXT,
  table,
  WRAPPED_CITE,
  within,
  words
} from "./shape.ts";
import {ASSESSMENT_FLOW, CLAIM_FLOW, JUDGE, RANK, WATCH, YEAR} from "./systemShapes.ts";

/**
 * Every block of a policy file and of an amendment: which keys there are, and what stands behind each. Those of the
 * procedures are in `systemShapes.ts`, those of the examples in `caseShapes.ts`.
 */

/** What stands in place of a clause where the document is silent: the office's own word. */
const BASIS = {cite: CITE, basis: words(["office"]), decided_by: TEXT, decided_on: DATE};
export const BASIS_KEYS = Object.keys(BASIS);
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
