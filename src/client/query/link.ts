import {unescaped} from "../address.ts";

const MARK = "#sql=";

/** Returns the query that the address carries behind its `#`, which no server sees; undefined where there is none. */
export function sqlOfHash(hash: string): string | undefined {
  if (!hash.startsWith(MARK)) return undefined;
  return unescaped(hash.slice(MARK.length));
}

/** Returns whether the address carries what is no query: cut on its way, most likely. */
export function isBroken(hash: string): boolean {
  return hash.startsWith(MARK) && sqlOfHash(hash) === undefined;
}

/** Mail and chat programs cut longer addresses, and so do browsers beyond two million signs. */
const LONGEST = 30_000;

/** Returns the part of an address that carries the query; undefined where it would be too long to be sent. */
export function hashOfSql(sql: string): string | undefined {
  const hash =
    MARK + encodeURIComponent(sql).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return hash.length > LONGEST ? undefined : hash;
}
