/** Returns the text with HTML entities, `\u` and percent escapes undone, line by line as it was; undefined where it has none. */
export function unescapeText(text: string): string | undefined {
  const plain = text
    .replace(/&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(\w{2,6}));/g, entity)
    .replace(/\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})/g, (_, a, b, c) =>
      character(Number.parseInt(a ?? b ?? c, 16))
    )
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, percent);
  return plain === text ? undefined : plain;
}

/**
 * Returns the text without the tags that stand inside a word or a line (`<b>`, `<tspan>`, runs of an office file), so that
 * 张<b>三丰</b> reads as one name; cells, paragraphs and their like stay apart. Undefined where there are none.
 */
export function joinRuns(text: string): string | undefined {
  const joined = text.replace(INLINE, tag => tag.replace(/[^\n]/g, ""));
  return joined === text ? undefined : joined;
}

const INLINE = new RegExp(
  "</?(?:" +
    // HTML and SVG.
    "a|abbr|b|bdi|cite|code|em|i|mark|q|ruby|rb|s|small|span|strong|sub|sup|tspan|u|wbr" +
    // Runs of xlsx, with their properties; <si> and <c> part texts.
    "|(?:x:)?(?:r|t|rPr|rFont|sz|color|family|charset|scheme|vertAlign)" +
    // Of documents and drawings all that is no text of its own, changes, links and bookmarks included.
    "|w:(?!(?:p|tc|tr|tbl|br|cr|tab|comment|footnote|endnote)(?![A-Za-z]))[A-Za-z]+" +
    "|a:(?!(?:p|br|tc|tr)(?![A-Za-z]))[A-Za-z]+" +
    ")(?=[\\s/>])[^<>]*>",
  "g"
);

const NAMED: Readonly<Record<string, string>> = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " "};

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (decimal) return character(Number(decimal));
  if (hex) return character(Number.parseInt(hex, 16));
  return NAMED[name!] ?? whole;
}

/** A line end that was escaped must not add a line: places are told by lines. */
function character(code: number): string {
  if (code === 10 || code === 13) return " ";
  return code > 0x10ffff ? "" : String.fromCodePoint(code);
}

function percent(run: string): string {
  try {
    return decodeURIComponent(run).replace(/[\r\n]/g, " ");
  } catch {
    return run;
  }
}
