import {generateKeyPairSync} from "node:crypto";
import {describe, expect, test} from "vitest";
import {fingerprintOf, isSigned, newKeys, publicKeyOf, signText} from "../../publish/edition/signature.ts";

const KEYS = newKeys();
const TEXT = "甲  乙\n";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("signText(text, key)", () => {
  test("gives 64 bytes that hold for the text and the key alone, the same each time", () => {
    const signature = signText(TEXT, KEYS.privateKey, "k");
    expect(signature).toHaveLength(64);
    expect(signText(TEXT, KEYS.privateKey, "k")).toEqual(signature);
    expect(isSigned(bytes(TEXT), signature, KEYS.publicKey)).toBe(true);
    expect(isSigned(bytes(`${TEXT} `), signature, KEYS.publicKey)).toBe(false);
    expect(isSigned(bytes(TEXT), signature, newKeys().publicKey)).toBe(false);
    expect(isSigned(bytes(TEXT), signature.subarray(1), KEYS.publicKey)).toBe(false);
  });

  test("refuses what is no private key of Ed25519, by the name of its file", () => {
    const rsa = generateKeyPairSync("ec", {
      namedCurve: "P-256",
      privateKeyEncoding: {type: "pkcs8", format: "pem"},
      publicKeyEncoding: {type: "spki", format: "pem"}
    });
    expect(() => signText(TEXT, "x", "钥.pem")).toThrow("签名私钥读不出来：“钥.pem”");
    expect(() => signText(TEXT, KEYS.publicKey, "钥.pem")).toThrow("签名私钥读不出来");
    expect(() => signText(TEXT, rsa.privateKey, "钥.pem")).toThrow("签名私钥的种类不对：“钥.pem”是 ec");
  });
});

test("publicKeyOf(key) is the other half of the pair, and fingerprintOf tells keys apart", () => {
  expect(publicKeyOf(KEYS.privateKey, "k")).toBe(KEYS.publicKey);
  expect(fingerprintOf(KEYS.publicKey)).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprintOf(newKeys().publicKey)).not.toBe(fingerprintOf(KEYS.publicKey));
  for (const text of ["", "x", KEYS.privateKey]) expect(fingerprintOf(text)).toBeUndefined();
});
