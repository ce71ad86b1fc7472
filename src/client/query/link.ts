import {unescaped} from "../address.ts";

const MARK = "#sql=";
const ORDER = /&sort=(up|down),([1-9]\d{0,3})$/;

/** By which column of the result, counted from 1, and whether the least stands first. */
export interface Order {
  column: number;
  up: boolean;
}

/** Returns the query that the address carries behind its `#`, which no server sees; undefined where there is none. */
export function sqlOfHash(hash: string): string | undefined {
  if (!hash.startsWith(MARK)) return undefined;
  return unescaped(hash.slice(MARK.length).replace(ORDER, ""));
}

/** Returns the order in which the result of the query in the address is to stand; undefined where it is the query's own. */
export function orderOfHash(hash: string): Order | undefined {
  const [, way, column] = (hash.startsWith(MARK) && ORDER.exec(hash)) || [];
  return column === undefined ? undefined : {column: Number(column), up: way === "up"};
}

/** Returns whether the address carries what is no query: cut on its way, most likely. */
export function isBroken(hash: string): boolean {
  return hash.startsWith(MARK) && sqlOfHash(hash) === undefined;
}

/** Mail and chat programs cut longer addresses, and so do browsers beyond two million signs. */
const LONGEST = 30_000;

/** Returns the part of an address that carries the query and an order of its result; undefined where it would be too long to be sent. */
export function hashOfSql(sql: string, order?: Order): string | undefined {
  const words = encodeURIComponent(sql).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  );
  const hash = MARK + words + (order ? `&sort=${order.up ? "up" : "down"},${order.column}` : "");
  return hash.length > LONGEST ? undefined : hash;
}
