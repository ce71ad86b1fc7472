import {readFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Command, CommanderError, Help, Option} from "commander";
import {UserError} from "../loaders/error.ts";
import {type GlobalOptions, openContext, stateFolder} from "./context.ts";
import {describeFailure} from "./failure.ts";
import {displayWidth} from "./progress.ts";
import type {QueryFormat} from "./query.ts";

interface Manifest {
  version: string;
}

/** Runs the command line; returns the exit status: 0 fine, 1 some errors in the data, 2 unusable input, 3 the machine. */
export async function main(args: readonly string[]): Promise<number> {
  let status = 0;
  const program = createProgram(code => {
    status = code;
  });
  let command = "";
  program.hook("preAction", (_, action) => {
    command = action.name();
  });
  try {
    await program.parseAsync([...args], {from: "user"});
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {workspace} = program.opts<GlobalOptions>();
    const folder = WRITES_NOTHING.has(command) ? join(tmpdir(), "hengcai") : stateFolder(workspace);
    const {message, status: failed} = describeFailure(error, folder);
    console.error(message);
    return failed;
  }
}

/** Commands that leave no trace in the workspace, not even of a bug. */
const WRITES_NOTHING: ReadonlySet<string> = new Set(["check", "init"]);

function createProgram(report: (status: number) => void): Command {
  const {version} = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as Manifest;
  const program = new Command("hengcai");
  program
    .description("衡才：把人才办已有的导出文件变成说得清的年终结果——绩效加分、考核等次、位次和静态页面")
    .version(version, "-v, --version", "显示版本")
    .helpOption("-h, --help", "显示帮助")
    .helpCommand("help [命令]", "显示某个命令的帮助")
    .option("--workspace <文件夹>", "工作区：放导出文件和 hengcai.yaml 的文件夹", "data")
    .option("--as-of <日期>", "数据截至日期，代替 hengcai.yaml 里的 as_of")
    .option("--out <文件夹>", "输出文件夹", "dist")
    .option("--json", "结果以 JSON 输出，不显示进度")
    .addHelpText(
      "after",
      "\n退出状态：0 正常；1 数据里有错误（结果仍生成）；2 工作区、配置或制度不能用；3 机器或程序的故障"
    );
  chinese(program);

  const command = (name: string, about: string, example: string) =>
    chinese(program.command(name)).description(about).addHelpText("after", `\n例：${example}`);
  const run = (action: (options: GlobalOptions) => Promise<number>) =>
    action(program.opts<GlobalOptions>()).then(report);

  command(
    "init",
    "新建工作区：带说明的 hengcai.yaml、各数据集的文件夹和 Excel 模板；不读别的文件，不覆盖已有的文件",
    "hengcai init 我市"
  )
    .argument("<文件夹>", "新工作区的位置，可以还不存在")
    .action((folder: string) => run(async global => (await import("./init.ts")).runInit(folder, global)));

  command(
    "check",
    "读工作区的全部文件，按文件列出问题；不写入工作区，--report 另写一个退回表给报送单位",
    "hengcai check --workspace 我市 --report 退回表.xlsx"
  )
    .option("--report <文件>", "把问题写成退回表（.xlsx）：每个文件一个工作表，有问题的格子加颜色和批注")
    .option("--strict", "有错误就算不通过，如同 load --strict")
    .action((options: {report?: string; strict?: boolean}) =>
      run(async global => (await import("./check.ts")).runCheck(openContext(global), options))
    );

  command(
    "load",
    "读入工作区的导出文件（csv、xlsx），写入仓库 .hengcai/warehouse.duckdb",
    "hengcai load --workspace 我市"
  )
    .option("--full", "不沿用上次的结果，全部重新读")
    .option("--strict", "有错误就不采用这次读入")
    .action(options => run(async global => (await import("./load.ts")).runLoad(openContext(global), options)));

  command("score", "按制度计分，写入仓库的 score 各表，并逐项核对", "hengcai score --as-of 2025-06-30").action(() =>
    run(async global => (await import("./score.ts")).runScore(openContext(global)))
  );

  command("build", "读入、计分、导出数据和工作簿、生成站点，写入输出文件夹", "hengcai build --out dist").action(() =>
    run(async global => (await import("./build.ts")).runBuild(openContext(global)))
  );

  command(
    "explain",
    "逐条说明一个单位的加分：条款、来源行、处理结果、得分、累计",
    "hengcai explain 990101001 --year 2025"
  )
    .argument("<单位>", "单位编码、名称、简称或曾用名")
    .option("--year <年度>", "考核年度，默认为数据截至日期所在年度")
    .action((unit, options) =>
      run(async global => (await import("./explain.ts")).runExplain(openContext(global), unit, options))
    );

  command("query", "对仓库运行只读 SQL", 'hengcai query "SELECT * FROM bonus_ranking WHERE year = 2025" --format csv')
    .argument("<SQL>", "查询语句")
    .addOption(new Option("--format <格式>", "输出格式").choices(["table", "csv", "json"]))
    .action((sql: string, options: {format?: QueryFormat}) =>
      run(async global => {
        const {runQuery} = await import("./query.ts");
        return runQuery(openContext(global), sql, options.format ?? (global.json ? "json" : "table"));
      })
    );

  command("export", "把全部公布用表写成文件", "hengcai export --out 导出 --format csv,parquet")
    .option("--format <格式>", "csv、csv-plain、parquet、json、xlsx，用逗号分开", "csv")
    .action((options: {format: string}) =>
      run(async global => {
        const {parseFormats, runExport} = await import("./export.ts");
        return runExport(openContext(global), parseFormats(options.format));
      })
    );

  command("serve", "在本机打开输出文件夹里的站点（只监听 127.0.0.1）", "hengcai serve --out dist")
    .option("--port <端口>", "端口", "4180")
    .action((options: {port: string}) =>
      run(async global => (await import("./start.ts")).runServe(global.out, parsePort(options.port)))
    );

  command("start", "生成站点并在本机打开", "hengcai start")
    .option("--port <端口>", "端口", "4180")
    .action((options: {port: string}) =>
      run(async global => (await import("./start.ts")).runStart(openContext(global), parsePort(options.port)))
    );

  command("preview", "生成并打开站点，文件改动后自动重新生成", "hengcai preview")
    .option("--port <端口>", "端口", "4180")
    .action((options: {port: string}) =>
      run(async global => (await import("./preview.ts")).runPreview(() => openContext(global), parsePort(options.port)))
    );
  return program;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UserError(`端口无效：“${text}”，应是 1 到 65535 的整数`);
  return port;
}

