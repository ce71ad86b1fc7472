import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, relative} from "node:path";
import {UserError} from "../loaders/error.ts";
import {type Piece, piecesOf} from "./artefact.ts";
import {type Detector, detector, type Leak, type LeakKind} from "./detector.ts";
import {databaseRows} from "./stored.ts";
import {joinRuns, unescapeText} from "./unescape.ts";

/** A personal value found in a file that leaves the workspace; the value is not repeated. */
export interface Hit {
  /** Relative to the folder searched. */
  file: string;
  /** Where in the file, for a human to look. */
  place: string;
  kind: LeakKind;
}

export interface ScanOptions {
  /** Values of the workspace's restricted columns; those of fewer than three characters are not looked for. */
  secrets?: Iterable<string>;
  /**
   * Whether a file is program code of others, in which only secrets are looked for: a licence names its author's
   * address. By default what Framework copies from packages.
   */
  isForeign?: (path: string) => boolean;
}

/** Searches every file of the folder for personal data, names of files included; returns what was found. */
export async function scanDirectory(dir: string, options: ScanOptions = {}): Promise<Hit[]> {
  const {isForeign = isPackageCode} = options;
  const search = detector(options.secrets);
  const hits: Hit[] = [];
  const paths = readdirSync(dir, {recursive: true}).map(name => relative(dir, join(dir, String(name))));
  for (const path of paths.sort()) {
    const name = path.replaceAll("\\", "/");
    hits.push(...search.inText(name).map(({kind}) => ({file: hide(name, search), place: "文件名", kind})));
    const file = join(dir, path);
    if (!statSync(file).isFile()) continue;
    const found = await scanPieces(new Uint8Array(readFileSync(file)), search, {generic: !isForeign(name)});
    hits.push(...found.map(hit => ({...hit, file: name})));
  }
  return hits;
}

/** Searches the bytes of one file; `name` is how hits name it. */
export async function scanBytes(name: string, bytes: Uint8Array, options: ScanOptions = {}): Promise<Hit[]> {
  const found = await scanPieces(bytes, detector(options.secrets), {generic: true});
  return found.map(hit => ({...hit, file: name}));
}

const SHOWN = 20;

/** Throws a UserError that lists where personal data was found in the folder; does nothing where there is none. */
export async function assertNoLeaks(dir: string, secrets: Iterable<string>): Promise<void> {
  const hits = await scanDirectory(dir, {secrets});
  if (!hits.length) return;
  const lines = hits.slice(0, SHOWN).map(({file, place, kind}) => `  ${file}${place ? `，${place}` : ""}：${kind}`);
  const rest = hits.length > SHOWN ? [`  …… 另有${hits.length - SHOWN}处`] : [];
  throw new UserError(
    [`输出里有${hits.length}处个人信息，没有生成；请从源数据的可公开列中去掉它们：`, ...lines, ...rest].join("\n")
  );
}

function isPackageCode(path: string): boolean {
  return /(?:^|\/)_(?:npm|node|jsr|observablehq)\//.test(path);
}

/** A file's name that is itself a leak is not repeated either. */
function hide(name: string, search: Detector): string {
  const parts = name.split("/");
  return parts.map(part => (search.inText(part).length ? "（名称已隐去）" : part)).join("/");
}

type Found = Omit<Hit, "file">;
interface Generic {
  generic: boolean;
}

async function scanPieces(bytes: Uint8Array, search: Detector, generic: Generic): Promise<Found[]> {
  const found: Found[] = [];
  for (const piece of piecesOf(bytes)) {
    if (piece.text !== undefined) found.push(...scanText(piece.text, piece.place, search, generic));
    if (piece.bytes) found.push(...scanBinary(piece.bytes, piece.place, search, generic));
    if (piece.tables) found.push(...(await scanTables(piece, search, generic)));
  }
  return found;
}

function scanText(text: string, place: string, search: Detector, generic: Generic): Found[] {
  const plain = unescapeText(text);
  const joined = joinRuns(plain ?? text);
  const seen = new Set<string>();
  const found: Found[] = [];
  const add = (content: string, leaks: readonly Leak[], column: boolean): void => {
    for (const {kind, line, start} of located(content, leaks)) {
      if (seen.has(`${kind} ${line}`) && !column) continue;
      seen.add(`${kind} ${line}`);
      const at = column ? `第${line}行第${start}列` : `第${line}行（转义或标签之内）`;
      found.push({kind, place: place ? `${place} ${at}` : at});
    }
  };
  add(text, search.inText(text, generic), true);
  if (plain) add(plain, search.inText(plain, generic), false);
  // Without tags, numbers of neighbouring words would run together: only secrets are looked for.
  if (joined) add(joined, search.inText(joined, {generic: false}), false);
  return found;
}

function located(text: string, leaks: readonly Leak[]): {kind: LeakKind; line: number; start: number}[] {
  let line = 1;
  let lineStart = 0;
  let next = text.indexOf("\n");
  return [...leaks]
    .sort((a, b) => a.at - b.at)
    .map(({kind, at}) => {
      while (next >= 0 && next < at) {
        line++;
        lineStart = next + 1;
        next = text.indexOf("\n", lineStart);
      }
      return {kind, line, start: at - lineStart + 1};
    });
}

const WINDOW = 1 << 26;
const OVERLAP = 1 << 12;

function scanBinary(bytes: Uint8Array, place: string, search: Detector, generic: Generic): Found[] {
  const found = new Map<string, Found>();
  for (let start = 0; start === 0 || start < bytes.length; start += WINDOW - OVERLAP) {
    for (const {kind, at} of search.inBytes(bytes.subarray(start, start + WINDOW), generic)) {
      const where = `第${start + at + 1}字节`;
      found.set(`${kind} ${where}`, {kind, place: place ? `${place} ${where}` : where});
    }
  }
  return [...found.values()];
}

async function scanTables({bytes, place, tables}: Piece, search: Detector, generic: Generic): Promise<Found[]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-egress-"));
  try {
    const file = join(folder, `copy.${tables}`);
    writeFileSync(file, bytes!);
    const found: Found[] = [];
    for await (const {where, text} of databaseRows(file, tables!)) {
      const leaks = search.inText(text, generic);
      found.push(...leaks.map(({kind}) => ({kind, place: place ? `${place} ${where}` : where})));
    }
    return found;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
