/** A token of PDF syntax; strings without their brackets and with their escapes undone, one character a byte. */
export interface PdfToken {
  kind: "string" | "name" | "number" | "operator";
  value: string;
}

const TOKEN = /%[^\r\n]*|<<|>>|<[0-9A-Fa-f\s]*>|\/[^\s/<>[\](){}%]*|[[\]{}]|\(|[^\s/<>[\](){}%]+/g;

/** Splits PDF syntax into tokens; marks of dictionaries and comments are left out. */
export function tokensOf(text: string): PdfToken[] {
  const tokens: PdfToken[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const word = match[0];
    if (word === "(") {
      const end = closing(text, TOKEN.lastIndex);
      tokens.push({kind: "string", value: unescaped(text.slice(TOKEN.lastIndex, end))});
      TOKEN.lastIndex = end + 1;
    } else if (word === "<<" || word === ">>" || word.startsWith("%")) continue;
    else if (word.startsWith("<")) tokens.push({kind: "string", value: fromHex(word)});
    else if (word.startsWith("/")) tokens.push({kind: "name", value: word.slice(1)});
    else if (/^[+-]?[\d.]+$/.test(word)) tokens.push({kind: "number", value: word});
    else {
      tokens.push({kind: "operator", value: word});
      // The bytes of an inline picture are no tokens.
      if (word === "ID") TOKEN.lastIndex = pastPicture(text, TOKEN.lastIndex);
    }
  }
  return tokens;
}

/** Returns the characters of a string: UTF-16 or UTF-8 with a mark; else UTF-8 where it is that, else one a byte. */
export function pdfString(bytes: string): string {
  const buffer = Buffer.from(bytes, "latin1");
  if (bytes.startsWith("\xfe\xff")) return new TextDecoder("utf-16be").decode(buffer);
  try {
    return new TextDecoder("utf-8", {fatal: true}).decode(buffer);
  } catch {
    return bytes;
  }
}

function closing(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return i;
  }
  return text.length;
}

const ESCAPED: Readonly<Record<string, string>> = {n: "\n", r: "\r", t: "\t", b: "\b", f: "\f"};

function unescaped(text: string): string {
  return text.replace(/\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/g, (_, octal: string | undefined, other: string | undefined) =>
    octal
      ? String.fromCharCode(Number.parseInt(octal, 8) & 255)
      : /[\r\n]/.test(other!)
        ? ""
        : (ESCAPED[other!] ?? other!)
  );
}

function fromHex(word: string): string {
  const digits = word.replace(/[^0-9A-Fa-f]/g, "");
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, "hex").toString("latin1");
}

function pastPicture(text: string, from: number): number {
  const end = /\sEI(?=\s|$)/g;
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}
