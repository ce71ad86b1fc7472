import {appendFileSync, mkdirSync} from "node:fs";
import {join} from "node:path";
import {strToU8} from "fflate";
import {gb18030, utf16} from "../../loaders/support.ts";

/** Where the readers' pieces end: what they look at first, and each piece that they take from the disk. */
const EDGES = [65_536, 262_144];

/** In each of these encodings 𬭸 takes four bytes. In UTF-16 it can be cut in the middle alone: all its edges are even. */
const ENCODINGS = [
  {name: "utf-8", encode: strToU8, cuts: [1, 2, 3]},
  {name: "gb18030", encode: gb18030, cuts: [1, 2, 3]},
  {name: "utf-16", encode: (text: string): Uint8Array => utf16(text, {bom: false}), cuts: [2]}
];

/** Makes seven files in which so many bytes of a 𬭸 end one piece and the rest begin the next; 备注 fills the space. */
export default async function make(folder: string): Promise<void> {
  mkdirSync(join(folder, "claims"));
  for (const {name, encode, cuts} of ENCODINGS) {
    for (const cut of cuts) {
      const file = join(folder, "claims", `${name}-${cut}.csv`);
      let length = 0;
      const add = (bytes: Uint8Array): void => {
        appendFileSync(file, bytes);
        length += bytes.length;
      };
      if (name === "utf-16") add(Uint8Array.of(0xff, 0xfe));
      add(encode("申报编号,申报单位,加分项目,加分事项,发生日期,备注\n"));
      for (const [i, edge] of EDGES.entries()) {
        add(encode(`${name}-${cut}-fill-${i},东山镇,宣传表彰,事项,2025-03-01,`));
        const start = encode(`\n${name}-${cut}-${i},东山镇,宣传表彰,宣传`);
        add(encode("x".repeat((edge - cut - length - start.length) / encode("x").length)));
        add(start);
        if (length !== edge - cut)
          throw new Error(`${name}: the character begins at ${length}, not ${cut} before ${edge}`);
        add(encode("𬭸事迹,2025-03-01,\n"));
      }
    }
  }
}
