/** A stretch of whole records, without the line end after it. */
export interface Stretch {
  text: string;
  /** `plain` holds any number of records, one a line; the others hold one record each. */
  kind: "plain" | "quoted" | "damaged";
}

/** A quoted field that is still open after so many characters was never meant to be one. */
const LONGEST_FIELD = 1 << 20;

export interface CutOptions {
  delimiter: string;
  /** How many cells a whole record has; 0 where that is not known. */
  width: number;
  /** True where no text follows. */
  last: boolean;
}

/**
 * Cuts text at the ends of its records, so that a quote that is never closed takes no more with it than its own line
 * (`damaged`). Line ends are LF. What is left over at `rest` needs the text that follows.
 */
export function cutRecords(text: string, options: CutOptions): {stretches: Stretch[]; rest: string} {
  const stretches: Stretch[] = [];
  let start = 0;
  while (start < text.length) {
    const quote = text.indexOf('"', start);
    const plainEnd = quote < 0 ? lastLineEnd(text, options.last) : text.lastIndexOf("\n", quote);
    if (plainEnd >= start) {
      stretches.push({text: text.slice(start, plainEnd), kind: "plain"});
      start = plainEnd + 1;
    }
    if (quote < 0) break;
    const record = findEnd(text, start, options);
    if (!record) break;
    stretches.push({text: record.text, kind: record.damaged ? "damaged" : "quoted"});
    start = record.end + 1;
  }
  return {stretches, rest: text.slice(start)};
}

function lastLineEnd(text: string, last: boolean): number {
  return last && !text.endsWith("\n") ? text.length : text.lastIndexOf("\n");
}

interface Found {
  text: string;
  /** Where the line end after the record stands. */
  end: number;
  damaged: boolean;
}

/** Finds the end of the record that starts here and has a quote somewhere in it; undefined where more text is needed. */
function findEnd(text: string, start: number, {delimiter, width, last}: CutOptions): Found | undefined {
  let at = start;
  let opened = -1;
  for (;;) {
    const newline = text.indexOf("\n", at);
    const quote = text.indexOf('"', at);
    if (quote < 0 || (newline >= 0 && newline < quote)) {
      if (newline < 0 && !last) return undefined;
      const end = newline < 0 ? text.length : newline;
      const record = text.slice(start, end);
      return opened >= 0 && isSeveral(record, delimiter, width)
        ? damage(text, start, opened)
        : {text: record, end, damaged: false};
    }
    if (quote !== start && text[quote - 1] !== delimiter) {
      at = quote + 1;
      continue;
    }
    const close = findClose(text, quote, delimiter, last);
    if (close === "more") return undefined;
    if (close === "never") return damage(text, start, quote);
    if (opened < 0) opened = quote;
    at = close;
  }
}

/** Returns the place after a field's closing quote and the spaces behind it. */
function findClose(text: string, open: number, delimiter: string, last: boolean): number | "more" | "never" {
  let quote = open;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0 || quote - open > LONGEST_FIELD) {
      return quote < 0 && !last && text.length - open <= LONGEST_FIELD ? "more" : "never";
    }
    if (text[quote + 1] === '"') {
      quote++;
      continue;
    }
    let after = quote + 1;
    while (after < text.length && isSpace(text.charCodeAt(after)) && text[after] !== delimiter) after++;
    if (after === text.length) return last ? after : "more";
    if (text[after] === delimiter || text[after] === "\n") return after;
    // A quote that stands where a field begins opens that field: the one before it was never closed.
    const before = text[quote - 1];
    if (before === delimiter || before === "\n") return "never";
  }
}

/** The opening quote is left out, so that the rest of its line is cut by delimiters alone. */
function damage(text: string, start: number, open: number): Found {
  const newline = text.indexOf("\n", open);
  const end = newline < 0 ? text.length : newline;
  return {text: text.slice(start, open) + text.slice(open + 1, end), end, damaged: true};
}

/** Two stray quotes lines apart can look like one field; but then each of the lines is a whole record by itself. */
function isSeveral(record: string, delimiter: string, width: number): boolean {
  if (width < 3 || !record.includes("\n")) return false;
  return record.split("\n").every(line => line.split(delimiter).length === width);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x3000;
}
