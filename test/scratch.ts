import {chmodSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

let folder = "";

/** Gives the whole run one temporary folder, in which every worker makes its own. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), "hengcai-test-"));
  // Like every temporary folder it is everybody's: some tests run as another user.
  chmodSync(folder, 0o1777);
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
}

/** Removes it when the run is over. */
export function teardown(): void {
  rmSync(folder, {recursive: true, force: true, maxRetries: 5});
}
