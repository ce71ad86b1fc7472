import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {strToU8} from "fflate";
import {expect, test} from "vitest";
import {isMojibake} from "../../loaders/mojibake.ts";

/** What a program reads that takes UTF-8 for this encoding. */
function misread(text: string, encoding: string): string {
  return new TextDecoder(encoding).decode(strToU8(text));
}

const TEXTS = ["东山镇", "引才经验", "关于举办人才工作调度会的通知", "高层次人才，引进"];

test("isMojibake(text) knows Chinese that was read in a wrong encoding", () => {
  const damaged = [
    ...["锟斤拷锟斤拷", "引才\ufffd经验", "ä¸œå±±é•‡", "先é”Ÿæ–¤æ‹·", "寮曟墠缁忛獙"],
    ...TEXTS.map(text => misread(text, "windows-1252")),
    ...TEXTS.map(text => misread(text, "gb18030")),
    ...TEXTS.map(text => misread(`S-1 ${text}`, "gb18030"))
  ];
  expect(damaged.filter(text => !isMojibake(text))).toEqual([]);
});

test("isMojibake(text) takes accents, dashes and rare characters for what they are", () => {
  const sound = [
    ...[
      "café——下午茶",
      "“é”—重音",
      "naïve",
      "斤拷",
      "ä–",
      "人才经验",
      "䶮𬭸𬤊㛃喆堃犇骉燚垚",
      "㎡①〇○",
      "泸溪洇水濉溪"
    ],
    ...TEXTS
  ];
  expect(sound.filter(isMojibake)).toEqual([]);
});

test("isMojibake(text) finds nothing in the words of this repository", () => {
  const loaders = fileURLToPath(new URL("../../loaders", import.meta.url));
  const texts = readdirSync(loaders)
    .filter(name => name.endsWith(".ts") && name !== "mojibake.ts" && name !== "decode.ts")
    .map(name => readFileSync(join(loaders, name), "utf8"));
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.flatMap(text => text.split("\n").filter(line => isMojibake(line)))).toEqual([]);
});
