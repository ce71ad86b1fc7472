import type {ClausePlace} from "../scoring/verify.ts";
import {formatTable} from "./progress.ts";

/** A document as it was read. */
export interface ReadDocument {
  file: string;
  encoding: string;
  chars: number;
}

export interface VerifiedClause {
  id: string;
  at: string;
  chars: number;
  sha256: string;
  /** The document's file that has it, and where; null where none has. */
  found: (ClausePlace & {file: string; times: number}) | null;
  /** For one that is not found: where it is to be looked for. */
  between: {file: string; from: number; to: number} | null;
}

export interface VerifiedPolicy {
  policy: string;
  title: string;
  file: string;
  doc: string;
  /** Where the document's number stands; null where no document has it. */
  doc_at: {file: string; line: number} | null;
  matched: number;
  missing: number;
  clauses: VerifiedClause[];
}

export interface Verification {
  sources: ReadDocument[];
  policies: VerifiedPolicy[];
  /** Built-in policies left out because the documents hold none of their clauses. */
  left_out: string[];
}

/** Returns what `policy verify` found as lines for a terminal. */
export function describeVerified({sources, policies, left_out}: Verification): string {
  const out = sources.map(({file, encoding, chars}) => `原文：${file}（${encoding}，去掉空白后 ${chars} 字）`);
  const several = sources.length > 1;
  for (const policy of policies) out.push("", ...describePolicy(policy, several));
  if (left_out.length) out.push("", `没有核对：${left_out.join("、")}（原文里没有它的文号，也没有它的任何条款）`);
  if (policies.some(({missing}) => missing)) out.push("", ...ADVICE);
  return out.join("\n");
}

/** Returns what a clause with the given words would be in a policy file, and where the document has it. */
export function describeMeasured({
  chars,
  sha256,
  found
}: {
  chars: number;
  sha256: string;
  found: {file: string; line: number; column: number} | null;
}): string {
  const where = found
    ? `原文：${found.file} 第 ${found.line} 行第 ${found.column} 字起`
    : "原文里没有这段文字：请逐字核对，标点的全角、半角也要一致";
  return `chars: ${chars}, sha256: ${sha256}\n${where}`;
}

const ADVICE = [
  "没有找到的条款，请逐条处理：",
  "  1. 先看原文是不是正式印发的版本、文件是否完整，标点和数字的全角、半角有没有在转存时变过；",
  "  2. 原文无误而条款确已修订的，写一份修订文件（amends），在其中登记新条款；",
  '  3. 登记有误的，用 hengcai policy verify --source 原文.txt --text "条款原文" 算出 chars 和 sha256，改正制度文件。'
];

function describePolicy(policy: VerifiedPolicy, several: boolean): string[] {
  const {title, doc, file, doc_at, matched, missing, clauses} = policy;
  const number = doc_at
    ? `文号在${several ? ` ${doc_at.file} ` : ""}第 ${doc_at.line} 行`
    : "原文里没有这个文号，请确认是不是这份文件";
  const rows = clauses.map(clause => [clause.id, clause.at, String(clause.chars), ...placed(clause, several)]);
  return [
    `${title}（${doc}；${number}）`,
    `制度文件：${file}`,
    formatTable(["条款", "出处", "字数", "结果", "在原文中"], rows, [2]),
    missing ? `${matched} 条相符，${missing} 条没有找到` : `${matched} 条全部相符`
  ];
}

function placed({found, between}: VerifiedClause, several: boolean): [string, string] {
  const name = (file: string) => (several ? `${file} ` : "");
  if (!found) {
    const where = between ? `应在${name(between.file)}第 ${between.from} 至 ${between.to} 行之间，请核对这一段` : "—";
    return ["没有找到", where];
  }
  const {file, line, column, lastLine, times} = found;
  const lines =
    line === lastLine ? `第 ${line} 行第 ${column} 字起` : `第 ${line} 行第 ${column} 字至第 ${lastLine} 行`;
  return ["相符", `${name(file)}${lines}${times > 1 ? `（共 ${times} 处）` : ""}`];
}
