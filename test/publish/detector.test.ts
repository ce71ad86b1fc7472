import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {detector, isIdNumber} from "../../publish/gate/detector.ts";
import {encodeGb18030} from "../../publish/gate/encodings.ts";
import {matcher} from "../../publish/gate/matcher.ts";
import {sha256} from "../../publish/hash.ts";

/** Returns a number that nobody has, with the check digit worked out here by its own formula. */
function idNumber(first17: string): string {
  // GB 11643: weights are powers of two modulo 11, from the right.
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(first17[i]) * (2 ** (17 - i) % 11);
  return first17 + "10X98765432"[sum % 11];
}

const ID = idNumber("37010219491231002");
const ENDS_IN_X = [...Array(100).keys()]
  .map(n => idNumber(`3701021949123${String(n).padStart(4, "0")}`))
  .find(id => /X$/.test(id))!;
const kinds = (text: string): string[] =>
  detector()
    .inText(text)
    .map(({kind}) => kind);

describe("detector() finds", () => {
  const found: [string, string, string][] = [
    ["an ID number", ID, "身份证号"],
    ["an ID number ending in X", ENDS_IN_X, "身份证号"],
    ["an ID number ending in x", ENDS_IN_X.toLowerCase(), "身份证号"],
    ["an ID number inside Chinese text", `证件号${ID}，住址`, "身份证号"],
    ["an ID number after a letter", `id=${ID};`, "身份证号"],
    ["a mobile phone", "13912345678", "手机号"],
    ["a mobile phone inside Chinese text", "电话19900000000转1", "手机号"],
    ["a mobile phone with the country's code", "+86 13912345678", "手机号"],
    ["an e-mail address", "zhang.san@example.com", "电子邮箱"],
    ["an address at a number", "10001@163.com", "电子邮箱"]
  ];
  for (const [name, text, kind] of found) {
    test(name, () => expect(kinds(`前 ${text} 后`)).toEqual([kind]));
  }
});

describe("detector() is not alarmed by", () => {
  const wrong = ID.slice(0, 17) + "0123456789X".replace(ID[17]!, "")[0];
  const quiet: [string, string][] = [
    ["eighteen digits with a wrong check digit", wrong],
    ["eighteen digits whose birthday is none", idNumber("37010219491331002")],
    ["an ID number inside a longer number", `9${ID}`],
    ["eleven digits inside a longer number", "1391234567890"],
    ["eleven digits that are no mobile phone", "12912345678"],
    ["a decimal's digits", '<path d="M0.13912345678,1.15912345678L12,13"/>'],
    ["a number followed by decimals", "13912345678.5"],
    ["a package's version", "_npm/@observablehq/plot@0.6.17/_esm.js d3@7.9.0.js"],
    ["a picture's density", "icon@2x.png"],
    ["an amount, a date, a document number", "1,391,234.5 2025-12-31 海人才发〔2021〕2号"]
  ];
  for (const [name, text] of quiet) {
    test(name, () => expect(kinds(text)).toEqual([]));
  }

  test("digests, even where they hold runs of digits", () => {
    const digests = Array.from({length: 20_000}, (_, i) => sha256(String(i)));
    expect(kinds(digests.join("\n"))).toEqual([]);
    const planted = `${"a1b2".repeat(8)}13912345678${"c3d4".repeat(5)}f`;
    expect(planted.length).toBe(64);
    expect(kinds(planted)).toEqual([]);
  });

  test("digests that a database packed end to end", () => {
    const packed = Array.from({length: 20_000}, (_, i) => sha256(String(i))).join("");
    expect(detector().inBytes(new TextEncoder().encode(`\0JF2025${packed}xyz`))).toEqual([]);
    expect(
      detector()
        .inBytes(new TextEncoder().encode(`\0${packed}\0${ID}\0`))
        .map(({kind}) => kind)
    ).toEqual(["身份证号"]);
  });

  test("what a chart's geometry is made of", () => {
    fc.assert(
      fc.property(fc.array(fc.double({noNaN: true, min: -1e4, max: 1e4}), {minLength: 1, maxLength: 50}), numbers => {
        expect(kinds(`<path d="M${numbers.join(",")}L${numbers.map(n => n.toFixed(3)).join(" ")}"/>`)).toEqual([]);
      })
    );
  });
});

test("isIdNumber(text) is true for one check digit of eleven", () => {
  for (const first of ["37010219491231002", "11010120000101123", "44030719850615345"]) {
    expect([..."0123456789X"].filter(last => isIdNumber(first + last))).toEqual([idNumber(first)[17]]);
  }
});

describe("secrets", () => {
  test("are found wherever they stand, unless shorter than three characters", () => {
    const search = detector(["欧阳修远", "张三", "东风路18号", "SX-0042", " 李四光 "]);
    expect(search.inText("张三，欧阳修远；住东风路18号3栋，李四光").map(({at}) => at)).toEqual([3, 9, 18]);
  });

  test("of digits and letters are found only where they stand alone", () => {
    const search = detector(["123456"]);
    expect(search.inText("a123456 1234567 123456").length).toBe(1);
    expect(search.inBytes(new TextEncoder().encode("\0\x01123456\0 9123456")).length).toBe(1);
  });

  for (const [name, bytes] of [
    ["UTF-8", new TextEncoder().encode("欧阳修远")],
    ["UTF-16LE", Uint8Array.from([0x27, 0x6b, 0x33, 0x96, 0xee, 0x4f, 0xdc, 0x8f])],
    ["UTF-16BE", Uint8Array.from([0x6b, 0x27, 0x96, 0x33, 0x4f, 0xee, 0x8f, 0xdc])],
    ["GB18030", Uint8Array.from([0xc5, 0xb7, 0xd1, 0xf4, 0xd0, 0xde, 0xd4, 0xb6])]
  ] as const) {
    test(`are found in bytes, in ${name}`, () => {
      const file = Uint8Array.from([0, 255, 1, ...bytes, 0, 254]);
      expect(detector(["欧阳修远"]).inBytes(file)).toEqual([{kind: "限制字段的值", at: 3}]);
      expect(detector(["欧阳修近"]).inBytes(file)).toEqual([]);
    });
  }

  test("digits in UTF-16 are found in bytes", () => {
    const wide = Uint8Array.from([..."电话13912345678。"].flatMap(c => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]));
    expect(detector().inBytes(wide)).toEqual([{kind: "手机号", at: 4}]);
  });
});

test("encodeGb18030(text) is undone by the platform's decoder, in every plane", () => {
  const sample = "衡才，Abc 䶮𬭸〇①㎡é・\uE000𠮷";
  expect(new TextDecoder("gb18030").decode(encodeGb18030(sample)!)).toBe(sample);
  fc.assert(
    fc.property(fc.string({unit: "binary", minLength: 1}), text => {
      const bytes = encodeGb18030(text);
      if (bytes) expect(new TextDecoder("gb18030", {ignoreBOM: true}).decode(bytes)).toBe(text);
    })
  );
});

test("matcher(needles).find(text) agrees with a search for each needle", () => {
  const letters = fc.constantFrom("人", "才", "办");
  const word = fc.array(letters, {minLength: 3, maxLength: 5}).map(characters => characters.join(""));
  fc.assert(
    fc.property(fc.array(word, {maxLength: 5}), fc.array(letters, {maxLength: 40}), (needles, characters) => {
      const text = characters.join("");
      const places = [...text].flatMap((_, i) => (needles.some(needle => text.startsWith(needle, i)) ? [i] : []));
      expect(matcher(needles).find(text)).toEqual(places);
    })
  );
});
