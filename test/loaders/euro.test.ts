import {expect, test} from "vitest";
import {type Bytes, decodedText} from "../../loaders/decode.ts";
import {euroSigns, wholeFrom} from "../../loaders/euro.ts";
import {pieces} from "./support.ts";

/** 元 A2E3 0x80 丂(8140) 亊(8180) and a character of four bytes, then both kinds again. */
const BYTES = Uint8Array.from([
  ...[0xd4, 0xaa, 0xa2, 0xe3, 0x80, 0x81, 0x40, 0x81, 0x80, 0x81, 0x30, 0x81, 0x30, 0x2c],
  ...[0x80, 0x0a, 0xa2, 0xe3, 0xff, 0x80, 0x80]
]);

test("euroSigns(bytes, from) tells A2 E3 from a lone 0x80, and takes no second byte for one", () => {
  expect(euroSigns(BYTES, 0)).toEqual([true, false, false, true, false, false]);
  expect(euroSigns(BYTES, 4)).toEqual([false, false, true, false, false]);
  expect(wholeFrom(BYTES)).toBe(16);
});

test("decodedText(bytes, GB18030) reads a lone 0x80 as no character beside a real €, wherever the pieces end", async () => {
  const whole = await read(BYTES.length);
  expect(whole).toMatch(/^元€�丂.\u{80},�\n€�+$/u);
  for (let size = 1; size < BYTES.length; size++) expect(await read(size)).toBe(whole);
});

async function read(size: number): Promise<string> {
  const bytes: Bytes = async function* () {
    yield* pieces(BYTES, size);
  };
  let text = "";
  for await (const piece of decodedText(bytes, "GB18030")) text += piece;
  return text;
}
