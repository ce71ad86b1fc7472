import {DISPOSITIONS} from "../src/components/words.ts";

/** Returns how a claim was treated, in the words that the unit reads; an unknown code stays as it is. */
export function dispositionWords(disposition: string): string {
  return DISPOSITIONS[disposition]?.word ?? disposition;
}
