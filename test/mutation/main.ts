import {readFileSync} from "node:fs";
import {mutateCode} from "./code.ts";
import {ledgerTarget} from "./ledgerTarget.ts";
import {peopleTarget} from "./peopleTarget.ts";
import {rankTarget} from "./rankTarget.ts";
import {judge, type Report, type Survivor, type Target, tryAll} from "./run.ts";

const USAGE = `npm run mutate -- sql [ledger|ranking|people …]    mutants of the SQL, against the oracle: minutes
npm run mutate -- code [FILE …]             mutants of the TypeScript, by Stryker: long`;

/** The share of mutants that must be killed, of each SQL text and each file. */
const REQUIRED = 95;

const SQL: Readonly<Record<string, () => Promise<Target>>> = {
  ledger: ledgerTarget,
  ranking: rankTarget,
  people: peopleTarget
};

const [part, ...names] = process.argv.slice(2);
if (part === "sql" && names.every(name => Object.hasOwn(SQL, name))) {
  process.exitCode = judged(await mutateSql(names.length ? names : Object.keys(SQL)));
} else if (part === "code") {
  process.exitCode = judged(mutateCode(names));
} else {
  console.log(USAGE);
  process.exitCode = 2;
}

async function mutateSql(names: readonly string[]): Promise<Report> {
  const targets: Target[] = [];
  for (const name of names) targets.push(await SQL[name]!());
  const started = Date.now();
  const report = await tryAll(targets, text => console.error(text));
  for (const target of targets) target.close();
  console.log(`${Math.round((Date.now() - started) / 1000)} s`);
  return report;
}

/** Prints what became of the mutants; 1 where too few are killed, or a survivor is unexplained or explained in vain. */
function judged(report: Report): number {
  const explained = JSON.parse(readFileSync(new URL("survivors.json", import.meta.url), "utf8")) as Survivor[];
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
  const enough = shares.every(({killed, total}) => killed * 100 >= total * REQUIRED);
  return enough && !unexplained.length && !stale.length ? 0 : 1;
}

/** Rounded down to one place. */
function percent(part: number, whole: number): number {
  return Math.floor((part * 1000) / whole) / 10;
}
