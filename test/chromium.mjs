import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {delimiter, join} from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const FIXED = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"
];

/**
 * Returns the path of a Chromium with Chinese fonts beside it: the one named by HENGCAI_CHROMIUM, one on the PATH, or one
 * installed now where that may be done (Debian as root). Elsewhere it prints the command that does, and returns undefined.
 */
export function findChromium() {
  const found = installed();
  if (found && hasChineseFont()) return found;
  const packages = [...(found ? [] : ["chromium"]), ...(hasChineseFont() ? [] : ["fonts-noto-cjk"])];
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log(`installing ${packages.join(" and ")} for the browser tests`);
    const env = {...process.env, DEBIAN_FRONTEND: "noninteractive"};
    spawnSync("apt-get", ["update", "-qq"], {stdio: "inherit", env});
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {stdio: "inherit", env});
    const now = installed();
    if (now) return now;
  }
  if (found) return found;
  console.error(`no Chromium found for the browser tests; install one: sudo apt-get install -y ${packages.join(" ")}`);
  console.error("or name one: HENGCAI_CHROMIUM=/path/to/chromium npm test");
  return undefined;
}

function installed() {
  const named = process.env.HENGCAI_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [...NAMES.flatMap(name => folders.map(folder => join(folder, name))), ...FIXED].find(path => existsSync(path));
}

function hasChineseFont() {
  if (process.platform !== "linux") return true;
  const {stdout} = spawnSync("fc-list", [":lang=zh", "file"], {encoding: "utf8"});
  return Boolean(stdout?.trim());
}
