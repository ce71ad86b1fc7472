import type {Cell} from "../../loaders/table.ts";

/** The other readers that ours is compared with. */
export type Peer = "SheetJS" | "hucre" | "csv-parse";

/** One place where two readers disagree; a cell that a reader does not have is undefined. */
export interface Disagreement {
  peer: Peer;
  place: string;
  ours: Cell | undefined;
  theirs: Cell | undefined;
  /** What was said of the whole file, where one of them refused it or counts other records. */
  whole?: {ours?: string; theirs?: string};
}

export interface DifferenceClass {
  name: string;
  peers: readonly Peer[];
  /** Which side is right. */
  right: "ours" | "theirs" | "both";
  reason: string;
  holds(one: Disagreement): boolean;
}

/** What stands for a record whose quote has no end. */
export const NO_END: Cell = {kind: "error", text: "unclosed_quote"};
/** The first serial that is a day to us (1 March 1900), and the first beyond the year 9999 in the 1904 system. */
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_957_003;
const LINE_END = /\r\n?/g;

/** Every way in which the readers may disagree. What falls under none of them is a fault of one of the readers. */
export const DIFFERENCES: readonly DifferenceClass[] = [
  {
    name: "empty text",
    peers: ["SheetJS", "hucre"],
    right: "both",
    reason: "A text of no characters is a cell to them and no cell to us; both mean that nothing stands there.",
    holds: ({ours, theirs}) => ours === undefined && maybeText(theirs) === ""
  },
  {
    name: "carriage returns in text",
    peers: ["SheetJS"],
    right: "ours",
    reason: "`&#13;` and `_x000D_` are characters of the text (XML 1.0, 2.11); SheetJS folds CRLF into LF.",
    holds: ({ours, theirs}) => hasReturn(ours) && folded(ours) === folded(theirs)
  },
  {
    name: "escapes undone twice",
    peers: ["SheetJS"],
    right: "ours",
    reason: "`&amp;amp;` in the XML is the text `&amp;`; in `v` and in rich text SheetJS makes `&` of it.",
    holds: ({ours, theirs}) => has(ours, "&") && unescapedAgain(ours) === folded(theirs)
  },
  {
    name: "line ends of the XML",
    peers: ["hucre"],
    right: "ours",
    reason: "A CRLF that stands bare in the XML is one LF (XML 1.0, 2.11); hucre keeps both characters.",
    holds: ({ours, theirs}) => hasReturn(theirs) && !hasReturn(ours) && folded(theirs) === maybeText(ours)
  },
  {
    name: "ISO date cells",
    peers: ["hucre"],
    right: "ours",
    reason: '`t="d"` says that the value is a date (ISO 29500-1, 18.18.11); hucre gives it as text.',
    holds: ({ours, theirs}) =>
      ours?.kind === "date" && /^\d{4}-/.test(ours.text) && maybeText(theirs)?.startsWith(ours.text) === true
  },
  {
    name: "parts of a second",
    peers: ["SheetJS", "hucre"],
    right: "both",
    reason:
      "We cut times of day to the second once binary noise is rounded away; the peers keep milliseconds, and SheetJS is one short of them at times.",
    holds: ({ours, theirs}) => {
      if (ours?.kind !== "date" || theirs?.kind !== "date") return false;
      const ms = instant(theirs.text) - instant(ours.text.replace(/\.\d+$/, ""));
      return ms >= -1 && ms < 1000;
    }
  },
  {
    name: "serials that are no day",
    peers: ["SheetJS", "hucre"],
    right: "ours",
    reason:
      "Before 1 March 1900 (the 1900 system counts a day that never was), before day 1 and after the year 9999 a serial names no sure day: it stays a number, which a date column makes an issue.",
    holds: ({ours, theirs}) =>
      ours?.kind === "number" &&
      theirs?.kind === "date" &&
      (Number(ours.text) < FIRST_SERIAL || Number(ours.text) > LAST_SERIAL)
  },
  {
    name: "numeric cells that hold no number",
    peers: ["SheetJS"],
    right: "ours",
    reason:
      "Where `v` of a numeric cell is no number we keep its text, which becomes an issue; SheetJS drops it, or reads `1,5` as 1.",
    holds: ({ours, theirs}) =>
      maybeText(ours) !== undefined &&
      Number.isNaN(Number(ours?.text)) &&
      (theirs?.text === "null" || (theirs?.kind === "number" && ours?.text.startsWith(theirs.text) === true))
  },
  {
    name: "far cells",
    peers: ["hucre"],
    right: "ours",
    reason: "hucre keeps a sheet as a full grid and refuses one with a single cell far away; we read row by row.",
    holds: ({whole}) => whole?.ours === undefined && /spans \d+ rows x \d+ columns/.test(whole?.theirs ?? "")
  },
  {
    name: "line ends in quotes",
    peers: ["csv-parse"],
    right: "both",
    reason: "A line end inside a quoted field comes as LF, so that the same file saved elsewhere reads alike.",
    holds: ({ours, theirs}) => hasReturn(theirs) && maybeText(ours) === tidied(theirs)
  },
  {
    name: "byte order marks inside",
    peers: ["csv-parse"],
    right: "ours",
    reason: "Files joined end to end keep the mark of the second; it is no character of a cell.",
    holds: ({ours, theirs}) => has(theirs, "\ufeff") && maybeText(ours) === tidied(theirs)
  },
  {
    name: "NUL characters",
    peers: ["csv-parse"],
    right: "ours",
    reason: "NUL stands for no character: it comes as U+FFFD and is an issue `bad_encoding` on its row.",
    holds: ({ours, theirs}) => has(theirs, "\0") && maybeText(ours) === tidied(theirs)
  },
  {
    name: "spaces behind a closing quote",
    peers: ["csv-parse"],
    right: "ours",
    reason: 'In `"甲" ,` the quotes still quote; csv-parse, told to bear stray quotes, keeps them as characters.',
    holds: ({ours, theirs}) => {
      const quoted = /^"(.*)"[ \t\u00a0\u3000]+$/s.exec(maybeText(theirs) ?? "");
      return quoted !== null && maybeText(ours) === tidy(quoted[1]!.replaceAll('""', '"'));
    }
  },
  {
    name: "quotes inside quotes",
    peers: ["csv-parse"],
    right: "ours",
    reason:
      'A quote that is followed by other text does not close its field: in `"规格3"管",` it is a character. csv-parse, told to bear stray quotes, unquotes nothing of such a field, cuts it at the next delimiter or line end, or refuses the file.',
    holds: ({ours, theirs, whole}) =>
      whole
        ? has(ours, '"') && /Quote Not Closed/.test(whole.theirs ?? "")
        : (has(ours, '"') || has(theirs, '"')) && withoutQuotes(ours) === withoutQuotes(theirs)
  },
  {
    name: "quotes without an end",
    peers: ["csv-parse"],
    right: "ours",
    reason:
      "A quote that never closes, or closes before other text, damages its own line (`unclosed_quote`) and no other; csv-parse refuses the file or takes the rest of it into one field.",
    holds: ({ours, theirs}) => ours === NO_END && theirs === undefined
  }
];

