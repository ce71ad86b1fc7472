import {spawnSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {codeReport, type StrykerReport} from "./codeReport.ts";
import type {Report} from "./run.ts";
import settings from "./stryker.json" with {type: "json"};

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs Stryker on the files named, else on all of its list, and returns what became of their mutants; what it writes lies
 * in a folder of its own in the machine's temporary one.
 */
export function mutateCode(files: readonly string[]): Report {
  mkdirSync(join(tmpdir(), "hengcai-mutation"), {recursive: true});
  const folder = mkdtempSync(join(tmpdir(), "hengcai-mutation", "code-"));
  const own = {
    ...settings,
    ...(files.length ? {mutate: files} : {}),
    tempDirName: join(folder, "stryker"),
    jsonReporter: {fileName: join(folder, "code.json")}
  };
  const config = join(folder, "stryker.json");
  writeFileSync(config, JSON.stringify(own));
  const bin = join(root, "node_modules", ".bin", "stryker");
  const {status} = spawnSync(bin, ["run", config], {cwd: root, stdio: "inherit"});
  console.log(`report: ${own.jsonReporter.fileName}`);
  if (status) throw new Error(`Stryker ended with status ${status}`);
  return codeReport(JSON.parse(readFileSync(own.jsonReporter.fileName, "utf8")) as StrykerReport);
}
