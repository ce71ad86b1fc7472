import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {UserError} from "../../loaders/error.ts";
import {sha256} from "../hash.ts";
import {isOfficial} from "../state.ts";
import {MANIFEST, SUMS} from "./check.ts";
import {type Manifest, maybeManifest} from "./manifest.ts";

/** An edition that lies in the workspace. */
export interface Edition {
  /** 1 for `v1`. */
  number: number;
  folder: string;
  manifest: Manifest;
  manifestSha256: string;
}

/** What `publish` is to make: which version, in place of what, correcting which. */
export interface EditionPlan {
  version: string;
  folder: string;
  /** An unsigned edition lies there, which is replaced. */
  replaces: boolean;
  /** The signed edition before this one; null for the first. */
  previous: Edition | null;
}

/** Returns the folder of a year's editions. */
export function editionsFolder(workspace: string, year: number): string {
  return join(workspace, "editions", String(year));
}

/** Returns the year's editions, first to last; throws a UserError where one of them is none of ours any more. */
export function listEditions(workspace: string, year: number): Edition[] {
  const base = editionsFolder(workspace, year);
  if (!existsSync(base)) return [];
  const numbers = readdirSync(base).flatMap(name => {
    const [, digits] = /^v([1-9]\d{0,3})$/.exec(name) ?? [];
    return digits ? [Number(digits)] : [];
  });
  return numbers.sort((a, b) => a - b).map(number => readEdition(join(base, `v${number}`), number));
}

function readEdition(folder: string, number: number): Edition {
  const file = join(folder, MANIFEST);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const manifest = maybeManifest(text);
  if (!manifest) throw new UserError(`这一版的清单读不出来：“${file}”；请从备份恢复这个文件夹，或把它整个移走再发布`);
  return {number, folder, manifest, manifestSha256: sha256(text)};
}

/**
 * Returns what the next `publish` of the year makes. An unsigned last edition is replaced; a signed one never is: what
 * follows it is a correction and needs a reason. Throws a UserError where reason and editions do not go together.
 */
export function planEdition(workspace: string, year: number, reason: string | null): EditionPlan {
  const editions = listEditions(workspace, year);
  const last = editions.at(-1);
  const replaces = last !== undefined && !isOfficial(last.manifest);
  if (replaces) assertDraft(last);
  const previous = editions.filter(({manifest}) => isOfficial(manifest)).at(-1) ?? null;
  const number = last === undefined ? 1 : replaces ? last.number : last.number + 1;
  if (previous && reason === null) {
    const {edition, state, signed_on: on} = previous.manifest;
    throw new UserError(
      `${year}年度第${previous.number}版（${edition}，${state}，${on}）不能覆盖：“${previous.folder}”；确需改正的，用 --correct "更正原因" 发布下一版`
    );
  }
  if (!previous && reason !== null) {
    throw new UserError(`${year}年度还没有签批的版次，没有可以更正的；请去掉 --correct`);
  }
  return {
    version: `v${number}`,
    folder: join(editionsFolder(workspace, year), `v${number}`),
    replaces,
    previous
  };
}

/** Throws a UserError where the manifest says a draft, but is not the one that was written: it may have been signed. */
function assertDraft({folder, manifest, manifestSha256}: Edition): void {
  const sums = join(folder, SUMS);
  if (existsSync(sums) && readFileSync(sums, "utf8").split("\n").includes(`${manifestSha256}  ${MANIFEST}`)) return;
  throw new UserError(
    `${manifest.edition}的清单写着“${manifest.state}”，但与 ${SUMS} 对不上，不能当草案替换：“${folder}”；请用 hengcai verify 核对，从备份恢复这个文件夹，或把它整个移走再发布`
  );
}

/**
 * Throws a UserError where what lies in the workspace is no longer what the plan was made for: making an edition takes
 * minutes, and somebody else may have signed one meanwhile.
 */
export function assertPlan(workspace: string, year: number, reason: string | null, plan: EditionPlan): void {
  const {folder, replaces, previous} = planEdition(workspace, year, reason);
  const same =
    folder === plan.folder &&
    replaces === plan.replaces &&
    existsSync(folder) === replaces &&
    previous?.manifestSha256 === plan.previous?.manifestSha256;
  if (!same) throw new UserError(`发布期间${year}年度的版次被另一次发布改动了：“${plan.folder}”；请重新发布`);
}
