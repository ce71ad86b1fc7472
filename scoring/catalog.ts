import type {Database, Value} from "../loaders/database.ts";
import type {Policy, RuleText} from "./policy.ts";
import {describePredicate} from "./predicate.ts";
import {chosenReadings} from "./reading.ts";
import {type Cap, type Earn, KEY_TITLES, type Rule} from "./rule.ts";
import type {ScoreSettings} from "./settings.ts";

/** Fills `score.rules`: each rule in words, as the chosen readings have it; one row for each stretch of years it holds. */
export async function fillRules(db: Database, policy: Policy, settings: ScoreSettings): Promise<void> {
  const readings = chosenReadings(policy.readings, settings.readings);
  const rows = (policy.bonus?.rules ?? []).flatMap(rule => ruleRows(policy, rule, readings));
  await db.append("score", "rules", rows);
}

/** Fills `score.readings`: a row for every option of every reading of the policies. */
export async function fillReadings(db: Database, policies: readonly Policy[], settings: ScoreSettings): Promise<void> {
  const rows = policies.flatMap(policy => {
    const chosen = chosenReadings(policy.readings, settings.readings);
    return [...policy.readings.values()].flatMap(({id, clause, ask, options, default: usual}) =>
      [...options].map(([option, meaning]): Value[] => {
        const choice = chosen.get(id) === option ? settings.readings.get(id) : undefined;
        return [
          policy.id,
          id,
          option,
          meaning,
          clause,
          policy.clauses.get(clause)?.at ?? null,
          ask,
          option === usual,
          chosen.get(id) === option,
          choice?.decidedBy ?? null,
          choice?.decidedOn ?? null
        ];
      })
    );
  });
  await db.append("score", "readings", rows);
}

function ruleRows(policy: Policy, text: RuleText, readings: ReadonlyMap<string, string>): Value[][] {
  const start = Number(policy.from.slice(0, 4));
  const starts = [start, ...text.changes];
  return starts.map((year, i) => {
    const rule = text.read({readings, year});
    const next = starts[i + 1];
    const clause = text.clause === null ? undefined : policy.clauses.get(text.clause);
    return [
      policy.id,
      text.id,
      i ? `${year}-01-01` : (text.from ?? policy.from),
      next === undefined ? text.to : `${next}-01-01`,
      text.seq,
      text.title,
      text.clause,
      text.basis,
      clause?.says ?? null,
      describePredicate(rule.when),
      describeKey(rule),
      describeEarn(rule.earn),
      describeCaps(rule.caps)
    ];
  });
}

function describeKey({key, across}: Rule): string {
  const parts = key.map(part => `同一${KEY_TITLES[part] ?? part}`).join("、");
  return `${across === "all" ? "全市" : "本单位"}一年内${parts}只计一次`;
}

function describeEarn(earn: Earn): string {
  if (earn.kind === "codes") return [...earn.points].map(([code, points]) => `${code}${decimal(points)}`).join("，");
  return earn.steps
    .map(({first, last, points, once}) => {
      const range = last === null ? `第${first}项起` : first === last ? `第${first}项` : `第${first}至${last}项`;
      return `${range}${once && first !== last ? "合计" : "每项"}${decimal(points)}`;
    })
    .join("，");
}

function describeCaps(caps: readonly Cap[]): string {
  if (!caps.length) return "不封顶";
  return caps.map(({max, codes}) => `${codes ? `${codes.join("、")}合计` : ""}封顶${decimal(max)}`).join("，");
}

/** Returns thousandths as decimal text without trailing zeros. */
function decimal(thousandths: number): string {
  const [whole, rest] = [Math.floor(thousandths / 1000), thousandths % 1000];
  return rest ? `${whole}.${String(rest).padStart(3, "0").replace(/0+$/, "")}` : String(whole);
}
