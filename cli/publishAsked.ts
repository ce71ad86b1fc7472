import type {Config} from "../loaders/config.ts";
import {isIsoDate} from "../loaders/dates.ts";
import {UserError} from "../loaders/error.ts";
import type {SignedYear} from "../publish/settings.ts";

/** The options of `publish` as they are typed. */
export interface PublishOptions {
  year: string;
  signedOn?: string;
  docNo?: string;
  objectionsUntil?: string;
  review?: boolean;
  draft?: boolean;
  correct?: string;
  key?: string;
  pdf?: boolean;
}

/** What is asked for, put together from the command line and the configuration. */
export interface Asked {
  year: number;
  signedOn: string | null;
  docNo: string | null;
  objectionsUntil: string | null;
  review: boolean;
  /** Why a signed edition is corrected; null where this is no correction. */
  reason: string | null;
  /** The file of the private key; null for no signature. */
  key: string | null;
  pdf: boolean;
  /** Things the office should know, one sentence each. */
  notes: string[];
}

/** Returns what the options ask for; throws a UserError that lists all that does not go together. */
export function readAsked(options: PublishOptions, config: Pick<Config, "asOf" | "publish">): Asked {
  const faults: string[] = [];
  const year = Number(options.year);
  if (!/^\d{4}$/.test(options.year)) faults.push(`--year 的年度无效：“${options.year}”，应写成 2025 这样的四位年份`);
  const unsigned = [options.draft ? "--draft" : "", options.review ? "--review" : ""].filter(Boolean);
  if (unsigned.length > 1) faults.push("--draft 和 --review 只能选一个");
  const signing = [options.signedOn === undefined ? "" : "--signed-on", options.docNo === undefined ? "" : "--doc-no"];
  for (const name of signing.filter(Boolean)) {
    if (unsigned.length) faults.push(`${name} 不能与 ${unsigned.join("、")} 同时用：没有签批的版次没有签批日期和文号`);
  }
  for (const [name, date] of [
    ["--signed-on", options.signedOn],
    ["--objections-until", options.objectionsUntil]
  ] as const) {
    if (date !== undefined && !isIsoDate(date))
      faults.push(`${name} 的日期无效：“${date}”，应写成 2026-01-20 这样的形式`);
  }
  const reason = options.correct?.trim() ?? null;
  if (reason === "") faults.push("--correct 后面要写更正的原因");
  if (reason && !unsigned.length && options.signedOn === undefined) {
    faults.push("更正要重新签批：请用 --signed-on 写明更正的签批日期；还没有签批的，加 --draft 或 --review");
  }
  if (options.docNo !== undefined && !options.docNo.trim()) {
    faults.push("--doc-no 后面要写文号，如 示人才组〔2026〕3号；还没有文号的，不写这个选项");
  }
  if (faults.length) throw new UserError(faults.join("\n"));
  const signed = unsigned.length ? null : signedYear(options, year, config);
  // The configuration says until when objections to the first edition were taken; a correction has a day of its own, or none.
  const configured = reason === null ? config.publish.years.get(year)?.objectionsUntil : undefined;
  const objectionsUntil = options.objectionsUntil ?? configured ?? null;
  const docNo = signed ? (options.docNo ?? signed.docNo) : null;
  return {
    year,
    signedOn: signed?.signedOn ?? null,
    docNo,
    objectionsUntil,
    review: options.review ?? false,
    reason,
    key: options.key ?? null,
    pdf: options.pdf ?? true,
    notes: signed?.signedOn
      ? [...dateNotes(signed.signedOn, {year, asOf: config.asOf, objectionsUntil}), ...numberNotes(docNo)]
      : []
  };
}

/** A signature in the configuration that comes after as-of does not count yet, as everywhere; one on the command line does. */
function signedYear(
  {signedOn, docNo, correct}: PublishOptions,
  year: number,
  {asOf, publish}: Pick<Config, "asOf" | "publish">
): SignedYear | null {
  const configured = publish.years.get(year);
  if (signedOn !== undefined) {
    // A correction has a paper of its own: the number of what it corrects is not its.
    return {
      signedOn,
      docNo: docNo ?? (correct === undefined ? (configured?.docNo ?? null) : null),
      objectionsUntil: null
    };
  }
  return configured && configured.signedOn <= asOf ? configured : null;
}

function dateNotes(
  signedOn: string,
  {year, asOf, objectionsUntil}: {year: number; asOf: string; objectionsUntil: string | null}
): string[] {
  const last = `${year}-12-31`;
  return [
    ...(signedOn < last
      ? [
          `签批日期 ${signedOn} 在年度最后一天 ${last} 之前：年度还没有过完；日期写错的，请发更正，下次用 --signed-on 写对`
        ]
      : []),
    ...(signedOn < asOf
      ? [
          `签批日期 ${signedOn} 在数据截至日 ${asOf} 之前：这一版含签批以后的数据；要重现签批时的数据，请加 --as-of ${signedOn}`
        ]
      : []),
    ...(objectionsUntil !== null && objectionsUntil < signedOn
      ? [
          `异议期截止日 ${objectionsUntil} 在签批日期 ${signedOn} 之前：告知单和通报上写的就是这一天；另有规定的，请加 --objections-until`
        ]
      : [])
  ];
}

function numberNotes(docNo: string | null): string[] {
  if (docNo !== null) return [];
  return [
    "这一版没有文号，通报上是“（文号待定）”；已有文号的，请用 --doc-no 或在 hengcai.yaml 的 publish.years 里写明"
  ];
}
