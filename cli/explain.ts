import type {Database, Row} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {capLossFacts, capLossWords} from "../publish/capWords.ts";
import {publishedTables, type Table, tableNamed} from "../publish/dictionary.ts";
import {decimalText, formatPoints, MISSING} from "../publish/format.ts";
import {dispositionWords} from "../publish/words.ts";
import type {CapLoss} from "../scoring/capLoss.ts";
import type {Policy} from "../scoring/policy.ts";
import {lastDayOf} from "../scoring/policyYear.ts";
import {readCapLosses} from "../scoring/readCapLoss.ts";
import {chosenReadings} from "../scoring/reading.ts";
import type {Context} from "./context.ts";
import {decisionText, readUnitDecisions, type UnitDecision} from "./decisionText.ts";
import {findUnit, type Unit} from "./findUnit.ts";
import {formatTable} from "./progress.ts";
import {openResults, readPolicies} from "./stages.ts";

interface LedgerLine {
  rule_id: string;
  clause: string;
  claim_id: string;
  event_on: string;
  nth: number | null;
  raw: number;
  points: number;
  disposition: string;
  dup_of: string | null;
  contested: boolean;
  source_file: string;
  source_sheet: string;
  source_row: number;
}

/** Prints how a unit came to its points, claim by claim; returns the exit status. */
export async function runExplain(
  context: Context,
  who: string,
  options: {year?: string; basis?: string}
): Promise<number> {
  const given = options.year === undefined ? undefined : parseYear(options.year);
  const db = await openResults(context);
  context.progress.done();
  try {
    const unit = await findUnit(db, who);
    const years = await rankedYears(db);
    const year = given ?? years.at(-1) ?? parseYear(context.config.asOf.slice(0, 4));
    const basis = options.basis ?? "signed";
    const lines = await db.all<LedgerLine>(LEDGER, [unit.unit_id, year, basis]);
    const decisions = await readUnitDecisions(db, unit.unit_id, year);
    const policy = readPolicies(context).find(one => one.policy.bonus)?.policy;
    const losses = await lossesOf(db, context, policy, {year, basis, unit: unit.unit_id});
    const [ranking] = await db.all<Row>(RANKING, [unit.unit_id, year, basis]);
    if (years.length && !years.includes(year) && !lines.length) {
      throw new UserError(`没有 ${year} 年度的得分；有得分的年度是 ${years.join("、")}，请改 --year`);
    }
    if (context.json) {
      const tables = await publishedTables(db);
      const printed = (name: string, row: Row) => withDecimals(row, tableNamed(name, tables));
      const result = {
        unit,
        year,
        basis,
        ranking: ranking ? printed("bonus_ranking", ranking) : null,
        lines: lines.map(line => ({
          ...printed("bonus_ledger", {...line}),
          caps: (losses.get(line.claim_id) ?? []).map(capLossFacts)
        })),
        decisions
      };
      console.log(JSON.stringify(result, null, 2));
    } else {
      const called = await nameIn(db, unit, year);
      const rules = await rulesOf(db, lastDayOf(year, policy?.bonus?.begins ?? "01-01"));
      console.log(
        describeUnit(unit, year, lines, {called, ranking, rules, asOf: context.config.asOf, decisions, losses})
      );
    }
    return 0;
  } finally {
    db.close();
  }
}

const LEDGER = `
SELECT l.rule_id, l.clause, l.claim_id, l.event_on, l.nth, l.raw, l.points, l.disposition, l.dup_of, l.contested,
       l.source_file, l.source_sheet, l.source_row
FROM score.bonus_ledger AS l
LEFT JOIN (SELECT rule_id, min(seq) AS seq FROM score.rules GROUP BY rule_id) AS r ON r.rule_id = l.rule_id
WHERE l.scenario = 'base' AND l.unit_id = $1 AND l.year = $2 AND l.basis = $3
ORDER BY r.seq NULLS LAST, l.rule_id, l.nth NULLS LAST, l.event_on, l.claim_id`;

/** What earns praise and no points: said in words, never as 0. */
const PRAISE = "N";

const RANKING = `
SELECT * FROM score.bonus_ranking WHERE unit_id = $1 AND year = $2 AND basis = $3`;

const NAME = `
SELECT MAX(unit_name) AS name
FROM (
  SELECT unit_id, year, unit_name FROM score.bonus_ranking
  UNION ALL SELECT unit_id, year, unit_name FROM score.bonus_ledger
)
WHERE unit_id = $1 AND year = $2`;

/** Returns what the ranking and the ledger of the year call the unit. */
async function nameIn(db: Database, unit: Unit, year: number): Promise<string> {
  const [row] = await db.all<{name: string | null}>(NAME, [unit.unit_id, year]);
  return row?.name ?? unit.name;
}

interface Rule {
  rule_id: string;
  title: string;
}

