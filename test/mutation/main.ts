import {readFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {mutateCode} from "./code.ts";
import {ledgerTarget} from "./ledgerTarget.ts";
import {peopleTarget} from "./peopleTarget.ts";
import {rankTarget} from "./rankTarget.ts";
import {aliveIn, judge, nameOf, type Report, type Survivor, type Target, tried, tryAll, type Wanted} from "./run.ts";

const USAGE = `npm run mutate -- sql [ledger|ranking|people …]    mutants of the SQL, against the oracle: minutes
    --only TEXT                             only those with the text in their name; with any of several such texts
    --again FILE                            only those that the kept output of an earlier run names as alive
npm run mutate -- code [FILE …]             mutants of the TypeScript, by Stryker: long`;

/** The share of mutants that must be killed, of each SQL text and each file. */
const REQUIRED = 95;

const SQL: Readonly<Record<string, () => Promise<Target>>> = {
  ledger: ledgerTarget,
  ranking: rankTarget,
  people: peopleTarget
};

const {values, positionals} = argumentsOf(process.argv.slice(2));
const [part, ...names] = positionals;
if (part === "sql" && names.every(name => Object.hasOwn(SQL, name))) {
  const wanted = wantedBy(values);
  const report = await mutateSql(names.length ? names : Object.keys(SQL), wanted);
  process.exitCode = wanted ? judgedInPart(report) : judged(report, explanations());
} else if (part === "code" && !wantedBy(values)) {
  process.exitCode = judged(mutateCode(names), explanations());
} else {
  console.log(USAGE);
  process.exitCode = 2;
}

interface Selection {
  only?: string[] | undefined;
  again?: string | undefined;
}

function argumentsOf(args: string[]): {values: Selection; positionals: string[]} {
  try {
    const options = {only: {type: "string", multiple: true}, again: {type: "string"}} as const;
    return parseArgs({args, options, allowPositionals: true});
  } catch {
    return {values: {}, positionals: []};
  }
}

/** Returns which mutants are to be tried; undefined where all are. */
function wantedBy({only, again}: Selection): Wanted | undefined {
  if (!only && again === undefined) return undefined;
  const alive = again === undefined ? null : aliveIn(readFileSync(again, "utf8"));
  return (target, mutant) =>
    (!only || only.some(text => mutant.includes(text))) && (!alive || alive.has(nameOf(target, mutant)));
}

async function mutateSql(names: readonly string[], wanted: Wanted | undefined): Promise<Report> {
  const targets: Target[] = [];
  for (const name of names) targets.push(await SQL[name]!());
  const started = Date.now();
  const report = await tryAll(targets, text => console.error(text), wanted);
  for (const target of targets) target.close();
  console.log(`${Math.round((Date.now() - started) / 1000)} s`);
  return report;
}

function explanations(): Survivor[] {
  return JSON.parse(readFileSync(new URL("survivors.json", import.meta.url), "utf8")) as Survivor[];
}

/** Of a part the share decides nothing, and only explanations of what was tried are asked for. */
function judgedInPart(report: Report): number {
  const names = tried(report);
  if (!names.size) console.log("no mutant of that name");
  return judged(
    report,
    explanations().filter(({target, mutant}) => names.has(nameOf(target, mutant))),
    {required: 0}
  );
}

/** Prints what became of the mutants; 1 where too few are killed, or a survivor is unexplained or explained in vain. */
function judged(report: Report, explained: readonly Survivor[], {required = REQUIRED} = {}): number {
  const {shares, unexplained, stale} = judge(report, explained);
  for (const {target, killed, total} of shares) {
    console.log(`${target}: ${killed} of ${total} killed, ${percent(killed, total)} %`);
    for (const [operator, tally] of report.tallies.get(target)!) {
      const refused = tally.invalid ? `, ${tally.invalid} that cannot run` : "";
      console.log(`  ${operator.padEnd(24)} ${tally.killed} of ${tally.killed + tally.survived}${refused}`);
    }
  }
  for (const name of unexplained) console.log(`unexplained: ${name}`);
  for (const name of stale) console.log(`stale explanation: ${name}`);
  const enough = shares.every(({killed, total}) => killed * 100 >= total * required);
  return enough && !unexplained.length && !stale.length ? 0 : 1;
}

/** Rounded down to one place. */
function percent(part: number, whole: number): number {
  return Math.floor((part * 1000) / whole) / 10;
}
