/** A stretch of whole records, without the line end after it. */
export interface Stretch {
  text: string;
  /**
   * `plain` holds any number of records, one a line; `clean` any number whose quotes stand where they belong, so that no
   * reader of CSV could cut them elsewhere; the others hold one record each.
   */
  kind: "plain" | "clean" | "quoted" | "damaged";
}

/** A quoted field that is still open after so many characters, and some line end, was never meant to be one. */
const LONGEST_FIELD = 1 << 20;

/** With as many columns, no line of prose has the delimiters of a whole record by chance. */
const WIDE_ENOUGH = 5;

/** Clean records go together up to so many characters; one that is longer alone may have more columns than a table. */
const MOST_TOGETHER = 1 << 16;
const LONGEST_TOGETHER = 1 << 14;

export interface CutOptions {
  delimiter: string;
  /** How many cells a whole record has; 0 where that is not known. */
  width: number;
  /** True where no text follows. */
  last: boolean;
}

/**
 * Cuts text at the ends of its records, so that a quote that is never closed takes no more with it than its own line
 * (`damaged`). Line ends are LF. What is left over at `rest` needs the text that follows. Takes time in proportion to
 * the text, whatever quotes stand in it.
 */
export function cutRecords(text: string, options: CutOptions): {stretches: Stretch[]; rest: string} {
  const stretches: Stretch[] = [];
  const inside: Inside = {from: 0, to: 0};
  let start = 0;
  /** Up to here every line is a record by itself. */
  let linesEnd = 0;
  /** Where the clean records begin that are still to be put together; -1 where there are none. */
  let clean = -1;
  const gather = (): void => {
    if (clean >= 0) stretches.push({text: text.slice(clean, start - 1), kind: "clean"});
    clean = -1;
  };
  while (start < text.length) {
    const quote = text.indexOf('"', start);
    const plainEnd = quote < 0 ? lastLineEnd(text, options.last) : text.lastIndexOf("\n", quote);
    if (plainEnd >= start) {
      const lines = text.slice(start, plainEnd);
      if (clean < 0 || plainEnd - clean > MOST_TOGETHER || lines.length > LONGEST_TOGETHER || hasEmptyLine(lines)) {
        gather();
        stretches.push({text: lines, kind: "plain"});
      }
      start = plainEnd + 1;
    }
    if (quote < 0) break;
    if (start < linesEnd) {
      const line = text.slice(start, lineEnd(text, start));
      const record = findEnd(line, 0, {...options, last: true}, {from: 0, to: 0})!;
      gather();
      stretches.push({text: record.text, kind: record.damaged ? "damaged" : "quoted"});
      start += line.length + 1;
      continue;
    }
    const record = findEnd(text, start, options, inside);
    if (!record) break;
    if (record.clean && record.end - start < LONGEST_TOGETHER) {
      if (record.end - clean > MOST_TOGETHER) gather();
      if (clean < 0) clean = start;
    } else {
      gather();
      stretches.push({text: record.text, kind: record.damaged ? "damaged" : "quoted"});
      if (record.lines) linesEnd = record.lines;
    }
    start = record.end + 1;
  }
  gather();
  return {stretches, rest: text.slice(start)};
}

/** An empty line takes a hundred times its own room once it is a record: they are counted, not cut. */
function hasEmptyLine(lines: string): boolean {
  return lines === "" || lines.startsWith("\n") || lines.endsWith("\n") || lines.includes("\n\n");
}

function lastLineEnd(text: string, last: boolean): number {
  return last && !text.endsWith("\n") ? text.length : text.lastIndexOf("\n");
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline < 0 ? text.length : newline;
}

interface Found {
  text: string;
  /** Where the line end after the record stands. */
  end: number;
  damaged: boolean;
  /** True where every quote opens a field, closes it, or is doubled inside one. */
  clean: boolean;
  /** Where the lines end that looked like one record, but are one each. */
  lines?: number;
}

/**
 * A stretch that was once gone through inside a quoted field: whoever is inside one at any place of it that is no quote
 * comes to its end, and need not go through it again.
 */
interface Inside {
  from: number;
  to: number;
}

