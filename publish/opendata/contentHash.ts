import {createHash} from "node:crypto";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";
import type {Table} from "../dictionary.ts";
import {decimalText} from "../format.ts";
import {type CsvWriter, writePlainCsv} from "../formats/csv.ts";
import type {CellText} from "../formats/rows.ts";
import {sha256, sumsText} from "../hash.ts";

export interface ContentHash {
  sha256: string;
  rows: number;
  /** Each table's own digest: that of its machine edition as a file. */
  tables: Map<string, string>;
}

/**
 * Returns what a database file says, whatever its pages look like: the SHA-256 of the list of the tables' digests as
 * SHA256SUMS would have it, where a table's digest is that of its machine CSV. So it can be had from either.
 */
export async function contentHash(file: string, tables: readonly Table[]): Promise<ContentHash> {
  const db = await openDatabase(file, {readOnly: true, locked: true});
  try {
    const digests = new Map<string, string>();
    let rows = 0;
    for (const table of tables) {
      const sink = hashing();
      rows += (await writePlainCsv(sink, table, storedRows(db, table))).rows;
      digests.set(table.name, sink.digest());
    }
    return {sha256: sha256(contentText(digests)), rows, tables: digests};
  } finally {
    db.close();
  }
}

/** Returns the list that the content hash is taken of. */
export function contentText(digests: ReadonlyMap<string, string>): string {
  return sumsText([...digests].map(([name, digest]) => ({path: `${name}.csv`, sha256: digest})));
}

function hashing(): CsvWriter & {digest: () => string} {
  const hash = createHash("sha256");
  return {write: text => void hash.update(text), digest: () => hash.digest("hex")};
}

/** Rows stand in the published order, which is that of their keys. */
async function* storedRows(db: Database, {name, columns}: Table): AsyncGenerator<CellText[][]> {
  const values = columns.map(column => `CAST(${identifier(column.name)} AS VARCHAR)`);
  const result = await db.connection.stream(`SELECT ${values.join(", ")} FROM ${identifier(name)} ORDER BY rowid`);
  const points = columns.flatMap(({type}, i) => (type === "points" ? [i] : []));
  for await (const block of result.yieldRows()) {
    const rows = block as CellText[][];
    for (const row of rows) {
      // DECIMAL(18,3) always shows three digits: without the point they are thousandths.
      for (const i of points) row[i] = row[i] == null ? null : decimalText(row[i].replace(".", ""));
    }
    yield rows;
  }
}
