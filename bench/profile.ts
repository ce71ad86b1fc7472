import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {openDatabase} from "../loaders/database.ts";
import {literal} from "../loaders/sql.ts";
import {compile} from "../scoring/compile.ts";
import {parametersSql} from "../scoring/ledger.ts";
import {benchPolicy, writeClaimsTable} from "./claimsTable.ts";
import {scenariosOf} from "./scoringJobs.ts";

/** The heads of `profileLedger`'s rows. */
export const PROFILE_HEADS = ["step of the ledger", "share", "what it works on"];

interface Operator {
  operator_name?: string;
  operator_timing?: number;
  extra_info?: Record<string, unknown>;
  children?: Operator[];
}

/** Returns where the ledger's time goes, by DuckDB's own operators, the largest first; those below 2 % are left out. */
export async function profileLedger(claims: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bench-"));
  try {
    const [file, notes] = [join(folder, "claims.duckdb"), join(folder, "profile.json")];
    await writeClaimsTable(file, claims);
    const db = await openDatabase(file);
    const policy = benchPolicy();
    const {tables, sql} = compile(policy, scenariosOf(policy, 1, "signed"));
    await db.run(parametersSql(tables, "score"));
    await db.run(`SET enable_profiling = 'json'; SET profiling_output = ${literal(notes)};`);
    await db.run(`CREATE TEMP TABLE run AS ${sql}`);
    db.close();
    const operators = flat(JSON.parse(readFileSync(notes, "utf8")) as Operator);
    const total = operators.reduce((sum, one) => sum + (one.operator_timing ?? 0), 0);
    return operators
      .map(one => ({...one, share: (one.operator_timing ?? 0) / total}))
      .filter(one => one.share >= 0.02)
      .sort((a, b) => b.share - a.share)
      .map(one => [one.operator_name ?? "", `${(one.share * 100).toFixed(0)} %`, aim(one.extra_info ?? {})]);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function flat(operator: Operator): Operator[] {
  return [operator, ...(operator.children ?? []).flatMap(flat)];
}

function aim(info: Record<string, unknown>): string {
  const [first] = [info.Projections, info.Conditions, info.Table].flat().filter(one => one !== undefined);
  return String(first ?? "")
    .replace(/\s+/g, " ")
    .slice(0, 100);
}
