import type {Cursor} from "./cursor.ts";
import {isMap} from "./cursor.ts";
import {conform} from "./fixedBlocks.ts";
import {GROUNDS, OUTCOMES} from "./names.ts";
import {CONSEQUENCE, HIT, JUDGE, OUTCOME_ORDER, STREAK} from "./systemShapes.ts";
import type {Vocabulary} from "./vocab.ts";

/** Which clause each consequence rests on; what leads to it is fixed, the worst wins. */
export interface Judge {
  /** Art. 9 ground → clause id. */
  grounds: ReadonlyMap<string, string>;
  continue: string;
  /** For one 不合格 and for two in a row. */
  unqualified: string;
}

/** Reads the block `judge`; every ground and every grade must lead somewhere, once. */
export function readJudge(cursor: Cursor, clauses: readonly string[], vocab: Vocabulary): Judge {
  cursor.only(JUDGE);
  cursor.adopt(JUDGE);
  if (cursor.has("hit")) conform(cursor.at("hit"), HIT, clauses);
  if (cursor.has("order")) conform(cursor.at("order"), OUTCOME_ORDER, clauses);
  const grounds = vocab.get("ground");
  // Words that cannot be read have a fault of their own.
  if (grounds?.all.length !== 0 && grounds?.codes.toSorted().join() !== [...GROUNDS].sort().join()) {
    cursor.fault(`vocab 的 ground 目前只能是这六种情形：${GROUNDS.join("、")}`);
  }
  const list = cursor.need("rules");
  const found = new Map<string, string | undefined>();
  let unread = !Array.isArray(list.value);
  for (const rule of list.items()) {
    rule.only(CONSEQUENCE);
    const cite = rule.need("cite").word(clauses, "条款");
    const then = rule.need("then").word(OUTCOMES, "后果");
    const cases = readCase(rule.need("when"));
    unread ||= !cases;
    for (const [name, outcome] of cases ?? []) {
      if (then && outcome !== then) rule.at("then").fault(`这种情形的后果目前只能是 ${outcome}`);
      if (found.has(name)) rule.fault(`这种情形前面已有规定：${name}`);
      found.set(name, cite);
    }
  }
  // A case that cannot be read may be any of those that are not there.
  const missing = [...GROUNDS, "streak", "unqualified", "qualified"].filter(name => !found.has(name));
  if (missing.length && !unread) list.fault(`没有规定后果的情形：${missing.join("、")}`);
  const [streak, unqualified] = [found.get("streak"), found.get("unqualified")];
  if (streak && unqualified && streak !== unqualified) list.fault("不合格与连续不合格目前只能依据同一条款");
  return {
    grounds: new Map(GROUNDS.map(ground => [ground, found.get(ground)!])),
    continue: found.get("qualified")!,
    unqualified: found.get("unqualified")!
  };
}

type Case = [name: string, outcome: (typeof OUTCOMES)[number]];

function readCase(when: Cursor): Case[] | undefined {
  if (isMap(when.value)) {
    conform(when, STREAK, []);
    return [["streak", "cancel"]];
  }
  const parts = Array.isArray(when.value) ? when.items() : [];
  if (parts.some(part => part.lost)) return undefined;
  if (parts.length !== 3) return when.fault("情形应写成 [字段, 比较, 值]，或 {streak, length, gap}");
  const [field, op, value] = parts as [Cursor, Cursor, Cursor];
  const text = `${field.value} ${op.value} ${value.value}`;
  if (text === "grade is 不合格") return [["unqualified", "suspend_next_year"]];
  if (text === "grade at_least 合格") return [["qualified", "continue"]];
  if (field.value !== "ground" || op.value !== "is") {
    return when.fault("目前只能执行 [ground, is, …]、[grade, is, 不合格]、[grade, at_least, 合格] 和连续不合格");
  }
  if (value.value === "any") return GROUNDS.map(ground => [ground, "cancel_and_recover"]);
  const ground = value.word(GROUNDS, "情形");
  return ground === undefined ? undefined : [[ground, "cancel_and_recover"]];
}
