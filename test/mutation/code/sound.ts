import {readFileSync} from "node:fs";
import {type Policy, PolicyError, parsePolicy} from "../../../scoring/policy.ts";

/** A sound policy: what follows changes it in one place. */
export const BASE = readFileSync(new URL("base.yaml", import.meta.url), "utf8");

/** Returns a rule more that no other rule of the sound policy touches; `more` stands at its end. */
export function meeting(id: string, more = ""): string {
  return `  ${id}:
    title: 会议${id}
    cite: sign
    when: [employment, is, 全职]
    key: [event_id]
    across: all
    earn: [{from: 1, each: "0.1"}]
${more}`;
}

/** Two rules more, so that some are under no limit, or under another. */
export const MEETINGS = ["R3", "R4"].map(id => meeting(id)).join("");

/** Returns the sound policy with each of the texts in the place of another. */
export function changed(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the policy does not say: ${from}`);
    return text.replace(from, () => to);
  }, BASE);
}

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

/** Returns the warnings of the text, be the policy sound or not, each behind the words that it points at. */
export function warningsOf(text: string): string[] {
  try {
    return pointed(text, read(text).warnings);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return pointed(text, error.warnings);
  }
}

function pointed(text: string, places: PolicyError["places"]): string[] {
  const lines = text.split("\n");
  return places.map(({line, column, message}) => {
    const [words] = /^[^,\]}]*/.exec(lines[line - 1]!.slice(column - 1))!;
    return `${words!.replace(/:$/, "")}: ${message}`;
  });
}