const HEADINGS: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Global Options:": "通用选项：",
  "Commands:": "命令："
};

/** Makes the command speak Chinese: headings, defaults and what it says of a wrong call. */
function chinese(command: Command): Command {
  return command
    .helpOption("-h, --help", "显示帮助")
    .configureHelp({
      showGlobalOptions: true,
      displayWidth,
      commandUsage: sub => new Help().commandUsage(sub).replace("[options]", "[选项]").replace("[command]", "<命令>"),
      styleTitle: title => HEADINGS[title] ?? title,
      optionDescription: option => describe(option.description, option.defaultValue, option.argChoices),
      subcommandTerm: sub => `${sub.name()}${sub.registeredArguments.map(argument => ` <${argument.name()}>`).join("")}`
    })
    .configureOutput({outputError: (text, write) => write(`${translateError(text)}\n`)})
    .showHelpAfterError(false)
    .exitOverride();
}

function describe(about: string, preset: unknown, choices: readonly string[] | undefined): string {
  const extras = [
    ...(choices ? [`可选：${choices.join("、")}`] : []),
    ...(typeof preset === "string" ? [`默认：${preset}`] : [])
  ];
  return extras.length ? `${about}（${extras.join("；")}）` : about;
}

/** Returns commander's complaint in Chinese. */
export function translateError(text: string): string {
  const message = text.replace(/^error:\s*/, "").trim();
  const help = "；用 hengcai --help 查看用法";
  const [, name] = message.match(/'([^']+)'/) ?? [];
  if (message.startsWith("unknown option")) return `没有这个选项：“${name}”${help}`;
  if (message.startsWith("unknown command")) return `没有这个命令：“${name}”${help}`;
  if (message.startsWith("missing required argument")) return `缺少参数：${name}${help}`;
  if (message.startsWith("too many arguments")) return `参数太多${help}；含空格的内容请加引号`;
  if (/option .* argument missing/.test(message)) return `选项后面缺少值：“${name}”${help}`;
  if (/argument .* is invalid/.test(message))
    return `选项的值无效：${message.match(/argument '([^']*)'/)?.[1] ?? ""}；${message.match(/Allowed choices are (.*)\./)?.[1]?.replaceAll(", ", "、") ?? ""}${help}`;
  return message;
}
