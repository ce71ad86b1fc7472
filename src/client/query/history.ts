const KEY = "hengcai-queries";
const LENGTH = 30;

/** Returns the queries that were run last, the latest first; none where the browser keeps nothing. */
export function readHistory(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(sql => typeof sql === "string") : [];
  } catch {
    return memory;
  }
}

/** Puts the query in front of those that were run, whether or not they gave a result, once; returns them. */
export function addHistory(sql: string): string[] {
  const all = [sql, ...readHistory().filter(other => other !== sql)].slice(0, LENGTH);
  keep(all);
  return all;
}

/** Forgets them all. */
export function clearHistory(): void {
  keep([]);
}

/** What holds where the browser keeps nothing: until the page is left. */
let memory: string[] = [];

function keep(all: string[]): void {
  memory = all;
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser that keeps nothing for this page.
  }
}
