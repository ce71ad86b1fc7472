import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {dirname, join, resolve, sep} from "node:path";
import {UserError} from "../loaders/error.ts";
import {fingerprintOf, newKeys} from "../publish/edition/signature.ts";
import {type GlobalOptions, typed} from "./context.ts";

/** Where the office's key lies unless another place is named, in the workspace. */
const DEFAULT = "签名私钥.pem";

/**
 * Writes a new Ed25519 key that editions are signed with, and beside it the public key that everybody may have; prints
 * where they are. Never replaces a file. Returns the exit status.
 */
export function runKeyNew({out}: {out?: string}, {workspace, json = false}: Omit<GlobalOptions, "out">): number {
  const file = resolve(out ?? join(workspace, DEFAULT));
  const publicFile = file.replace(/(\.(pem|key))?$/, ".pub");
  const there = [file, publicFile].filter(path => existsSync(path));
  if (there.length) throw new UserError(`已有同名的文件：“${there.join("”、“")}”；私钥不覆盖，请用 --out 指定别的文件`);
  if (file.split(sep).includes("editions")) {
    throw new UserError(`私钥不能放在 editions 里：“${file}”；那里的东西是要发出去的，请用 --out 指定别处`);
  }
  const {privateKey, publicKey} = newKeys();
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, privateKey, {mode: 0o600, flag: "wx"});
  writeFileSync(publicFile, publicKey, {flag: "wx"});
  const fingerprint = fingerprintOf(publicKey)!;
  if (json) console.log(JSON.stringify({private: file, public: publicFile, fingerprint}, null, 2));
  else {
    console.log(
      [
        `私钥：${file}（只有本人能读；不要外发，另存一份备份）`,
        `公钥：${publicFile}（可以公开，收到的人用它核对签名）`,
        `公钥指纹：${fingerprint}`,
        `发布时用：${typed(`publish --year 年度 --key "${file}"`, workspace)}`
      ].join("\n")
    );
  }
  return 0;
}
