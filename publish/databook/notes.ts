import {formatDate} from "../format.ts";
import {CELL_MARKS} from "./marks.ts";

/** A note on the tables, by the name that they refer to it with. */
export interface Note {
  /** Such as `注1`. */
  id: string;
  text: string;
}

type NoteName =
  | "basis"
  | "ties"
  | "caps"
  | "previous"
  | "band"
  | "grades"
  | "rows"
  | "small"
  | "few"
  | "asOf"
  | "ratings"
  | "clauses";

const TEXTS: Readonly<Record<NoteName, (asOf: string) => string>> = {
  basis: asOf =>
    `只计审核通过、在数据截至日（${formatDate(asOf)}）以前签批并且没有撤销的申报，即“已签批”口径；没有加分的单位也列出，记 0 分。`,
  ties: () => "得分相同的单位位次相同，其后位次顺延空位（1、2、2、4）；位次相同的按建制序排列。",
  caps: () => "封顶扣减是封顶前得分之和减去计入的得分，即因封顶没有计入的分值；各项得分相加等于合计。",
  previous: () =>
    "位次变化与上年同组位次相比：↑ 上升、↓ 下降的位数，— 未变，新为上年不在本组；上年位次按现有数据重新计算。",
  band: () =>
    "最好位次、最差位次：把文件未写明之处的各种理解和尚未决定的申报的各种结果全部组合，该单位可能得到的最好和最差位次。",
  grades: () => "等次人数以已备案的为准；应考、已申报、已考评是备案以前各环节的人数，占比的分母是已备案。",
  rows: () => `人数过少的行，以及由合计减去其他行可以推出它的行，为保护个人不列人数，写作 ${CELL_MARKS.confidential}。`,
  small: () =>
    `人数过少的数，以及与其他数相减能推出它的数，为保护个人不公布，写作 ${CELL_MARKS.confidential}；人数过少的行并入“其他”。`,
  few: () => `组内单位过少的只公布位次段，不公布位次和分数，写作 ${CELL_MARKS.confidential}。`,
  asOf: asOf => `状态、逾期天数都是数据截至日（${formatDate(asOf)}）的；以前年度结转、本年度仍在办理的事项也在内。`,
  ratings: () => "有效评价不含“不了解”；满意率等比率由各栏人数自行计算，本表不列比率。",
  clauses: () => "条款摘要是对文件内容的简述，不是原文；以文件原文为准。"
};

const NOTES_OF: Readonly<Record<string, readonly NoteName[]>> = {
  bonus_ranking: ["basis", "ties", "previous", "band"],
  total_ranking: ["ties"],
  bonus_scores: ["basis", "caps"],
  bonus_ledger: ["basis", "caps"],
  grade_distribution: ["grades", "rows"],
  inspection_status: ["asOf"],
  rectification_status: ["asOf"],
  satisfaction: ["ratings", "rows"],
  rules: ["clauses"],
  readings: ["clauses"],
  reading_effects: ["basis"]
};

const PUBLIC_NOTES: Readonly<Record<string, readonly NoteName[]>> = {
  bonus_ranking: ["basis", "ties", "previous", "few"],
  total_ranking: ["ties", "few"],
  bonus_scores: ["few"],
  grade_distribution: ["small"]
};

/** Returns the notes that the tables refer to, in their order, and for each table the notes of its own. */
export function notesFor(
  tables: readonly string[],
  {asOf, audience}: {asOf: string; audience: "internal" | "public"}
): {notes: Note[]; of: Map<string, string[]>} {
  const known = audience === "public" ? {...NOTES_OF, ...PUBLIC_NOTES} : NOTES_OF;
  const names = [...new Set(tables.flatMap(table => known[table] ?? []))];
  const ids = new Map(names.map((name, i) => [name, `注${i + 1}`]));
  return {
    notes: names.map(name => ({id: ids.get(name)!, text: TEXTS[name](asOf)})),
    of: new Map(tables.map(table => [table, (known[table] ?? []).map(name => ids.get(name)!)]))
  };
}

/** What the marks in empty cells say, in the words of the notes. */
export const MARK_NOTES: readonly Note[] = [
  {id: CELL_MARKS.confidential, text: "保密：有这个数，为保护个人或因组内单位过少不公布。"},
  {id: CELL_MARKS.missing, text: "缺失：没有这项数据。"},
  {id: CELL_MARKS.notApplicable, text: "不适用：这一格本来就没有可填的内容。"},
  {id: "0", text: "零：数过了，就是没有。"}
];
