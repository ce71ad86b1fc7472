const TABLE = Int32Array.from({length: 256}, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Returns the checksum of zip files over the data, going on from that of the data before. */
export function crc32(data: Uint8Array, before = 0): number {
  let sum = ~before;
  for (let i = 0; i < data.length; i++) sum = TABLE[(sum ^ data[i]!) & 0xff]! ^ (sum >>> 8);
  return ~sum >>> 0;
}
