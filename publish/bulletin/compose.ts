import {formatDate} from "../format.ts";
import type {OfficeWords} from "../office.ts";
import type {Block, Paper, Section} from "../paper/paper.ts";
import type {PublishSettings} from "../settings.ts";
import type {NamedPolicy} from "../sitedata/policies.ts";
import {draftMark, isOfficial, type YearState} from "../state.ts";
import type {Figures} from "./figures.ts";
import {notesTexts} from "./notes.ts";
import {type CorrectionNote, correctionText, groupText, overviewText} from "./overview.ts";
import {problemTexts} from "./problems.ts";
import {isWide, rankingTable, rulesTable} from "./tables.ts";

export interface BulletinContent {
  year: number;
  settings: PublishSettings;
  state: YearState;
  figures: Figures;
  policies: readonly NamedPolicy[];
  office: OfficeWords;
  correction: CorrectionNote | null;
}

/** Returns the bulletin 通报 on one year's ranking; every figure in it comes from the figures given. */
export function composeBulletin(content: BulletinContent): Paper {
  const {year, settings, state, office} = content;
  const subject = `关于${year}年度人才工作绩效加分`;
  const rest = `情况的通报${state.state === "更正" ? "（更正）" : ""}`;
  return {
    title: subject + rest,
    mark: draftMark(state),
    form: "document",
    footer: "",
    date: settings.asOf,
    city: settings.city,
    sections: turned(content, [
      {kind: "title", text: state.state === "更正" ? `${subject}\n${rest}` : subject + rest},
      {kind: "line", text: state.docNo ?? "（文号待定）", align: "center"},
      {kind: "line", text: `${office.recipients}：`, align: "left"}
    ])
  };
}

/** Returns the pages: upright, the ranking on pages turned where it is too wide, upright again. */
function turned(content: BulletinContent, head: readonly Block[]): Section[] {
  const {figures} = content;
  const before = [...head, ...opening(content)];
  const tables: Block[] = [{kind: "heading", level: 1, text: "一、位次情况"}, ...rankings(content)];
  const after = closing(content, figures.groups.length + 1);
  if (!isWide(figures.rules.length)) return [{landscape: false, blocks: [...before, ...tables, ...after]}];
  return [
    {landscape: false, blocks: before},
    {landscape: true, blocks: tables},
    {landscape: false, blocks: after}
  ];
}

function opening({year, figures, correction}: BulletinContent): Block[] {
  return [...(correction ? [text(correctionText(correction))] : []), text(overviewText(year, figures))];
}

function rankings({year, figures}: BulletinContent): Block[] {
  return figures.groups.flatMap((group, i): Block[] => [
    {kind: "heading", level: 2, text: `（${numeral(i + 1)}）${group.name}`},
    text(groupText(group)),
    rankingTable(group, figures.rules, {number: i + 1, year})
  ]);
}

function closing(content: BulletinContent, number: number): Block[] {
  const {year, settings, state, figures, office} = content;
  const requirements: Block[] = office.requirements.length
    ? office.requirements.map(text)
    : [{kind: "text", text: "【此处由办公室填写下步工作要求，印发前删去本行。】", fill: true}];
  return [
    {kind: "heading", level: 1, text: "二、得分构成"},
    rulesTable(figures.rules, {number, year}),
    {kind: "heading", level: 1, text: "三、存在问题"},
    ...problemTexts(figures, settings.asOf).map(text),
    {kind: "heading", level: 1, text: "四、下步要求"},
    ...requirements,
    {kind: "heading", level: 1, text: "五、说明"},
    ...notesTexts(content).map(text),
    {
      kind: "closing",
      issuer: office.issuer,
      date: isOfficial(state) && state.signedOn ? formatDate(state.signedOn) : "（成文日期待签批）"
    }
  ];
}

function text(text: string): Block {
  return {kind: "text", text};
}

/** Returns the number in Chinese, up to 99. */
export function numeral(n: number): string {
  const digits = "零一二三四五六七八九";
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (!tens) return digits[ones]!;
  return `${tens > 1 ? digits[tens] : ""}十${ones ? digits[ones] : ""}`;
}
