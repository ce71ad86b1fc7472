import {createHash} from "node:crypto";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {writeFile} from "../sink.ts";
import {UNSIGNED} from "../state.ts";

/** Writes the page that checks an edition in a browser, offline: one file, with its script inside, and a draft's mark. */
export async function writeVerifyPage({file, mark = null}: {file: string; mark?: string | null}): Promise<void> {
  const page = verifyPage(await bundle(), mark);
  await writeFile(file, sink => sink.write(page));
}

async function bundle(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL("./verifyPageScript.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent"
  });
  return outputFiles[0]!.text.replace(/^\s*\/\/ .*\n/gm, "");
}

function verifyPage(script: string, mark: string | null): string {
  const hash = createHash("sha256").update(script).digest("base64");
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>核验版次</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>核验版次</h1>
${mark ? `<p class="mark">${mark}，${UNSIGNED}</p>\n` : ""}<p>选择（或拖入）整个版次文件夹，本页逐个文件重算散列，与清单、校验和及签名对照，说出改动、缺少和多出的文件。文件不离开本机，不联网。</p>
<div id="drop">
<label for="folder">版次文件夹（v1、v2 这样的）</label>
<input id="folder" type="file" webkitdirectory multiple>
<p>也可以把文件夹拖到这里。</p>
</div>
<div id="output" role="status" aria-live="polite"></div>
<p>本页随这一版发出，若有人改动文件，也可能改动本页。要紧时请用另外得到的程序核验：<code>hengcai verify 文件夹 --key 公钥</code>，或 <code>sha256sum -c SHA256SUMS</code>。</p>
</main>
<script>${script}</script>
</body>
</html>
`;
}

const STYLE = `body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:#1b1b1b;background:#fff;margin:0}
main{max-width:50rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem}label{display:block;font-weight:bold}
#drop{border:2px dashed #767676;padding:1rem}#output p{margin:.25rem 0;overflow-wrap:anywhere}
#output{margin:1rem 0;padding-left:1rem;border-left:4px solid #767676}#output.yes{border-color:#1a7f37}#output.no{border-color:#b3261e}
#output.yes::before{content:"核验通过";font-weight:bold;color:#1a7f37}#output.no::before{content:"核验没有通过";font-weight:bold;color:#b3261e}
code{overflow-wrap:anywhere}.mark{display:inline-block;border:2px solid #b3261e;color:#b3261e;font-weight:bold;padding:0 .75rem}`;