/** Finds the end of the record that starts here and has a quote somewhere in it; undefined where more text is needed. */
function findEnd(text: string, start: number, {delimiter, width, last}: CutOptions, inside: Inside): Found | undefined {
  let at = start;
  let opened = -1;
  let clean = true;
  let newline = text.indexOf("\n", start);
  for (;;) {
    if (newline >= 0 && newline < at) newline = text.indexOf("\n", at);
    const quote = text.indexOf('"', at);
    if (quote < 0 || (newline >= 0 && newline < quote)) {
      if (newline < 0 && !last) return undefined;
      const end = newline < 0 ? text.length : newline;
      const record = text.slice(start, end);
      return opened >= 0 && isSeveral(record, delimiter, width)
        ? {...damage(text, start, opened, text.indexOf("\n", opened)), lines: end}
        : {text: record, end, damaged: false, clean};
    }
    if (quote !== start && text[quote - 1] !== delimiter) {
      clean = false;
      at = quote + 1;
      continue;
    }
    const field: CloseOptions = {delimiter, last, newline, inside, clean};
    const close = findClose(text, quote, field);
    // The line of a quote that is never closed must be there as a whole.
    if (close === "more" || (close === "never" && newline < 0 && !last)) return undefined;
    if (close === "never") return damage(text, start, quote, newline);
    if (opened < 0) opened = quote;
    clean = field.clean;
    at = close;
  }
}

interface CloseOptions {
  delimiter: string;
  last: boolean;
  /** The first line end after the opening quote; -1 where there is none. */
  newline: number;
  inside: Inside;
  /** Becomes false where the field holds a quote that is not doubled, or spaces stand behind it. */
  clean: boolean;
}

/** Returns the place after a field's closing quote and the spaces behind it. */
function findClose(text: string, open: number, field: CloseOptions): number | "more" | "never" {
  const {delimiter, last, newline, inside} = field;
  const scan = {from: open + 1, joined: false};
  let quote = open;
  for (;;) {
    quote = nextQuote(text, quote + 1, inside, scan);
    const reached = quote < 0 ? text.length : quote;
    if (reached - open > LONGEST_FIELD && newline >= 0 && newline < reached) return "never";
    if (quote < 0) return last ? "never" : "more";
    if (text[quote + 1] === '"') {
      quote++;
      continue;
    }
    let after = quote + 1;
    while (after < text.length && isSpace(text.charCodeAt(after)) && text[after] !== delimiter) after++;
    if (after !== quote + 1) field.clean = false;
    if (after === text.length) return last ? after : "more";
    if (text[after] === delimiter || text[after] === "\n") return after;
    field.clean = false;
    // A quote that stands where a field begins opens that field: the one before it was never closed.
    const before = text[quote - 1];
    if (before === delimiter || before === "\n") return "never";
  }
}

/** Returns the place of the next quote inside a field, or -1, and keeps in mind what was gone through. */
function nextQuote(text: string, from: number, inside: Inside, scan: {from: number; joined: boolean}): number {
  const isKnown = from >= inside.from && from < inside.to && text[from] !== '"';
  const quote = text.indexOf('"', isKnown ? inside.to : from);
  const to = quote < 0 ? text.length : quote;
  if (isKnown) scan.joined = true;
  if (scan.joined) inside.to = Math.max(inside.to, to);
  else if (to > inside.to) Object.assign(inside, {from: scan.from, to});
  return quote;
}

/** The opening quote is left out, so that the rest of its line is cut by delimiters alone. */
function damage(text: string, start: number, open: number, newline: number): Found {
  const end = newline < 0 ? text.length : newline;
  return {text: text.slice(start, open) + text.slice(open + 1, end), end, damaged: true, clean: false};
}

/**
 * Two stray quotes lines apart can look like one field; but then lines of it are a whole record each: two at least, and
 * half of those with anything in them. Between the others stand totals, or the rows are ragged. In a narrow table prose
 * makes a line or two like that: only where all do, or the first, the last and two thirds of them, are they records.
 */
function isSeveral(record: string, delimiter: string, width: number): boolean {
  if (width < 3 || !record.includes("\n")) return false;
  const lines = record.split("\n").filter(line => line.trim() !== "");
  const isWhole = (line: string): boolean => line.split(delimiter).length === width;
  const whole = lines.filter(isWhole).length;
  if (width >= WIDE_ENOUGH) return whole > 1 && whole * 2 >= lines.length;
  if (whole === lines.length) return true;
  return whole > 2 && whole * 3 >= lines.length * 2 && isWhole(lines[0]!) && isWhole(lines.at(-1)!);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x3000;
}
