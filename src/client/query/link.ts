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

/** Mail and chat programs cut longer addresses, and so do browsers beyond two million signs. */
const LONGEST = 30_000;

/** Returns the part of an address that carries the query; undefined where it would be too long to be sent. */
export function hashOfSql(sql: string): string | undefined {
  const hash =
    MARK + encodeURIComponent(sql).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return hash.length > LONGEST ? undefined : hash;
}
