import type {Database} from "../loaders/database.ts";

/** Returns how many errors there are in what was loaded. */
export async function countErrors(db: Database): Promise<number> {
  const [count] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM quality.issues WHERE severity = 'error'");
  return count?.n ?? 0;
}

/** Returns the sentence that sends the reader to the rows with errors. */
export function errorNote(errors: number): string {
  return `数据里有 ${errors} 处错误，已列在“数据质量”页和 issues 表；相关年度只能作为草案`;
}
