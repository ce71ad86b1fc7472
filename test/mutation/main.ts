import {readFileSync} from "node:fs";
import {mutateCode} from "./code.ts";
import {ledgerTarget} from "./ledgerTarget.ts";
import {peopleTarget} from "./peopleTarget.ts";
import {rankTarget} from "./rankTarget.ts";
import {judge, type Report, type Survivor, type Target, tryAll} from "./run.ts";

const USAGE = `npm run mutate -- sql [ledger|ranking|people …]    mutants of the SQL, against the oracle: minutes
npm run mutate -- code [FILE …]             mutants of the TypeScript, by Stryker: long`;

/** What is asked for by no name: the SQL whose mutants 95 % of are to be killed. */
const REQUIRED = ["ledger", "ranking"];

const SQL: Readonly<Record<string, () => Promise<Target>>> = {
  ledger: ledgerTarget,
  ranking: rankTarget,
  people: peopleTarget
};

const [part, ...names] = process.argv.slice(2);
if (part === "sql" && names.every(name => Object.hasOwn(SQL, name))) {
  process.exitCode = await mutateSql(names.length ? names : REQUIRED);
} else if (part === "code") {
  process.exitCode = mutateCode(names);
} else {
  console.log(USAGE);
  process.exitCode = 2;
}

/** Tries the mutants of the named SQL; 1 where fewer than 95 % are killed, or a survivor is unexplained or explained in vain. */
async function mutateSql(names: readonly string[]): Promise<number> {
  const explained = JSON.parse(readFileSync(new URL("survivors.json", import.meta.url), "utf8")) as Survivor[];
  const targets: Target[] = [];
  for (const name of names) targets.push(await SQL[name]!());
  const started = Date.now();
  const report = await tryAll(targets, text => console.error(text));
  for (const target of targets) target.close();
  print(report);
  const {killed, total, unexplained, stale} = judge(report, explained);
  const share = Math.floor((killed * 1000) / total) / 10;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${killed} of ${total} killed: ${share} %, in ${seconds} s`);
  console.log(`${total - killed - unexplained.length} survivors explained in test/mutation/survivors.json`);
  for (const name of unexplained) console.log(`unexplained: ${name}`);
  for (const name of stale) console.log(`stale explanation: ${name}`);
  return share >= 95 && !unexplained.length && !stale.length ? 0 : 1;
}

function print({tallies}: Report): void {
  for (const [target, operators] of tallies) {
    console.log(target);
    for (const [operator, {killed, survived, invalid}] of operators) {
      const refused = invalid ? `, ${invalid} refused by DuckDB` : "";
      console.log(`  ${operator.padEnd(24)} ${killed} of ${killed + survived}${refused}`);
    }
  }
}
