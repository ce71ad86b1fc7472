import type {Column} from "../dictionary.ts";
import {decimalText} from "../format.ts";
import {DIMENSIONS, dispositionWords} from "../words.ts";

/** A claim whose points or treatment differ; a side is null where the claim is not in the year there. Whole thousandths. */
export interface ClaimChange {
  unit_id: string;
  unit_name: string;
  claim_id: string;
  rule_id: string;
  event_on: string | null;
  clause_before: string | null;
  clause_after: string | null;
  points_before: number | null;
  points_after: number | null;
  disposition_before: string | null;
  disposition_after: string | null;
  dup_of_before: string | null;
  dup_of_after: string | null;
  /** Points of the claim by itself, before caps. */
  raw_before: number | null;
  raw_after: number | null;
}

/** How many people of a place have which grade, before and after; nobody is named. */
export interface GradeChange {
  dimension: "overall" | "district" | "unit";
  key: string;
  name: string;
  filed_before: number;
  filed_after: number;
  excellent_before: number;
  excellent_after: number;
  qualified_before: number;
  qualified_after: number;
  unqualified_before: number;
  unqualified_after: number;
  other_before: number;
  other_after: number;
}

/** What a ranked unit has and where it stands before and after. */
export interface UnitChange {
  /** 绩效加分, or 总分 where base scores were imported. */
  board: "绩效加分" | "总分";
  group: string | null;
  unit_id: string;
  unit_name: string;
  total_before: number | null;
  total_after: number | null;
  rank_before: number | null;
  rank_after: number | null;
}

/** What a unit objected to, and what came of it. */
export interface Objection {
  unit_id: string;
  unit_name: string | null;
  edition: string;
  claim_id: string | null;
  filed_on: string | null;
  outcome: string | null;
  decided_on: string | null;
}

export interface Changes {
  claims: ClaimChange[];
  units: UnitChange[];
  /** Places whose counts changed, but for those with too few people to be told. */
  grades: GradeChange[];
  objections: Objection[];
  /** Why the office decided on a claim since the edition before, by the claim's number. */
  decided: ReadonlyMap<string, string>;
}

const text = (name: string): Column => ({name, title: name, type: "text", description: name, key: false});
const points = (name: string): Column => ({...text(name), type: "points"});
const whole = (name: string): Column => ({...text(name), type: "integer"});

/** The columns of `changes.csv`: a row for each claim that changed, and for each objection that changed nothing. */
export const claimColumns: readonly Column[] = [
  ...["单位编码", "单位名称", "申报编号", "加分项目", "发生日期", "原条款", "现条款"].map(text),
  ...["原得分", "现得分", "变化"].map(points),
  ...["原处理", "现处理", "原重复于", "现重复于", "异议处理", "变动原因"].map(text)
];

/** The columns of `changes-units.csv`: a row for each unit whose total or rank changed. */
export const unitColumns: readonly Column[] = [
  ...["榜", "组别", "单位编码", "单位名称"].map(text),
  ...["原得分", "现得分", "变化"].map(points),
  ...["原位次", "现位次"].map(whole)
];

const COUNTS = [
  ["已备案", "filed"],
  ["优秀", "excellent"],
  ["合格", "qualified"],
  ["不合格", "unqualified"],
  ["其他", "other"]
] as const;

/** The columns of `changes-grades.csv`: a row for each place whose counts of grades changed. */
export const gradeColumns: readonly Column[] = [
  ...["范围", "编码", "名称"].map(text),
  ...COUNTS.flatMap(([title]) => [whole(`原${title}`), whole(`现${title}`)])
];

/** Returns the rows of `changes-grades.csv`. */
export function gradeCells({grades}: Pick<Changes, "grades">): (string | null)[][] {
  return grades.map(grade => [
    DIMENSIONS[grade.dimension] ?? grade.dimension,
    grade.dimension === "overall" ? null : grade.key,
    grade.name,
    ...COUNTS.flatMap(([, name]) => [String(grade[`${name}_before`]), String(grade[`${name}_after`])])
  ]);
}

/** Returns the rows of `changes.csv`. */
export function claimCells({
  claims,
  objections,
  decided
}: Pick<Changes, "claims" | "objections" | "decided">): (string | null)[][] {
  const outcomes = new Map(
    objections.map(({unit_id, claim_id, outcome}) => [key(unit_id, claim_id), outcome ?? "未处理"])
  );
  const changed = new Set(claims.map(({unit_id, claim_id}) => key(unit_id, claim_id)));
  return [
    ...claims.map(claim => [
      claim.unit_id,
      claim.unit_name,
      claim.claim_id,
      claim.rule_id,
      claim.event_on,
      claim.clause_before,
      claim.clause_after,
      decimals(claim.points_before),
      decimals(claim.points_after),
      decimals((claim.points_after ?? 0) - (claim.points_before ?? 0)),
      treatment(claim, "before"),
      treatment(claim, "after"),
      claim.dup_of_before,
      claim.dup_of_after,
      outcomes.get(key(claim.unit_id, claim.claim_id)) ?? null,
      reasonOf(claim, decided)
    ]),
    ...objections
      .filter(({unit_id, claim_id}) => !changed.has(key(unit_id, claim_id)))
      .map(({unit_id, unit_name, claim_id, outcome}) => [
        ...[unit_id, unit_name, claim_id, null, null, null, null, null, null, null, null, null, null, null],
        outcome ?? "未处理",
        "提出异议，得分和处理没有变动"
      ])
  ];
}

/** Returns the rows of `changes-units.csv`. */
export function unitCells({units}: Pick<Changes, "units">): (string | null)[][] {
  return units.map(unit => [
    unit.board,
    unit.group,
    unit.unit_id,
    unit.unit_name,
    decimals(unit.total_before),
    decimals(unit.total_after),
    decimals((unit.total_after ?? 0) - (unit.total_before ?? 0)),
    unit.rank_before === null ? null : String(unit.rank_before),
    unit.rank_after === null ? null : String(unit.rank_after)
  ]);
}

/** Returns how a claim was treated on one side, in words; 不在本年度 where it is not there. */
export function treatment(claim: ClaimChange, side: "before" | "after"): string {
  const disposition = side === "before" ? claim.disposition_before : claim.disposition_after;
  return disposition === null ? "不在本年度" : dispositionWords(disposition);
}

/** Returns why the claim is treated otherwise: what of it differs, and what the office decided on it. */
export function reasonOf(claim: ClaimChange, decided: ReadonlyMap<string, string>): string {
  const decision = decided.get(claim.claim_id);
  return `${differenceOf(claim)}${decision === undefined ? "" : `；办公室裁定：${decision}`}`;
}

function differenceOf(claim: ClaimChange): string {
  if (claim.disposition_before === null) return "上一版没有列入本年度";
  if (claim.disposition_after === null) return "不再列入本年度";
  if (claim.disposition_before !== claim.disposition_after) {
    return `由“${treatment(claim, "before")}”改为“${treatment(claim, "after")}”`;
  }
  if (claim.dup_of_before !== claim.dup_of_after) return "与之重复的申报不同";
  if (claim.clause_before !== claim.clause_after) return "适用的条款不同";
  if (claim.raw_before !== claim.raw_after) return "本项得分不同";
  return "同一单位其他申报有变动，累计和封顶随之变动";
}

function decimals(thousandths: number | null): string | null {
  return thousandths === null ? null : decimalText(thousandths);
}

function key(unit: string, claim: string | null): string {
  return JSON.stringify([unit, claim]);
}
