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
});
