import {formatCount, formatDate, formatPoints} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import {type Facts, hasDataset} from "../../publish/sitedata/facts.ts";
import type {GradeRow, ScreenData, ScreenGroup} from "../../publish/sitedata/screen.ts";
import {draftMark} from "../../publish/state.ts";
import {circled} from "../../publish/words.ts";
import {type Page, page, stateText} from "./frame.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {countText, gradesBlock} from "./screenGrades.ts";
import {leadersBlock, shorten} from "./screenLeaders.ts";
import {screenTables} from "./screenTables.ts";

/**
 * What the page's root element carries: an id, so that the link `screen.html#dark` turns the page dark by the stylesheet
 * alone, and a class, by which the sheet fills the screen.
 */
export const SCREEN_ROOT = ' id="dark" class="screen"';

/**
 * Returns the page for the big screen: a front page of one sheet, read from ten metres. Every number on it is a cell of the
 * public tables; nothing is added up, so nothing can be taken apart.
 */
export function screenPage(facts: Facts, read: ScreenData): Page {
  // Of nobody there are no grades to show.
  const data = read.overall?.filed === 0 ? {...read, overall: null, parts: null} : read;
  const parts = page(
    {...facts, documents: firstTwo(facts.documents)},
    {
      name: "screen",
      title: `${facts.city}${facts.year}年度人才工作`,
      lead: verdict(facts, data),
      description: `${facts.city}${facts.year}年度人才工作大屏：各组领先的单位和年度考核等次，取自可对外公开的表。`,
      body: html`<div class="front">${leadersBlock(facts, data, ruleNames(data))}${gradesBlock(facts, data)}</div>${screenTables(data, ruleNames(data), wholePlace(facts))}`
    }
  );
  return {...parts, header: header(facts), footer: footer(facts)};
}

function firstTwo([first, second, ...others]: readonly string[]): string[] {
  return [first, others.length ? `${second}等` : second].filter(name => name !== undefined);
}

/** As many groups in the headline, and as many characters on its two lines in the large type. */
const LEADERS = 2;
const LONG = 62;

/** One sentence: who leads each group, and how the assessed stand. */
function verdict(facts: Facts, data: ScreenData): Part {
  const leaders = data.groups.flatMap(group => leaderWords(group)).slice(0, LEADERS);
  const grades = data.overall ? gradeWords(data.overall) : null;
  if (!leaders.length && !grades) {
    return hasDataset(facts, "claims") || hasDataset(facts, "assessments")
      ? `截至${formatDate(facts.asOf)}，还没有可以公布的加分和考核等次。`
      : "还没有加分申报和年度考核的数据，送来以后这里就会显示。";
  }
  const words = html`${leaders.length ? join(leaders, "，") : "绩效加分还没有可以公布的位次"}；${grades ?? (hasDataset(facts, "assessments") ? "年度考核还没有备案" : "还没有年度考核的数据")}。`;
  const length = words.text.replace(/<[^>]*>|&[#\w]+;/g, "").length;
  return length > LONG ? html`<span class="long">${words}</span>` : words;
}

function leaderWords({name, banded, rows}: ScreenGroup): Part[] {
  const first = rows.filter(({rank, total}) => rank === 1 && total);
  if (banded || !first.length) return [];
  const names = first.slice(0, 2).map(({short}) => shorten(short, 9));
  const who = `${names.join("、")}${first.length > names.length ? "等" : ""}`;
  return [
    html`${shorten(name, 8)}<strong>${who}</strong><span class="nowrap">以<strong>${formatPoints(first[0]!.total)}分</strong>${first.length > 1 ? "并列" : null}居首</span>`
  ];
}

function gradeWords({filed, excellent, unqualified}: GradeRow): Part {
  if (filed === "hidden") return "年度考核人数过少，不公布";
  const told = ([excellent, unqualified] as const).map((count, i) =>
    typeof count === "number"
      ? html`，<span class="nowrap">${["优秀", "不合格"][i]}<strong>${formatCount(count)}人</strong></span>`
      : null
  );
  return html`<span class="nowrap">年度考核备案<strong>${countText(filed)}人</strong></span>${told}`;
}

/** Few links, in the type of the sheet: a screen on a wall is read, not walked through. */
function header({city}: Facts): Html {
  return html`<a class="skip" href="#main" rel="external">跳到正文</a><div class="masthead" id="light"><p class="brand"><a href="index.html" rel="external">${city}人才工作年度账</a></p><nav aria-label="大屏"><ul><li><a href="index.html" rel="external">总览</a></li><li><a href="method.html" rel="external">口径说明</a></li><li><a href="downloads.html" rel="external">数据下载</a></li><li class="to-dark"><a href="#dark" rel="external">深色</a></li><li class="to-light"><a href="#light" rel="external">浅色</a></li></ul></nav></div>`;
}

function footer(facts: Facts): Html {
  const {asOf, state} = facts;
  return html`<div class="colophon"><p>数据截至 ${formatDate(asOf)} · ${stateText(facts)}${draftMark(state) ? "，未经签批，不得作为正式结果引用" : ""}</p><p>屏上的数都取自可对外公开的表，人数过少的不公布；不含个人信息。</p></div>`;
}

/** The rules as keys and heads say them: ①人才引进. */
function ruleNames({rules}: ScreenData): string[] {
  return rules.map(({title}, i) => `${circled(i + 1)}${shorten(title, 10)}`);
}
