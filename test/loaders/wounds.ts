import {unzipSync, zipSync} from "fflate";

/** What happens to files on bad disks and in bad hands, the same for the same seed. */

/** Returns the bytes with one to four wounds: a bit flipped, a byte set, bytes lost, doubled, swapped or cut off. */
export function hurt(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  let list = [...bytes];
  for (let wounds = 1 + random(4); wounds > 0; wounds--) {
    const at = random(Math.max(1, list.length));
    const length = 1 + random(random(4) ? 3 : 40);
    switch (random(7)) {
      case 0:
        if (list.length) list[at] = list[at]! ^ (1 << random(8));
        break;
      case 1:
        list[at] = random(256);
        break;
      case 2:
        list.splice(at, length);
        break;
      case 3:
        list.splice(at, 0, ...Array.from({length}, () => random(256)));
        break;
      case 4:
        list.splice(at, 0, ...list.slice(at, at + length));
        break;
      case 5: {
        const moved = list.splice(at, length);
        list.splice(random(list.length + 1), 0, ...moved);
        break;
      }
      default:
        // The bytes that mean most to a text file: quotes, line ends, delimiters, NUL.
        if (random(12)) list.splice(at, random(2), [0x22, 0x0a, 0x0d, 0x2c, 0x09, 0x00, 0x80, 0xff][random(8)]!);
        else list = list.slice(0, at);
    }
  }
  return Uint8Array.from(list);
}

/** Returns a zip file of which one part was hurt before it was packed, so that its checksum holds. */
export function hurtInside(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts);
  const name = names[random(names.length)]!;
  const hurtPart = random(3) ? otherDigits : hurt;
  return zipSync({...parts, [name]: hurtPart(parts[name]!, random)});
}

/** Returns the bytes with some digits changed: XML that is whole and means something else, or nothing. */
function otherDigits(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const places = [...bytes.keys()].filter(i => bytes[i]! >= 0x30 && bytes[i]! <= 0x39);
  const changed = Uint8Array.from(bytes);
  for (let n = 1 + random(4); n > 0 && places.length; n--) changed[places[random(places.length)]!] = 0x30 + random(10);
  return changed;
}

/** Returns a generator of numbers below a bound, the same for the same seed (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
