import {encode} from "./encode.ts";
import type {CellValue, OfficeFile} from "./office.ts";

/** Returns the bytes of a delimited file. Short lines are padded, as a spreadsheet program does; quotes only where needed. */
export function textBytes(file: OfficeFile): Uint8Array {
  const {delimiter, lineEnd} = file;
  const special = new RegExp(`["\\r\\n${delimiter === "\t" ? "\\t" : delimiter}]`);
  const records: string[] = [];
  const lines = file.sheets[0]!.lines;
  const width = lines.find(line => line.kind === "header")?.cells.length ?? 0;
  for (const line of lines) {
    const short = Array.from<null>({length: Math.max(0, width - line.cells.length)}).fill(null);
    records.push(
      [...line.cells, ...short]
        .map(cell => {
          const text = cellText(cell);
          return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        })
        .join(delimiter)
    );
  }
  return encode(records.map(record => record + lineEnd).join(""), file.encoding);
}

function cellText(cell: CellValue): string {
  if (cell === null) return "";
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return String(cell);
  return "day" in cell ? cell.day : "";
}
