import type {Random} from "../oracle/random.ts";
import {plusDays} from "./dates.ts";

export interface Unit {
  unit_id: string;
  name: string;
  kind: string;
  parent: string | null;
}

export interface Talent {
  talent_id: string;
  category: string;
  track: string;
  district: string;
  employer: string | null;
  sector: string | null;
  degree: string | null;
  title: string | null;
  recognised_on: string;
  term_from: string | null;
  term_to: string | null;
}

export interface Assessment {
  talent_id: string;
  year: number;
  declared_on: string | null;
  unit_grade: string | null;
  unit_on: string | null;
  county_grade: string | null;
  county_on: string | null;
  grade: string | null;
  filed_on: string | null;
  ground: string | null;
  ground_on: string | null;
  ground_doc: string | null;
  paid: boolean | null;
  source_row: number;
}

export interface Inspection {
  inspection_id: string;
  unit: string;
  subject: string;
  category: string;
  method: string;
  approved_on: string | null;
  notified_on: string | null;
  visited_on: string | null;
  done_at_visit: boolean | null;
  notice_no: string | null;
  notice_on: string | null;
  due_on: string | null;
  extended_to: string | null;
  extension_on: string | null;
  reported_on: string | null;
  verified_on: string | null;
  closed_on: string | null;
  explained_on: string | null;
  read_on: string | null;
}

export interface Meeting {
  meeting_id: string;
  title: string;
  held_on: string;
  type: string | null;
}

export interface Rating {
  rating_id: string;
  rated_on: string;
  channel: string;
  unit: string;
  item: string;
  sector: string | null;
  rater_kind: string | null;
  rating: string;
  valid: boolean | null;
}

/** What one comparison is made on. */
export interface World {
  asOf: string;
  /** First day of the policy on people, and of that on units. */
  people: string;
  bonus: string;
  gapYear: "breaks" | "bridges" | "counts";
  gapMeeting: "window" | "interval";
  minCell: number;
  units: Unit[];
  talents: Talent[];
  assessments: Assessment[];
  inspections: Inspection[];
  meetings: Meeting[];
  ratings: Rating[];
}

const UNITS: readonly Unit[] = [
  {unit_id: "d1", name: "甲区", kind: "县市区", parent: null},
  {unit_id: "d2", name: "乙区", kind: "县市区", parent: null},
  {unit_id: "e1", name: "某医院", kind: "用人单位", parent: "d1"},
  {unit_id: "t1", name: "丙镇", kind: "镇", parent: null},
  {unit_id: "v1", name: "丁村", kind: "村", parent: "t1"},
  {unit_id: "v2", name: "戊社区", kind: "社区", parent: null}
];
const GRADES = ["优秀", "合格", "不合格", "不合格", null];
const AS_OF = ["2024-02-29", "2024-06-15", "2024-12-31", "2025-01-01", "2025-12-30", "2025-12-31"];

/** Returns a made-up city of so many persons, inspections and ratings; most dates lie on or beside a boundary. */
export function makeWorld(random: Random, size: number): World {
  const asOf = random.pick(AS_OF);
  const base: World = {
    asOf,
    people: random.pick(["2022-01-01", "2022-01-01", "2023-07-01"]),
    bonus: random.pick(["2021-10-29", "2023-12-31", "2024-01-01"]),
    gapYear: random.pick(["breaks", "bridges", "counts"] as const),
    gapMeeting: random.pick(["window", "interval"] as const),
    minCell: random.pick([5, 5, 3]),
    units: [...UNITS],
    talents: [],
    assessments: [],
    inspections: [],
    meetings: [],
    ratings: []
  };
  const edges = ["2021-12-31", "2022-01-01", "2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"];
  const day = () =>
    random.percent(40) ? plusDays(asOf, random.below(3) - 1) : random.percent(60) ? random.pick(edges) : anyDay(random);
  const maybe = () => (random.percent(25) ? null : day());
  fillPeople(base, random, size, day, maybe);
  fillInspections(base, random, size, maybe);
  for (let i = random.below(9); i > 0; i--) {
    const type = random.pick(["定期", "定期", "临时", null]);
    base.meetings.push({
      meeting_id: `M${i}`,
      title: "调度会",
      held_on: random.percent(30) ? day() : anyDay(random),
      type
    });
  }
  fillRatings(base, random, size, day);
  return base;
}

