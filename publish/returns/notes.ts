import {strFromU8, strToU8, unzipSync, zipSync} from "fflate";

/**
 * Returns the workbook with comments that can be read: exceljs gives each the same small box, in which a sentence is cut
 * off, names an author nobody knows, and names the drawing of the boxes after the sheet's tables, where Excel wants it before.
 */
export function widenNotes(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [name, part] of Object.entries(parts)) {
    if (/^xl\/drawings\/vmlDrawing\d+\.vml$/.test(name)) parts[name] = strToU8(widen(strFromU8(part)));
    if (/^xl\/comments\d+\.xml$/.test(name)) {
      parts[name] = strToU8(strFromU8(part).replace(/<author>[^<]*<\/author>/g, "<author>衡才</author>"));
    }
    if (/^xl\/worksheets\/sheet\d+\.xml$/.test(name)) parts[name] = strToU8(drawingFirst(strFromU8(part)));
  }
  return zipSync(parts);
}

/** The schema has `legacyDrawing` before `tableParts` and what follows. */
function drawingFirst(sheet: string): string {
  const [drawing] = /<legacyDrawing [^>]*\/>/.exec(sheet) ?? [];
  const after = sheet.search(/<(?:tableParts|extLst)[ >]/);
  if (drawing === undefined || after < 0 || sheet.indexOf(drawing) < after) return sheet;
  return `${sheet.slice(0, after)}${drawing}${sheet.slice(after).replace(drawing, "")}`;
}

/** The anchor is column, offset, row, offset of the upper left corner, then of the lower right. */
function widen(vml: string): string {
  return vml
    .replaceAll("mso-direction-alt:auto", "mso-direction-alt:auto;mso-fit-shape-to-text:t")
    .replaceAll("width:97.8pt;height:59.1pt", "width:240pt;height:72pt")
    .replace(/<x:Anchor>([\d, ]+)<\/x:Anchor>/g, (whole, list: string) => {
      const [left, leftBy, top, topBy, , rightBy, , bottomBy] = list.split(",").map(Number);
      if (left === undefined || top === undefined) return whole;
      const corner = [left + 3, rightBy, top + 5, bottomBy];
      return `<x:Anchor>${[left, leftBy, top, topBy, ...corner].join(", ")}</x:Anchor>`;
    });
}
