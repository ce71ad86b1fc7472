import type {Cursor} from "./cursor.ts";
import {UNSCORED} from "./names.ts";

/** What a rule is called, and how long it counts: the same whatever the reading and the day. */
export interface RuleHead {
  id: string;
  title: string;
  /** What offices call it in their claims, the usual name first. */
  names: readonly string[];
  /** The first day in force and the day it ends; null where the policy's own hold. */
  from: string | null;
  to: string | null;
}

/** Reads the head of a rule; one that an amendment has `ended` may be void for the whole of its time. */
export function readHead(source: Cursor, id: string, {first, ended}: {first: string; ended: boolean}): RuleHead {
  for (const key of ["title", "of", "from", "to"]) {
    const {value} = source.at(key);
    if (value !== null && typeof value !== "string") source.at(key).fault(`${key} 只能写一个值，不能取决于疑义或日期`);
  }
  const [from, to] = [dayAt(source, "from"), dayAt(source, "to")];
  if (!ended) checkEnd(source.at("to"), {from: from ?? first, to: to ?? "9999-12-31", first});
  return {
    id,
    title: (typeof source.at("title").value === "string" ? source.at("title").text() : null) ?? id,
    names: source.has("names")
      ? source
          .at("names")
          .items()
          .flatMap(item => item.text() ?? [])
      : [],
    from,
    to
  };
}

/** A word in the claims must name one rule: its number, its title and its names are no other's, and none is that of N. */
export function checkNames(score: Cursor, rules: readonly RuleHead[]): void {
  const owners = new Map(UNSCORED.map(word => [plain(word), "N（不计分）"]));
  for (const {id} of rules) for (const word of [id, id.slice(1)]) owners.set(word, id);
  for (const {id, title, names} of rules) {
    const claim = (place: Cursor, word: string): void => {
      const other = owners.get(plain(word));
      if (other === undefined) owners.set(plain(word), id);
      else if (other !== id) place.fault(`“${word}”已经指 ${other}，不能再指 ${id}：申报表里一个名称只能指一条规则`);
    };
    const rule = score.at(id);
    claim(rule.at("title"), title);
    for (const [i, name] of names.entries()) claim(rule.at("names").at(i), name);
  }
}

function dayAt(source: Cursor, key: string): string | null {
  return typeof source.at(key).value === "string" ? (source.at(key).date() ?? null) : null;
}

/** A rule that ends before it begins, or before the policy does, never counts. */
function checkEnd(at: Cursor, {from, to, first}: {from: string; to: string; first: string}): void {
  if (to <= first) at.fault(`to（${to}）应晚于制度的施行日期（${first}）：这条规则一天也没有施行过`);
  else if (to <= from) at.fault(`to（${to}）应晚于 from（${from}）：规则自 from 当天起计，到 to 的前一天为止`);
}

/** Returns the word as the loaders compare it. */
function plain(word: string): string {
  return word.normalize("NFKC").trim();
}
