import {type Edit, replace, type Span} from "./edit.ts";
import {is, type Token} from "./tokens.ts";

/** The terms after ORDER BY or PARTITION BY. */
export interface List {
  /** The token ORDER or PARTITION. */
  head: number;
  terms: (Span & {first: number; past: number})[];
}

/** Returns the lists after ORDER BY or PARTITION BY. */
export function lists(tokens: readonly Token[], head: "ORDER" | "PARTITION"): List[] {
  return tokens.flatMap((token, at) => {
    if (!is(token.text, head) || !is(tokens[at + 1]?.text, "BY")) return [];
    const terms: List["terms"] = [];
    let first = at + 2;
    for (let i = first; ; i++) {
      const here = tokens[i];
      const ends =
        !here ||
        here.depth < token.depth ||
        (here.depth === token.depth && is(here.text, "ORDER", "ROWS", "LIMIT", ";"));
      if (!ends && !(here.depth === token.depth && here.text === ",")) continue;
      terms.push({first, past: i, from: tokens[first]!.from, to: tokens[i - 1]!.to});
      if (ends) break;
      first = i + 1;
    }
    return [{head: at, terms}];
  });
}

export function dropped(tokens: readonly Token[], {head, terms}: List): Edit[] {
  if (terms.length === 1) return [{from: tokens[head]!.from, to: terms[0]!.to, text: ""}];
  return terms.map((term, i) =>
    i < terms.length - 1
      ? {from: term.from, to: terms[i + 1]!.from, text: ""}
      : {from: terms[i - 1]!.to, to: term.to, text: ""}
  );
}

/** Swaps each two neighbours. */
export function swapped(spans: readonly Span[], sql: string): Edit[] {
  return spans.slice(1).map((after, i) => {
    const before = spans[i]!;
    const between = sql.slice(before.to, after.from);
    const text = sql.slice(after.from, after.to) + between + sql.slice(before.from, before.to);
    return {from: before.from, to: after.to, text};
  });
}

/** Among themselves partition terms have no order; the last is swapped with the first term of the window's ORDER BY. */
export function swappedWithOrder(tokens: readonly Token[], sql: string): Edit[] {
  const orders = lists(tokens, "ORDER");
  return lists(tokens, "PARTITION").flatMap(({terms}) => {
    const last = terms.at(-1)!;
    const order = orders.find(({head}) => head === last.past);
    if (!order) return [];
    const first = order.terms[0]!;
    // Its direction and the place of its empty values stay where they are.
    const bare = tokens.slice(first.first, first.past).findIndex(({text}) => is(text, "ASC", "DESC", "NULLS"));
    const to = bare < 0 ? first.to : tokens[first.first + bare - 1]!.to;
    return swapped([last, {from: first.from, to}], sql);
  });
}

export function turned(tokens: readonly Token[], {first, past, from, to}: List["terms"][number], sql: string): Edit {
  const own = tokens.slice(first, past);
  const direction = own.find(({text, depth}) => depth === own[0]!.depth && is(text, "ASC", "DESC"));
  if (direction) return replace(direction, is(direction.text, "ASC") ? "DESC" : "ASC");
  const nulls = own.find(({text, depth}) => depth === own[0]!.depth && is(text, "NULLS"));
  const end = nulls ? nulls.from : to;
  return {from, to: end, text: `${sql.slice(from, end).trimEnd()} DESC${nulls ? " " : ""}`};
}
