import type {Code} from "./contract.ts";

/** The words in which a policy speaks of claims: what the contract's closed lists are in a workspace that has the policy. */
export interface ClaimWords {
  /** The policy's rules in order. */
  rules: readonly RuleWords[];
  /** Column → its codes in order, and the words that leave open which is meant. */
  fields: Readonly<Record<string, {codes: readonly Code[]; ambiguous: readonly string[]}>>;
  /** The day on which the policy's years begin, mm-dd. */
  begins: string;
}

/** What a claim under a rule is called, and what it needs. */
export interface RuleWords {
  id: string;
  /** What offices call it; the first is used in messages. */
  names: readonly string[];
  /** Columns without which a claim under it cannot count. */
  needs: readonly string[];
  /** Columns that tell whom or what it is about: a person, an event, an article. */
  about: readonly string[];
}

/** The rules of the built-in policy, which hold where a workspace names no other. */
export const USUAL_RULES: readonly RuleWords[] = [
  {
    id: "R1",
    names: ["引进高层次人才", "高层次人才引进", "人才引进", "引才"],
    needs: ["person_id", "employment"],
    about: ["person_id"]
  },
  {id: "R2", names: ["本地培养高层次人才", "本地培养", "培养"], needs: ["person_id"], about: ["person_id"]},
  {
    id: "R3",
    names: ["会议活动", "经验交流", "承接活动"],
    needs: ["event_id", "role", "level"],
    about: ["event_id"]
  },
  {
    id: "R4",
    names: ["媒体宣传", "媒体刊发", "宣传报道"],
    needs: ["article_id", "level", "outlet"],
    about: ["article_id"]
  },
  {id: "R5", names: ["服务发展", "服务经济社会发展"], needs: ["aspect", "verdict"], about: []}
];

/** Returns the rules that claims may be made under. */
export function rulesOf(words: ClaimWords | null): readonly RuleWords[] {
  return words?.rules ?? USUAL_RULES;
}

/** Returns the rules whose claims are about a person: what they are called may name one. */
export function personalRules(words: ClaimWords | null): string[] {
  return rulesOf(words)
    .filter(({about}) => about.includes("person_id"))
    .map(({id}) => id);
}

/** Returns the code of each rule with the words that mean it: its number and its names. */
export function ruleCodes(rules: readonly RuleWords[]): Code[] {
  return rules.map(({id, names}) => ({code: id, aliases: [id.slice(1), ...names]}));
}
