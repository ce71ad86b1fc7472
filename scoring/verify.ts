import {createHash} from "node:crypto";
import type {Clause} from "./clause.ts";

/** A document without white space, and where each of its characters stood. */
export interface SourceText {
  text: string;
  /** The same in UTF-8. */
  bytes: Uint8Array;
  /** Where each character begins in `bytes`, and where the last one ends. */
  offsets: Uint32Array;
  /** The line of each character, from 1. */
  lines: Uint32Array;
  /** The column of each character in its line, from 1. */
  columns: Uint32Array;
  /** Number of characters. */
  chars: number;
}

/** Where a passage begins in the document, and the line it ends in. */
export interface ClausePlace {
  line: number;
  column: number;
  lastLine: number;
  /** Place among the characters without white space, from 1. */
  character: number;
}

/** A clause and every place where the document has it; none where it does not match. */
export interface FoundClause {
  id: string;
  clause: Clause;
  places: readonly ClausePlace[];
  /** For a clause that is not found: the lines between the nearest clauses of the policy that are. */
  between: {from: number; to: number} | null;
}

/**
 * Finds each clause in the document by its length and SHA-256. One pass for each distinct length, since the text of a
 * clause is not known here: only what it comes to.
 */
export function findClauses(clauses: ReadonlyMap<string, Clause>, source: SourceText): FoundClause[] {
  const wanted = new Map<number, Map<string, ClausePlace[]>>();
  for (const {chars, sha256} of clauses.values()) {
    const hashes = wanted.get(chars) ?? new Map<string, ClausePlace[]>();
    wanted.set(chars, hashes.set(sha256, hashes.get(sha256) ?? []));
  }
  for (const [length, hashes] of wanted) {
    for (let first = 0; first + length <= source.chars; first++) {
      hashes.get(hashOf(source, first, length))?.push(placeOf(source, first, length));
    }
  }
  const found = [...clauses].map(([id, clause]) => ({
    id,
    clause,
    places: wanted.get(clause.chars)!.get(clause.sha256)!
  }));
  return found.map((one, i) => ({...one, between: one.places.length ? null : neighbours(found, i)}));
}

/** Reads a document: white space and characters without width count as nothing, as in the hashes of the clauses. */
export function readSource(text: string): SourceText {
  const kept: string[] = [];
  const [lines, columns]: [number[], number[]] = [[], []];
  let [line, column] = [1, 0];
  for (const char of text) {
    column++;
    if (char === "\n") [line, column] = [line + 1, 0];
    if (BLANK.test(char)) continue;
    kept.push(char);
    lines.push(line);
    columns.push(column);
  }
  const offsets = new Uint32Array(kept.length + 1);
  for (const [i, char] of kept.entries()) offsets[i + 1] = offsets[i]! + Buffer.byteLength(char);
  const whole = kept.join("");
  return {
    text: whole,
    bytes: new TextEncoder().encode(whole),
    offsets,
    lines: Uint32Array.from(lines),
    columns: Uint32Array.from(columns),
    chars: kept.length
  };
}

/** Returns what stands in a policy file for a clause with this text: its length and hash. */
export function measureClause(text: string): {chars: number; sha256: string} {
  const {bytes, chars} = readSource(text);
  return {chars, sha256: createHash("sha256").update(bytes).digest("hex")};
}

/** Returns where the document first has the words, or undefined; white space does not count. */
export function placeOfWords(source: SourceText, words: string): ClausePlace | undefined {
  const {text, chars} = readSource(words);
  const at = chars ? source.text.indexOf(text) : -1;
  return at < 0 ? undefined : placeOf(source, [...source.text.slice(0, at)].length, chars);
}

const BLANK = /[\s\u0085\u00ad\u180e\u200b-\u200f\u2060]/;

function hashOf({bytes, offsets}: SourceText, first: number, length: number): string {
  const passage = bytes.subarray(offsets[first], offsets[first + length]);
  return createHash("sha256").update(passage).digest("hex");
}

function placeOf({lines, columns}: SourceText, first: number, length: number): ClausePlace {
  return {line: lines[first]!, column: columns[first]!, lastLine: lines[first + length - 1]!, character: first + 1};
}

/** The clauses before and after stand in the order of the file; where they do not in the document's, they tell nothing. */
function neighbours(found: readonly Pick<FoundClause, "places">[], at: number): FoundClause["between"] {
  const before = found.slice(0, at).findLast(({places}) => places.length)?.places[0];
  const after = found.slice(at + 1).find(({places}) => places.length)?.places[0];
  if (!before || !after || before.lastLine > after.line) return null;
  return {from: before.lastLine, to: after.line};
}
