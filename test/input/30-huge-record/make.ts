import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/** Makes three rows of which the second has a quoted cell of 20 MB with commas in it. */
export default async function make(folder: string): Promise<void> {
  const row = (id: string, evidence: string): string => `${id},东山镇,宣传表彰,事项,2025-03-01,${evidence}\n`;
  mkdirSync(join(folder, "claims"));
  writeFileSync(
    join(folder, "claims/加分申报.csv"),
    [
      "申报编号,申报单位,加分项目,加分事项,发生日期,证明材料\n",
      row("S-001", "一份"),
      row("S-002", `"首,${"x".repeat(20 << 20)},尾"`),
      row("S-003", "三份")
    ].join("")
  );
}
