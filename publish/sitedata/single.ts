/** The folder of the pages that are one file each, below the site's root. */
export const SINGLE_FOLDER = "单文件";

/** All of them in one archive, and their checksums. */
export const SINGLE_ARCHIVE = "全部单文件.zip";

/** Pages besides the units' that are made into one file, with its name. */
export const SINGLE_PAGES = {index: "总览.html", bonus: "绩效加分.html", assessment: "年度考核.html"} as const;

const LONGEST = 40;

/**
 * Returns the name of a unit's single file: the code as in the address of its page, which tells units apart, and of the
 * unit's name what every file system, archive and mail takes. Adds the name to those taken.
 */
export function singleFileName(code: string, name: string, taken: Set<string>): string {
  const stem = ["单位", code, cleanName(name)].filter(Boolean).join("-");
  let file = stem;
  for (let n = 2; taken.has(file.toLowerCase()); n++) file = `${stem}-${n}`;
  taken.add(file.toLowerCase());
  return `${file}.html`;
}

/** Returns the letters and digits of a name, at most 40; full-width brackets stay, all else goes. */
export function cleanName(name: string): string {
  const kept = name.normalize("NFC").replace(/[^\p{L}\p{N}（）·]/gu, "");
  return [...kept].slice(0, LONGEST).join("");
}
