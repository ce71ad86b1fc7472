import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";

/** As long as a name may be on most disks: 83 characters of three bytes, and the extension. */
const LONG = `${"长".repeat(83)}.csv`;

const NAMES = [
  "上..级/a..b.csv",
  "CON.csv",
  "台账😀.csv",
  "e\u0301cole.csv",
  LONG,
  `${"深".repeat(60)}/${"深".repeat(60)}/${"深".repeat(60)}/${"深".repeat(60)}/${"深".repeat(60)}/台账.csv`,
  " 前后有空格 .csv",
  "'; DROP TABLE x; --.csv",
  "-rf.csv",
  "换\n行.csv",
  // One name to the eye, two to the disk.
  "同名\u00e9.csv",
  "同名e\u0301.csv"
];

/** Makes one file under each name, at test time: not every disk and not every git would keep them. */
export default async function make(folder: string): Promise<void> {
  for (const [i, name] of NAMES.entries()) {
    const path = join(folder, "claims", name);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, `申报编号,申报单位,加分项目,发生日期\nS-${i + 1},东山镇,宣传表彰,2025-03-01\n`);
  }
}
