import {formatNames, formatPoints} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {ScreenData, ScreenGroup, ScreenRow} from "../../publish/sitedata/screen.ts";
import {missingDataset} from "./frame.ts";
import {type Html, html, trusted} from "./html.ts";
import {type Fill, fillOf, legend, RULE_FILLS} from "./marks.ts";
import {mostOf} from "./most.ts";
import {sum} from "./shares.ts";

/** As many groups as a sheet holds side by side, and as many places in each. */
const GROUPS = 3;
const PLACES = 7;

/** Returns the leading units of each group with their points by rule. */
export function leadersBlock(facts: Facts, {groups}: ScreenData, rules: readonly string[]): Html {
  const missing = missingDataset(facts, "claims", "激励奖励（加分）申报");
  if (!groups.length || missing) {
    return html`<section class="lead-story"><h2>绩效加分</h2><p>${missing ? "还没有加分申报的数据：送来“激励奖励（加分）申报”表，再生成一次，这里就会显示。" : "没有参加排位次的单位。"}</p></section>`;
  }
  const shown = groups.slice(0, GROUPS);
  const places = shown.length > 1 ? PLACES : 2 * PLACES;
  const max = Math.max(...shown.flatMap(({rows}) => rows.map(({total}) => total ?? 0)), 1);
  const fills = rules.map((_, i) => RULE_FILLS[i % RULE_FILLS.length]!);
  const length = shown.length < GROUPS ? LONG : SHORT;
  const others = groups.slice(GROUPS).map(({name}) => shorten(name, 10));
  const drawn = shown.some(({banded}) => !banded);
  return html`<section class="lead-story"><h2>${message(shown, rules)}</h2>${
    drawn ? legend(rules.map((name, i) => ({name, fill: fills[i]!}))) : null
  }<div class="columns">${shown.map(group => groupColumn(group, places, {max, fills, length}))}</div>${
    others.length ? html`<p class="others">${others.join("、")}的位次见绩效加分页。</p>` : null
  }</section>`;
}

/** Returns the text cut to so many full-width characters; the table of the sheet has the whole. */
export function shorten(text: string, room: number): string {
  const width = (character: string) =>
    character.codePointAt(0)! > 0x2e7f || /[MW@%…—]/.test(character) ? 1 : /[A-Z&]/.test(character) ? 0.75 : 0.6;
  let used = 0;
  let kept = "";
  for (const character of text.replace(/\s+/g, " ")) {
    used += width(character);
    if (used > room) return `${kept}…`;
    kept += character;
  }
  return kept;
}

/**
 * The first places with points. Units that tie with one left out are left out too, unless that leaves too few: then a line
 * says so, in the room of a row of places.
 */
function leading(rows: readonly ScreenRow[], places: number): {rows: ScreenRow[]; tiesLeft: boolean} {
  const earned = rows.filter(({total}) => total);
  const cut = earned[places]?.rank;
  const whole = earned.slice(0, places).filter(({rank}) => rank !== cut);
  if (cut === undefined || whole.length >= places / 2) return {rows: whole, tiesLeft: false};
  return {rows: earned.slice(0, places - Math.ceil(places / PLACES)), tiesLeft: true};
}

/**
 * Says from which rules the leaders have most of their points, in words: a sum is no cell of the tables. Small groups have
 * bands alone: whether anybody of them has points is not told.
 */
function message(groups: readonly ScreenGroup[], rules: readonly string[]): string {
  const rows = groups.flatMap(({rows}) => leading(rows, PLACES).rows);
  const sums = rules.map((name, i) => ({name, points: sum(rows.map(({points}) => points[i] ?? 0))}));
  const most = mostOf(sums, ({points}) => points).map(({name}) => `“${name}”`);
  if (most.length) {
    return `领先单位的加分，${formatNames(most, {most: 2, of: "项"})}${most.length > 1 ? "同样" : "一项"}最多`;
  }
  if (!groups.some(({banded}) => banded)) return "各组还没有单位加分";
  return groups.every(({banded}) => banded) ? "各组单位少，只列位次段" : "列出得分的组还没有单位加分";
}

