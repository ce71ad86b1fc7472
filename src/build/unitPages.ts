import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "../components/frame.ts";
import {type Shell, stamp} from "./shell.ts";

/** Writes one file for every unit below the folder, each stamped from the same shell; returns how many. */
export function writeUnitPages(out: string, shell: Shell, pages: Iterable<{path: string; page: Page}>): number {
  mkdirSync(join(out, "unit"), {recursive: true});
  let count = 0;
  for (const {path, page} of pages) {
    writeFileSync(join(out, path), stamp(shell, page));
    count++;
  }
  return count;
}
