import {formatPoints, MISSING} from "../format.ts";
import {LAYOUTS, type PaperColumn, ROW_AIR} from "../paper/paper.ts";
import {DISPOSITIONS, dispositionWords} from "../words.ts";
import {textWidth} from "../xlsx/layout.ts";
import type {NoticeClaim, NoticeData} from "./data.ts";

const {table} = LAYOUTS.sheet;

export const CLAIM_COLUMNS: readonly PaperColumn[] = [
  {head: "申报编号", width: 25, align: "left"},
  {head: "发生日期", width: 20, align: "center"},
  {head: "项目", width: 19, align: "left"},
  {head: "事项", width: 58, align: "left"},
  {head: "处理结果", width: 37, align: "left"},
  {head: "得分", width: 11, align: "right"}
];

/** The height of one line of the claims, in points. */
export const CLAIM_HEIGHT = table.line + ROW_AIR.sheet + 0.5;

/**
 * Returns the claims that fit on the page: all of them by rule and date, else first those that were not accepted, those
 * cut by a cap and those that count, last what is over a cap or earns no points by its nature.
 */
export function shownClaims(claims: readonly NoticeClaim[], room: number): NoticeClaim[] {
  if (claims.length <= room) return [...claims];
  const urgency = ({disposition}: NoticeClaim): number => {
    if (disposition === "counted_partly") return 1;
    if (disposition === "counted" || disposition === "counted_no_increment") return 2;
    return disposition === "over_cap" || disposition === "not_scored" ? 3 : 0;
  };
  return claims
    .map((claim, i) => ({claim, i}))
    .sort((a, b) => urgency(a.claim) - urgency(b.claim) || a.i - b.i)
    .slice(0, Math.max(0, room))
    .map(({claim}) => claim);
}

/** Returns a claim as a row of the table: in one line, or with all its words where there is room for more lines. */
export function claimCells(
  claim: NoticeClaim,
  titles: ReadonlyMap<string, string>,
  {whole = false}: {whole?: boolean} = {}
): string[] {
  const {claimId, ruleId, eventOn, subject, disposition, dupOf, points} = claim;
  const cells = [
    claimId,
    eventOn,
    titles.get(ruleId) ?? (disposition === "not_scored" ? "宣传表彰" : ruleId),
    subject ?? MISSING,
    dispositionWords(disposition) + (dupOf ? `（${dupOf}）` : ""),
    // What earns praise but no points is never shown as 0.
    disposition === "not_scored" ? MISSING : formatPoints(points)
  ];
  return cells.map((text, i) => {
    const line = text.replace(/\s+/g, " ");
    return whole ? line : cut(line, CLAIM_COLUMNS[i]!.width);
  });
}

/** Returns how many claims were treated in each way, in words, the most frequent first. */
export function treatmentText({claims}: Pick<NoticeData, "claims">): string {
  const counts = new Map<string, number>();
  for (const {disposition} of claims) counts.set(disposition, (counts.get(disposition) ?? 0) + 1);
  const order = Object.keys(DISPOSITIONS);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || order.indexOf(a) - order.indexOf(b))
    .map(([disposition, n]) => `${dispositionWords(disposition)}${n}条`)
    .join("、");
}

/** Returns what the words of the table mean, those in use only, with what the rule asks where a claim did not meet it. */
export function reasonsText({claims, rules}: Pick<NoticeData, "claims" | "rules">): string {
  const used = new Set(claims.map(({disposition}) => disposition));
  const parts = Object.keys(DISPOSITIONS)
    .filter(name => used.has(name) && name !== "counted")
    .map(name => {
      const {word, why} = DISPOSITIONS[name]!;
      const asked = name === "ineligible" ? conditions(claims, rules) : "";
      return `${word}：${why}${asked}`;
    });
  return parts.length ? `处理结果的含义——${parts.join("；")}。` : "";
}

function conditions(claims: NoticeData["claims"], rules: NoticeData["rules"]): string {
  const failed = new Set(claims.filter(({disposition}) => disposition === "ineligible").map(({ruleId}) => ruleId));
  const asked = rules.filter(({ruleId, condition}) => failed.has(ruleId) && condition);
  return asked.length ? `（${asked.map(({title, condition}) => `${title}须${condition}`).join("；")}）` : "";
}

/** Cuts the text to one line of a column so many millimetres wide. */
function cut(text: string, width: number): string {
  const most = Math.floor(((((width - 2.5) / 25.4) * 72) / table.size) * 2);
  if (textWidth(text) <= most) return text;
  let kept = "";
  for (const character of text) {
    if (textWidth(kept) + textWidth(character) > most - 2) break;
    kept += character;
  }
  return `${kept}…`;
}
