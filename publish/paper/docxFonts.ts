import {strFromU8, strToU8, unzipSync, zipSync} from "fflate";

/** A typeface by the name that offices have, and what may stand for it, the nearest first. */
export interface Face {
  name: string;
  others: readonly string[];
  panose: string;
  family: "roman" | "swiss";
}

/** Typefaces that GB/T 9704 names; none is shipped. */
export const FACES = {
  title: {
    name: "方正小标宋简体",
    others: ["FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong", "Noto Serif CJK SC", "宋体", "SimSun"],
    panose: "02010601030101010101",
    family: "roman"
  },
  body: {
    name: "仿宋_GB2312",
    others: ["仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋", "STFangsong", "Noto Serif CJK SC", "宋体", "SimSun"],
    panose: "02010609030101010101",
    family: "roman"
  },
  first: {
    name: "黑体",
    others: ["SimHei", "方正黑体_GBK", "华文黑体", "STHeiti", "Noto Sans CJK SC", "Microsoft YaHei"],
    panose: "02010609060101010101",
    family: "swiss"
  },
  second: {
    name: "楷体_GB2312",
    others: ["楷体", "KaiTi", "方正楷体_GBK", "华文楷体", "STKaiti", "Noto Serif CJK SC", "宋体", "SimSun"],
    panose: "02010609030101010101",
    family: "roman"
  },
  number: {
    name: "宋体",
    others: ["SimSun", "方正书宋_GBK", "华文宋体", "STSong", "Noto Serif CJK SC"],
    panose: "02010600030101010101",
    family: "roman"
  }
} as const satisfies Record<string, Face>;

export type FaceName = keyof typeof FACES;

/** Digits and Latin letters, where the Chinese typeface has none of its own. */
export const LATIN = "Times New Roman";

/** Returns the Word file with a table of typefaces that names what may stand for each. */
export function withFontTable(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  const part = "word/fontTable.xml";
  if (!parts[part]) throw new Error(`missing part: ${part}`);
  const fonts = Object.values(FACES).map(
    ({name, others, panose, family}) =>
      `<w:font w:name="${name}"><w:altName w:val="${others.join(",")}"/><w:panose1 w:val="${panose}"/>` +
      `<w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`
  );
  const head = /^[\s\S]*?<w:fonts[^>]*?(?=\/?>)/.exec(strFromU8(parts[part]))?.[0];
  if (!head) throw new Error("no table of typefaces in the Word file");
  return zipSync({...parts, [part]: strToU8(`${head}>${fonts.join("")}</w:fonts>`)}, {level: 0});
}
