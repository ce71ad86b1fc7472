import {type Command, Help} from "commander";
import {displayWidth} from "./progress.ts";

/** Makes a command speak Chinese (headings, defaults, what it says of a wrong call) and returns it. */
export function chinese(command: Command): Command {
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
  if (message.startsWith("required option")) return `缺少选项：${name}${help}`;
  const [, bare] = message.match(/^too many arguments for '([^']+)'\. Expected 0 /) ?? [];
  if (bare !== undefined) return `“${bare}”后面不写文件或文件夹；工作区用 --workspace 指定${help}`;
  if (message.startsWith("too many arguments")) return `参数太多${help}；含空格的内容请加引号`;
  if (/option .* argument missing/.test(message)) return `选项后面缺少值：“${name}”${help}`;
  if (/argument .* is invalid/.test(message))
    return `选项的值无效：${message.match(/argument '([^']*)'/)?.[1] ?? ""}；${message.match(/Allowed choices are (.*)\./)?.[1]?.replaceAll(", ", "、") ?? ""}${help}`;
  return message;
}

const HEADINGS: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Global Options:": "通用选项：",
  "Commands:": "命令："
};
