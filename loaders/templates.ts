import {readFile, stat} from "node:fs/promises";
import {strFromU8, unzipSync} from "fflate";

/** The folder of the templates that `init` makes: they are no data, and not having read them is no news. */
export const TEMPLATES = "模板";

/** Larger files were never templates without a row. */
const LARGEST = 1 << 20;
const FIRST_SHEET = "xl/worksheets/sheet1.xml";

/** Returns whether the file is a template that nobody has filled: its first sheet holds nothing below the headers. */
export async function isEmptyTemplate(path: string): Promise<boolean> {
  if (!/（模板）\.xlsx$/i.test(path.normalize("NFC"))) return false;
  try {
    if ((await stat(path)).size > LARGEST) return false;
    const parts = unzipSync(new Uint8Array(await readFile(path)), {
      filter: ({name, originalSize}) => name === FIRST_SHEET && originalSize <= LARGEST
    });
    const sheet = strFromU8(parts[FIRST_SHEET]!);
    const rows = sheet.slice(sheet.indexOf("<sheetData"), sheet.indexOf("</sheetData>"));
    return !/<row [^>]*\br="(?!1")\d+"[^>]*>(?:(?!<\/row>).)*<(?:v|t|f)[ >]/s.test(rows);
  } catch {
    return false; // Whatever cannot be looked into is named.
  }
}
