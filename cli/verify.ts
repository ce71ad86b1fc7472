import {existsSync, readFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {UserError} from "../loaders/error.ts";
import {type Verification, verifyEdition} from "../publish/edition/verify.ts";

/** Prints whether an edition is as it was published; returns the exit status: 1 where anything is not. */
export async function runVerify(folder: string, {key}: {key?: string}, {json = false} = {}): Promise<number> {
  const publicKey = key === undefined ? undefined : readKey(key);
  const result = await verifyEdition(resolve(folder), publicKey === undefined ? {} : {publicKey});
  const whole = result.findings.length === 0;
  if (json) {
    const {findings, files, signature, key: signer, manifest} = result;
    console.log(JSON.stringify({whole, files, signature, key: signer, edition: manifest?.edition, findings}, null, 2));
  } else console.log(describe(result, publicKey !== undefined).join("\n"));
  return whole ? 0 : 1;
}

function describe({findings, files, manifest, signature, key}: Verification, given: boolean): string[] {
  const title = manifest
    ? `${manifest.city}${manifest.year}年度 ${manifest.edition}（${manifest.state}），数据截至 ${manifest.as_of}`
    : "清单读不出来";
  const signed =
    signature === "相符"
      ? given
        ? "签名：与给出的公钥相符"
        : `签名：与随附的公钥相符；公钥指纹 ${key}，请与办公室公布的核对，或用 --key 给出公钥`
      : `签名：${signature}`;
  if (!findings.length) return [title, `${files} 个文件与登记的一致，没有缺少，没有多出`, signed];
  return [
    title,
    `有 ${findings.length} 处不符：`,
    ...findings.map(({path, kind, detail}) => `  ${kind}　${path}：${detail}`),
    signed
  ];
}

/** Reads a public key; a folder of the workspace's own key is not guessed. */
function readKey(file: string): string {
  const path = existsSync(file) ? file : join(process.cwd(), file);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UserError(`读不了公钥文件：“${file}”；应是 hengcai key new 写的 .pub 文件`, {cause: error});
  }
}