/** Returns the row with its points as decimal text, as in every file that leaves the house. */
function withDecimals(row: Row, {columns}: Table): Row {
  const points = new Set(columns.filter(({type}) => type === "points").map(({name}) => name));
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      points.has(name) && typeof value === "number" ? decimalText(value) : value
    ])
  );
}

async function lossesOf(
  db: Database,
  {config}: Context,
  policy: Policy | undefined,
  of: {year: number; basis: string; unit: string}
): Promise<Map<string, CapLoss[]>> {
  if (!policy) return new Map();
  return readCapLosses(db, {policy, readings: chosenReadings(policy.readings, config.readings)}, of);
}

/** What a rule says changes with amendments: the words are those of the year's last day; the office's own rule has its title. */
const RULES = `
SELECT rule_id, COALESCE(says, title)
  || CASE WHEN "to" <= CAST($1 AS DATE) THEN '（自 ' || CAST("to" AS VARCHAR) || ' 起停止计分）' ELSE '' END AS title
FROM score.rules
QUALIFY row_number() OVER (
  PARTITION BY rule_id
  ORDER BY COALESCE("from", DATE '0001-01-01') > CAST($1 AS DATE), "from" DESC NULLS LAST
) = 1`;

async function rulesOf(db: Database, day: string): Promise<Map<string, string>> {
  const rules = await db.all<Rule>(RULES, [day]);
  return new Map(rules.map(rule => [rule.rule_id, rule.title]));
}

/** Returns the years ranked, the last of which need not be that of today: a policy's year may begin later. */
async function rankedYears(db: Database): Promise<number[]> {
  const rows = await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ranking ORDER BY year");
  return rows.map(({year}) => year);
}

function parseYear(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new UserError(`--year 的年度无效：“${text}”，应是四位年份，如 2025`);
  return Number(text);
}

/** What a unit's ledger is told with. */
interface Told {
  /** The unit's name in the year. */
  called: string;
  /** None where the unit is ranked with nobody. */
  ranking: Row | undefined;
  /** Rule → what it says. */
  rules: ReadonlyMap<string, string>;
  asOf: string;
  decisions: readonly UnitDecision[];
  /** Claim → what took points from it. */
  losses: ReadonlyMap<string, readonly CapLoss[]>;
}

/** Returns the unit's ledger as lines for a terminal: each rule with its claims, then the total that they add up to. */
export function describeUnit(
  unit: Unit,
  year: number,
  lines: readonly LedgerLine[],
  {called, ranking, rules, asOf, decisions, losses}: Told
): string {
  const now = called === unit.name ? "" : `，现名${unit.name}`;
  const out = [`${called}（${unit.unit_id}${now}）${year} 年度绩效加分，数据截至 ${asOf}`];
  if (ranking) {
    out.push(
      `${ranking.group}组第 ${ranking.rank} 位${ranking.tied ? "（并列）" : ""}，合计 ${formatPoints(Number(ranking.total))} 分`
    );
  } else out.push("该单位本年度不参加排位次（不属于任何组、当时不存在，或制度尚未施行）：申报照列，不排位次");
  let running = 0;
  const ids = [...new Set(lines.map(line => line.rule_id))];
  for (const id of ids) {
    const own = lines.filter(line => line.rule_id === id);
    const earned = own.reduce((sum, line) => sum + line.points, 0);
    if (id === PRAISE) out.push("", dispositionWords("not_scored"));
    else out.push("", `${id} ${rules.get(id) ?? ""}`, `条款：${clauseOf(own)}　得 ${formatPoints(earned)} 分`);
    const capped = own.some(line => losses.has(line.claim_id));
    const rows = own.map(line => {
      running += line.points;
      return [
        line.claim_id,
        line.event_on,
        line.nth === null ? "—" : String(line.nth),
        dispositionWords(line.disposition) +
          (line.dup_of ? `（见 ${line.dup_of}）` : "") +
          (line.contested ? "（多单位共享）" : ""),
        id === PRAISE ? MISSING : formatPoints(line.points),
        formatPoints(running),
        ...(capped ? [(losses.get(line.claim_id) ?? []).map(loss => capLossWords(loss)).join("；") || "—"] : []),
        `${line.source_file}${line.source_sheet ? `［${line.source_sheet}］` : ""} 第 ${line.source_row} 行`
      ];
    });
    const head = ["申报编号", "发生日期", "序", "处理结果", "得分", "累计", ...(capped ? ["少计的原因"] : []), "来源"];
    out.push(formatTable(head, rows, [2, 4, 5]));
  }
  if (!lines.length) out.push("", "没有申报。");
  if (decisions.length) out.push("", "办公室裁定：");
  for (const decision of decisions) out.push(`  ${decision.claim_id}　${decisionText(decision)}`);
  out.push("", `合计 ${formatPoints(running)} 分`);
  return out.join("\n");
}

/** An amendment within the year stands beside the rule's clause in the claims from its day on: the last names both. */
function clauseOf(lines: readonly LedgerLine[]): string {
  return lines.reduce((last, line) => (line.event_on > last.event_on ? line : last)).clause || MISSING;
}
