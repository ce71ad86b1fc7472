import {existsSync, readdirSync, readFileSync} from "node:fs";
import {resolve} from "node:path";
import {UserError} from "../loaders/error.ts";
import type {Source} from "./arrange.ts";

const FOLDER = new URL("policies/", import.meta.url);

/** Returns the built-in policies by name: the file as messages show it, and its text. */
export function builtinPolicies(): Map<string, Source> {
  const files = readdirSync(FOLDER).filter(name => name.endsWith(".yaml"));
  return new Map(
    files.sort().map(name => {
      const text = readFileSync(new URL(name, FOLDER), "utf8");
      return [name.slice(0, -".yaml".length), {file: `scoring/policies/${name}`, text}];
    })
  );
}

/** Returns the text of a file that somebody wrote by hand; throws a UserError where it is not UTF-8. */
export function readUtf8(file: string): string {
  try {
    return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(readFileSync(file));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(`文件不是 UTF-8 编码：“${file}”；请另存为 UTF-8`, {cause: error});
  }
}

/** Returns the policy file that a configuration names: built in, or a path from the workspace; undefined where there is none. */
export function maybePolicyFile(name: string, workspace: string): Source | undefined {
  const known = builtinPolicies().get(name);
  if (known) return known;
  const file = resolve(workspace, name);
  if (!/\.ya?ml$/.test(name) || !existsSync(file)) return undefined;
  return {file, text: readUtf8(file)};
}
