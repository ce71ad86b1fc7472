import {readFileSync, statSync} from "node:fs";
import {basename} from "node:path";
import {chooseEncoding, decodedText, firstBytes} from "../loaders/decode.ts";
import {errorCode, UserError} from "../loaders/error.ts";
import {kindOf} from "../loaders/kind.ts";
import {nearest} from "../loaders/nearest.ts";
import {builtinPolicies, maybePolicyFile} from "../scoring/builtin.ts";
import {type ClauseFile, parseClauseFile} from "../scoring/clauseFile.ts";
import {findClauses, measureClause, placeOfWords, readSource} from "../scoring/verify.ts";
import type {GlobalOptions} from "./context.ts";
import {
  describeMeasured,
  describeVerified,
  type ReadDocument,
  type Verification,
  type VerifiedClause,
  type VerifiedPolicy
} from "./verifyText.ts";

type Source = ReadDocument & {text: ReturnType<typeof readSource>};

/**
 * Matches the clauses of the policies with the documents and prints for each where it stands; without names, of those
 * built-in policies that the documents belong to. Returns 0 where all match, else 1.
 */
export async function runPolicyVerify(
  names: readonly string[],
  options: {source: readonly string[]; text?: string},
  global: GlobalOptions
): Promise<number> {
  const files = namedFiles(names, global.workspace);
  const sources = await Promise.all(options.source.map(readDocument));
  if (options.text !== undefined) return measure(options.text, sources, global.json ?? false);
  const all = files.map(({file, clauses}) => verify(file, clauses, sources));
  const belongs = all.filter(({matched, doc_at}) => matched > 0 || doc_at !== null);
  const policies = names.length || !belongs.length ? all : belongs;
  const result: Verification = {
    sources: sources.map(({file, encoding, chars}) => ({file, encoding, chars})),
    policies,
    left_out: all.filter(one => !policies.includes(one)).map(({policy}) => policy)
  };
  console.log(global.json ? JSON.stringify(result, null, 2) : describeVerified(result));
  return policies.every(({missing}) => missing === 0) ? 0 : 1;
}

interface PolicyFile {
  file: string;
  clauses: ClauseFile;
}

function namedFiles(names: readonly string[], workspace: string): PolicyFile[] {
  const builtin = builtinPolicies();
  const read = ({file, text}: {file: string; text: string}) => ({file, clauses: parseClauseFile(text, file)});
  if (!names.length) return [...builtin.values()].map(read);
  return names.map(name => {
    const source = maybePolicyFile(name, workspace) ?? maybePolicyFile(name, ".");
    if (source) return read(source);
    const guess = nearest(name, builtin.keys());
    const hint = guess ? `，是不是“${guess}”？` : `；可以写内置的 ${[...builtin.keys()].join("、")}，或 .yaml 文件`;
    throw new UserError(`没有这份制度：“${name}”${hint}`);
  });
}

function verify(file: string, {policy, title, doc, clauses}: ClauseFile, sources: readonly Source[]): VerifiedPolicy {
  const perSource = sources.map(source => ({source, found: findClauses(clauses, source.text)}));
  const verified = [...clauses].map(([id, {at, chars, sha256}], i): VerifiedClause => {
    const here = perSource.map(({source, found}) => ({file: source.file, ...found[i]!}));
    const [hit] = here.filter(({places}) => places.length);
    const near = here.find(({between}) => between !== null);
    const times = here.reduce((sum, {places}) => sum + places.length, 0);
    return {
      id,
      at,
      chars,
      sha256,
      found: hit ? {file: hit.file, ...hit.places[0]!, times} : null,
      between: !hit && near ? {file: near.file, ...near.between!} : null
    };
  });
  const missing = verified.filter(({found}) => !found).length;
  const numbered = sources.flatMap(source => {
    const place = placeOfWords(source.text, doc);
    return place ? [{file: source.file, line: place.line}] : [];
  });
  return {
    policy,
    title,
    file,
    doc,
    doc_at: numbered[0] ?? null,
    matched: verified.length - missing,
    missing,
    clauses: verified
  };
}

/** Says what would stand in a policy file for a clause with these words, and where the documents have them. */
function measure(words: string, sources: readonly Source[], json: boolean): number {
  const measured = measureClause(words);
  if (!measured.chars) throw new UserError("--text 后面没有文字；应是条款的原文，一字不差");
  const places = sources.flatMap(source => {
    const place = placeOfWords(source.text, words);
    return place ? [{file: source.file, ...place}] : [];
  });
  const result = {...measured, found: places[0] ?? null};
  console.log(json ? JSON.stringify(result, null, 2) : describeMeasured(result));
  return result.found ? 0 : 1;
}

/** A document of some hundred kilobytes is a long one; beyond this something else was named. */
const LONGEST = 8_000_000;
const SAVE_AS = "请在 Word 或 WPS 里另存为“纯文本（.txt）”，再核对";

async function readDocument(file: string): Promise<Source> {
  const bytes = readBytes(file);
  const stream = async function* () {
    yield bytes;
  };
  const kind = kindOf(await firstBytes(stream, 65_536));
  if (kind === "empty") throw new UserError(`原文文件是空的：“${file}”`);
  if (kind !== "text") throw new UserError(`原文文件不是纯文本：“${file}”；${SAVE_AS}`);
  const {encoding} = await chooseEncoding(stream, new Set());
  let whole = "";
  for await (const part of decodedText(stream, encoding)) whole += part;
  const text = readSource(whole);
  return {file: basename(file), encoding, chars: text.chars, text};
}

function readBytes(file: string): Uint8Array {
  try {
    if (statSync(file).size > LONGEST) {
      throw new UserError(`原文文件太大：“${file}”超过 ${LONGEST / 1_000_000} MB；应是一份制度文件的纯文本`);
    }
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = errorCode(error);
    if (code === "ENOENT") throw new UserError(`找不到原文文件：“${file}”`, {cause: error});
    if (code === "EISDIR") throw new UserError(`原文应是文件，不是文件夹：“${file}”`, {cause: error});
    throw error;
  }
}
