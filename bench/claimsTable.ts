import {createCore} from "../loaders/core.ts";
import {openDatabase} from "../loaders/database.ts";
import {builtinPolicies} from "../scoring/builtin.ts";
import {fillInputs} from "../scoring/inputs.ts";
import {type Policy, parsePolicy} from "../scoring/policy.ts";
import {createTables} from "../scoring/tables.ts";

/** The data date of the claims made here. */
export const AS_OF = "2025-12-31";

/** Returns the policy that all the scoring here rests on. */
export function benchPolicy(): Policy {
  const {file, text} = builtinPolicies().get("haicheng-2021-2")!;
  return parsePolicy(text, file);
}

/**
 * Makes a warehouse with so many accepted claims of five years, a hundred a unit, and what the ledger reads of them. The
 * same every time: one in eight shares its key, one in ten was never signed, one in a thousand is a false report.
 */
export async function writeClaimsTable(file: string, claims: number): Promise<void> {
  const policy = benchPolicy();
  const db = await openDatabase(file);
  await db.run(`${createCore()}
CREATE SCHEMA score;
${createTables(policy.bonus!.rules.map(rule => rule.id))}`);
  const units = Math.max(20, Math.round(claims / 100));
  await db.run(`
INSERT INTO core.units BY NAME
SELECT 'U' || lpad(CAST(i AS VARCHAR), 6, '0') AS unit_id, '第' || i || '镇' AS name, '镇' AS kind, i AS sort_order
FROM range(${units}) AS r(i)`);
  await db.run(claimsSql(claims, units));
  await fillInputs(db, policy.bonus!.begins);
  db.close();
}

function claimsSql(claims: number, units: number): string {
  const pick = (words: readonly string[], salt: number): string =>
    `[${words.map(word => `'${word}'`).join(", ")}][1 + CAST(hash(i, ${salt}) % ${words.length} AS BIGINT)]`;
  return `
INSERT INTO core.claims BY NAME
WITH drawn AS (
  SELECT
    i,
    ${pick(["R1", "R1", "R2", "R3", "R4", "R4", "R4", "R5", "N"], 1)} AS rule,
    DATE '2021-01-01' + CAST(hash(i, 2) % 1825 AS INTEGER) AS event_on,
    hash(i, 3) % 10 AS stage,
    hash(i, 4) % 1000 AS ground
  FROM range(${claims}) AS r(i)
)
SELECT
  'SB' || lpad(CAST(i AS VARCHAR), 9, '0') AS claim_id,
  'U' || lpad(CAST(hash(i, 5) % ${units} AS VARCHAR), 6, '0') AS unit,
  rule,
  event_on,
  ${pick(["海城市级", "鞍山市级", "省级"], 6)} AS level,
  CASE WHEN rule IN ('R1', 'R2') THEN 'p' || hash(i, 7) % ${Math.max(20, claims)} END AS person_key,
  ${pick(["全职", "全职", "全职", "柔性"], 8)} AS employment,
  ${pick(["博士", "博士", "硕士"], 9)} AS degree,
  ${pick(["副高级", "正高级", "初级"], 10)} AS title,
  hash(i, 11) % 9 > 0 AS recognised,
  'e' || hash(i, 12) % 5 AS event_key,
  ${pick(["经验介绍", "交流发言", "承接活动", "承接会议"], 13)} AS role,
  'a' || hash(i, 14) % 40 AS article_key,
  '日报' AS outlet,
  ${pick(["双招双引", "成果转化率", "技术合同交易额"], 15)} AS aspect,
  ${pick(["显著", "显著", "一般"], 16)} AS verdict,
  event_on AS applied_on,
  '通过' AS review,
  event_on + 10 AS reviewed_on,
  CASE WHEN stage > 0 THEN event_on + 20 END AS signed_on,
  CASE WHEN ground < 20 THEN event_on + 60 END AS revoked_on,
  CASE WHEN ground < 1 THEN '虚报' WHEN ground < 20 THEN '其他' END AS revoke_ground,
  '申报.csv' AS source_file,
  CAST(i + 2 AS INTEGER) AS source_row
FROM drawn`;
}
