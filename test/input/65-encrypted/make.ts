import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {CFB} from "@e965/xlsx";

/** Makes what Excel makes of a workbook with a password: a compound file that holds the encrypted package. */
export default async function make(folder: string): Promise<void> {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, "/EncryptionInfo", new Array<number>(224).fill(4));
  CFB.utils.cfb_add(file, "/EncryptedPackage", new Array<number>(8_192).fill(0x5a));
  writeFileSync(join(folder, "claims/有密码.xlsx"), CFB.write(file, {type: "buffer"}) as Uint8Array);
}
