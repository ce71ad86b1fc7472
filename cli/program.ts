import {readFileSync} from "node:fs";
import {Command, Option} from "commander";
import {UserError} from "../loaders/error.ts";
import {chinese} from "./chinese.ts";
import {DEFAULT_WORKSPACE, type GlobalOptions, openContext} from "./context.ts";
import type {PublishOptions} from "./publishAsked.ts";
import type {QueryFormat} from "./query.ts";

interface Manifest {
  version: string;
}

/** Returns the command line: every command with its words, each of which tells `report` its exit status; their code is read when asked for. */
export function createProgram(report: (status: number) => void): Command {
  const {version} = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as Manifest;
  const program = new Command("hengcai");
  program
    .description("衡才：把人才办已有的导出文件变成说得清的年终结果——绩效加分、考核等次、位次和静态页面")
    .version(version, "-v, --version", "显示版本")
    .helpOption("-h, --help", "显示帮助")
    .helpCommand("help [命令]", "显示某个命令的帮助")
    .option("--workspace <文件夹>", "工作区：放导出文件和 hengcai.yaml 的文件夹", DEFAULT_WORKSPACE)
    .option("--as-of <日期>", "数据截至日期，代替 hengcai.yaml 里的 as_of")
    .option("--out <文件夹>", "输出文件夹", "dist")
    .option("--json", "结果以 JSON 输出，不显示进度")
    .addHelpText(
      "after",
      "\n退出状态：0 正常；1 check、load、build：数据里有错误（结果仍生成），policy check、policy verify、verify：有不符之处；2 工作区、配置或制度不能用；3 机器或程序的故障"
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
    .addOption(
      several(
        "--policy <制度>",
        "执行的制度：内置的代号，或规则文件（一并抄入）；申报模板用它的词；可以写多个，不写是两份内置制度"
      )
    )
    .action((folder: string, options: {policy?: string[]}) =>
      run(async global => (await import("./init.ts")).runInit(folder, {...global, ...options}))
    );

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

  command(
    "diff",
    "说明同一年度的得分和位次为什么变了：两个数据截至日期之间，或制度的两个版本之间，逐条申报、分毫不差；不写任何文件",
    "hengcai diff --from 2025-06-30 --to 2025-12-31 --unit 990101001"
  )
    .option("--from <日期或制度>", "较早的数据截至日期，或原来的制度：内置代号、.yaml 文件，修订文件用 + 接在后面")
    .option("--to <日期或制度>", "较晚的日期或后来的制度；不写就是现在的配置")
    .option("--from-policy <制度>", "原来的制度，与 --from 的日期同时用")
    .option("--to-policy <制度>", "后来的制度，与 --to 的日期同时用")
    .option("--year <年度>", "考核年度，默认为前后都有的最后一个年度")
    .option("--unit <单位>", "只说一个单位：编码、名称、简称或曾用名")
    .action(options => run(async global => (await import("./diff.ts")).runDiff(openContext(global), options)));

  command(
    "simulate",
    "试算：改动制度的值、疑义的选项或加上修订文件后，谁的得分和位次会变、经由哪些申报；不写任何文件",
    "hengcai simulate --year 2025 --set R1.caps.0.max=1.5 --reading tier1=per_head"
  )
    .option("--year <年度>", "考核年度，默认为最近一个有结果的年度")
    .addOption(
      several("--set <路径=值>", "制度里的一个值改为另一个，路径如 score.R1.caps.0.max（score. 可省去）；可以写多个")
    )
    .addOption(several("--reading <疑义=选项>", "对疑义另作一种理解；可以写多个"))
    .addOption(several("--amend <文件>", "加上修订文件（.yaml）；可以写多个"))
    .addOption(
      new Option("--basis <口径>", "signed 已签批、reviewed 审核通过、claimed 全部申报")
        .choices(["signed", "reviewed", "claimed"])
        .default("signed")
    )
    .action(options => run(async global => (await import("./simulate.ts")).runSimulate(openContext(global), options)));

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
    .option("--format <格式>", "csv、csv-plain、parquet、json、xlsx、duckdb，用逗号分开", "csv")
    .addOption(
      new Option("--audience <范围>", "internal 全部公布用表；public 一个已签批年度可以对外公开的表，人数过少的隐去")
        .choices(["internal", "public"])
        .default("internal")
    )
    .option("--year <年度>", "对外公开哪个年度，与 --audience public 同时用")
    .action((options: {format: string; audience: string; year?: string}) =>
      run(async global => {
        const {parseFormats, runExport} = await import("./export.ts");
        const formats = parseFormats(options.format);
        if (options.audience === "internal") return runExport(openContext(global), formats);
        const {parseYear, runExportPublic} = await import("./exportPublic.ts");
        return runExportPublic(openContext(global), {year: parseYear(options.year), formats});
      })
    );

  const policy = chinese(program.command("policy")).description("检查、核对、比较制度文件");
  chinese(policy.command("schema"))
    .description("输出编辑器用的 JSON Schema（docs/policy.schema.json 就是它）：写制度文件时提示键名、检查写法")
    .addHelpText("after", "\n例：hengcai policy schema > policy.schema.json")
    .action(() => run(async () => (await import("./policySchema.ts")).runPolicySchema()));

  chinese(policy.command("check"))
    .description("检查制度文件并运行其中的例子：全部错误和提醒一次列出，带行号和列号；不写任何文件")
    .addHelpText(
      "after",
      "\n修订文件（amends）连同它修订的制度一起检查：在给出的文件、同一文件夹和内置制度里找。\n例：hengcai policy check 我市/policies/我市加分.yaml"
    )
    .argument("<文件...>", "制度文件或修订文件（.yaml）")
    .action((files: string[]) => run(async global => (await import("./policyCheck.ts")).runPolicyCheck(files, global)));

  chinese(policy.command("verify"))
    .description("用原文核对制度文件登记的每一条款（字数和散列）：说明在第几行、有几处、哪些没有找到；不写任何文件")
    .addHelpText(
      "after",
      "\n原文是纯文本（.txt，UTF-8 或 GB18030）；不写制度时，核对这份原文所属的内置制度。\n退出状态：0 全部相符；1 有没找到的；2 用法不对。\n例：hengcai policy verify --source 海人才发〔2021〕2号.txt haicheng-2021-2"
    )
    .argument("[制度...]", "内置制度的代号，或制度文件、修订文件（.yaml）")
    .requiredOption("--source <文件>", "原文，可以写多次", (file: string, all: readonly string[] = []) => [
      ...all,
      file
    ])
    .option("--text <原文>", "不核对制度，只算出这段原文的 chars 和 sha256，并在原文里找到它")
    .action((names: string[], options: {source: string[]; text?: string}) =>
      run(async global => (await import("./policyVerify.ts")).runPolicyVerify(names, options, global))
    );

  chinese(policy.command("diff"))
    .description("比较两份制度：先列出不同之处，再按工作区的申报算出哪些单位的得分和位次不同；不写任何文件")
    .addHelpText(
      "after",
      "\n制度写内置的代号或 .yaml 文件，后面可用加号接修订文件。\n例：hengcai policy diff haicheng-2021-2 haicheng-2021-2+修订.yaml --year 2025"
    )
    .argument("<制度甲>", "原来的")
    .argument("<制度乙>", "后来的")
    .option("--year <年度>", "考核年度，默认为最近一个有结果的年度")
    .action((before: string, after: string, options: {year?: string}) =>
      run(async global => (await import("./policyDiff.ts")).runPolicyDiff(openContext(global), before, after, options))
    );

  command(
    "publish",
    "发布一个年度的一版：位次表、通报、告知单、确认表、全部数据表、页面、清单和散列，写入工作区的 editions/年度/版次；签批过的版次不覆盖",
    'hengcai publish --year 2025 --signed-on 2026-01-20 --doc-no "示人才组〔2026〕3号" --key 签名私钥.pem'
  )
    .requiredOption("--year <年度>", "考核年度")
    .option("--signed-on <日期>", "签批日期；不写就看 hengcai.yaml 的 publish.years")
    .option("--doc-no <文号>", "发文字号")
    .option("--objections-until <日期>", "各单位确认或提出异议的截止日期")
    .option("--review", "审核：送各单位核对，尚未签批")
    .option("--draft", "草案：不论 hengcai.yaml 怎么写，都不作为签批的结果")
    .option("--correct <原因>", "更正已经签批的版次：发布下一版，附变化表")
    .option("--key <文件>", "签名私钥（hengcai key new 生成）")
    .option("--no-pdf", "不生成 PDF")
    .action((options: PublishOptions) =>
      run(async global => (await import("./publish.ts")).runPublish(openContext(global), options))
    );

  command(
    "verify",
    "核验一个版次：逐个文件重算散列，与清单、校验和及签名对照；不联网，不写任何文件",
    "hengcai verify data/editions/2024/v1"
  )
    .argument("<文件夹>", "版次文件夹")
    .option("--key <公钥>", "办公室公布的公钥文件；不写就用版次里随附的公钥")
    .action((folder: string, options: {key?: string}) =>
      run(async global => (await import("./verify.ts")).runVerify(folder, options, global))
    );

  const key = chinese(program.command("key")).description("管理给版次签名的密钥");
  chinese(key.command("new"))
    .description("新建签名密钥：私钥（只有本人能读）和公钥各一个文件，不覆盖已有的")
    .addHelpText(
      "after",
      "\n--out 是私钥的文件名，默认为工作区里的 签名私钥.pem；公钥在旁边，扩展名 .pub。\n例：hengcai key new --out 签名私钥.pem"
    )
    .action(() =>
      run(async ({out, ...global}) => {
        const given = program.getOptionValueSource("out") === "cli";
        return (await import("./key.ts")).runKeyNew(given ? {out} : {}, global);
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

/** Returns an option that may be given several values, and several times. */
function several(flags: string, about: string): Option {
  const option = new Option(flags, about);
  option.variadic = true;
  return option;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UserError(`端口无效：“${text}”，应是 1 到 65535 的整数`);
  return port;
}
