import {existsSync, lstatSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {UserError} from "../../loaders/error.ts";
import {digestFile} from "../hash.ts";
import {checkEdition, type Finding, MANIFEST, type PresentFile, PUBLIC_KEY, SIGNATURE, SUMS} from "./check.ts";
import {type Manifest, maybeManifest} from "./manifest.ts";
import {listPaths} from "./seal.ts";
import {fingerprintOf, isSigned} from "./signature.ts";

/** What was found of an edition: files that are not as listed, and whether its signature holds. */
export interface Verification {
  findings: Finding[];
  files: number;
  /** Undefined where it cannot be read. */
  manifest: Manifest | undefined;
  signature: "相符" | "没有签名" | "不符";
  /** The SHA-256 of the key that signed; null without a signature that holds. */
  key: string | null;
}

/**
 * Hashes every file of the folder and compares it with the edition's lists, and checks the signature: by the office's
 * public key where it is given, else by the one that lies beside it. Needs no network.
 */
export async function verifyEdition(folder: string, {publicKey}: {publicKey?: string} = {}): Promise<Verification> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UserError(`找不到版次文件夹：“${folder}”；应是 editions/年度/v1 这样的文件夹`);
  }
  if (!existsSync(join(folder, MANIFEST)) && !existsSync(join(folder, SUMS))) {
    const within = readdirSync(folder).filter(name => /^v\d+$/.test(name));
    const which = within.length ? `；请指定其中的一版：${within.join("、")}` : "；应是 editions/年度/v1 这样的文件夹";
    throw new UserError(`这不是一个版次：“${folder}”里没有 ${MANIFEST}，也没有 ${SUMS}${which}`);
  }
  const present = await digestPresent(folder);
  const manifestText = readText(folder, MANIFEST);
  const sums = readBytes(folder, SUMS);
  const findings = checkEdition(present, manifestText, new TextDecoder().decode(sums));
  const manifest = maybeManifest(manifestText);
  const own = readText(folder, PUBLIC_KEY);
  const signature = readBytes(folder, SIGNATURE);
  const expected = manifest?.key_sha256 ?? null;
  const given = publicKey === undefined ? undefined : fingerprintOf(publicKey);
  if (publicKey !== undefined && given === undefined) {
    throw new UserError("--key 给出的不是公钥；应是 hengcai key new 写的公钥文件（PEM，Ed25519）");
  }
  if (!signature.length) {
    if (expected !== null) findings.push({path: SIGNATURE, kind: "缺少", detail: `${MANIFEST} 记着这一版有签名`});
    else if (given !== undefined)
      findings.push({path: SIGNATURE, kind: "缺少", detail: "这一版没有签名，无从核对公钥"});
    return {findings, files: present.length, manifest, signature: "没有签名", key: null};
  }
  if (isSigned(sums, signature, publicKey ?? own)) {
    const key = fingerprintOf(publicKey ?? own)!;
    if (expected === null && manifest)
      findings.push({path: SIGNATURE, kind: "多出", detail: `${MANIFEST} 没有记着签名`});
    return {findings, files: present.length, manifest, signature: "相符", key};
  }
  findings.push(blame(sums, signature, {own, given, expected, clean: findings.length === 0}));
  return {findings, files: present.length, manifest, signature: "不符", key: null};
}

interface Blame {
  own: string;
  given: string | undefined;
  expected: string | null;
  /** Whether the lists and the files agree with each other. */
  clean: boolean;
}

/** Returns which of the three is most likely at fault where text, signature and key do not go together. */
function blame(sums: Uint8Array, signature: Uint8Array, {own, given, expected, clean}: Blame): Finding {
  if (given !== undefined && isSigned(sums, signature, own)) {
    return {path: SIGNATURE, kind: "改动", detail: "不是用给出的公钥所属的私钥签的，与随附的 key.pub 相符"};
  }
  if (fingerprintOf(own) === undefined || (expected !== null && fingerprintOf(own) !== expected)) {
    return {path: PUBLIC_KEY, kind: own ? "改动" : "缺少", detail: "不是清单所记的公钥，签名无从核对"};
  }
  if (clean) return {path: SIGNATURE, kind: "改动", detail: "签名与 SHA256SUMS 不符，而各文件与登记的一致"};
  return {path: SUMS, kind: "改动", detail: "签名与它不符"};
}

async function digestPresent(folder: string): Promise<PresentFile[]> {
  const present: PresentFile[] = [];
  for (const path of listPaths(folder)) {
    const file = join(folder, path);
    // A link may lead to anything: only files of the folder itself count.
    present.push(lstatSync(file).isFile() ? await digestFile(file, path) : {path, bytes: 0, sha256: "链接"});
  }
  return present;
}

function readText(folder: string, name: string): string {
  return new TextDecoder().decode(readBytes(folder, name));
}

function readBytes(folder: string, name: string): Uint8Array {
  const file = join(folder, name);
  return existsSync(file) && lstatSync(file).isFile() ? new Uint8Array(readFileSync(file)) : new Uint8Array(0);
}
