import {foldText} from "./fold.ts";
import {joinRuns, unescapeText} from "./unescape.ts";

/** A way to read a text. */
export interface Reading {
  content: string;
  /** What was undone; undefined where the text stands as it is. */
  as?: string;
  /** Numbers of neighbours may have run together: only secrets are looked for. */
  words?: boolean;
}

/** Returns the text as it stands and in its other readings, each of the same lines. */
export function readingsOf(text: string, broken = false): Reading[] {
  const plain = unescapeText(text);
  const joined = broken ? undefined : joinRuns(plain ?? text);
  const readings: Reading[] = [{content: text}];
  if (plain) readings.push({content: plain, as: "转义或标签之内"});
  // Runs of an office file are one text; elements of a page may stand apart for all that they are inline.
  const words = !OFFICE.test(text);
  if (joined) readings.push({content: joined, as: "转义或标签之内", words});
  const folded = foldText(plain ?? text);
  if (folded) readings.push({content: folded, as: "全角或断开的写法"});
  const joinedFolded = joined && foldText(joined);
  if (joinedFolded) readings.push({content: joinedFolded, as: "全角或断开的写法", words});
  return readings;
}

/** Returns what digits at a line's end and at the next ones' beginnings make, where it is as long as an ID number. */
export function brokenNumbers(text: string): string[] {
  const lines = text.normalize("NFKC").split("\n");
  return lines.flatMap((line, i) => {
    let number = /\d+$/.exec(line)?.[0] ?? "";
    if (!number) return [];
    for (const next of lines.slice(i + 1, i + 18)) {
      number += /^\d*[Xx]?/.exec(next)![0];
      if (!/^\d+$/.test(next) || number.length >= ID_LENGTH) break;
    }
    return number.length === ID_LENGTH ? [number] : [];
  });
}

const OFFICE = /<(?:w:p|a:p|(?:x:)?si)[\s>]/;

const ID_LENGTH = 18;
