import {spawnSync} from "node:child_process";
import {mkdirSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import settings from "./stryker.json" with {type: "json"};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs Stryker on the files named, else on all of its list; what it writes lies in the machine's temporary folder. */
export function mutateCode(files: readonly string[]): number {
  const folder = join(tmpdir(), "hengcai-mutation");
  mkdirSync(folder, {recursive: true});
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
  return status ?? 1;
}
