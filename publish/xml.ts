/** A spreadsheet cell's limit, in UTF-16 units. */
export const CELL_LIMIT = 32_767;

const CUT = "…（已截断，全文见其他格式）";

/** Returns the text for XML; characters that XML cannot hold are written as `_x000B_`, as spreadsheet programs do. */
export function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, character => ENTITIES[character]!)
    .replace(/[\r]/g, "_x000D_")
    .replace(ILLEGAL, character => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}

/** Returns the text as one cell can hold it: what is cut off is said. */
export function cellText(text: string): string {
  if (text.length <= CELL_LIMIT) return text;
  const kept = text.slice(0, CELL_LIMIT - CUT.length);
  return (/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept) + CUT;
}

const ENTITIES: Readonly<Record<string, string>> = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};

/** Control characters, lone surrogates and the two non-characters; tabs and line feeds are allowed. */
const ILLEGAL = new RegExp(
  "[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]" +
    "|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]",
  "g"
);
