import {describe, expect, test} from "vitest";
import {createProgress, displayWidth, formatTable} from "../../cli/progress.ts";

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return {isTTY, columns: 40, written, write: (text: string) => void written.push(text)};
}

describe("createProgress(stream)", () => {
  test("writes a plain line a step where the stream is no terminal", () => {
    const stream = recorder(false);
    const progress = createProgress(stream, {now: () => 0});
    progress.step("读入 units");
    progress.done("读入完成");
    expect(stream.written).toEqual(["· 读入 units\n", "✓ 读入完成（0.0 秒）\n"]);
  });

  test("rewrites one line on a terminal and cuts it to the width", () => {
    const stream = recorder(true);
    const progress = createProgress(stream, {now: () => 1500});
    progress.step("读入一个名字特别特别特别特别长的文件.csv");
    // 40 columns less 14 for the mark and the seconds: 13 characters of two columns each.
    expect(stream.written[0]).toBe("\r\u001b[2K· 读入一个名字特别特别特别特…  0.0 秒");
    progress.done();
    expect(stream.written.at(-1)).toBe("\r\u001b[2K");
  });

  test("writes nothing where it is silent", () => {
    const stream = recorder(false);
    const progress = createProgress(stream, {silent: true});
    progress.step("读入");
    progress.done("完成");
    expect(stream.written).toEqual([]);
  });
});

describe("formatTable(header, rows)", () => {
  test("lines columns up by what a terminal shows, two columns a Chinese character", () => {
    const table = formatTable(
      ["单位", "合计"],
      [
        ["甲镇", "1.5"],
        ["a", "10.0"]
      ],
      [1]
    );
    expect(table.split("\n")).toEqual(["单位  合计", "────  ────", "甲镇   1.5", "a     10.0"]);
    expect(displayWidth("甲a（")).toBe(5); // 2 + 1 + 2
  });
});
