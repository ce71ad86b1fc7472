/** Returns the text's bytes in the encodings that binary files of such offices use; UTF-8 only where asked for. */
export function encodings(text: string, {utf8 = true} = {}): Uint8Array[] {
  const gb = encodeGb18030(text);
  return [
    ...(utf8 ? [new TextEncoder().encode(text)] : []),
    utf16(text, true),
    utf16(text, false),
    // Where the text is ASCII the bytes would be those of UTF-8.
    ...(gb && /[^\0-\x7f]/.test(text) ? [gb] : [])
  ];
}

/** Returns bytes as a text of one character per byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

/** Returns the text in GB18030, or undefined where it has a character that the encoding's own order does not reach. */
export function encodeGb18030(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const known = code < 0x80 ? [code] : code > 0xffff ? beyond(code) : table().get(character);
    if (!known) return undefined;
    bytes.push(...known);
  }
  return Uint8Array.from(bytes);
}

/** Characters beyond the first plane stand in their own order from 0x90308130. */
function beyond(code: number): number[] {
  const index = code - 0x10000;
  return [
    0x90 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10)
  ];
}

let known: Map<string, number[]> | undefined;

/** Returns every character of the first plane with its bytes, found by decoding all of them once. */
function table(): Map<string, number[]> {
  if (known) return known;
  known = new Map();
  const decoder = new TextDecoder("gb18030");
  const add = (bytes: number[]): void => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (character.length === 1 && character !== "\uFFFD" && !known!.has(character)) known!.set(character, bytes);
  };
  for (let a = 0x81; a <= 0xfe; a++) {
    for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) add([a, b]);
  }
  for (let a = 0x81; a <= 0x84; a++) {
    for (let b = 0x30; b <= 0x39; b++) {
      for (let c = 0x81; c <= 0xfe; c++) {
        for (let d = 0x30; d <= 0x39; d++) add([a, b, c, d]);
      }
    }
  }
  return known;
}
