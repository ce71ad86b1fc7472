import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {createCore} from "../loaders/core.ts";
import {formatPlaced, type Placed, UserError} from "../loaders/error.ts";
import {type Arranged, amendsOf, arrange, idOf} from "../scoring/arrange.ts";
import {builtinPolicies, readUtf8} from "../scoring/builtin.ts";
import {checkPolicy} from "../scoring/checkPolicy.ts";
import {type Policy, PolicyError, parsePolicy, type Source} from "../scoring/policy.ts";
import {inOrder} from "../scoring/policyError.ts";
import type {GlobalOptions} from "./context.ts";

/** What was found in one file and in those that it amends. */
interface Report {
  file: string;
  policy: string | null;
  title: string | null;
  errors: Placed[];
  warnings: Placed[];
  tests: {run: number; failed: Placed[]};
}

/** Lints the policy files and runs their examples; 2 where one cannot be used, 1 where an example does not hold. */
export async function runPolicyCheck(
  files: readonly string[],
  {json, asOf}: Pick<GlobalOptions, "json" | "asOf">
): Promise<number> {
  const given = files.map(readSource);
  const {policies, faults} = arrange(withAncestors(given));
  const reports: Report[] = [];
  for (const source of given) reports.push(await report(source, policies, faults, asOf));
  if (json) console.log(JSON.stringify({files: reports}, null, 2));
  else for (const one of reports) console.log(describe(one));
  if (reports.some(({errors}) => errors.length)) return 2;
  return reports.some(({tests}) => tests.failed.length) ? 1 : 0;
}

async function report(
  source: Source,
  policies: readonly Arranged[],
  faults: readonly Placed[],
  asOf: string | undefined
): Promise<Report> {
  const {file} = source;
  const empty: Report = {file, policy: null, title: null, errors: [], warnings: [], tests: {run: 0, failed: []}};
  const own = faults.filter(fault => fault.file === file);
  const found = policies.find(({base, amendments}) => [base, ...amendments].some(one => one.file === file));
  if (!found) return {...empty, errors: inOrder(own.length ? own : faults)};
  try {
    const policy = upTo(source, found, 1);
    const before = new Set(found.base.file === file ? [] : upTo(source, found, 0).warnings.map(text));
    const checked = await checkPolicy(policy, {core: createCore(), ...(asOf === undefined ? {} : {asOf})});
    const warnings = checked.warnings.filter(warning => !before.has(text(warning)));
    const {failed} = checked;
    return {
      file,
      policy: policy.amendments.at(-1)?.id ?? policy.id,
      title: policy.amendments.at(-1)?.title ?? policy.title,
      errors: own,
      warnings,
      tests: {
        run: policy.cases.length,
        failed: failed.flatMap(({place, name, faults}) =>
          faults.map(message => ({...place, message: `例子“${name}”：${message}`}))
        )
      }
    };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return {...empty, errors: inOrder([...own, ...error.places]), warnings: [...error.warnings]};
  }
}

/** Returns the policy as it is once this file has come into force, or with 0 as it was before. */
function upTo(source: Source, {base, amendments}: Arranged, past: 0 | 1): Policy {
  const last = amendments.findIndex(({file}) => file === source.file);
  return parsePolicy(base.text, base.file, {amendments: amendments.slice(0, Math.max(last + past, 0))});
}

function text(warning: Placed): string {
  return formatPlaced([warning]);
}

function describe({policy, title, file, errors, warnings, tests}: Report): string {
  const lines = [
    ...(errors.length ? [formatPlaced(errors)] : []),
    ...warnings.map(warning => formatPlaced([{...warning, message: `提醒：${warning.message}`}])),
    ...(tests.failed.length ? [formatPlaced(tests.failed)] : [])
  ];
  const doubts = warnings.length ? `，${warnings.length} 处提醒` : "";
  if (errors.length) return [...lines, `${file}：${errorCount(file, errors)}${doubts}，改正后例子才能运行`].join("\n");
  const wrong = new Set(tests.failed.map(({line}) => line)).size;
  const examples = tests.run ? `${tests.run} 个例子${wrong ? `，其中 ${wrong} 个不符` : "全部符合"}` : "没有例子";
  return [...lines, `${file}：“${title}”（${policy}）写法无误${doubts}；${examples}`].join("\n");
}

/** A policy cannot be used either where a file has faults that it amends, or that amends the same. */
function errorCount(file: string, errors: readonly Placed[]): string {
  const others = errors.filter(error => error.file !== file);
  const own = errors.length - others.length;
  if (!others.length) return `${own} 处错误`;
  const where = [...new Set(others.map(error => error.file))].join("、");
  return `${own ? `${own} 处错误，另外` : "自身没有错误，但"} ${where} 有 ${others.length} 处`;
}

function readSource(file: string): Source {
  if (!existsSync(file)) {
    const builtin = builtinPolicies().get(file);
    if (builtin) return builtin;
    throw new UserError(`没有这个文件：“${file}”；应是制度文件的路径（.yaml），或内置制度的代号`);
  }
  if (!statSync(file).isFile()) throw new UserError(`这是文件夹，不是制度文件：“${file}”；请给出其中一个 .yaml 文件`);
  return {file, text: readUtf8(file)};
}

/** Adds what the given amendments amend: looked for in the same folder, then among the built-in policies. */
function withAncestors(given: readonly Source[]): Source[] {
  const sources = [...given];
  for (let i = 0; i < sources.length; i++) {
    const {file, text} = sources[i]!;
    const wanted = amendsOf(text);
    if (wanted === null || sources.some(source => idOf(source.text) === wanted)) continue;
    const found = [...neighbours(file), ...builtinPolicies().values()].find(source => idOf(source.text) === wanted);
    if (found) sources.push(found);
  }
  return sources;
}

function neighbours(file: string): Source[] {
  const folder = dirname(file);
  if (!existsSync(resolve(folder))) return [];
  return readdirSync(folder)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => join(folder, name))
    .map(path => ({file: path, text: readFileSync(path, "utf8")}));
}
