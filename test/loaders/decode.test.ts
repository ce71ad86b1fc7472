import {describe, expect, test} from "vitest";
import {chooseEncoding, decodedText} from "../../loaders/decode.ts";
import {headerNames} from "../../loaders/header.ts";
import {contractOf, gb18030, pieces, utf16} from "./support.ts";

const headers = headerNames(contractOf("claims"));
const CLAIMS = "申报编号,申报单位,加分事项\r\nS-1,甲镇,䶮𬭸会议\r\n";

async function choose(bytes: Uint8Array): Promise<string> {
  return (await chooseEncoding(() => stream([bytes]), headers)).encoding;
}

async function decode(bytes: Uint8Array, size = 7): Promise<string> {
  const source = (): AsyncIterable<Uint8Array> => stream(pieces(bytes, size));
  const {encoding} = await chooseEncoding(source, headers);
  let text = "";
  for await (const chunk of decodedText(source, encoding)) text += chunk;
  return text;
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap(part => [...part]));

describe("chooseEncoding(bytes, headers)", () => {
  test.each([
    ["UTF-8", utf8(CLAIMS)],
    ["UTF-8", utf8(`\ufeff${CLAIMS}`)],
    ["UTF-8", utf8("a,b\n1,2\n")],
    ["GB18030", gb18030(CLAIMS.replaceAll("𬭸", "").replaceAll("䶮", "㛃"))],
    ["UTF-16LE", utf16(CLAIMS)],
    ["UTF-16BE", utf16(CLAIMS, {bigEndian: true})],
    ["UTF-16BE", utf16(CLAIMS, {bigEndian: true, bom: false})]
  ])("finds %s", async (encoding, bytes) => {
    expect(await choose(bytes)).toBe(encoding);
  });

  test("settles a file that is valid in both by the headers it knows", async () => {
    // The four bytes C4 A3 CA BD are 模式 in GB18030 and ģʽ in UTF-8.
    const both = Uint8Array.of(0xc4, 0xa3, 0xca, 0xbd, 0x2c, 0x0a);
    expect(await choose(both)).toBe("UTF-8");
    const header = new TextDecoder("gb18030").decode(both).split(",")[0]!;
    const chosen = await chooseEncoding(() => stream([both]), new Set([header]));
    expect(chosen).toMatchObject({
      encoding: "GB18030",
      evidence: "UTF-8 与 GB18030 都读得通；按 GB18030 认得的列名更多（1 比 0）"
    });
  });

  test("settles a file that is valid in neither by its headers, then by the fewer faults", async () => {
    expect(await choose(joined(utf8(CLAIMS), Uint8Array.of(0xff)))).toBe("UTF-8");
    expect(await choose(joined(gb18030("申报编号,申报单位\n"), Uint8Array.of(0xff)))).toBe("GB18030");
    expect(await choose(joined(gb18030("中文中文,中文中文\n"), Uint8Array.of(0xff)))).toBe("GB18030");
  });
});

describe("decodedText(bytes, encoding)", () => {
  test("gives the same text in every encoding, with LF and without marks", async () => {
    const plain = CLAIMS.replaceAll("\r\n", "\n");
    const files = [
      utf8(`\ufeff${CLAIMS}`),
      utf16(CLAIMS),
      utf16(CLAIMS, {bigEndian: true}),
      utf8(CLAIMS.replaceAll("\n", ""))
    ];
    for (const file of files) for (const size of [1, 2, 3, 1000]) expect(await decode(file, size)).toBe(plain);
    const gb = CLAIMS.replaceAll("𬭸", "㛃");
    expect(await decode(gb18030(gb), 1)).toBe(gb.replaceAll("\r\n", "\n"));
  });

  test("names what stands for no character: invalid bytes, NUL, a lone 0x80", async () => {
    expect(await decode(joined(utf8("申报编号,申报单位\nS-1,甲"), Uint8Array.of(0xe4, 0xb8)))).toMatch(/甲\ufffd/);
    expect(await decode(utf8("申报编号,申报单位\nS-\u00001,甲"))).toContain("S-\ufffd1");
    expect(await decode(joined(gb18030("申报编号,申报单位\nS-1,甲"), Uint8Array.of(0x80)))).toMatch(/甲\ufffd$/);
    expect(await decode(joined(gb18030("申报编号,申报单位\nS-1,甲"), Uint8Array.of(0xa2, 0xe3)), 1)).toMatch(/甲€$/);
  });

  test("gives characters of the private use area the names they have now", async () => {
    const bytes = joined(gb18030("申报编号,申报单位\nS-1,"), Uint8Array.of(0xfe, 0x51, 0xfe, 0x59));
    expect(await decode(bytes, 1)).toBe("申报编号,申报单位\nS-1,𠂇龴");
  });
});
