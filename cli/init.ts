import {existsSync, mkdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {isIsoDate} from "../loaders/config.ts";
import {contracts} from "../loaders/contracts/index.ts";
import {UserError} from "../loaders/error.ts";
import {TEMPLATES} from "../loaders/templates.ts";
import {templateBytes} from "../publish/template.ts";
import {EXAMPLES} from "../publish/templateExamples.ts";
import type {TemplateContract} from "../publish/templateWords.ts";
import type {GlobalOptions} from "./context.ts";
import {configText, readmeText} from "./initText.ts";

/** The date inside the templates: that of their making would change their bytes. */
const TEMPLATE_DATE = "2025-01-01";
const CATEGORIES = ["A类", "B类", "C类", "D类", "E类"];

/** Makes a new workspace in the folder and says what to do next; returns the exit status. Replaces nothing. */
export async function runInit(folder: string, options: Pick<GlobalOptions, "asOf" | "json">): Promise<number> {
  const root = resolve(folder);
  const asOf = options.asOf ?? today();
  if (!isIsoDate(asOf)) throw new UserError(`--as-of 的日期无效：“${asOf}”，应写成 2025-12-31 这样的形式`);
  if (existsSync(root) && !statSync(root).isDirectory()) {
    throw new UserError(`这里已有一个同名的文件：“${folder}”；请换一个文件夹`);
  }
  const files = await workspaceFiles(asOf);
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

async function workspaceFiles(asOf: string): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>([
    ["hengcai.yaml", configText(asOf)],
    ["先读我.txt", readmeText(contracts)]
  ]);
  for (const contract of contracts) {
    const examples = EXAMPLES.get(contract.name) ?? [];
    const bytes = await templateBytes(withCategories(contract), {
      examples,
      folder: `${contract.name}/`,
      date: TEMPLATE_DATE
    });
    files.set(templateName(contract), bytes);
  }
  return files;
}

/** The classes of talents are the configuration's; a new one has these. */
function withCategories(contract: TemplateContract): TemplateContract {
  const fields = contract.fields.map(field =>
    field.name === "category" && !field.codes ? {...field, codes: CATEGORIES.map(code => ({code}))} : field
  );
  return {...contract, fields};
}

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
  const place = /[\s"']/.test(folder) ? `"${folder}"` : folder;
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
