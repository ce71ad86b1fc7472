import {type Html, html, withCodes} from "../../components/html.ts";
import {amendmentOf, commandOf, configOf} from "./amendment.ts";
import type {Scenario} from "./scenario.ts";
import type {Workbench} from "./workbench.ts";

/** Returns what takes the scenario elsewhere: the command, the amendment, what goes into the configuration. */
export function handover(scenario: Scenario, {policy, knobs}: Workbench, asOf: string): Html {
  const amendment = amendmentOf(scenario, {policy, knobs, asOf});
  const config = configOf(scenario, asOf);
  return html`<h3>命令行</h3><p>在工作区所在的电脑上运行，结果与本页相同。</p>${block("command", commandOf(scenario, knobs), "复制命令")}
<h3>修订稿</h3>${
    "yaml" in amendment
      ? html`<p>改动的数写成修订文件，可以用 <code>hengcai policy check</code> 核对、用 <code>hengcai simulate --amend</code> 试算；发文以后补上条款。</p>${block("yaml", amendment.yaml, "复制修订稿")}<p><button type="button" class="push" data-save="yaml">下载修订稿</button></p>`
      : html`<p>${withCodes(amendment.why)}。</p>`
  }${config === null ? null : html`<h3>理解的裁定</h3><p>换一种理解不是修订，写进工作区的 <code>hengcai.yaml</code>，注明谁、何时裁定。</p>${block("config", config, "复制裁定")}`}`;
}

function block(name: string, text: string, copy: string): Html {
  return html`<pre class="code" tabindex="0" role="group" aria-label="${copy.slice(2)}"><code data-text="${name}">${text}</code></pre><p><button type="button" class="push" data-copy="${name}">${copy}</button></p>`;
}

/** Puts the text on the clipboard; also in pages without encryption, where browsers offer only the old way. */
export function copyText(text: string): boolean {
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.setAttribute("readonly", "");
  holder.className = "aside";
  document.body.append(holder);
  const focused = document.activeElement;
  holder.select();
  const copied = document.execCommand("copy");
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
