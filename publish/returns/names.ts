const LONGEST = 31;

/**
 * Returns names for sheets, each at most 31 UTF-16 units, without the signs a spreadsheet program forbids, and no two
 * the same to it: it does not tell upper from lower case.
 */
export function sheetNames(wanted: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(taken.map(fold));
  return wanted.map(text => {
    const plain = allowed(text) || "未命名";
    for (let n = 1; ; n++) {
      const ending = n === 1 ? "" : `（${n}）`;
      const name = `${cut(plain, LONGEST - ending.length)}${ending}`;
      if (used.has(fold(name))) continue;
      used.add(fold(name));
      return name;
    }
  });
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** `History` (历史记录) is the program's own. */
function allowed(text: string): string {
  const name = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\uFFFE\uFFFF]/gu, "")
    .replace(/[[\]:*?/\\]/g, " ")
    // An apostrophe would have to be doubled wherever the name is quoted, and not every reader does.
    .replaceAll("'", "’")
    .trim();
  return /^(history|历史记录)$/i.test(name) ? `${name} 表` : name;
}

/** Cuts between characters, never through one. */
function cut(text: string, length: number): string {
  let name = "";
  for (const character of text) {
    if (name.length + character.length > length) break;
    name += character;
  }
  return name.trimEnd();
}
