import type {Claim, Readings} from "./oracle.ts";

export const VECTOR_UNIT = "U1";
export const VECTOR_YEAR = 2025;

/** A vector of the specification: claims of one unit in one year, and the points they yield, in tenths. */
export interface Vector {
  name: string;
  readings: Readings;
  claims: Claim[];
  tenths: number;
}

/** Returns a claim that counts: reviewed, signed, in its year; the rest of the facts are the caller's. */
export function claimOf(rule: string, n: number, facts: Partial<Claim> = {}): Claim {
  const day = `${VECTOR_YEAR}-${String(1 + (Math.floor(n / 28) % 9)).padStart(2, "0")}-${String(1 + (n % 28)).padStart(2, "0")}`;
  return {
    claim_id: `${rule}-${String(n).padStart(4, "0")}`,
    unit: VECTOR_UNIT,
    rule,
    event_on: day,
    level: null,
    person_key: null,
    employment: null,
    degree: null,
    title: null,
    recognised: null,
    event_key: null,
    role: null,
    article_key: null,
    outlet: null,
    aspect: null,
    verdict: null,
    review: "通过",
    reviewed_on: `${VECTOR_YEAR}-11-01`,
    signed_on: `${VECTOR_YEAR}-12-01`,
    revoked_on: null,
    revoke_ground: null,
    source_file: "claims/vectors.csv",
    source_sheet: null,
    source_row: n + 2,
    ...FACTS[rule]?.(n),
    ...facts
  };
}

const ROLES = ["经验介绍", "交流发言", "承接活动", "承接会议"] as const;
const ASPECTS = ["双招双引", "成果转化率", "技术合同交易额"] as const;

const FACTS: Readonly<Record<string, (n: number) => Partial<Claim>>> = {
  R1: n => ({person_key: `hired ${n}`, employment: "全职", degree: "博士"}),
  R2: n => ({person_key: `grown ${n}`, recognised: true}),
  R3: n => ({level: "鞍山市级", event_key: `event ${n}`, role: ROLES[n % 4]!}),
  R4: n => ({level: "省级", article_key: `article ${n}`, outlet: "日报"}),
  R5: n => ({aspect: ASPECTS[n % 3]!, verdict: "显著"})
};

/** Returns the vectors of every rule and of every option that changes a number. */
export function vectors(): Vector[] {
  return [
    ...["R1", "R2"].flatMap(rule =>
      table(`${rule} flat`, {}, n => items(rule, n), [
        [0, 0],
        [1, 5],
        [2, 5],
        [3, 5],
        [4, 6],
        [5, 7],
        [6, 8],
        [7, 9],
        [8, 10],
        [9, 10],
        [20, 10]
      ])
    ),
    ...["R1", "R2"].flatMap(rule =>
      table(`${rule} per_head`, {tier1: "per_head"}, n => items(rule, n), [
        [1, 5],
        [2, 10],
        [3, 10]
      ])
    ),
    ...table("R2 after_1", {local_steps: "after_1"}, n => items("R2", n), [
      [1, 5],
      [2, 6],
      [6, 10]
    ]),
    ...table("R3", {}, n => items("R3", n), [
      [1, 1],
      [4, 4],
      [5, 4]
    ]),
    vector("R3 aspect: four roles at nine events", {item3: "aspect"}, items("R3", 9), 4),
    vector("R3 aspect: one role at nine events", {item3: "aspect"}, items("R3", 9, {role: "交流发言"}), 1),
    vector("R3 item: one role at nine events", {}, items("R3", 9, {role: "交流发言"}), 4),
    ...articles("both", [
      [1, 0, 2],
      [0, 1, 5],
      [9, 0, 18],
      [10, 0, 20],
      [11, 0, 20],
      [0, 4, 20],
      [2, 3, 19],
      [3, 3, 20],
      [7, 1, 19]
    ]),
    ...articles("upper", [
      [11, 0, 22],
      [11, 5, 42]
    ]),
    vector("R4 once_best: one article in three outlets", {}, oneArticle(), 5),
    vector("R4 each_outlet: one article in three outlets", {reprint: "each_outlet"}, oneArticle(), 15),
    ...table("R5", {}, n => items("R5", n), [
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 6]
    ]),
    vector("R5 aspect: four of one aspect", {}, items("R5", 4, {aspect: "双招双引"}), 2),
    vector("R5 item: four of one aspect", {item5: "item"}, items("R5", 4, {aspect: "双招双引"}), 6),
    vector("R1 at_least: 正高级 without 博士", {}, items("R1", 1, {degree: "硕士", title: "正高级"}), 5),
    vector(
      "R1 exactly: 正高级 without 博士",
      {title_above: "exactly"},
      items("R1", 1, {degree: "硕士", title: "正高级"}),
      0
    ),
    vector("one person, one_rule", {}, onePerson(), 5),
    vector("one person, both_rules", {one_person: "both_rules"}, onePerson(), 10),
    vector(
      "all five at their caps",
      {},
      ["R1", "R2", "R3", "R4", "R5"].flatMap(rule => items(rule, 20)),
      50
    )
  ];
}

/** Returns so many claims of a rule, each a new item. */
export function items(rule: string, count: number, facts: Partial<Claim> = {}): Claim[] {
  return Array.from({length: count}, (_, n) => claimOf(rule, n, facts));
}

function vector(name: string, readings: Readings, claims: Claim[], tenths: number): Vector {
  return {name, readings, claims, tenths};
}

function table(
  name: string,
  readings: Readings,
  make: (n: number) => Claim[],
  rows: readonly (readonly [number, number])[]
): Vector[] {
  return rows.map(([n, tenths]) => vector(`${name}: ${n}`, readings, make(n), tenths));
}

function articles(cap4: "both" | "upper", rows: readonly (readonly [number, number, number])[]): Vector[] {
  return rows.map(([local, upper, tenths]) => {
    const claims = Array.from({length: local + upper}, (_, n) =>
      claimOf("R4", n, {level: n < local ? "海城市级" : "国家级"})
    );
    return vector(`R4 ${cap4}: ${local} local, ${upper} upper`, {cap4}, claims, tenths);
  });
}

function oneArticle(): Claim[] {
  return Array.from({length: 3}, (_, n) => claimOf("R4", n, {article_key: "one", outlet: `outlet ${n}`}));
}

function onePerson(): Claim[] {
  return [claimOf("R1", 0, {person_key: "one"}), claimOf("R2", 1, {person_key: "one"})];
}
