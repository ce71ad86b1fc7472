/**
 * What an edition's lists say against what lies in its folder. Touches no Node API: the page `verify.html` runs the same
 * text in a browser.
 */

/** A file that lies in the folder; the path has forward slashes. */
export interface PresentFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** A file that is not as the edition's lists have it. */
export interface Finding {
  path: string;
  kind: "改动" | "缺少" | "多出";
  detail: string;
}

export const MANIFEST = "manifest.json";
export const SUMS = "SHA256SUMS";
export const SIGNATURE = "SHA256SUMS.sig";
export const PUBLIC_KEY = "key.pub";

/** What stands in the lists apart from the manifest's own: the lists themselves and the key. */
const SEALS: ReadonlySet<string> = new Set([MANIFEST, SUMS, SIGNATURE, PUBLIC_KEY]);

/** Returns every file that was changed, is missing or was added, in the order of the paths; none where all is as it was. */
export function checkEdition(present: readonly PresentFile[], manifestText: string, sumsText: string): Finding[] {
  const findings: Finding[] = [];
  const files = new Map(present.map(file => [file.path, file]));
  const manifest = readManifestFiles(manifestText, findings);
  const sums = files.has(SUMS) ? readSums(sumsText, findings) : new Map<string, string>();
  if (!files.has(SUMS)) return inOrder([...findings, ...checkByManifest(files, manifest)]);
  for (const [path, sha256] of sums) {
    const file = files.get(path);
    const known = manifest?.get(path);
    if (!file) findings.push({path, kind: "缺少", detail: `${SUMS} 里有，文件夹里没有`});
    else if (file.sha256 === sha256) continue;
    else if (known?.sha256 === file.sha256) {
      findings.push({path: SUMS, kind: "改动", detail: `${path} 的一行与 ${MANIFEST} 和文件都不符`});
    } else if (isSlip(sha256, file.sha256)) {
      findings.push({path: SUMS, kind: "改动", detail: `${path} 的一行与文件的散列只差几个字`});
    } else findings.push({path, kind: "改动", detail: "内容与登记的散列不符"});
  }
  for (const path of files.keys()) {
    if (path !== SUMS && path !== SIGNATURE && !sums.has(path)) {
      findings.push({path, kind: "多出", detail: `${SUMS} 里没有登记`});
    }
  }
  if (manifest) findings.push(...compareLists(manifest, sums, files));
  return inOrder(findings);
}

/** Digests of different contents agree in one digit of sixteen: two that agree in most are one that was altered. */
function isSlip(listed: string, found: string): boolean {
  const agreeing = [...listed].filter((digit, i) => digit === found[i]).length;
  return 2 * agreeing > listed.length;
}

/** Without the checksums the manifest alone must do. */
function checkByManifest(
  files: ReadonlyMap<string, PresentFile>,
  manifest: ReadonlyMap<string, Listed> | undefined
): Finding[] {
  const findings: Finding[] = [{path: SUMS, kind: "缺少", detail: "只能按清单核对"}];
  for (const [path, {sha256}] of manifest ?? []) {
    const file = files.get(path);
    if (!file) findings.push({path, kind: "缺少", detail: `${MANIFEST} 里有，文件夹里没有`});
    else if (file.sha256 !== sha256) findings.push({path, kind: "改动", detail: "内容与登记的散列不符"});
  }
  for (const path of manifest ? files.keys() : []) {
    if (!SEALS.has(path) && !manifest!.has(path)) findings.push({path, kind: "多出", detail: `${MANIFEST} 里没有登记`});
  }
  return findings;
}

interface Listed {
  bytes: number;
  sha256: string;
}

function readSums(text: string, findings: Finding[]): Map<string, string> {
  const sums = new Map<string, string>();
  const lines = text.split("\n");
  if (lines.pop() !== "") findings.push({path: SUMS, kind: "改动", detail: "最后一行不完整"});
  for (const [i, line] of lines.entries()) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (!sha256 || !path || sums.has(path) || !isInside(path)) {
      findings.push({path: SUMS, kind: "改动", detail: `第${i + 1}行不是“散列、两个空格、路径”的形式，或与别的行重复`});
    } else sums.set(path, sha256);
  }
  return sums;
}

/** A path that leads out of the folder is never followed. */
function isInside(path: string): boolean {
  return !path.startsWith("/") && !/[\\\p{Cc}]/u.test(path) && path.split("/").every(part => !/^\.{0,2}$/.test(part));
}

function readManifestFiles(text: string, findings: Finding[]): Map<string, Listed> | undefined {
  try {
    const {files} = JSON.parse(text) as {files: readonly ({path: string} & Listed)[]};
    return new Map(files.map(({path, bytes, sha256}) => [String(path), {bytes, sha256}]));
  } catch {
    findings.push({path: MANIFEST, kind: "改动", detail: "不是本程序写的清单"});
    return undefined;
  }
}

function compareLists(
  manifest: ReadonlyMap<string, Listed>,
  sums: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, PresentFile>
): Finding[] {
  const findings: Finding[] = [];
  for (const [path, {bytes, sha256}] of manifest) {
    const file = files.get(path);
    const sum = sums.get(path);
    if (sum === undefined) findings.push({path: SUMS, kind: "改动", detail: `缺少 ${path} 的一行，${MANIFEST} 里有`});
    else if (file?.sha256 === sum && (sum !== sha256 || file.bytes !== bytes)) {
      findings.push({path: MANIFEST, kind: "改动", detail: `${path} 的记录与 ${SUMS} 和文件都不符`});
    }
  }
  for (const path of sums.keys()) {
    if (!SEALS.has(path) && !manifest.has(path)) {
      findings.push({path: MANIFEST, kind: "改动", detail: `没有 ${path} 的记录，${SUMS} 里有`});
    }
  }
  if (!sums.has(MANIFEST)) findings.push({path: SUMS, kind: "改动", detail: `缺少 ${MANIFEST} 的一行`});
  return findings;
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const texts = new Map(findings.map(finding => [`${finding.path}\n${finding.kind}\n${finding.detail}`, finding]));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}
