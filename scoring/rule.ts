import type {Cursor} from "./cursor.ts";
import {KEYS} from "./names.ts";
import {daysIn, MOST_DAYS, type Predicate} from "./predicate.ts";
import {readPredicate} from "./readPredicate.ts";
import {type Cap, codeField, readCaps} from "./ruleCaps.ts";
import {type Earn, readEarn, type Step} from "./ruleEarn.ts";
import type {Vocabulary} from "./vocab.ts";

export type {Cap, Earn, Step};

/** A rule with every reading decided and every date resolved: five slots, each answering one question. */
export interface Rule {
  /** May it count? */
  when: Predicate;
  /** What is the same thing? Columns of `bonus_inputs`. */
  key: readonly string[];
  /** Once within the unit, or once in the whole city? */
  across: "all" | "unit";
  /** Rules with the same space share their keys. */
  keySpace: string;
  /** What is the n-th item, or an item of a code, worth? */
  earn: Earn;
  /** Where does it stop? */
  caps: readonly Cap[];
  /** Where do several rules stop together? Null where the rule is under no such limit. */
  limit: Limit | null;
}

/** The most that several rules are worth together; null where there is none at the time. */
export interface Limit {
  /** Its place in the file, from 1. */
  number: number;
  max: number | null;
  /** Numbered from 1: the how many-th maximum of the year this is. */
  part: number;
  over: readonly string[];
  /** The clauses that it stands on, those of its changes by then among them. */
  clauses: readonly string[];
}

/** Keys that name a thing of the world rather than a kind: only these can be the same across units. */
const IDENTITIES: readonly string[] = ["person_key", "event_key", "article_key", "outlet"];

export const KEY_TITLES: Readonly<Record<string, string>> = {
  person_key: "人员",
  event_key: "活动",
  article_key: "稿件",
  claim_id: "申报",
  outlet: "媒体",
  level: "级别",
  employment: "用工方式",
  degree: "学位",
  title: "职称",
  role: "承担角色",
  aspect: "考评方面",
  verdict: "考评结论"
};

/** The most parts a key may have. */
export const MOST_PARTS = 4;

/** Reads the rule as seen in one view of the file, its limit left open; undefined where it has a fault. */
export function readRule(source: Cursor, id: string, rules: readonly string[], vocab: Vocabulary): Rule | undefined {
  const when = readPredicate(source.need("when"), vocab);
  if (when && daysIn(when) > MOST_DAYS) {
    source.at("when").fault(`一条规则的条件至多写 ${MOST_DAYS} 个日期，这里有 ${daysIn(when)} 个`);
  }
  const key = readKey(source.need("key"));
  const across = readAcross(source, key);
  const keySpace = source.has("shares_key_with") ? readSpace(source.at("shares_key_with"), rules) : id;
  const earn = readEarn(source.need("earn"), vocab);
  const caps = readCaps(source.at("caps"), codeField(source, vocab), vocab);
  if (!when || !key || !across || !keySpace || !earn || !caps) return undefined;
  return {when, key, across, keySpace, earn, caps, limit: null};
}

function readAcross(source: Cursor, key: readonly string[] | undefined): Rule["across"] | undefined {
  const at = source.need("across");
  const across = at.word(["all", "unit"] as const, "范围");
  const guessed = at.guessed || source.at("key").guessed;
  if (across !== "all" || guessed || !key || IDENTITIES.includes(key[0]!)) return across;
  return at.fault("across: all 时，key 的第一项应是 person_id、event_id、article_id 或 outlet");
}

function readKey(cursor: Cursor): string[] | undefined {
  const parts = cursor.items();
  if (!parts.length) return Array.isArray(cursor.value) ? cursor.fault("key 至少要有一项") : undefined;
  if (parts.length > MOST_PARTS) cursor.fault(`key 至多四项，这里有 ${parts.length} 项`);
  const columns = parts.map(part => {
    const word = part.word(Object.keys(KEYS), "键");
    return word && KEYS[word];
  });
  const twice = parts.find((_, i) => columns[i] !== undefined && columns.indexOf(columns[i]) !== i);
  if (twice) return twice.fault(`“${twice.value}”在 key 里写了两次`);
  return columns.every(column => column !== undefined) ? columns : undefined;
}

/** A space is a rule's own name, or a word that several rules give alike. */
function readSpace(cursor: Cursor, rules: readonly string[]): string | undefined {
  const space = cursor.text();
  if (space === undefined) return undefined;
  if (/^R\d+$/.test(space) && !rules.includes(space)) return cursor.fault(`没有这条规则：“${space}”`);
  return space;
}
