import {createHash} from "node:crypto";
import {existsSync, readdirSync, rmSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {contracts} from "../loaders/contracts/index.ts";
import {type Database, openDatabase} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {type LoadReport, load} from "../loaders/load.ts";
import {identifier} from "../loaders/sql.ts";
import {replaceWarehouse, updateWarehouse, warehousePath} from "../loaders/warehouse.ts";
import type {Policy} from "../scoring/policy.ts";
import {type ScoreReport, score} from "../scoring/score.ts";
import type {Context} from "./context.ts";
import {hashCode, hashFolders} from "./fingerprint.ts";
import {interruptible} from "./interrupt.ts";
import {type ReadPolicy, readPolicies as readNamed} from "./policies.ts";

type Stage = "load" | "score";

/** Loads the workspace where anything changed since the last load, or always with `force`; null where it was fresh. */
export async function bringLoaded(
  context: Context,
  {force = false, full = false, strict = false} = {}
): Promise<LoadReport | null> {
  const fingerprint = loadFingerprint(context);
  if (!force && (await stampOf(context, "load")) === fingerprint) return null;
  const write = async (target: string, previous: string | null): Promise<LoadReport> => {
    const report = await load(context.workspace, context.config, {
      target,
      previous,
      full,
      progress: text => context.progress.step(text)
    });
    if (strict && report.status) {
      throw new UserError(`有 ${report.errors} 处错误，按 --strict 不采用这次读入，原有结果没有改动`, {status: 1});
    }
    await stamp(target, "load", fingerprint);
    return report;
  };
  return replaceWarehouse(context.workspace, (target, previous) =>
    interruptible(clearing(target), () => write(target, previous))
  );
}

/** Brings load and score up to date; null where the scores were fresh. */
export async function bringScored(context: Context, {force = false} = {}): Promise<ScoreReport | null> {
  const policies = readPolicies(context);
  await bringLoaded(context);
  const fingerprint = sha256(loadFingerprint(context), hashCode("scoring"), ...policies.map(policy => policy.text));
  if (!force && (await stampOf(context, "score")) === fingerprint) return null;
  const change = async (target: string): Promise<ScoreReport> => {
    const report = await scoreInto(target, policies, context);
    await stamp(target, "score", fingerprint);
    return report;
  };
  return updateWarehouse(context.workspace, target => interruptible(clearing(target), () => change(target)));
}

/** Returns what removes a half-made warehouse and what goes with it; where it cannot, whoever next holds the lock does. */
function clearing(target: string): () => void {
  return () => {
    const names = readdirSync(dirname(target)).filter(name => name.startsWith(basename(target)));
    for (const name of names) rmSync(join(dirname(target), name), {recursive: true, force: true});
  };
}

async function scoreInto(path: string, policies: readonly {policy: Policy}[], context: Context): Promise<ScoreReport> {
  const db = await openDatabase(path);
  try {
    return await score(db, {
      policies: policies.map(({policy}) => policy),
      settings: context.config,
      sameDay: true,
      progress: text => context.progress.step(text)
    });
  } finally {
    db.close();
  }
}

/** Opens the scored warehouse for reading, brought up to date; SQL in it can reach neither files nor a network. */
export async function openResults(context: Context): Promise<Database> {
  await bringScored(context);
  return openDatabase(warehousePath(context.workspace), {readOnly: true});
}

/** Reads the policies that the configuration names, built in or the office's own files, with what amends them. */
export function readPolicies(context: Context): ReadPolicy[] {
  return readNamed(context.workspace, context.config.policies);
}

function loadFingerprint(context: Context): string {
  const folders = contracts.map(contract => contract.name);
  const key = process.env.HENGCAI_KEY ?? "";
  // The words in which claims are read are the policy's.
  const words = JSON.stringify(context.config.words);
  return sha256(
    context.configText,
    key,
    words,
    hashFolders(context.workspace, [...folders, "key"]),
    hashCode("loaders")
  );
}

function sha256(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}

async function stampOf(context: Context, stage: Stage): Promise<string | undefined> {
  const path = warehousePath(context.workspace);
  if (!existsSync(path)) return undefined;
  let db: Database;
  try {
    db = await openDatabase(path, {readOnly: true});
  } catch {
    return undefined; // Unreadable or of another version: it is made anew.
  }
  try {
    const table = identifier(`${stage}_stamp`);
    const rows = await db.all<{fingerprint: string}>(`SELECT fingerprint FROM meta.${table}`);
    return rows[0]?.fingerprint;
  } catch {
    return undefined;
  } finally {
    db.close();
  }
}

async function stamp(path: string, stage: Stage, fingerprint: string): Promise<void> {
  const db = await openDatabase(path);
  try {
    const table = identifier(`${stage}_stamp`);
    await db.run(`CREATE OR REPLACE TABLE meta.${table} (fingerprint VARCHAR)`);
    await db.append("meta", `${stage}_stamp`, [[fingerprint]]);
    await db.run("CHECKPOINT");
  } finally {
    db.close();
  }
}
