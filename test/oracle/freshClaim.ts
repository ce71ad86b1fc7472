import type {Claim} from "./oracle.ts";
import type {PlainPolicy} from "./plainPolicy.ts";

/** Returns the claim once more with a key that no other has, past every gate; whether the rule's condition holds is left. */
export function freshClaim(words: PlainPolicy["words"], claim: Claim, i: number, asOf: string): Claim {
  const best = (field: string): string => words[field]!.codes.at(-1)!;
  return {
    ...claim,
    claim_id: `!fresh-${i}`,
    level: best("level"),
    degree: best("degree"),
    title: best("title"),
    verdict: best("verdict"),
    employment: words.employment!.codes[0]!,
    role: words.role!.codes[0]!,
    aspect: words.aspect!.codes[0]!,
    recognised: true,
    person_key: `fresh ${i}`,
    event_key: `fresh ${i}`,
    article_key: `fresh ${i}`,
    outlet: `fresh ${i}`,
    review: "通过",
    reviewed_on: asOf,
    signed_on: asOf,
    revoked_on: null,
    revoke_ground: null
  };
}
