import type {Page} from "playwright-core";
import {pdfText} from "../../publish/gate/pdfText.ts";
import {type PaperTable, paperTables} from "./inPage.ts";

/**
 * Prints the open page as its own style has it, and returns what the sheets lack: a row of a table, in its order and on
 * one sheet; the head of its table above it; the number of the sheet among all; the line at its foot.
 */
export async function paperFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({media: "print"});
  const tables = await page.evaluate(paperTables);
  await page.emulateMedia({media: null});
  const bytes = new Uint8Array(await page.pdf({preferCSSPageSize: true}));
  const {pages, unread} = pdfText(bytes);
  const sheets = pages.map(({text}) => squeeze(text));
  return [...unread, ...numberFaults(sheets), ...tableFaults(sheets, tables)];
}

function numberFaults(sheets: readonly string[]): string[] {
  return sheets.flatMap((sheet, i) => [
    ...(sheet.includes(`第${i + 1}页，共${sheets.length}页`) ? [] : [`sheet ${i + 1}: no number`]),
    ...(sheet.includes("数据截至") ? [] : [`sheet ${i + 1}: no foot`])
  ]);
}

function tableFaults(sheets: readonly string[], tables: readonly PaperTable[]): string[] {
  const faults: string[] = [];
  let sheet = 0;
  let from = 0;
  for (const {caption, head, rows} of tables) {
    const heads = head.map(squeeze).join("");
    for (const row of rows) {
      const words = row.map(squeeze).join("");
      const place = findFrom(sheets, words, sheet, from);
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
