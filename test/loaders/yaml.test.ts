import {describe, expect, test} from "vitest";
import {parseYaml} from "../../loaders/yaml.ts";

const faultsOf = (text: string): string[] =>
  parseYaml(text, "p.yaml").faults.map(({line, column, message}) => `${line}:${column} ${message}`);

describe("parseYaml(text, file)", () => {
  test("takes no alias for content: what it stands for would be left out in silence", () => {
    expect(faultsOf("a: &caps [1]\nb: *caps\nc: {d: *none}\n")).toEqual([
      "2:4 不能用别名（*caps）代替内容，请把内容在这里写全",
      "3:8 不能用别名（*none）代替内容，请把内容在这里写全"
    ]);
    expect(faultsOf("a: &caps [1]\n")).toEqual([]);
  });

  test.each([
    ["a colon of full width", "title：江北\nid: x\n"],
    ["no blank after a colon", "id: x\ntitle:江北\nforce: 1\n"],
    ["an open quotation mark", 'title: "江北\n'],
    ["an open bracket", "list: [1, 2\nid: x\n"],
    ["two keys in a line", "a: b: c\n"],
    ["two documents", "a: 1\n---\nb: 2\n"],
    ["a line out of step", "a:\n  b: 1\n c: 2\n"],
    ["a backslash", 'a: "\\q"\n'],
    ["a sign that begins no value", "a: @b\n"]
  ])("tells of %s in the words of the office", (_, text) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^\d+:\d+ YAML 写法有误：/);
    expect(faults[0]!.replace("YAML", "")).not.toMatch(/[A-Za-z]{2}/);
  });

  test("tells what is open, a bracket at the end of its block, and goes on with the next", () => {
    expect(faultsOf(`a: "x\n\nb: [1, 2\n# end\nc: 1\nd: {e: 'f}\n`)).toEqual([
      "1:4 YAML 写法有误：从这里开始的引号没有关上",
      "4:6 YAML 写法有误：到这里，前面的括号还没有关上；括号要成对，括号里的续行要缩进",
      "6:8 YAML 写法有误：从这里开始的引号没有关上"
    ]);
  });

  test.each([
    ["a quotation mark that is open, where it opens", "a:\n  b: 'x\n  c: 1\n# end\nd: 1\n", "2:6 .*引号没有关上"],
    ["a bracket that is open", "a:\n  b: [1\n  c: 2\n", "3:3 .*前面的括号还没有关上"],
    ["a bracket that another one closes", 'a:\n  b: [{c: "1"]\n', "2:14 .*前面的括号还没有关上"],
    ["a line that stands deeper than the one above it", "a: 1\n b: 2\n", "1:4 .*下一行比这一行缩进得多"],
    [
      "a line that stands less deep, behind an empty line and a comment",
      "a: 1\n\n# b\n b:\n  c: 1\n",
      "4:1 .*缩进不对"
    ],
    ["blanks of full width", "a:\n  b:\n  　c: 1\n    d: 1\n", "3:3 缩进用了全角"],
    ["commas of full width", "a: {b: 1，c: 2}\n", "1:8 .*半角逗号"],
    ["a colon inside a value", "a:\n  b: c: d\n", "2:6 .*值里有冒号的，给值加引号"]
  ])("tells of %s", (_, text, fault) => {
    expect(faultsOf(text)).toEqual([expect.stringMatching(new RegExp(`^${fault}`))]);
  });

  test("tells of a block what cannot come of something else: its first fault, and each that a word or a line has", () => {
    const tab = "缩进用了制表符，应改用空格";
    expect(faultsOf("a:\n\tb: 1\n\tc: 2\nd:\n\te: 1: 2\n")).toEqual([`2:1 ${tab}`, `3:1 ${tab}`, `5:1 ${tab}`]);
    expect(faultsOf("a:\n  b: 1\n c: 2\n d: 3\n")).toHaveLength(1);
    expect(faultsOf('a: "\\q"\nb: ["\\z", "\\y"]\n').map(line => line.split(" ")[0])).toEqual(["1:5", "2:6", "2:12"]);
  });

  test("takes the mark that Windows puts before a text for no part of its first key", () => {
    expect(faultsOf("\ufeffa: @b\nc: @d\n")).toHaveLength(2);
  });

  test("takes a text in brackets as one", () => {
    expect(faultsOf("# policy\n{\na: 1,\nb: [1, 2\n}\n")).toHaveLength(1);
  });
});
