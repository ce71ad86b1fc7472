import {readFileSync} from "node:fs";
import {type Policy, PolicyError, parsePolicy} from "../../../scoring/policy.ts";

/** A sound policy: what follows changes it in one place. */
export const BASE = readFileSync(new URL("base.yaml", import.meta.url), "utf8");

/** Returns the sound policy with more rules and with limits. */
export function withLimits(limits: string, rules = ""): string {
  return `${BASE.replace("score:\n", () => `limits: ${limits}\nscore:\n`)}${rules}`;
}

/** Returns a dated value. */
export function dated(...items: readonly string[]): string {
  return `[${items.map(item => `{${item}}`).join(", ")}]`;
}

/** Returns the policy in the text. */
export function read(text: string): Policy {
  return parsePolicy(text, "sound.yaml");
}

/** Returns the faults of the text, each behind the words that it points at. */
export function faultsOf(text: string): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return pointed(text, error.places);
  }
}

/** Returns the warnings of the policy in the text, each behind the words that it points at. */
export function warningsOf(text: string): string[] {
  return pointed(text, read(text).warnings);
}

function pointed(text: string, places: PolicyError["places"]): string[] {
  const lines = text.split("\n");
  return places.map(({line, column, message}) => {
    const [words] = /^[^,\]}]*/.exec(lines[line - 1]!.slice(column - 1))!;
    return `${words!.replace(/:$/, "")}: ${message}`;
  });
}
