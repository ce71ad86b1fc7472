import type {Claim} from "./oracle.ts";
import {type Random, randomFrom} from "./random.ts";
import type {Group, Unit} from "./rank.ts";

export interface Generated {
  claims: Claim[];
  units: Unit[];
}

export interface GenerateOptions {
  seed: number;
  claims: number;
  asOf: string;
  /** Mean number of claims of a unit over all years; few units with many claims meet the caps. */
  perUnit?: number;
}

export const GROUPS: readonly Group[] = [
  {name: "镇（街道）", kinds: ["镇", "街道"]},
  {name: "开发区", kinds: ["开发区"]},
  {name: "成员单位", kinds: ["成员单位"]}
];

/** Returns a directory and claims with every disposition in them, dates on the edges, ties and gaps on purpose. */
export function generate({seed, claims: count, asOf, perUnit = 25}: GenerateOptions): Generated {
  const random = randomFrom(seed);
  const ids = Array.from({length: Math.max(6, Math.round(count / perUnit))}, (_, i) => unitCode(i));
  const units = ids.flatMap(id => unitRows(id, asOf, random));
  const people = Math.max(6, Math.round(count / 9));
  const claims = Array.from({length: count}, (_, i) => claimOf(i, ids, people, asOf, random));
  return {claims, units};
}

