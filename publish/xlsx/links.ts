import {strFromU8, strToU8, unzipSync, type Zippable, zipSync} from "fflate";

/**
 * Returns the workbook with links between its own sheets as the standard has them, by their place alone: exceljs writes
 * them as relations to files outside, which are no addresses and which some programs refuse.
 */
export function mendLinks(bytes: Uint8Array): Uint8Array {
  const parts: Zippable = {...unzipSync(bytes)};
  for (const name of Object.keys(parts)) {
    const [, own] = /^xl\/worksheets\/(sheet\d+\.xml)$/.exec(name) ?? [];
    const list = `xl/worksheets/_rels/${own}.rels`;
    if (!own || !parts[list]) continue;
    const inner = new Map<string, string>();
    const kept = strFromU8(parts[list] as Uint8Array).replace(/<Relationship [^>]*\/>/g, tag => {
      const place = /\/hyperlink"/.test(tag) ? / Target="#?([^":]*![A-Z]+\d+)"/.exec(tag)?.[1] : undefined;
      if (place === undefined) return tag;
      inner.set(/ Id="([^"]+)"/.exec(tag)![1]!, place);
      return "";
    });
    if (!inner.size) continue;
    const sheet = strFromU8(parts[name] as Uint8Array).replace(/<hyperlink [^>]*\/>/g, tag => {
      const place = inner.get(/ r:id="([^"]+)"/.exec(tag)?.[1] ?? "");
      if (place === undefined) return tag;
      return tag.replace(/ (?:r:id|location)="[^"]*"/g, "").replace("/>", ` location="${place}"/>`);
    });
    parts[name] = strToU8(sheet);
    if (/<Relationship /.test(kept)) parts[list] = strToU8(kept);
    else delete parts[list];
  }
  return zipSync(parts);
}
