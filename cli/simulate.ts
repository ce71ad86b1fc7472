import {type Database, openDatabase} from "../loaders/database.ts";
import {formatPlaced, UserError} from "../loaders/error.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import type {Basis} from "../scoring/compile.ts";
import {openSandbox} from "../scoring/sandbox.ts";
import {simulate} from "../scoring/simulate.ts";
import type {Context} from "./context.ts";
import {comparisonJson} from "./simulateJson.ts";
import {describeSimulation} from "./simulateText.ts";
import {bringScored} from "./stages.ts";
import {readWhatIf, type WhatIfOptions} from "./whatIf.ts";

export interface SimulateOptions extends WhatIfOptions {
  year?: string;
  basis?: Basis;
}

/** Prints what would change in a year's ranking if the policy were changed; writes nothing. Returns the exit status. */
export async function runSimulate(context: Context, options: SimulateOptions): Promise<number> {
  await bringScored(context);
  const warehouse = warehousePath(context.workspace);
  const basis = options.basis ?? "signed";
  const faults: string[] = [];
  const year = await readYear(warehouse, options.year, faults);
  const asked = readWhatIf(context, options, faults);
  if (faults.length || !asked) {
    throw new UserError(
      `试算的写法有 ${faults.join("\n").split("\n").length} 处错误，改正后再运行：\n${faults.join("\n")}`
    );
  }
  context.progress.step("重算基线和改动后的得分");
  const db = await openSandbox();
  try {
    const result = await simulate(db, {warehouse, settings: context.config, year, basis, ...asked});
    context.progress.done();
    if (context.json) console.log(JSON.stringify(comparisonJson(result), null, 2));
    else {
      const known = new Set(asked.policy.warnings.map(({message}) => message));
      const fresh = asked.changed.policy.warnings.filter(({message}) => !known.has(message));
      if (fresh.length) console.error(`改动后的制度有 ${fresh.length} 处提醒：\n${formatPlaced(fresh)}`);
      console.log(describeSimulation(result, asked));
    }
    return 0;
  } finally {
    db.close();
  }
}

/** Returns the year asked for, the last by default; one that has no results is a fault that names those that have. */
export async function readYear(warehouse: string, given: string | undefined, faults: string[]): Promise<number> {
  const years = await scoredYears(warehouse);
  const text = given ?? String(years.at(-1) ?? "");
  if (given !== undefined && !/^\d{4}$/.test(given)) {
    faults.push(`--year 的年度无效：“${given}”，应是四位年份，如 2025`);
  } else if (!years.includes(Number(text))) {
    const known = years.length ? `可用的有：${years.join("、")}` : "这个工作区还没有任何年度的结果";
    faults.push(given === undefined ? known : `--year ${text}：没有这一年度的结果，${known}`);
  }
  return Number(text);
}

async function scoredYears(warehouse: string): Promise<number[]> {
  const db: Database = await openDatabase(warehouse, {readOnly: true});
  try {
    const rows = await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ranking ORDER BY year");
    return rows.map(({year}) => year);
  } finally {
    db.close();
  }
}
