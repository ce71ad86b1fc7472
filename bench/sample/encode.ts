export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "gb18030";

/** Returns the text's bytes. U+E000 to U+E0FF stand for the bare bytes 00 to FF, for files that were damaged on the way. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "utf-16le") return utf16(`\uFEFF${text}`);
  if (encoding === "gb18030") return gb18030(text);
  return new TextEncoder().encode(encoding === "utf-8-bom" ? `\uFEFF${text}` : text);
}

/** Returns the character that `encode` writes as the one byte given. */
export function bareByte(byte: number): string {
  return String.fromCharCode(0xe000 + byte);
}

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), true);
  return bytes;
}

let table: Map<string, readonly number[]> | undefined;

function gb18030(text: string): Uint8Array {
  table ??= codeTable();
  const bytes = new Uint8Array(text.length * 4);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point < 0x80) bytes[length++] = point;
    else if (point >= 0xe000 && point <= 0xe0ff) bytes[length++] = point - 0xe000;
    else {
      const code = table.get(character);
      if (!code) throw new Error(`not in the GB18030 table: ${character}`);
      for (const byte of code) bytes[length++] = byte;
    }
  }
  return bytes.slice(0, length);
}

/** Returns the two-byte codes of GB18030, turned round from the platform's own decoder. */
function codeTable(): Map<string, readonly number[]> {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== "\uFFFD" && !codes.has(character))
        codes.set(character, [lead, trail]);
    }
  }
  return codes;
}
