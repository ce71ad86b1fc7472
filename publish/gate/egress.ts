import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, relative} from "node:path";
import {UserError} from "../../loaders/error.ts";
import {sha256} from "../hash.ts";
import {type Piece, piecesOf} from "./artefact.ts";
import {type Detector, detector, type Leak, type LeakKind} from "./detector.ts";
import {foldText} from "./fold.ts";
import {brokenNumbers, readingsOf} from "./readings.ts";
import {databaseRows} from "./stored.ts";

/** Why a file must not leave the workspace: a personal value in it, which is not repeated, or that it cannot be searched. */
export interface Hit {
  /** Relative to the folder searched. */
  file: string;
  /** Where in the file, for a human to look. */
  place: string;
  kind: LeakKind | typeof UNREAD;
}

/** A file that cannot be searched is refused like one in which something was found. */
export const UNREAD = "内容读不出，无法检查";

export interface ScanOptions {
  /** Values of the workspace's restricted columns; those of fewer than three characters are not looked for. */
  secrets?: Iterable<string>;
  /**
   * Whether a file is program code of others, in which only secrets are looked for: a licence names its author's
   * address. By default what Framework copies from packages.
   */
  isForeign?: (path: string) => boolean;
  /** The SHA-256 of files that hold nothing of the workspace, by their path: their contents are not searched. */
  known?: ReadonlyMap<string, string>;
}

/** Searches every file of the folder for personal data, names of files included; returns what was found. */
export async function scanDirectory(dir: string, {known, ...options}: ScanOptions = {}): Promise<Hit[]> {
  return scanner(options)(dir, known);
}

/**
 * Returns what searches folders for personal data and remembers what it searched in vain: of a folder that has grown only
 * what is new is searched.
 */
export function scanner({
  secrets,
  isForeign = isPackageCode
}: Omit<ScanOptions, "known"> = {}): (dir: string, known?: ReadonlyMap<string, string>) => Promise<Hit[]> {
  const search = detector(secrets);
  const clean = new Set<string>();
  return (dir, known = new Map()) => scanFiles(dir, {search, isForeign, known, clean});
}

interface Scan {
  search: Detector;
  isForeign: (path: string) => boolean;
  known: ReadonlyMap<string, string>;
  /** The hashes of files and of texts in which nothing was found, beside how they were searched. */
  clean: Set<string>;
}

async function scanFiles(dir: string, {search, isForeign, known, clean}: Scan): Promise<Hit[]> {
  const hits: Hit[] = [];
  const paths = readdirSync(dir, {recursive: true}).map(name => relative(dir, join(dir, String(name))));
  for (const path of paths.sort()) {
    const name = path.replaceAll("\\", "/");
    hits.push(...search.inText(name).map(({kind}) => ({file: hide(name, search), place: "文件名", kind})));
    const file = join(dir, path);
    if (!statSync(file).isFile()) continue;
    const bytes = new Uint8Array(readFileSync(file));
    const hash = sha256(bytes);
    const generic = !isForeign(name);
    const key = `file ${generic} ${hash}`;
    if (known.get(name) === hash || clean.has(key)) continue;
    const found = await scanPieces(bytes, search, {generic}, clean);
    if (!found.length) clean.add(key);
    const refused = !generic || isSignature(name, bytes) ? found.filter(({kind}) => kind !== UNREAD) : found;
    hits.push(...refused.map(hit => ({...hit, file: hide(name, search)})));
  }
  return hits;
}

/** Searches the bytes of one file; `name` is how hits name it. */
export async function scanBytes(name: string, bytes: Uint8Array, options: ScanOptions = {}): Promise<Hit[]> {
  const found = await scanPieces(bytes, detector(options.secrets), {generic: true});
  return found.map(hit => ({...hit, file: name}));
}

const SHOWN = 20;

/** Throws a UserError that lists the hits, twenty at most, and what to do; does nothing where there is none. */
export function assertClean(hits: readonly Hit[]): void {
  if (!hits.length) return;
  const unread = hits.filter(({kind}) => kind === UNREAD).length;
  const faults = [
    ...(hits.length > unread ? [`有${hits.length - unread}处个人信息，请从源数据的可公开列中去掉它们`] : []),
    ...(unread ? [`有${unread}处内容读不出、不能证明没有个人信息，请拿掉这些文件或换成认识的格式`] : [])
  ];
  const lines = hits.slice(0, SHOWN).map(({file, place, kind}) => `  ${file}${place ? `，${place}` : ""}：${kind}`);
  const rest = hits.length > SHOWN ? [`  …… 另有${hits.length - SHOWN}处`] : [];
  throw new UserError([`输出没有生成：${faults.join("；")}：`, ...lines, ...rest].join("\n"));
}

/** An Ed25519 signature is 64 bytes of which each looks random. */
function isSignature(name: string, bytes: Uint8Array): boolean {
  return name.endsWith(".sig") && bytes.length === 64;
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

/** What lies in an archive and beside it too is searched once. */
async function scanPieces(
  bytes: Uint8Array,
  search: Detector,
  generic: Generic,
  clean = new Set<string>()
): Promise<Found[]> {
  const found: Found[] = [];
  for (const piece of piecesOf(bytes)) {
    if (piece.unread) found.push({kind: UNREAD, place: piece.place ? `${piece.place} ${piece.unread}` : piece.unread});
    if (piece.text !== undefined) {
      const key = `text ${generic.generic} ${piece.broken ?? false} ${sha256(piece.text)}`;
      const hits = clean.has(key) ? [] : scanText(piece, search, generic);
      if (!hits.length) clean.add(key);
      found.push(...hits);
    }
    if (piece.bytes) found.push(...scanBinary(piece.bytes, piece.place, search, generic));
    if (piece.tables) found.push(...(await scanTables(piece, search, generic)));
  }
  return found;
}

function scanText({text = "", place, broken}: Piece, search: Detector, generic: Generic): Found[] {
  const seen = new Set<string>();
  const found: Found[] = [];
  for (const {content, as, words} of readingsOf(text, broken)) {
    for (const {kind, line, start} of located(content, search.inText(content, words ? {generic: false} : generic))) {
      if (as && seen.has(`${kind} ${line}`)) continue;
      seen.add(`${kind} ${line}`);
      const at = as ? `第${line}行（${as}）` : `第${line}行第${start}列`;
      found.push({kind, place: place ? `${place} ${at}` : at});
    }
  }
  if (broken) {
    // Lines are runs of glyphs: a word broken between two of them is found in the whole alone.
    const whole = (foldText(text) ?? text).replace(/\s+/g, "");
    const more = search.inText(whole, {generic: false}).length - [...seen].filter(key => key.startsWith(SECRET)).length;
    const kinds = new Set<LeakKind>(more > 0 ? [SECRET] : []);
    for (const number of brokenNumbers(text)) for (const {kind} of search.inText(number)) kinds.add(kind);
    found.push(...[...kinds].map(kind => ({kind, place: place ? `${place}（断开的文字）` : "断开的文字"})));
  }
  return found;
}

const SECRET: LeakKind = "限制字段的值";

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
      const kinds = new Set(scanText({text, place: ""}, search, generic).map(({kind}) => kind));
      found.push(...[...kinds].map(kind => ({kind, place: place ? `${place} ${where}` : where})));
    }
    return found;
  } catch {
    return [{kind: UNREAD, place: place ? `${place} 打不开的数据文件` : "打不开的数据文件"}];
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
