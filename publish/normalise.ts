import {strFromU8, strToU8, unzipSync, type Zippable, zipSync} from "fflate";
import {ZIP_TIME} from "./zip.ts";

const TYPES = "[Content_Types].xml";

/**
 * Returns an office file (xlsx, docx) with the same content and always the same bytes: entries sorted by name, fixed zip
 * times, and the given ISO date as its time of creation and change.
 */
export function normalise(bytes: Uint8Array, {date}: {date: string}): Uint8Array {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts)
    .filter(name => !name.endsWith("/"))
    .sort((a, b) => Number(b === TYPES) - Number(a === TYPES) || (a < b ? -1 : 1));
  const fixed: Zippable = {};
  for (const name of names) {
    const part = name === "docProps/core.xml" ? pinDates(parts[name]!, date) : parts[name]!;
    fixed[name] = [part, {mtime: ZIP_TIME, level: 6}];
  }
  return zipSync(fixed);
}

function pinDates(core: Uint8Array, date: string): Uint8Array {
  const pinned = strFromU8(core).replace(
    /(<dcterms:(created|modified)[^>]*>)[^<]*(<\/dcterms:\2>)/g,
    `$1${date}T00:00:00Z$3`
  );
  return strToU8(pinned);
}
