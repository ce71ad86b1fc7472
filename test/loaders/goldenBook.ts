import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {type Book, bookParts, zipped} from "./support.ts";

/** Cell formats of `STYLES` by what they show. */
export const styled = {general: 0, date: 1, percent: 2, fourDigits: 3, monthAndDay: 4} as const;

/** A stylesheet with the formats above. */
export const STYLES = [
  '<numFmts count="2"><numFmt numFmtId="176" formatCode="0000"/>',
  '<numFmt numFmtId="177" formatCode="m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>',
  '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="176"/>',
  '<xf numFmtId="177"/></cellXfs>'
].join("");

/** Writes a workbook, made of parts written by hand, into the workspace. */
export function writeBook(folder: string, name: string, book: Book): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, zipped(bookParts(book)));
}

/** Returns the XML of a cell that holds the number as written, in one of the formats above. */
export function number(place: string, value: string, style: number = styled.general): string {
  return `<c r="${place}" s="${style}"><v>${value}</v></c>`;
}
