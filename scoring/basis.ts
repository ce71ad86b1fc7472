import {type Cursor, isMap, isWrapper, type Keys} from "./cursor.ts";

/**
 * Checks what the map stands on: a clause, or in its place the office's own word, which says who and when. Where the clause
 * may hang on a reading or a date (`wrapped`), that is left to who sees through it.
 */
export function checkBasis(source: Cursor, shape: Keys, clauses: readonly string[], {wrapped = false} = {}): void {
  if (!isMap(source.value)) return;
  const meant = source.meant(shape);
  if (source.has("cite")) {
    for (const key of OFFICE) if (source.has(key)) source.faultAt(key, `写了 cite 就不能再写“${key}”：依据只能有一种`);
    if (!wrapped || !isWrapper(source.at("cite").value)) source.at("cite").word(clauses, "条款");
  } else if (source.has("basis")) {
    source.at("basis").word(["office"], "依据");
    for (const key of ["decided_by", "decided_on"]) {
      if (!source.has(key) && !meant.has(key)) source.fault(`缺少必填的键：“${key}”`);
    }
    source.need("decided_by").text();
    source.need("decided_on").date();
  } else if (!meant.has("cite") && !meant.has("basis")) source.fault(NO_BASIS);
}

const OFFICE = ["basis", "decided_by", "decided_on"];
const NO_BASIS = "缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on";
