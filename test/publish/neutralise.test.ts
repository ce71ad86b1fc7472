import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {formatRows} from "../../cli/query.ts";
import {writeExcelCsv} from "../../publish/formats/csv.ts";
import {neutralise} from "../../publish/neutralise.ts";
import {writeFile} from "../../publish/sink.ts";
import {scratch} from "./fixture.ts";

describe("neutralise(text) puts an apostrophe before", () => {
  const payloads = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","点此")',
    '=DDE("cmd";"/C calc";"x")',
    "+1+1",
    "-1+1",
    "-5",
    "@SUM(1,1)",
    "|calc",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "\ttext",
    "  =1+1",
    "\u3000=1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\u2028=1+1",
    " \t=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1,1)",
    "｜calc",
    "\u3000＝1+1",
    "﹦1+1",
    "﹢1",
    "﹣1",
    "﹫A1"
  ];
  for (const payload of payloads) {
    test(JSON.stringify(payload), () => {
      expect(neutralise(payload)).toBe(`'${payload}`);
    });
  }
});

describe("neutralise(text) leaves alone", () => {
  for (const text of ["", "科技局", "1-1", "a=b", " 前有空格", "'=1", "—", "《=》", "（-5）", "①引进", "\u3000"]) {
    test(JSON.stringify(text), () => {
      expect(neutralise(text)).toBe(text);
    });
  }
});

/** The list of `ingestion.md`, in every width that comes down to it, behind every space that hides it. */
describe("the whole list", () => {
  const signs = [..."=+-@|", ..."＝＋－＠｜", ..."﹦﹢﹣﹫", ..."⁼⁺₌₊"];
  const controls = ["\t", "\r", "\n", "\0", "\r\n", "\u000b", "\u001b"];
  const spaces = ["", " ", "   ", "\u00a0", "\u2003", "\u3000", "\u200b", "\ufeff", " \u3000\u200b"];

  test("is caught behind every kind of space", () => {
    const missed = spaces
      .flatMap(space => [...signs, ...controls].map(sign => `${space}${sign}1+1`))
      .filter(text => neutralise(text) !== `'${text}`);
    expect(missed).toEqual([]);
  });

  test("is not seen where it begins nothing", () => {
    const texts = signs.flatMap(sign => [`甲${sign}乙`, `1${sign}1`, `（${sign}）`, `'${sign}1`]);
    expect(texts.filter(text => neutralise(text) !== text)).toEqual([]);
  });

  test("leaves no cell in any CSV that a spreadsheet program may run, and no number as text", async () => {
    const payloads = spaces.flatMap(space => signs.map(sign => `${space}${sign}1+1`));
    const columns = [
      {name: "a", title: "", description: "", key: false, type: "text" as const},
      {name: "n", title: "", description: "", key: false, type: "points" as const}
    ];
    const file = join(scratch(), "a.csv");
    const rows = payloads.map(text => [text, "-0.5"]);
    const {result} = await writeFile(file, sink =>
      writeExcelCsv(
        sink,
        {columns},
        (async function* () {
          yield rows;
        })()
      )
    );
    expect(result.neutralised).toHaveLength(payloads.length);
    const lines = readFileSync(file, "utf8").split("\r\n").slice(1, -1);
    expect(lines).toEqual(payloads.map(text => `"'${text}",-0.5`));
    const printed = formatRows(
      payloads.map(a => ({a, n: -5, d: "-0.500"})),
      ["a", "n", "d"],
      "csv"
    ).split("\n");
    expect(printed.slice(1)).toEqual(payloads.map(text => `'${text},-5,-0.500`));
  });
});