function groupColumn(group: ScreenGroup, places: number, scale: BarScale): Html {
  const name = fitted(group.name, 5, 7);
  if (group.banded) return html`<div class="group banded"><h3>${name}</h3>${bands(group)}</div>`;
  const {rows, tiesLeft} = leading(group.rows, group.totals.length ? places - Math.ceil(places / PLACES) : places);
  if (!rows.length) return html`<div class="group"><h3>${name}</h3><p class="others">还没有单位加分</p></div>`;
  const moved = rows.some(({change}) => change);
  return html`<div class="group"><h3>${name}<span class="heads">${moved ? "比上年　" : null}得分</span></h3>${totals(group)}<ol class="places${places > PLACES ? " two" : ""}">${rows.map(
    row =>
      html`<li><span class="place">${row.rank}</span><span class="who">${fitted(row.short, ...room(row, scale))}</span><span class="moved">${row.change}</span><span class="points">${formatPoints(row.total)}</span>${bar(row.points, scale)}</li>`
  )}</ol>${tiesLeft ? html`<p class="others">并列的没有列全</p>` : null}</div>`;
}

/** Returns the text in large type where so many characters hold it, else in small type, cut to so many. */
function fitted(text: string, large: number, small: number): Html {
  const whole = shorten(text, large);
  return whole.endsWith("…") ? html`<span class="small">${shorten(text, small)}</span>` : html`${whole}`;
}

/** How many characters of large and of small type a row has for the unit, by what its figures take. */
function room({change, total}: ScreenRow, {length}: BarScale): [number, number] {
  const figures = 0.6 * ((change ?? "").length + LARGER * formatPoints(total).length);
  const left = (length === LONG ? 18 : 10.5) - figures;
  return [left / LARGER, left];
}

const LARGER = 1.4;

/** Who is first by base scores and bonus together, where base scores were imported. */
function totals({totals}: ScreenGroup): Html | null {
  if (!totals.length) return null;
  const names = totals.slice(0, 2).map(({name}) => shorten(name, 7));
  return html`<p class="others">总分居首：${names.join("、")}${totals.length > names.length ? "等" : null} ${formatPoints(totals[0]!.total)}</p>`;
}

/** In a group too small for ranks the units of a band stand in 建制序. */
function bands({rows}: ScreenGroup): Html {
  const places = [...new Set(rows.map(({bandFirst}) => bandFirst))];
  return html`<p class="others">组内单位少，只列位次段</p>${places.map(first => {
    const of = rows.filter(({bandFirst}) => bandFirst === first);
    const {bandLast} = of[0]!;
    const head = first === null || first === bandLast ? "不排位次" : `第${first}—${bandLast}位`;
    return html`<p class="band">${head}</p><ul class="who">${of.map(({short}) => html`<li>${shorten(short, 11)}</li>`)}</ul>`;
  })}`;
}

/** Lengths of a bar in a third and in half of the room; the drawing is enlarged with its column, height and all. */
const SHORT = 400;
const LONG = 680;
const HEIGHT = 22;

export interface BarScale {
  /** What the whole length stands for. */
  max: number;
  fills: readonly Fill[];
  length?: number;
}

/** Draws the parts of one bar; the numbers are in the table of the sheet. */
export function bar(values: readonly number[], {max, fills, length = SHORT}: BarScale): Html {
  let from = 0;
  const parts = values.map((value, i) => {
    const [x, width] = [from, (value / max) * length];
    from += width;
    return width > 0
      ? `<rect x="${tenth(x)}" y="1" width="${tenth(width)}" height="${HEIGHT - 2}" fill="${fillOf(fills[i]!)}"/>`
      : "";
  });
  return trusted(
    `<svg class="bar" viewBox="0 0 ${length} ${HEIGHT}" aria-hidden="true" focusable="false">${parts.join("")}</svg>`
  );
}

function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
