import type {RuleText} from "../../scoring/policy.ts";

/** How pages speak of a rule, from the policy's own words. */
export interface RuleWords {
  /** For heads, keys and charts: the title, or a shorter name that the policy gives. */
  short: string;
  /** What brings one more item, and what items are counted in: 引进 and 人. */
  verb: string;
  measure: string;
}

/** Returns the words for a rule, told from its title, its names and what makes an item one and the same. */
export function ruleWords({title, names}: Pick<RuleText, "title" | "names">, key: readonly string[]): RuleWords {
  const short = shortTitle(title, names);
  if (key.includes("person_key")) return {short, verb: personVerb([title, ...names].join("、")), measure: "人"};
  if (key.includes("article_key")) return {short, verb: "刊发", measure: "篇"};
  return {short, verb: "有", measure: "项"};
}

/** Returns the words for a rule of which no more than the title is known. */
export function plainWords(title: string): RuleWords {
  return {short: shortTitle(title, []), verb: "有", measure: "项"};
}

/**
 * The rules that tell items apart by other things than the person, as SQL: the subject of every other claim may name one
 * and stays out of pages and papers.
 */
export const IMPERSONAL_RULES = `SELECT rule_id FROM score.rules GROUP BY rule_id HAVING BOOL_AND("key" NOT LIKE '%人员%')`;

/** As many characters as a unit's short name has in a chart. */
const ROOM = 6;

function shortTitle(title: string, names: readonly string[]): string {
  const characters = [...title];
  if (characters.length <= ROOM) return title;
  const [other] = names.filter(name => [...name].length <= ROOM).sort((a, b) => [...b].length - [...a].length);
  return other ?? `${characters.slice(0, ROOM).join("")}…`;
}

function personVerb(words: string): string {
  if (/引进|引才/.test(words)) return "引进";
  return /培养|育才/.test(words) ? "培养" : "有";
}
