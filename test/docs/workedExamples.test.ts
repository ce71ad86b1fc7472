import {readFileSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {parseClauseFile} from "../../scoring/clauseFile.ts";
import {type Built, builtSample} from "../built.ts";
import {inProcess} from "../cli/inProcess.ts";

const FILE = new URL("../../docs/worked-examples.md", import.meta.url);
const TEXT = readFileSync(FILE, "utf8");
const FENCE = /```console\n\$ npx hengcai (.*)\n([\s\S]*?)```/g;

let built: Built;
beforeAll(async () => {
  built = await builtSample();
}, 240_000);

describe("docs/worked-examples.md", () => {
  const blocks = [...TEXT.matchAll(FENCE)].map(([, call, output]) => ({call: call!, output: output!}));

  test("has commands in every part, and every fence is one", () => {
    expect(blocks.length).toBeGreaterThan(10);
    expect(TEXT.split("```").length - 1).toBe(blocks.length * 2);
  });

  test("shows what each of its commands prints", async () => {
    const printed: string[] = [];
    const workspace = dirname(dirname(built.warehouse));
    for (const {call} of blocks) {
      const {status, stdout, stderr} = await inProcess([...wordsOf(call), "--workspace", workspace]);
      expect([status, call, stderr.replace(/^· .*\n/gm, "")]).toEqual([0, call, ""]);
      printed.push(stdout);
    }
    if (process.env.HENGCAI_UPDATE) {
      const next = [...printed];
      writeFileSync(
        FILE,
        TEXT.replace(FENCE, (_, call) => `\`\`\`console\n$ npx hengcai ${call}\n${next.shift()}\`\`\``)
      );
      return;
    }
    expect(blocks.map(({output}) => output)).toEqual(printed);
  });

  test("comes to the ledger's numbers by hand, line by line", async () => {
    const rows = [...TEXT.matchAll(/^\| (JF\d{4}-\d{4}) \| (\S+) \| (\d+) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|$/gm)];
    expect(rows.length).toBe(10);
    const db = await openDatabase(built.warehouse, {readOnly: true});
    try {
      for (const [, claim, on, nth, raw, cumulative, cap, points] of rows) {
        expect(await ledgerLine(db, claim!), claim).toEqual({
          event_on: on,
          nth: Number(nth),
          raw: thousandths(raw!),
          cumulative: thousandths(cumulative!),
          cap: thousandths(cap!),
          points: thousandths(points!)
        });
      }
      const total = rows.reduce((sum, row) => sum + thousandths(row[7]!), 0);
      const [ranked] = await db.all(
        "SELECT total FROM score.bonus_ranking WHERE unit_id = '990101321' AND year = 2023 AND basis = 'signed'"
      );
      expect([total, ranked]).toEqual([2500, {total: 2500}]);
    } finally {
      db.close();
    }
  });

  test("comes to each person's consequences by hand, year by year, with the clause", async () => {
    const rows = [...TEXT.matchAll(/^\| (\d{4}) \| (优秀|合格|不合格) \| .* \| (.*) \| 「(.+)」 \|$/gm)];
    expect(rows.length).toBe(8);
    const db = await openDatabase(built.warehouse, {readOnly: true});
    try {
      for (const [i, [, year, grade, words, clause]] of rows.entries()) {
        const person = i < 4 ? "eb9ba97f%" : "77598844%";
        const [found] = await db.all(
          `SELECT a.grade, o.outcome, o.clause FROM core.assessments AS a
LEFT JOIN score.outcomes AS o ON o.talent_key = a.talent_key AND o.year = a.year
WHERE a.talent_key LIKE $1 AND a.year = $2`,
          [person, Number(year)]
        );
        const [, outcome] = CONSEQUENCES.find(([start]) => words!.startsWith(start))!;
        const expected = outcome === null ? {outcome, clause: null} : {outcome, clause};
        expect(found, `${person} ${year}`).toEqual({grade, ...expected});
      }
    } finally {
      db.close();
    }
  });

  test("cites clauses that the policies have, all six grounds' common consequence among them", () => {
    const known = [...builtinPolicies()].flatMap(([, {text, file}]) =>
      [...parseClauseFile(text, file).clauses.values()].map(({at}) => at)
    );
    const cited = [...TEXT.matchAll(/「([^」]+)」/g)].map(([, at]) => at!);
    expect(cited.filter(at => !known.includes(at))).toEqual([]);
    expect(cited).toContain("第九条");
  });
});

/** How a consequence begins in words, and its code; the longer beginning first. */
const CONSEQUENCES: readonly (readonly [start: string, outcome: string | null])[] = [
  ["—", null],
  ["继续兑现", "continue"],
  ["停发", "suspend_next_year"],
  ["取消资格、收回证书，取消或追回待遇", "cancel_and_recover"],
  ["取消资格", "cancel"]
];

async function ledgerLine(db: Database, claim: string): Promise<unknown> {
  const [line] = await db.all(
    `SELECT event_on, nth, raw, cumulative, cap, points FROM score.bonus_ledger
WHERE claim_id = $1 AND basis = 'signed' AND scenario = 'base'`,
    [claim]
  );
  return line;
}

/** Returns decimal text as whole thousandths. */
function thousandths(text: string): number {
  const [whole, rest = ""] = text.split(".");
  return Number(whole) * 1000 + Number(rest.padEnd(3, "0"));
}

/** Splits a call as a shell would: spaces part words, double quotes keep them together. */
function wordsOf(call: string): string[] {
  return [...call.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(
    ([, quoted, bare]) => bare ?? quoted!.replace(/\\(.)/g, "$1")
  );
}
