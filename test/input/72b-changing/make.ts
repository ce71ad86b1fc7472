import {appendFileSync, existsSync, symlinkSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/** Where there is such a file, it says something else each time it is read: nothing depends on who is faster. */
const EVER_NEW = "/proc/sys/kernel/random/uuid";

/** Makes a file that is never the same twice. */
export default async function make(folder: string): Promise<void> {
  const file = join(folder, "claims/还在写.csv");
  if (existsSync(EVER_NEW)) symlinkSync(EVER_NEW, file);
  else writeFileSync(file, "申报编号,申报单位,加分项目,发生日期\nS-002,东山镇,宣传表彰,2025-03-01\n");
}

/** Elsewhere somebody goes on writing to it while it is read, every millisecond. */
export function during(folder: string): () => void {
  if (existsSync(EVER_NEW)) return () => {};
  const file = join(folder, "claims/还在写.csv");
  const timer = setInterval(() => appendFileSync(file, "x"), 1);
  return () => clearInterval(timer);
}
