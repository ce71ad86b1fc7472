import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const COLUMNS = 10_000;
const HEADER = ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期"];

function line(cells: readonly string[], rest: (column: number) => string): string {
  return `${Array.from({length: COLUMNS}, (_, i) => cells[i] ?? rest(i)).join(",")}\n`;
}

/** Makes two files of 10,000 columns: one that names them all, and one that names five but has a word in the last. */
export default async function make(folder: string): Promise<void> {
  mkdirSync(join(folder, "claims"));
  writeFileSync(
    join(folder, "claims/列列有名.csv"),
    line(HEADER, i => `指标${i}`) + line(["S-001", "东山镇", "宣传表彰", "事项", "2025-03-01"], i => `${i}`)
  );
  writeFileSync(
    join(folder, "claims/多为空列.csv"),
    line(HEADER, () => "") +
      line(["S-002", "东山镇", "宣传表彰", "事项", "2025-03-01"], () => "") +
      line(["S-003", "东山镇", "宣传表彰", "事项", "2025-03-02"], i => (i === COLUMNS - 1 ? "藏在最后一列" : ""))
  );
}