/** Returns the day so many days later, ISO. */
export function addDays(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function unitCode(i: number): string {
  return `2103${String(i + 1).padStart(5, "0")}`;
}

const KINDS = ["镇", "镇", "镇", "街道", "开发区", "成员单位", "成员单位", "市直部门", "村"] as const;

/** Returns one row of the directory, or two where the unit was renamed or moved to another kind. */
export function unitRows(id: string, asOf: string, random: Random): Unit[] {
  const unit: Unit = {
    unit_id: id,
    name: `单位${id.slice(-5)}`,
    kind: random.pick(KINDS),
    sort_order: random.percent(15) ? null : random.below(40),
    valid_from: null,
    valid_to: null
  };
  const edge = random.pick([
    "2022-01-01",
    "2022-12-31",
    "2023-12-31",
    "2024-01-01",
    "2024-07-01",
    asOf,
    addDays(asOf, 1)
  ]);
  if (random.percent(80)) return [unit];
  if (random.percent(40)) return [{...unit, valid_to: edge}];
  if (random.percent(40)) return [{...unit, valid_from: edge}];
  return [
    {...unit, valid_to: edge},
    {...unit, name: `新${unit.name}`, kind: random.pick(KINDS), valid_from: edge}
  ];
}

const RULES = [
  "R1",
  "R1",
  "R1",
  "R1",
  "R2",
  "R2",
  "R2",
  "R3",
  "R3",
  "R4",
  "R4",
  "R4",
  "R4",
  "R4",
  "R4",
  "R5",
  "R5",
  "N"
] as const;
const LEVELS = [
  "海城市级",
  "海城市级",
  "海城市级",
  "鞍山市级",
  "鞍山市级",
  "省级",
  "省级",
  "国家级",
  "市级",
  null
] as const;
const UPPER = ["鞍山市级", "鞍山市级", "省级", "国家级"] as const;
const ROLES = ["经验介绍", "交流发言", "承接活动", "承接会议"] as const;
const OUTLETS = ["日报", "晚报", "党报", "周刊"] as const;
const ASPECTS = ["双招双引", "成果转化率", "技术合同交易额"] as const;

function claimOf(i: number, ids: readonly string[], people: number, asOf: string, random: Random): Claim {
  const rule = random.pick(RULES);
  const eventOn = eventDay(asOf, random);
  return {
    claim_id: claimCode(i, random),
    unit: unitOf(ids, random),
    rule,
    event_on: eventOn,
    ...facts(rule, people, random),
    ...stages(eventOn, asOf, random),
    source_file: random.pick(["claims/a.csv", "claims/乙.xlsx"]),
    source_sheet: random.percent(50) ? null : "台账",
    source_row: i + 2
  };
}

/** Returns a code whose order as text is neither that of the rows nor that of the numbers. */
export function claimCode(i: number, random: Random): string {
  const scattered = (Math.imul(i, 0x9e3779b1) >>> 0).toString(36);
  return `${random.pick(["S-", "s-", "S", "申报-"])}${scattered}-${i}`;
}

/** Returns a unit, the first twentieth of the directory more often, so that some meet every cap. */
export function unitOf(ids: readonly string[], random: Random): string {
  return random.percent(50) ? ids[random.below(Math.ceil(ids.length / 20))]! : random.pick(ids);
}

function eventDay(asOf: string, random: Random): string {
  if (random.percent(4)) return random.pick(["2021-10-28", "2021-10-29", "2021-10-30", "2021-01-01", "2020-12-31"]);
  if (random.percent(4)) return random.pick([asOf, addDays(asOf, 1), addDays(asOf, -1), addDays(asOf, 200)]);
  const year = random.pick([2021, 2022, 2022, 2023, 2023, 2024, 2024, 2025, 2025]);
  if (random.percent(8)) return random.pick([`${year}-01-01`, `${year}-12-31`]);
  // Few days, so that many events fall on the same one.
  return `${year}-${String(1 + random.below(12)).padStart(2, "0")}-${random.pick(["01", "10", "20", "28"])}`;
}

type Facts = Omit<
  Claim,
  keyof Stages | "claim_id" | "unit" | "rule" | "event_on" | `source_${"file" | "sheet" | "row"}`
>;
type Stages = Pick<Claim, "review" | "reviewed_on" | "signed_on" | "revoked_on" | "revoke_ground">;

/** Returns the facts of a claim; those of other rules are there as well now and then, and must not matter. */
function facts(rule: string, people: number, random: Random): Facts {
  const maybe = <T>(value: T, missing = 4): T | null => (random.percent(missing) ? null : value);
  const strange = (of: string): boolean => rule !== of && random.percent(80);
  const ofPerson = rule === "R1" || rule === "R2";
  return {
    level:
      strange("R3") && rule !== "R4"
        ? null
        : rule === "R3" && random.percent(80)
          ? random.pick(UPPER)
          : random.pick(LEVELS),
    person_key: !ofPerson && random.percent(80) ? null : maybe(`p${random.below(people)}`),
    employment: strange("R1") ? null : maybe(random.percent(88) ? "全职" : random.pick(["柔性", "兼职", "聘用"])),
    degree: strange("R1") ? null : maybe(random.percent(50) ? "博士" : random.pick(["无", "学士", "硕士", "博士后"])),
    title: strange("R1") ? null : maybe(random.pick(["无", "初级", "中级", "副高级", "副高级", "正高级", "教授"]), 10),
    recognised: strange("R2") ? null : maybe(random.percent(92)),
    event_key: strange("R3") ? null : maybe(`e${random.below(7)}`),
    role: strange("R3") ? null : maybe(random.pick(ROLES)),
    article_key: strange("R4") ? null : maybe(`a${random.below(9)}`),
    outlet: strange("R4") ? null : maybe(random.pick(OUTLETS)),
    aspect: strange("R5") ? null : maybe(random.pick(ASPECTS)),
    verdict: strange("R5") ? null : maybe(random.percent(85) ? "显著" : random.pick(["一般", "优"]))
  };
}

/** Returns the review, the signature and the revocation, on and around as-of, out of order or missing now and then. */
export function stages(eventOn: string, asOf: string, random: Random): Stages {
  const later = (from: string, most: number, missing: number): string | null => {
    if (random.percent(missing)) return null;
    if (random.percent(3)) return random.pick([asOf, addDays(asOf, 1), addDays(asOf, -1)]);
    return addDays(from, random.below(most) - 2);
  };
  const reviewedOn = later(eventOn, 60, 3);
  const signedOn = later(reviewedOn ?? eventOn, 90, 5);
  const revokedOn = random.percent(98) ? null : later(signedOn ?? eventOn, 120, 10);
  return {
    review: random.percent(88) ? "通过" : random.pick(["待审核", "退回补正", "不予认定", "不予认定", "口头同意", null]),
    reviewed_on: reviewedOn,
    signed_on: signedOn,
    revoked_on: revokedOn,
    // A ground without a date revokes nothing.
    revoke_ground:
      revokedOn === null && !random.percent(1) ? null : random.pick(["虚报", "瞒报", "其他", "其他", "误报", null])
  };
}
