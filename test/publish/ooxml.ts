import {strFromU8, unzipSync} from "fflate";
import {checkWorkbook} from "./ooxmlBook.ts";
import {checkOrder, checkRelations, checkTypes, type Element, parse} from "./ooxmlParts.ts";

/**
 * Checks an office file the way a strict reader would: the order of elements after ECMA-376, and that whatever names or
 * numbers something finds it. LibreOffice repairs such faults in silence, Excel and Word complain.
 */

/** Returns every fault of the file, its part in front; none where it is sound. */
export function ooxmlFaults(bytes: Uint8Array): string[] {
  const parts = new Map(Object.entries(unzipSync(bytes)));
  const faults: string[] = [];
  const trees = new Map<string, Element>();
  for (const [name, part] of parts) {
    if (!/\.(xml|rels)$/.test(name)) continue;
    const tree = parse(strFromU8(part));
    if (typeof tree === "string") faults.push(`${name}: ${tree}`);
    else {
      trees.set(name, tree);
      checkOrder(tree, message => faults.push(`${name}: ${message}`));
    }
  }
  checkTypes(trees, [...parts.keys()], faults);
  for (const [name, tree] of trees) checkRelations(name, tree, trees, parts, faults);
  if (trees.has("xl/workbook.xml")) checkWorkbook(trees, faults);
  return faults;
}
