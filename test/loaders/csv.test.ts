import {describe, expect, test} from "vitest";
import {csvRows} from "../../loaders/csv.ts";
import {findDelimiter} from "../../loaders/delimiter.ts";
import {headerNames} from "../../loaders/header.ts";
import {cutRecords} from "../../loaders/records.ts";
import {contractOf} from "./support.ts";

async function rows(text: string, {size = 1000, delimiter = ",", width = 3} = {}): Promise<string[]> {
  const chunks = Array.from({length: Math.ceil(text.length / size)}, (_, i) => text.slice(i * size, (i + 1) * size));
  async function* stream(): AsyncGenerator<string> {
    yield* chunks;
  }
  const found: string[] = [];
  for await (const batch of csvRows(stream(), {delimiter, width, separatorLine: false})) {
    for (const {row, cells, faults} of batch) {
      found.push(`${row}: ${cells.join("|")}${faults ? ` !${faults.map(({code}) => code).join()}` : ""}`);
    }
  }
  return found;
}

describe("csvRows(text, options)", () => {
  const cases: [title: string, text: string, expected: string[]][] = [
    [
      "numbers rows as a spreadsheet program does",
      'a,b,c\n1,"x\ny",3\n4,5,6\n',
      ["1: a|b|c", "2: 1|x\ny|3", "3: 4|5|6"]
    ],
    ["keeps doubled quotes and delimiters inside quotes", '"a ""b""","x,y",c', ['1: a "b"|x,y|c']],
    [
      "counts blank lines, but no line after the last line end",
      "a,b,c\n\n1,2,3\n\n",
      ["1: a|b|c", "2: ", "3: 1|2|3", "4: "]
    ],
    ["takes a quote inside a field for itself", '1,规格3"管,3\n4,5"6,7\n', ['1: 1|规格3"管|3', '2: 4|5"6|7']],
    ["lets spaces stand behind a closing quote", '"1" ,"2"\t,"3" \n4,5,6', ["1: 1|2|3", "2: 4|5|6"]],
    ["keeps what a quoted field quotes badly", '1,"规格3"管",3\n4,5,6', ['1: 1|规格3"管|3', "2: 4|5|6"]],
    [
      "ends an unclosed quote at its own line",
      '1,"x,3\n4,5,6\n7,8,9',
      ["1: 1|x|3 !unclosed_quote", "2: 4|5|6", "3: 7|8|9"]
    ],
    [
      "sees that a later field's opening quote closes nothing",
      '1,"x,3\n4,5,6\n7,"8",9\n',
      ["1: 1|x|3 !unclosed_quote", "2: 4|5|6", "3: 7|8|9"]
    ],
    [
      "sees that two stray quotes lines apart are no field",
      '1,"x,3\n4,5,6\n7,规格3",9\n10,11,12\n',
      ["1: 1|x|3 !unclosed_quote", "2: 4|5|6", '3: 7|规格3"|9', "4: 10|11|12"]
    ],
    [
      "sees it also where that field holds delimiters",
      '1,"x,3\n4,5,6\n7,"8,8",9\n',
      ["1: 1|x|3 !unclosed_quote", "2: 4|5|6", "3: 7|8,8|9"]
    ],
    [
      "sees it also where blank lines stand between",
      '1,"x,3\n\n4,5,6\n7,规格3",9\n',
      ["1: 1|x|3 !unclosed_quote", "2: ", "3: 4|5|6", '4: 7|规格3"|9']
    ],
    ["takes lines with delimiters in one field for one field", '1,"x,y\nz,u,v",3\n', ["1: 1|x,y\nz,u,v|3"]],
    [
      "ends an unclosed quote behind a field of two lines",
      '1,"x\ny","z\n4,5,6\n',
      ["1: 1|x\ny|z !unclosed_quote", "2: 4|5|6"]
    ],
    ["tells which record has invalid bytes", "1,\ufffd,3\n4,5,6", ["1: 1|\ufffd|3 !bad_encoding", "2: 4|5|6"]]
  ];
  test.each(cases)("%s", async (_, text, expected) => {
    for (const size of [1, 2, 5, 1000]) expect(await rows(text, {size})).toEqual(expected);
  });

  const wide: [title: string, text: string, expected: string[]][] = [
    [
      "blank and short lines between two stray quotes make them no field",
      '1,"x,3,4,5\n6,7,8,9,10\n\n合计,2\n11,规格3",13,14,15\n16,17,18,19,20\n',
      [
        "1: 1|x|3|4|5 !unclosed_quote",
        "2: 6|7|8|9|10",
        "3: ",
        "4: 合计|2",
        '5: 11|规格3"|13|14|15',
        "6: 16|17|18|19|20"
      ]
    ],
    [
      "nor does a ragged line with the second of them",
      '1,"x,3,4,5\n6,7,8,9,10\n11,规格3",13\n',
      ["1: 1|x|3|4|5 !unclosed_quote", "2: 6|7|8|9|10", '3: 11|规格3"|13']
    ],
    [
      "one line alone that would make a record makes none",
      '1,"a,b,c,d\n乙\n丙 丁",3,4,5\n6,7,8,9,10\n',
      ["1: 1|a,b,c,d\n乙\n丙 丁|3|4|5", "2: 6|7|8|9|10"]
    ],
    [
      "nor do two among many",
      '1,"a,b,c,d\n乙\n丙\n丁\n戊,己,庚,辛,壬",3,4,5\n',
      ["1: 1|a,b,c,d\n乙\n丙\n丁\n戊,己,庚,辛,壬|3|4|5"]
    ]
  ];
  test.each(wide)("in a wide table, %s", async (_, text, expected) => {
    for (const size of [1, 2, 5, 1000]) expect(await rows(text, {size, width: 5})).toEqual(expected);
  });

  const narrow: [title: string, text: string, expected: string[]][] = [
    [
      "a total and a blank line between two stray quotes make them no field",
      '1,"x,3\n4,5,6\n\n合计,2\n7,规格3",9\n10,11,12\n',
      ["1: 1|x|3 !unclosed_quote", "2: 4|5|6", "3: ", "4: 合计|2", '5: 7|规格3"|9', "6: 10|11|12"]
    ],
    [
      "nor does a line with a cell too many",
      '1,"x,3\n4,5,6,7\n8,9,10\n11,规格3",12\n',
      ["1: 1|x|3 !unclosed_quote", "2: 4|5|6|7", "3: 8|9|10", '4: 11|规格3"|12']
    ],
    [
      "two lines alone that would make records make none",
      '1,"x,y\n乙\n丙,u",3\n4,5,6\n',
      ["1: 1|x,y\n乙\n丙,u|3", "2: 4|5|6"]
    ],
    ["nor do three of five", '1,"x,y\n乙\n丙\n丁,戊,己\n庚,u",3\n', ["1: 1|x,y\n乙\n丙\n丁,戊,己\n庚,u|3"]],
    [
      "nor do lines inside a text that begins with another",
      '1,"甲\n乙,丙,丁\n戊,己,庚\n辛,u",3\n',
      ["1: 1|甲\n乙,丙,丁\n戊,己,庚\n辛,u|3"]
    ],
    [
      "or that ends with another",
      '1,2,"甲\n乙,丙,丁\n戊,己,庚\n辛"\n4,5,6\n',
      ["1: 1|2|甲\n乙,丙,丁\n戊,己,庚\n辛", "2: 4|5|6"]
    ]
  ];
  test.each(narrow)("in a narrow table, %s", async (_, text, expected) => {
    for (const size of [1, 2, 5, 1000]) expect(await rows(text, {size})).toEqual(expected);
  });

  test("stops at a quote that stays open for a million characters", async () => {
    const long = `1,"x,3\n${"4,5,6\n".repeat(200_000)}`;
    const found = await rows(long, {size: 65_536});
    expect(found.length).toBe(200_001);
    expect(found[0]).toBe("1: 1|x|3 !unclosed_quote");
  });

  test("reads a record of twenty million characters", async () => {
    const found = await rows(`1,${"长".repeat(20_000_000)},3\n4,5,6`, {size: 1 << 20});
    expect(found.length).toBe(2);
    expect(found[0]!.length).toBe(20_000_007);
  });

  test("refuses ten thousand columns no more than it should", async () => {
    expect((await rows(`${"a,".repeat(9_999)}a`)).length).toBe(1);
    await expect(rows(",".repeat(16_384))).rejects.toMatchObject({code: "too_large"});
  });
});

