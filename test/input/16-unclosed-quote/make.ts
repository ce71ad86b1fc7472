import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const ROWS = 12_000;

/** Makes a file of 12,000 rows, larger than any one field may be, with a quote opened in row 2 and never closed. */
export default async function make(folder: string): Promise<void> {
  const rows = Array.from({length: ROWS}, (_, i) => {
    const subject = i === 0 ? '"引才经验' : `第 ${i + 2} 行`;
    return `S-${i + 2},东山镇,宣传表彰,${subject},2025-03-01,${"备".repeat(70)}\n`;
  });
  mkdirSync(join(folder, "claims"));
  writeFileSync(
    join(folder, "claims/加分申报.csv"),
    `申报编号,申报单位,加分项目,加分事项,发生日期,备注\n${rows.join("")}`
  );
}