/** Returns the name of the class that the disagreement falls under; undefined where it falls under none. */
export function classOf(one: Disagreement): string | undefined {
  return DIFFERENCES.find(({peers, holds}) => peers.includes(one.peer) && holds(one))?.name;
}

/** Returns how the disagreement reads in a failing test. */
export function shownDifference({peer, place, ours, theirs, whole}: Disagreement): string {
  if (whole) return `${place}: ours ${whole.ours ?? "reads it"}; ${peer} ${whole.theirs ?? "reads it"}`;
  return `${place}: ours ${shown(ours)}; ${peer} ${shown(theirs)}`;
}

function shown(cell: Cell | undefined): string {
  return cell ? `${cell.kind} ${JSON.stringify(cell.text)}` : "nothing";
}

function maybeText(cell: Cell | undefined): string | undefined {
  return cell?.kind === "text" ? cell.text : undefined;
}

function has(cell: Cell | undefined, character: string): boolean {
  return maybeText(cell)?.includes(character) === true;
}

function hasReturn(cell: Cell | undefined): boolean {
  return has(cell, "\r");
}

function folded(cell: Cell | undefined): string | undefined {
  return maybeText(cell)?.replace(LINE_END, "\n");
}

/** What our decoder makes of the characters that a text file's cell had. */
function tidied(cell: Cell | undefined): string | undefined {
  const text = maybeText(cell);
  return text === undefined ? undefined : tidy(text);
}

function unescapedAgain(cell: Cell | undefined): string | undefined {
  const names: Readonly<Record<string, string>> = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'"};
  return folded(cell)?.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => names[name]!);
}

/** What is left where neither quotes nor the spaces around them count. */
function withoutQuotes(cell: Cell | undefined): string | undefined {
  return tidied(cell)?.replace(/["\s\u00a0\u3000]/g, "");
}

function instant(iso: string): number {
  return Date.parse(iso.includes("T") ? `${iso}Z` : iso);
}

function tidy(text: string): string {
  return text.replace(LINE_END, "\n").replaceAll("\ufeff", "").replaceAll("\0", "\ufffd");
}