describe("cutRecords(text, options)", () => {
  test("loses no character", () => {
    const text = 'a,b\n1,"x\ny"\n2,z\n3,q"r\n\n4,"open\n5,6';
    const {stretches, rest} = cutRecords(text, {delimiter: ",", width: 2, last: false});
    expect(stretches.map(({kind, text}) => [kind, text])).toEqual([
      ["plain", "a,b"],
      ["clean", '1,"x\ny"\n2,z'],
      ["quoted", '3,q"r'],
      ["plain", ""]
    ]);
    expect(rest).toBe('4,"open\n5,6');
  });
});

describe("findDelimiter(start, headers)", () => {
  const headers = headerNames(contractOf("claims"));
  const find = (text: string): string => JSON.stringify(findDelimiter(text, headers));
  test.each([
    ["申报编号,申报单位\n1,2", {delimiter: ",", separatorLine: false, width: 2, known: 2}],
    ["申报编号\t申报单位\n1\t2", {delimiter: "\t", separatorLine: false, width: 2, known: 2}],
    ["申报编号;申报单位;加分事项\n1;2;3", {delimiter: ";", separatorLine: false, width: 3, known: 3}],
    ["申报编号，申报单位\n1，2", {delimiter: "，", separatorLine: false, width: 2, known: 2}],
    ["台账,一,二,三\n申报编号;申报单位", {delimiter: ";", separatorLine: false, width: 2, known: 2}],
    ["sep=;\n申报编号;申报单位", {delimiter: ";", separatorLine: true, width: 2, known: 2}],
    ["sep=|\n申报编号|申报单位", {delimiter: "|", separatorLine: true, width: 2, known: 2}],
    ["a;b\n1;2", {delimiter: ";", separatorLine: false, width: 0, known: 0}],
    ["", {delimiter: ",", separatorLine: false, width: 0, known: 0}]
  ])("%j", (text, expected) => {
    expect(find(text)).toBe(JSON.stringify(expected));
  });
});
