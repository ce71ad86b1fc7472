/** Markup that is ready to be written. Only `html` and `trusted` make it, so every other text is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Returns markup; texts and numbers between the braces are escaped, nothing is written for null, undefined and false. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0]!;
  parts.forEach((part, i) => {
    text += write(part) + strings[i + 1]!;
  });
  return new Html(text);
}

/** Returns text that we wrote ourselves as markup, unescaped. Never give it anything that came from a file. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** Returns the markups, one after the other. */
export function join(parts: Iterable<Part>, separator: Part = ""): Html {
  return new Html([...parts].map(write).join(write(separator)));
}

/** Returns the text with its codes, numbers of papers and names of files set as code, which is how the office types them. */
export function withCodes(text: string): Html {
  return join(text.split(/([\w./-]+)/).map(part => (/[A-Za-z]{2}/.test(part) ? html`<code>${part}</code>` : part)));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // Framework would run ${…} of a page as a program, and a blank line would end its block of markup.
  $: "&#36;",
  "\\": "&#92;",
  "\n": "&#10;",
  "\r": "&#10;"
};

/** Returns the text safe between tags and between quotes; control characters, which no font draws, are left out. */
export function escapeText(text: string): string {
  return dropControls(text).replace(/[&<>"'$\\\n\r]/g, character => ESCAPES[character]!);
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  return part.map(write).join("");
}

function dropControls(text: string): string {
  let kept = "";
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const control = (code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) || (code >= 0x7f && code < 0xa0);
    const lone = code >= 0xd800 && code <= 0xdfff;
    const directional = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    if (!control && !lone && !directional) kept += character;
  }
  return kept;
}
