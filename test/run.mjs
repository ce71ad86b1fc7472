// Runs every check and test, and ends with one line: N passed, N failed. `--full` adds the long runs.
import {spawnSync} from "node:child_process";
import {existsSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {findChromium} from "./chromium.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const full = process.argv.includes("--full");
const only = process.argv.slice(2).filter(argument => argument !== "--full");
const chromium = findChromium();
if (!chromium) process.exit(2);

const env = {...process.env, HENGCAI_CHROMIUM: chromium, ...(full ? {HENGCAI_FULL: "1"} : {})};
const bin = name => join(root, "node_modules", ".bin", name);
let passed = 0;
let failed = 0;

if (!only.length) {
  for (const [what, command, args] of [
    ["types", bin("tsc"), ["--noEmit"]],
    ["lint and format", bin("biome"), ["check", "."]]
  ]) {
    const {status} = spawnSync(command, args, {cwd: root, stdio: "inherit", env});
    console.log(`${status === 0 ? "✓" : "✗"} ${what}`);
    if (status === 0) passed++;
    else failed++;
  }
}

const report = join(tmpdir(), `hengcai-test-${process.pid}.json`);
const args = [
  "run",
  "--config",
  "test/vitest.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`
];
const vitest = spawnSync(bin("vitest"), [...args, ...only], {cwd: root, stdio: "inherit", env});
if (existsSync(report)) {
  const result = JSON.parse(readFileSync(report, "utf8"));
  passed += result.numPassedTests;
  // A file that cannot even be loaded has no tests of its own, yet it failed.
  const broken = result.testResults.filter(
    file => file.status === "failed" && !file.assertionResults.some(test => test.status === "failed")
  );
  failed += result.numFailedTests + broken.length;
  rmSync(report);
}
if (vitest.status !== 0 && failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
