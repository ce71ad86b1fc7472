import {existsSync, mkdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {codesOf} from "../loaders/codes.ts";
import type {Contract} from "../loaders/contract.ts";
import {contracts} from "../loaders/contracts/index.ts";
import {isIsoDate} from "../loaders/dates.ts";
import {UserError} from "../loaders/error.ts";
import {TEMPLATES} from "../loaders/templates.ts";
import type {ClaimWords} from "../loaders/words.ts";
import {EXAMPLES, type Example} from "../publish/template/examples.ts";
import {templateBytes} from "../publish/template/template.ts";
import type {TemplateContract} from "../publish/template/words.ts";
import {type GlobalOptions, quoted} from "./context.ts";
import {claimExamples, type InitPolicies, initPolicies} from "./initPolicies.ts";
import {configText, readmeText, USUAL_POLICIES} from "./initText.ts";

/** The date inside the templates: that of their making would change their bytes. */
const TEMPLATE_DATE = "2025-01-01";
const CATEGORIES = ["A类", "B类", "C类", "D类", "E类"];

/** Makes a new workspace in the folder and says what to do next; returns the exit status. Replaces nothing. */
export async function runInit(
  folder: string,
  options: Pick<GlobalOptions, "asOf" | "json"> & {policy?: readonly string[]}
): Promise<number> {
  const root = resolve(folder);
  const asOf = options.asOf ?? today();
  if (!isIsoDate(asOf)) throw new UserError(`--as-of 的日期无效：“${asOf}”，应写成 2025-12-31 这样的形式`);
  if (existsSync(root) && !statSync(root).isDirectory()) {
    throw new UserError(`这里已有一个同名的文件：“${folder}”；请换一个文件夹`);
  }
  const files = await workspaceFiles(asOf, options.policy ? initPolicies(options.policy) : USUAL);
  const taken = [...files.keys()].filter(name => existsSync(join(root, name)));
  if (taken.length) {
    const named = taken.slice(0, 3).join("、") + (taken.length > 3 ? ` 等 ${taken.length} 个` : "");
    throw new UserError(`“${folder}”里已有同名的文件：${named}；没有改动任何东西，请换一个文件夹，或先移走它们`);
  }
  writeAll(root, files);
  for (const {name} of contracts) mkdirSync(join(root, name), {recursive: true});
  if (options.json) console.log(JSON.stringify({workspace: root, files: [...files.keys()]}, null, 2));
  else console.log(describeInit(folder, files.size));
  return 0;
}

/** Returns the templates' name for a dataset, which says in which folder the filled one belongs. */
export function templateName({name, title}: {name: string; title: string}): string {
  return `${TEMPLATES}/${name} ${title}（模板）.xlsx`;
}

async function workspaceFiles(asOf: string, policies: InitPolicies): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>([
    ["hengcai.yaml", configText(asOf, policies.names)],
    ["先读我.txt", readmeText(contracts)],
    ...policies.files
  ]);
  for (const contract of contracts) {
    const usual = EXAMPLES.get(contract.name) ?? [];
    const words = contract.name === "claims" ? policies.words : null;
    const examples = words ? claimExamples(words, usual[0] ? bare(usual[0]) : {}) : usual;
    const bytes = await templateBytes(inWords(contract, words), {
      examples,
      folder: `${contract.name}/`,
      date: TEMPLATE_DATE
    });
    files.set(templateName(contract), bytes);
  }
  return files;
}

/** The policies that a workspace has where none are named; the contract of claims is in their words. */
const USUAL: InitPolicies = {names: USUAL_POLICIES, files: new Map(), words: null};

/** The classes of talents are the configuration's, a new one has these; the words of claims are the policy's. */
function inWords(contract: Contract, words: ClaimWords | null): TemplateContract {
  const office = {categories: CATEGORIES, gradeWords: new Map(), words};
  const fields = contract.fields.map(field => {
    const open = field.name === "category" && !field.codes;
    const own = words !== null && (field.name === "rule" || words.fields[field.name] !== undefined);
    return open || own ? {...field, codes: codesOf(field, office)} : field;
  });
  return {...contract, fields};
}

/** What every claim has, without what only those under its rule have. */
function bare(example: Example): Example {
  return Object.fromEntries(Object.entries(example).filter(([field]) => COMMON.includes(field)));
}

const COMMON = ["year", "unit", "event_on", "quantity", "applied_on", "review", "reviewed_on", "signed_on"];

/** Writes all of the files, or none: what was written is taken back where the disk gives up. */
function writeAll(root: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  const written: string[] = [];
  try {
    for (const [name, content] of files) {
      const file = join(root, name);
      mkdirSync(dirname(file), {recursive: true});
      writeFileSync(file, content, {flag: "wx"});
      written.push(file);
    }
  } catch (error) {
    for (const file of written) rmSync(file, {force: true});
    throw error;
  }
}

function describeInit(folder: string, count: number): string {
  const place = quoted(folder);
  return [
    `已新建工作区：${folder}（${count} 个文件，${contracts.length} 个数据文件夹）`,
    "下一步：",
    `  1. 打开 ${join(folder, "hengcai.yaml")}，填写城市名（city）和数据截至日期（as_of）`,
    `  2. 把各单位报来的表放进对应的文件夹；没有现成的表，就填“${TEMPLATES}”里的模板，另存到对应的文件夹。单位名录（units）必须有`,
    `  3. 检查：hengcai check --workspace ${place}`,
    `  4. 生成：hengcai build --workspace ${place}`
  ].join("\n");
}

/** Returns the day it is here, as ISO text. */
function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
