import {encodings, latin1} from "./encodings.ts";
import {foldText} from "./fold.ts";
import {type Matcher, matcher, SHORTEST} from "./matcher.ts";

/** What was found; the value itself is never repeated. */
export type LeakKind = "身份证号" | "手机号" | "电子邮箱" | "限制字段的值";

export interface Leak {
  kind: LeakKind;
  /** Offset in the text (in bytes, where bytes were searched). */
  at: number;
}

export interface Detector {
  /** Returns the leaks in decoded text; `generic: false` looks for the secrets alone. */
  inText(text: string, options?: {generic?: boolean}): Leak[];
  /** Returns the secrets in raw bytes, in UTF-8, UTF-16 and GB18030, and what is generic in their ASCII. */
  inBytes(bytes: Uint8Array, options?: {generic?: boolean}): Leak[];
}

/**
 * Returns a detector of ID numbers, mobile phones, e-mail addresses and the given restricted values; those of fewer than
 * three characters are too common to be told from other words, and are not looked for.
 */
export function detector(secrets: Iterable<string> = []): Detector {
  const values = [...new Set([...secrets].map(secret => secret.trim()))].filter(({length}) => length >= SHORTEST);
  // Text is searched as it stands, and again with its spelling made one (`foldText`).
  const text = matcher([...values, ...values.map(value => foldText(value) ?? value)]);
  const alone = matcher(values.filter(isPlain).map(value => latin1(new TextEncoder().encode(value))));
  const bytes = matcher(
    values.flatMap(value => encodings(value, {utf8: !isPlain(value)}).map(latin1)),
    {inside: true}
  );
  return {
    inText: (content, {generic = true} = {}) => [...(generic ? findGeneric(content) : []), ...secretsIn(text, content)],
    inBytes(content, {generic = true} = {}) {
      const letters = latin1(content);
      return [...(generic ? findNumbers(letters) : []), ...secretsIn(alone, letters), ...secretsIn(bytes, letters)];
    }
  };
}

/** Plain ASCII words are the same bytes in every one-byte encoding and must stand alone. */
function isPlain(value: string): boolean {
  return /^[0-9A-Za-z]+$/.test(value);
}

function secretsIn(matcher: Matcher, text: string): Leak[] {
  return matcher.find(text).map(at => ({kind: "限制字段的值", at}));
}

function findGeneric(text: string): Leak[] {
  const clean = mask(text, HASH);
  // Where there is no such sign the slowest of the patterns is left out.
  return [...numbersIn(clean), ...(clean.includes("@") ? matches(clean, EMAIL, "电子邮箱", isEmail) : [])];
}

/**
 * Looks for numbers only: in the random bytes of a compressed file an address such as `a@b.cd` comes about by chance. Digits
 * in UTF-16 are read as well.
 */
function findNumbers(letters: string): Leak[] {
  const wide = [...letters.matchAll(WIDE)].flatMap(match =>
    numbersIn(match[0].replaceAll("\0", "")).map(({kind, at}) => ({kind, at: match.index + 2 * at}))
  );
  return [...numbersIn(mask(letters, PACKED)), ...wide];
}

function numbersIn(text: string): Leak[] {
  return [...matches(text, ID_NUMBER, "身份证号", isIdNumber), ...matches(text, PHONE, "手机号")];
}

/** Digests are long runs of hex with letters in them: nobody's number, though they hold runs of digits. */
function mask(text: string, digests: RegExp): string {
  return text.replace(digests, run => "·".repeat(run.length));
}

function matches(text: string, pattern: RegExp, kind: LeakKind, holds = (_: string) => true): Leak[] {
  return [...text.matchAll(pattern)].flatMap(match => (holds(match[0]) ? [{kind, at: match.index}] : []));
}

const HASH = /(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{32,128}(?![0-9A-Za-z])/g;
/** A database packs the texts of a column end to end. */
const PACKED = /(?=[0-9]*[a-f])[0-9a-f]{32,}/g;
/** ASCII in UTF-16: letters with a zero byte between them. */
const WIDE = /(?:[0-9A-Za-z]\0){10,}[0-9A-Za-z]/g;
const ID_NUMBER =
  /(?<!\d|\d\.)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXxＸ](?!\d|\.\d)/g;
/** A decimal's digits are geometry, not a phone. */
const PHONE = /(?<!\d|\d\.)1[3-9]\d{9}(?!\d|\.\d*[1-9])/g;
const EMAIL = /(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.[A-Za-z]{2,}(?![\w-])/g;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Returns whether the 18 characters end in the check digit of GB 11643. */
export function isIdNumber(text: string): boolean {
  const sum = WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0);
  return "10X98765432"[sum % 11] === text[17]!.toUpperCase().replace("Ｘ", "X");
}

/** A package's version (`plot@0.6.17.js`) and a picture's density (`icon@2x.png`) are no addresses. */
function isEmail(text: string): boolean {
  const domain = text.slice(text.lastIndexOf("@") + 1);
  return (
    !/^\d+\.\d+\./.test(domain) && !/\.(?:js|mjs|cjs|ts|css|map|json|wasm|html?|png|jpe?g|gif|svg|webp)$/i.test(domain)
  );
}
