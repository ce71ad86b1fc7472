import {type Contract, DROPPED, type Field} from "./contract.ts";
import {contracts} from "./contracts/index.ts";
import {normaliseHeader} from "./header.ts";
import {plain} from "./text.ts";

/** What a decision is about, as far as its own words tell. */
export interface Target {
  contract: Contract;
  /** The key's parts joined by slashes, as the office wrote it. */
  key: string;
}

/** The words in 字段 (or alone in 改为) that take the whole row out. */
const EXCLUSION = new Set(["排除", "剔除", "作废", "删除", "整行排除", "不采用"]);
const YES = new Set(["", "是", "排除", "剔除", "作废", "删除", "√", "1", "Y", "TRUE"]);

/** Returns the dataset and key in a subject such as `claims/S-0001` (or with the dataset's title), or undefined. */
export function parseTarget(subject: string): Target | undefined {
  const at = subject.indexOf("/");
  if (at < 0) return undefined;
  const name = subject.slice(0, at).trim();
  const key = subject.slice(at + 1).trim();
  const contract = contracts.find(
    c => c.name !== "decisions" && (c.name === name.toLowerCase() || plain(c.title) === plain(name))
  );
  return contract && key !== "" ? {contract, key} : undefined;
}

/** Returns whether 字段 says that the row is taken out, whatever 改为 says of it. */
export function namesExclusion(field: string | null): boolean {
  return EXCLUSION.has((field ?? "").trim());
}

/** Returns whether the decision takes a row out: 字段 is `排除`, or is empty and 改为 says so. */
export function isExclusion(field: string | null, value: string | null): boolean {
  const word = (field ?? "").trim();
  if (EXCLUSION.has(word)) return YES.has((value ?? "").normalize("NFKC").trim().toUpperCase());
  return word === "" && EXCLUSION.has((value ?? "").trim());
}

/** What else than a field of the row a decision on a claim may name in 字段. */
export type ClaimKind =
  /** Two things are one: 改为 names another claim. */
  | {kind: "join"; word: string; column: "article_key" | "event_key" | "person_key"; thing: string}
  /** The unit that has a person whom several claim: 改为 names it. */
  | {kind: "settle"; word: string};

const CLAIM_KINDS: readonly (ClaimKind & {words: readonly string[]})[] = [
  {
    kind: "join",
    word: "同一稿件",
    column: "article_key",
    thing: "稿件编号或事项",
    words: ["同一稿件", "同一文章", "同一篇", "同一稿"]
  },
  {
    kind: "join",
    word: "同一活动",
    column: "event_key",
    thing: "活动编号或事项",
    words: ["同一活动", "同一会议", "同一事项"]
  },
  {kind: "join", word: "同一人", column: "person_key", thing: "人才编号", words: ["同一人", "同一人才"]},
  {kind: "settle", word: "归属单位", words: ["归属单位", "人才归属", "人才归属单位", "计分单位", "归属"]}
];

/** Returns what a decision on a claim settles beyond one field, or undefined. */
export function claimKind(contract: Contract, word: string): ClaimKind | undefined {
  if (contract.name !== "claims") return undefined;
  const wanted = normaliseHeader(word);
  return CLAIM_KINDS.find(({words}) => words.includes(wanted));
}

/** Returns the field that a decision's 字段 names by header, alias or column name, or undefined. */
export function findField(contract: Contract, word: string): Field | undefined {
  const wanted = normaliseHeader(word);
  const named = (field: Field): boolean =>
    [field.header, ...(field.aliases ?? [])].some(header => normaliseHeader(header) === wanted);
  return (
    contract.fields.find(field => normaliseHeader(field.header) === wanted) ??
    contract.fields.find(field => field.name === word.trim()) ??
    contract.fields.find(named)
  );
}

/** Returns whether what a decision would write into the field may be kept nowhere: names, ID numbers, addresses … */
export function isPersonal(contract: Contract, word: string): boolean {
  const field = findField(contract, word);
  if (field) return field.restricted === true || field.type === "hash";
  const wanted = normaliseHeader(word);
  return DROPPED.some(header => normaliseHeader(header) === wanted);
}
