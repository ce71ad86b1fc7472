import {execFileSync, spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {builtSample, filesOf} from "../built.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A command that runs another without any network, where this machine allows one. */
const UNSHARE = [["-n"], ["-rn"]].find(flags => spawnSync("unshare", [...flags, "true"]).status === 0);

let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), "hengcai-checkout-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8"
  });
  for (const file of files.split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(checkout, file)), {recursive: true});
    cpSync(join(ROOT, file), join(checkout, file), {force: true});
  }
  symlinkSync(join(ROOT, "node_modules"), join(checkout, "node_modules"));
});
afterAll(() => rmSync(checkout, {recursive: true, force: true}));

describe("a second build, from a clean checkout", () => {
  test("works without a network and gives the same bytes in every page, table and workbook", {
    timeout: 300_000
  }, async () => {
    const command = [process.execPath, "cli/hengcai.mjs", "build", "--out", join(checkout, "dist")];
    const [program, ...args] = UNSHARE ? ["unshare", ...UNSHARE, ...command] : command;
    const {status, stderr} = spawnSync(program!, args, {cwd: checkout, encoding: "utf8"});
    expect(status, stderr).toBe(1); // 1: built, and the sample has rows with errors on purpose.
    const {dist} = await builtSample();
    expect(digests(join(checkout, "dist"))).toEqual(digests(dist));
  });

  test.runIf(process.env.CI === "true" && process.getuid?.() === 0)("really ran without a network", () => {
    expect(UNSHARE).toBeDefined();
  });
});

function digests(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesOf(folder).map(file => [
      file,
      createHash("sha256")
        .update(new Uint8Array(readFileSync(join(folder, file))))
        .digest("hex")
    ])
  );
}
