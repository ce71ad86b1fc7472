import {existsSync, readFileSync} from "node:fs";
import {UserError} from "../loaders/error.ts";
import {type ChangeReport, writeChanges} from "../publish/changes/changes.ts";
import {assertPlan, type EditionPlan, planEdition} from "../publish/edition/edition.ts";
import {
  describeEdition,
  type Manifest,
  type ManifestFacts,
  type PolicyMark,
  type ProgramMark
} from "../publish/edition/manifest.ts";
import {listPaths, type SigningKey, sealEdition} from "../publish/edition/seal.ts";
import {publicKeyOf} from "../publish/edition/signature.ts";
import {verifyEdition} from "../publish/edition/verify.ts";
import type {ExportedFile, ExportFormat} from "../publish/exported.ts";
import {sha256} from "../publish/hash.ts";
import {engineDigests} from "../src/build/client.ts";
import {beginSite} from "../src/build/site.ts";
import type {Context} from "./context.ts";
import {hashCode} from "./fingerprint.ts";
import {type Gate, withGate} from "./gate/gate.ts";
import {type Asked, type PublishOptions, readAsked} from "./publishAsked.ts";
import type {Printing} from "./publishPapers.ts";
import {PARTS, type PartName} from "./publishParts.ts";
import {readyNotes} from "./publishReady.ts";
import {reading, withEditionWarehouse} from "./publishWarehouse.ts";
import {bringScored, readPolicies} from "./stages.ts";
import {swap, withStaging} from "./staging.ts";

/** What `publish` made. */
export interface PublishReport {
  folder: string;
  edition: string;
  state: Manifest["state"];
  files: number;
  signed: boolean;
  /** What differs from the signed edition before; null for the first. */
  changes: ChangeReport | null;
  /** Things the office should know, one sentence each. */
  notes: string[];
}

/** What is left out: tests need not build pages each time. */
export interface PublishExtras {
  skip?: readonly PartName[];
  /** Formats of the open data; all of them by default. */
  formats?: readonly ExportFormat[];
}

/**
 * Makes one edition of a year in the workspace. Everything is written beside, listed, signed and searched for personal
 * data, and takes its place when it is whole; a signed edition is never replaced.
 */
export async function publish(
  context: Context,
  options: PublishOptions,
  {skip = [], formats}: PublishExtras = {}
): Promise<PublishReport> {
  const asked = readAsked(options, context.config);
  const key = asked.key === null ? null : readKey(asked.key);
  const plan = planEdition(context.workspace, asked.year, asked.reason);
  await checkPrevious(plan, asked);
  await bringScored(context);
  const edition = {version: plan.version, review: asked.review, correction: asked.reason};
  const make = (warehouse: string, gate: Gate): Promise<PublishReport> =>
    withStaging(plan.folder, async staging => {
      const printing: Printing = {producer: null, fonts: [], notes: []};
      await writeParts(context, {warehouse, out: staging, asked, skip, formats, plan, printing, gate});
      const changes = await compare(warehouse, staging, asked, plan);
      const ready = await reading(warehouse, db => readyNotes(db, asked, context.workspace));
      const facts = await reading(warehouse, db => describeEdition(db, manifestFacts(context, asked, plan, printing)));
      context.progress.step(key ? "登记散列并签名" : "登记散列");
      const manifest = await sealEdition(staging, facts, key);
      context.progress.step("检查输出里没有个人信息");
      await gate.assertClean(staging, skip.includes("site") ? undefined : await siteEngine());
      assertPlan(context.workspace, asked.year, asked.reason, plan);
      // As many as verify counts: the lists and the signature are files too.
      const files = listPaths(staging).length;
      swap(staging, plan.folder);
      return {
        folder: plan.folder,
        edition: plan.version,
        state: manifest.state,
        files,
        signed: key !== null,
        changes,
        notes: [...ready, ...asked.notes, ...printing.notes]
      };
    });
  return withGate(context, gate =>
    withEditionWarehouse(context.workspace, asked, edition, warehouse => make(warehouse, gate))
  );
}

/** Publishes and prints what was made; returns the exit status. */
export async function runPublish(context: Context, options: PublishOptions): Promise<number> {
  const report = await publish(context, options);
  const {folder, edition, state, files, signed, changes, notes} = report;
  const signature = signed ? "已用私钥签名" : "没有签名";
  context.progress.done(
    `发布完成：${options.year}年度 ${edition}（${state}），${files} 个文件，${signature}，在 ${folder}`
  );
  if (context.json) console.log(JSON.stringify(report, null, 2));
  else {
    if (changes) console.error(describeChanges(changes));
    for (const note of notes) console.error(note);
  }
  return 0;
}

