import type {Page} from "playwright-core";
import {pdfText} from "../../publish/gate/pdfText.ts";
import {headsWithNext, type PaperTable, paperTables, smallLetters} from "./inPage.ts";

/**
 * Prints the open page as its own style has it, and returns what the sheets lack: a caption, whole and on the sheet of its
 * table's first row; a row of a table, in its order and on one sheet; the head of its table above it; the number of the sheet
 * among all; the line at its foot; words of the page on the last sheet.
 */
export async function paperFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({media: "print"});
  const tables = await page.evaluate(paperTables);
  const heads = await page.evaluate(headsWithNext);
  const foot = await page.evaluate(() => {
    const last = document.querySelector("footer");
    return last?.checkVisibility() ? last.innerText : "";
  });
  await page.emulateMedia({media: null});
  const bytes = new Uint8Array(await page.pdf({preferCSSPageSize: true}));
  const {pages, unread} = pdfText(bytes);
  const sheets = pages.map(({text}) => squeeze(text));
  return [
    ...unread,
    ...numberFaults(sheets),
    ...tableFaults(sheets, tables),
    ...headFaults(sheets, heads),
    ...footFaults(sheets, squeeze(foot))
  ];
}

/** The room for words on a sheet: A4 without its margins, upright or across, in millimetres. */
const ROOM = {auto: 156, ranking: 253} as const;
const LEAST_POINTS = 7.5;

/** Returns the words in drawings that are too small to be read on paper. */
export async function smallOnPaper(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.emulateMedia({media: "print"});
  const sheet = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("page"));
  const width = Math.round((ROOM[sheet as keyof typeof ROOM] / 25.4) * 96);
  await page.setViewportSize({width, height: before?.height ?? 800});
  const faults = await page.evaluate(smallLetters, LEAST_POINTS);
  await page.emulateMedia({media: null});
  if (before) await page.setViewportSize(before);
  return [...new Set(faults)];
}

function numberFaults(sheets: readonly string[]): string[] {
  return sheets.flatMap((sheet, i) => [
    ...(sheet.includes(`第${i + 1}页，共${sheets.length}页`) ? [] : [`sheet ${i + 1}: no number`]),
    ...(sheet.includes("数据截至") ? [] : [`sheet ${i + 1}: no foot`])
  ]);
}

/** What stands in the margins of a sheet is shorter. */
const FEWEST_SIGNS = 80;

/** The last words of a page, on a sheet of their own, are a sheet wasted. */
function footFaults(sheets: readonly string[], foot: string): string[] {
  const last = sheets.at(-1) ?? "";
  const alone = sheets.length > 1 && foot !== "" && last.length - foot.length < FEWEST_SIGNS;
  return alone ? [`sheet ${sheets.length}: nothing but the foot of the page`] : [];
}

/** A heading at the foot of a sheet belongs to what stands on the next; one above nothing belongs nowhere. */
function headFaults(sheets: readonly string[], heads: readonly (readonly [string, string])[]): string[] {
  return heads.flatMap(([head, next]) => {
    if (!next) return [`${head}: nothing below`];
    const whole = sheets.some(sheet => sheet.includes(squeeze(head)) && sheet.includes(squeeze(next)));
    return whole ? [] : [`${head}: not on the sheet of ${next}`];
  });
}

function tableFaults(sheets: readonly string[], tables: readonly PaperTable[]): string[] {
  const faults: string[] = [];
  let sheet = 0;
  let from = 0;
  for (const {caption, head, rows} of tables) {
    const heads = head.map(squeeze).join("");
    const above = squeeze(caption);
    const start = findFrom(sheets, above, sheet, from);
    if (start) [sheet, from] = [start.sheet, start.at + above.length];
    else faults.push(`${caption}: torn or no caption`);
    for (const [i, row] of rows.entries()) {
      const words = row.map(squeeze).join("");
      const place = findFrom(sheets, words, sheet, from);
      if (place && start && i === 0 && place.sheet !== start.sheet)
        faults.push(`${caption}: no row below on its sheet`);
      if (!place) {
        faults.push(`${caption}: no row ${row.join("|").slice(0, 80)}`);
        continue;
      }
      if (!sheets[place.sheet]!.includes(heads)) faults.push(`${caption}: no head on sheet ${place.sheet + 1}`);
      [sheet, from] = [place.sheet, place.at + words.length];
    }
  }
  return [...new Set(faults)];
}

function findFrom(
  sheets: readonly string[],
  words: string,
  first: number,
  from: number
): {sheet: number; at: number} | undefined {
  for (let sheet = first; sheet < sheets.length; sheet++) {
    const at = sheets[sheet]!.indexOf(words, sheet === first ? from : 0);
    if (at >= 0) return {sheet, at};
  }
  return undefined;
}

/** Drops blanks, which a drawing has none of, what no glyph is drawn for, and letters that are drawn from right to left. */
function squeeze(text: string): string {
  return text.replace(/[\s\u200b-\u200f\u2060-\u2069]+|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+/gu, "");
}
