import {formatCount, formatNames, formatPoints} from "../format.ts";
import {ACCEPTED, type Figures, type Standing} from "./figures.ts";

/** What a correction says of itself. */
export interface CorrectionNote {
  /** The version replaced, such as `v1`. */
  replaces: string;
  reason: string;
  /** The numbers of its table of changes; left out where they are not at hand. */
  changes?: CorrectionChanges | undefined;
}

export interface CorrectionChanges {
  /** Claims that were treated otherwise. */
  claims: number;
  /** Units whose total changed. */
  totals: number;
  /** Units whose rank changed. */
  ranks: number;
}

/** Returns the paragraph that says it all in numbers: units, claims, what was accepted, the highest, the caps, the moves. */
export function overviewText(year: number, figures: Figures): string {
  const {groups, claims, claimsBefore, dispositions, atCap, unranked} = figures;
  const rows = groups.flatMap(group => group.rows);
  const praised = of(dispositions, "not_scored");
  const accepted = acceptedClaims(figures);
  const overCap = of(dispositions, "over_cap");
  const scored = rows.filter(({total}) => total > 0).length;
  const capLoss = rows.reduce((sum, row) => sum + row.capLoss, 0);
  const before = claimsBefore === null ? "" : `（上年${formatCount(claimsBefore)}条）`;
  return [
    `${year}年度参加排位次的单位共${formatCount(rows.length)}个，其中${groups.map(({name, rows}) => `${name}${formatCount(rows.length)}个`).join("、")}。`,
    `参加排位次的单位共申报加分事项${formatCount(claims)}条${before}`,
    praised ? `，其中宣传表彰类（不计分）${formatCount(praised)}条。` : "。",
    `经审核、签批，认定有效${formatCount(accepted)}条`,
    overCap ? `，其中${formatCount(overCap)}条因已经封顶不再加分。` : "。",
    `有得分的单位${formatCount(scored)}个，没有得分的单位${formatCount(rows.length - scored)}个；`,
    `加分合计${formatPoints(sum(rows))}分，${highest(rows)}。`,
    atCap
      ? `有得分项目达到封顶的单位${formatCount(atCap)}个，因封顶没有计入的分值共${formatPoints(capLoss)}分。`
      : "没有单位的得分项目达到封顶。",
    movesText(rows),
    unranked.units
      ? `另有不参加排位次的单位${formatCount(unranked.units)}个申报${formatCount(unranked.claims)}条，只列入台账，不排位次。`
      : "",
    "现将有关情况通报如下。"
  ].join("");
}

/** Returns what one group's table shows, in a sentence or two. */
export function groupText({name, rows}: Figures["groups"][number]): string {
  const scored = rows.filter(({total}) => total > 0).length;
  const totals = rows.map(({total}) => total);
  const risen = rows.filter(({change}) => change.startsWith("↑"));
  const most = Math.max(0, ...risen.map(({change}) => places(change)));
  const climbers = risen.filter(({change}) => places(change) === most).map(({unitName}) => unitName);
  return [
    `${name}共${formatCount(rows.length)}个单位，有得分的${formatCount(scored)}个；`,
    scored
      ? `${highest(rows)}，最低${formatPoints(Math.min(...totals))}分。`
      : `最高、最低均为${formatPoints(Math.max(...totals))}分。`,
    most ? `位次上升最多的是${formatNames(climbers)}，上升${most}位。` : ""
  ].join("");
}

/** Returns the paragraph that a correction begins with. */
export function correctionText({replaces, reason, changes}: CorrectionNote): string {
  const version = /^v\d+$/.test(replaces) ? `第${replaces.slice(1)}版` : replaces;
  const counts = changes
    ? `处理结果有变动的申报${formatCount(changes.claims)}条，合计有变动的单位${formatCount(changes.totals)}个，` +
      `位次有变动的单位${formatCount(changes.ranks)}个，`
    : "";
  return (
    `本通报更正并取代此前印发的${version}。更正原因：${reason.replace(/[。；\s]+$/, "")}。` +
    `${counts}逐条变动见随附的更正对照表。`
  );
}

/** Returns how many claims were accepted. */
export function acceptedClaims({dispositions}: Figures): number {
  return ACCEPTED.reduce((total, name) => total + of(dispositions, name), 0);
}

function highest(rows: readonly Standing[]): string {
  const most = Math.max(...rows.map(({total}) => total));
  if (most === 0) return `最高${formatPoints(most)}分`;
  return `最高${formatPoints(most)}分（${formatNames(rows.filter(({total}) => total === most).map(({unitName}) => unitName))}）`;
}

function movesText(rows: readonly Standing[]): string {
  if (rows.every(({previousRank}) => previousRank === null)) return "";
  const up = rows.filter(({change}) => change.startsWith("↑")).length;
  const down = rows.filter(({change}) => change.startsWith("↓")).length;
  const fresh = rows.filter(({previousRank}) => previousRank === null).length;
  return (
    `与上年同组位次相比，上升的单位${formatCount(up)}个，下降的${formatCount(down)}个，` +
    `未变的${formatCount(rows.length - up - down - fresh)}个` +
    (fresh ? `，上年不在本组的${formatCount(fresh)}个。` : "。")
  );
}

function places(change: string): number {
  return Number(change.slice(1));
}

function sum(rows: readonly Standing[]): number {
  return rows.reduce((total, row) => total + row.total, 0);
}

function of(dispositions: ReadonlyMap<string, number>, name: string): number {
  return dispositions.get(name) ?? 0;
}
