/** Reads the bytes of a file from one place up to another. */
export type ReadBytes = (from: number, to: number) => Promise<Uint8Array>;

const END_SIGNATURE = [0x50, 0x4b, 0x05, 0x06];
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** No disk that files are copied over hands out larger blocks. */
const MOST_PADDING = 1 << 20;

/**
 * Returns how many zeros stand behind the end of a zip file: mail gateways and old disks fill up a file's last block.
 * 0 where its closing record is not whole, or where anything else follows it.
 */
export async function paddingOf(size: number, read: ReadBytes): Promise<number> {
  // Nearly every file ends where it should, and need not be read twice for that.
  if (isEnd(await read(Math.max(0, size - END_LENGTH), size), 0)) return 0;
  const tail = await read(Math.max(0, size - MOST_PADDING - END_LENGTH - LONGEST_COMMENT), size);
  let filled = tail.length;
  while (filled > 0 && tail[filled - 1] === 0) filled--;
  const first = Math.max(0, filled - END_LENGTH - LONGEST_COMMENT);
  for (let at = Math.min(filled - END_SIGNATURE.length, tail.length - END_LENGTH); at >= first; at--) {
    if (!isEnd(tail, at)) continue;
    const end = at + END_LENGTH + (tail[at + 20]! | (tail[at + 21]! << 8));
    return end >= filled && end <= tail.length ? tail.length - end : 0;
  }
  return 0;
}

function isEnd(bytes: Uint8Array, at: number): boolean {
  return END_SIGNATURE.every((byte, i) => bytes[at + i] === byte);
}
