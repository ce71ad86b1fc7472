import type {Database} from "./database.ts";
import {type CoreRow, type Decision, decisionFault} from "./decisionLog.ts";
import type {Target} from "./decisionTarget.ts";
import type {Directory} from "./directory.ts";
import {keyText, rowKey} from "./duplicates.ts";
import type {Issue} from "./issue.ts";
import {identifier, literal} from "./sql.ts";

/** Returns the accepted rows that a decision's subject may mean: one, where it is written whole. */
export async function findRows(db: Database, target: Target, directory: Directory): Promise<CoreRow[]> {
  const {contract, key} = target;
  const text = keyText(contract, "t");
  const where = (condition: string): Promise<CoreRow[]> =>
    db.all<CoreRow>(`SELECT t.*, ${text} AS key_text FROM core.${identifier(contract.name)} t WHERE ${condition}`);
  const exact = await where(`${text} = ${literal(key)}`);
  if (exact.length) return exact;
  // The unit at the end of a key may be given by name.
  const slash = key.lastIndexOf("/");
  if (slash > 0) {
    const unit = directory.resolve(key.slice(slash + 1));
    if ("unit" in unit) {
      const named = await where(`${text} = ${literal(`${key.slice(0, slash)}/${unit.unit}`)}`);
      if (named.length) return named;
    }
  }
  // The later parts of a key may be left out where the earlier ones tell the row.
  return where(`starts_with(${text}, ${literal(`${key}/`)})`);
}

/** Returns what to say of a decision whose subject means no row, or several. */
export async function lostSubject(db: Database, decision: Decision, target: Target, found: number): Promise<Issue> {
  const {contract, key} = target;
  const say = (message: string): Issue =>
    decisionFault(decision, "对象", decision.subject, {code: "unknown_reference", message});
  if (found > 1) return say(`“${key}”在${contract.title}中有 ${found} 行；请把编号写全（各部分用 / 隔开）`);
  const [gone] = await db.all<{decision_id: string}>(`
    SELECT decision_id FROM quality.applied_decisions
    WHERE dataset = ${literal(contract.name)} AND "key" = ${literal(key)} AND after = '已排除'
  `);
  if (gone)
    return say(`${contract.title}中的“${key}”已由裁定 ${gone.decision_id} 排除，这项裁定用不上；请撤销其中一项`);
  const first = identifier(rowKey(contract)[0]!);
  const [rejected] = await db.all<{n: number}>(`
    SELECT COUNT(*) AS n
    FROM stage.${identifier(contract.name)} t
    WHERE ${keyText(contract, "t")} = ${literal(key)} OR CAST(t.${first} AS VARCHAR) = ${literal(key)}
  `);
  if (rejected?.n) return say(`${contract.title}中的“${key}”没有被接收（见它自己的问题），裁定用不上；请先改正源文件`);
  return say(`${contract.title}中没有“${key}”；请核对编号`);
}