function fillPeople(world: World, random: Random, size: number, day: () => string, maybe: () => string | null): void {
  for (let i = 0; i < size; i++) {
    const talent_id = `T${i}`;
    const recognised_on = random.percent(60) ? "2021-06-01" : day();
    world.talents.push({
      talent_id,
      category: random.pick(["A类", "A类", "B类", "C类"]),
      track: random.pick(["创新类", "创业类"]),
      district: random.pick(["d1", "d1", "d2"]),
      employer: random.pick(["e1", "t1", "某公司", "另一公司"]),
      sector: random.pick([null, "学校", "医院"]),
      degree: random.pick([null, "无", "博士"]),
      title: random.pick([null, "正高级", "副高级"]),
      recognised_on,
      term_from: random.percent(70) ? null : day(),
      term_to: random.percent(60) ? null : day()
    });
    for (let year = 2021; year <= 2025; year++) {
      if (random.percent(20)) continue;
      const seen = new Set<string | null>();
      for (let rows = random.percent(15) ? 2 : 1; rows > 0; rows--) {
        const filed_on = random.percent(15)
          ? null
          : random.percent(75)
            ? `${year + 1}-02-0${1 + random.below(3)}`
            : day();
        // Loading keeps one row for each filing date.
        if (seen.has(filed_on)) continue;
        seen.add(filed_on);
        const grounded = random.percent(6);
        world.assessments.push({
          talent_id,
          year,
          declared_on: maybe(),
          unit_grade: random.pick(GRADES),
          unit_on: maybe(),
          county_grade: random.pick(GRADES),
          county_on: maybe(),
          grade: random.pick(GRADES),
          filed_on,
          ground: grounded ? random.pick(["1", "2", "3", "4", "5", "6"]) : null,
          ground_on: grounded ? maybe() : null,
          ground_doc: grounded && random.percent(80) ? "〔2024〕1号" : null,
          paid: [true, false, null][world.assessments.length % 3]!,
          source_row: world.assessments.length + 2
        });
      }
    }
  }
}

function fillInspections(world: World, random: Random, size: number, maybe: () => string | null): void {
  for (let i = 0; i < size; i++) {
    world.inspections.push({
      inspection_id: `D${i}`,
      unit: random.pick(["t1", "v1", "v2", "e1", "gone"]),
      subject: "事项",
      category: random.pick(["1", "5", "9"]),
      method: random.pick(["暗访督查", "随机抽查", "其他"]),
      approved_on: maybe(),
      notified_on: maybe(),
      visited_on: maybe(),
      done_at_visit: random.pick([null, true, false]),
      notice_no: random.pick([null, null, "1号"]),
      notice_on: random.percent(50) ? null : maybe(),
      due_on: maybe(),
      extended_to: random.percent(60) ? null : maybe(),
      extension_on: random.percent(60) ? null : maybe(),
      reported_on: maybe(),
      verified_on: maybe(),
      closed_on: random.percent(60) ? null : maybe(),
      explained_on: maybe(),
      read_on: maybe()
    });
  }
}

/** Units of few and of many ratings, so that cells lie around the limit. */
function fillRatings(world: World, random: Random, size: number, day: () => string): void {
  for (const unit of ["t1", "v1", "e1"]) {
    const items = ["P1", "P2", "Q1", "X"].slice(0, 1 + random.below(4));
    for (const item of items) {
      for (let n = random.below(random.percent(50) ? 4 : Math.max(9, size / 8)); n > 0; n--) {
        world.ratings.push({
          rating_id: `E${world.ratings.length}`,
          rated_on: random.percent(70) ? `${world.asOf.slice(0, 4)}-01-01` : day(),
          channel: random.pick(["电话问询", "问卷调查"]),
          unit,
          item,
          sector: random.pick([null, "学校"]),
          rater_kind: random.pick([null, "11", "12"]),
          rating: random.pick(["非常满意", "满意", "基本满意", "不满意", "非常不满意", "不了解", "不了解"]),
          valid: random.pick([null, true, true, false])
        });
      }
    }
  }
}

function anyDay(random: Random): string {
  return plusDays("2021-07-01", random.below(1700));
}
