import type {Bytes} from "../decode.ts";

const CHUNK = 1 << 18;

/** Returns the bytes of a file that a browser holds, from the start, as often as asked; `onRead` is told of each piece. */
export function bytesOf(blob: Blob, onRead: (bytes: number, from: number) => void = () => {}): Bytes {
  return async function* bytes() {
    for (let at = 0; at < blob.size; at += CHUNK) {
      const piece = await sliceOf(blob, at, at + CHUNK);
      onRead(piece.length, at);
      yield piece;
    }
  };
}

/** Returns the bytes of a stretch of the file, fewer where it ends before. */
export async function sliceOf(blob: Blob, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}
