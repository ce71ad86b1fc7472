import {describe, expect, test} from "vitest";
import {neutralise} from "../../publish/neutralise.ts";

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
