import {readdirSync, readFileSync} from "node:fs";

const FOLDER = new URL("policies/", import.meta.url);

/** Returns the built-in policies by name: the file as messages show it, and its text. */
export function builtinPolicies(): Map<string, {file: string; text: string}> {
  const files = readdirSync(FOLDER).filter(name => name.endsWith(".yaml"));
  return new Map(
    files.sort().map(name => {
      const text = readFileSync(new URL(name, FOLDER), "utf8");
      return [name.slice(0, -".yaml".length), {file: `scoring/policies/${name}`, text}];
    })
  );
}
