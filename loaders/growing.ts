/** Bytes that are written one after the other into room that grows, and can be used again. */
export interface Growing {
  int32(value: number): void;
  int64(value: number): void;
  /** Writes the text in UTF-8 after the number of its bytes. */
  text(value: string): void;
  size(): number;
  /** Returns what was written; it holds until more is. */
  written(): Uint8Array<ArrayBuffer>;
  clear(): void;
}

const LEAST = 1 << 12;
/** No character of a string takes more bytes. */
const WIDEST = 3;
/** Shorter texts of plain letters are copied faster than handed to the encoder. */
const SHORT = 24;
const BASE = 2 ** 32;

const encoder = new TextEncoder();

/** Returns an empty piece of growing bytes; numbers stand with their lowest byte first. */
export function growing(): Growing {
  let bytes = new Uint8Array(LEAST);
  let view = new DataView(bytes.buffer);
  let used = 0;

  const reserve = (more: number): void => {
    if (used + more <= bytes.length) return;
    const wider = new Uint8Array(Math.max(bytes.length * 2, used + more));
    wider.set(bytes.subarray(0, used));
    bytes = wider;
    view = new DataView(bytes.buffer);
  };

  /** Returns whether the text was plain ASCII and is written. */
  const copied = (value: string, at: number): boolean => {
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[at + i] = code;
    }
    return true;
  };

  return {
    int32(value) {
      reserve(4);
      view.setInt32(used, value, true);
      used += 4;
    },
    int64(value) {
      reserve(8);
      view.setUint32(used, value % BASE, true);
      view.setInt32(used + 4, Math.floor(value / BASE), true);
      used += 8;
    },
    text(value) {
      reserve(4 + value.length * WIDEST);
      const at = used + 4;
      const length =
        value.length <= SHORT && copied(value, at)
          ? value.length
          : encoder.encodeInto(value, bytes.subarray(at)).written;
      view.setUint32(used, length, true);
      used = at + length;
    },
    size: () => used,
    written: () => bytes.subarray(0, used),
    clear() {
      used = 0;
    }
  };
}