/** Returns one line about what a correction changes; that it changes nothing is most often a file not mended. */
export function describeChanges({claims, units, grades}: Omit<ChangeReport, "objections">): string {
  if (!claims && !units && !grades) {
    return "与上一版相比没有任何不同：如果本该有变化，请核对源文件是否已经改正、是否放在这个工作区里";
  }
  const counts = grades ? `，${grades} 处的考核等次人数不同` : "";
  return `与上一版相比：${claims} 条申报、${units} 个单位有变化${counts}，见 changes.html`;
}

/** The engine of the reactive pages comes from packages, byte for byte; an edition has it among its pages. */
async function siteEngine(): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await engineDigests())].map(([path, hash]) => [`site/${path}`, hash]));
}

interface Assembly {
  warehouse: string;
  out: string;
  asked: Asked;
  skip: readonly PartName[];
  formats: readonly ExportFormat[] | undefined;
  plan: EditionPlan;
  printing: Printing;
  gate: Gate;
}

async function writeParts(
  context: Context,
  {warehouse, out, asked, skip, formats, plan, printing, gate}: Assembly
): Promise<void> {
  if (!skip.includes("site")) beginSite();
  const done = new Map<PartName, readonly ExportedFile[]>();
  const progress = (text: string) => context.progress.step(text);
  for (const {name, title, write} of PARTS.filter(part => !skip.includes(part.name))) {
    progress(`写${title}`);
    const {year, pdf} = asked;
    const before = plan.previous?.folder ?? null;
    const {workspace} = context;
    const input = {warehouse, workspace, year, out, pdf, before, printing, done, progress};
    done.set(name, await write(formats ? {...input, formats} : input));
    gate.look(out);
  }
}

async function compare(
  warehouse: string,
  out: string,
  {year, reason}: Asked,
  {previous, version}: EditionPlan
): Promise<ChangeReport | null> {
  if (previous === null) return null;
  const {edition, signed_on: signedOn} = previous.manifest;
  const before = {folder: previous.folder, edition, signedOn};
  return reading(warehouse, db => writeChanges(db, {out, year, before, edition: version, reason: reason ?? ""}));
}

/** A correction says what changed against the edition before: that one must be what was signed. */
async function checkPrevious({previous}: EditionPlan, {signedOn}: Asked): Promise<void> {
  if (!previous) return;
  const {edition, signed_on: before} = previous.manifest;
  if (signedOn !== null && before !== null && signedOn < before) {
    throw new UserError(`更正的签批日期 ${signedOn} 早于上一版（${edition}）的 ${before}；请改正 --signed-on`);
  }
  const {findings} = await verifyEdition(previous.folder);
  if (!findings.length) return;
  const lines = findings.slice(0, 10).map(({path, kind, detail}) => `  ${kind}　${path}：${detail}`);
  throw new UserError(
    [`上一版（${edition}）与签批时不同，不能据以更正；请从备份恢复 ${previous.folder}：`, ...lines].join("\n")
  );
}

function manifestFacts(
  context: Context,
  {year, reason}: Asked,
  {version, previous}: EditionPlan,
  printing: Printing
): ManifestFacts {
  return {
    version: programVersion(),
    program: programMark(),
    year,
    edition: version,
    reason,
    previous: previous && {edition: previous.manifest.edition, manifest_sha256: previous.manifestSha256},
    policies: readPolicies(context).map(
      ({policy, text}): PolicyMark => ({id: policy.id, title: policy.title, doc: policy.doc, sha256: sha256(text)})
    ),
    browser: printing.producer,
    fonts: printing.fonts
  };
}

function programVersion(): string {
  return (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {version: string}).version;
}

let program: ProgramMark | undefined;

/** The program by its files, since a version number alone does not tell what ran; read once, as the program itself is. */
function programMark(): ProgramMark {
  const list = new URL("../package-lock.json", import.meta.url);
  program ??= {
    code_sha256: hashCode("loaders", "scoring", "publish", "src", "cli"),
    lockfile_sha256: existsSync(list) ? sha256(readFileSync(list, "utf8")) : null
  };
  return program;
}

/** A key that cannot sign is told before the work is done, not after it. */
function readKey(file: string): SigningKey {
  const text = readKeyText(file);
  publicKeyOf(text, file);
  return {text, name: file};
}

function readKeyText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`读不了签名私钥：“${file}”；用 hengcai key new 生成，或检查路径和权限`, {cause: error});
  }
}
