import {strFromU8, unzipSync} from "fflate";

/** Returns the paragraphs of a Word file in their order, those of tables among them, as text. */
export function paragraphs(bytes: Uint8Array, part = "word/document.xml"): string[] {
  const xml = strFromU8(unzipSync(bytes)[part]!);
  return [...xml.matchAll(/<w:p(?: [^>]*)?>([\s\S]*?)<\/w:p>/g)].map(([, content]) => plain(content!));
}

/** Returns the tables of a Word file, cell by cell as text. */
export function tables(bytes: Uint8Array): string[][][] {
  const xml = strFromU8(unzipSync(bytes)["word/document.xml"]!);
  return [...xml.matchAll(/<w:tbl>([\s\S]*?)<\/w:tbl>/g)].map(([, table]) =>
    [...table!.matchAll(/<w:tr>([\s\S]*?)<\/w:tr>/g)].map(([, row]) =>
      [...row!.matchAll(/<w:tc>([\s\S]*?)<\/w:tc>/g)].map(([, cell]) => plain(cell!))
    )
  );
}

function plain(xml: string): string {
  const texts = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(match => match[1]!);
  return texts
    .join("")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
