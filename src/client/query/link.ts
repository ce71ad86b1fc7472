const MARK = "#sql=";

/** Returns the query that the address carries behind its `#`, which no server sees; undefined where there is none. */
export function sqlOfHash(hash: string): string | undefined {
  if (!hash.startsWith(MARK)) return undefined;
  try {
    return decodeURIComponent(hash.slice(MARK.length));
  } catch {
    return undefined;
  }
}

/** Returns the part of an address that carries the query. */
export function hashOfSql(sql: string): string {
  return (
    MARK + encodeURIComponent(sql).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  );
}
