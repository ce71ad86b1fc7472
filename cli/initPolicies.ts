import {basename} from "node:path";
import {policyYear} from "../loaders/condition.ts";
import type {ClaimWords, RuleWords} from "../loaders/words.ts";
import type {Example} from "../publish/template/examples.ts";
import {claimWords} from "./claimWords.ts";
import {policySources, readPolicies} from "./policies.ts";

/** The policies of a new workspace: as its configuration names them, the files to copy, and the words of their claims. */
export interface InitPolicies {
  names: readonly string[];
  files: ReadonlyMap<string, string>;
  words: ClaimWords | null;
}

/** Reads the named policies, built-in ones or files from where the command runs; throws where one cannot be used. */
export function initPolicies(given: readonly string[]): InitPolicies {
  const words = claimWords(readPolicies(".", given).map(({policy}) => policy));
  const files = new Map<string, string>();
  const names = policySources(".", given).map(({builtIn, file, text}, i) => {
    if (builtIn) return given[i]!;
    const name = `policies/${basename(file)}`;
    files.set(name, text);
    return name;
  });
  return {names, files, words};
}

/** Returns an example claim under each rule of the policy, with all that the rule asks for; numbers are those of other examples. */
export function claimExamples(words: ClaimWords, like: Example): Example[] {
  return words.rules.map((rule, i) => ({
    ...like,
    year: String(policyYear(like.event_on ?? "", words.begins)),
    claim_id: `S-2025-00${i + 1}`,
    rule: rule.names[0] ?? rule.id,
    ...Object.fromEntries(fieldsOf(rule).map(field => [field, answerTo(field, words, i)]))
  }));
}

function fieldsOf({needs, about}: RuleWords): string[] {
  return [...new Set([...about, ...needs])];
}

/** The highest of the codes: what most conditions ask for. */
function answerTo(field: string, {fields}: ClaimWords, i: number): string {
  const codes = fields[field]?.codes ?? [];
  return codes.at(-1)?.code ?? THINGS[field]?.(i + 1) ?? "示例";
}

const THINGS: Readonly<Record<string, (i: number) => string>> = {
  person_id: i => (i % 2 ? "RC-0001" : "RC-0002"),
  event_id: i => `HD-00${i}`,
  article_id: i => `GJ-00${i}`,
  outlet: () => "示例日报"
};
