import {section} from "./frame.ts";
import {type Html, html} from "./html.ts";

/** Returns the section with what can be pressed, chosen and typed in, each in each of its states. */
export function styleControls(): Html {
  return section(
    "控件",
    html`<p>键盘走到的地方有 3 像素的边框；能点的地方高宽都不小于 24 像素。分组有脚本时是选项卡，没有时各组依次排下去；←、→ 换组。</p>`,
    html`<div class="tabs" data-tabs>${["第一组", "第二组"].map((name, i) => html`<section class="tab" data-tab="${name}" id="style-tab-${i + 1}"><h3>${name}</h3><p>${name}的内容。</p></section>`)}</div>`,
    html`<h3>按钮</h3><p><button type="button" class="push main">开始</button> <button type="button" class="push">恢复</button> <button type="button" class="push" disabled>没有可恢复的</button> <button type="button" class="push focused">键盘走到</button>　<a class="focused" href="#main" rel="external">键盘走到的链接</a></p>`,
    html`<h3>能打开依据的数</h3><p>点线下划的数字通到它的算法或逐条明细：<a class="proof" href="method.html" rel="external">75.2%</a>。</p>`,
    html`<h3>数和理解</h3><div class="try"><div class="controls"><fieldset class="rule"><legend>一条规则</legend><p class="clause">条款</p>${[
      knob("style-same", "每人", "0.5", "", ""),
      knob("style-changed", "封顶", "1.2", "已改，现行 1.0分", ""),
      knob("style-wrong", "每项", "-1", "", "不能小于 0")
    ]}</fieldset><fieldset class="reading"><legend>“以上”含不含本数</legend>${["含本数（现行）", "不含本数"].map(
      (words, i) =>
        html`<label><input type="radio" name="style-reading"${i ? null : html` checked`}><span>${words}</span></label>`
    )}</fieldset><p class="field"><label for="style-year">年度</label> <select id="style-year"><option>2025年度</option><option>2024年度</option></select></p></div></div>`,
    html`<h3>放文件的地方</h3><div class="precheck"><div class="drop">把文件拖到这里</div><div class="drop over">拖到上面时</div></div>`,
    html`<h3>进度和不能进行</h3><p class="progress"><progress max="100" value="40" aria-label="进度的样子"></progress><span>已下载 3.2 MB，共 8.1 MB</span></p><div class="refused"><h3>不能试算</h3><p>说明哪里不对，怎么办。</p></div>`
  );
}

function knob(id: string, label: string, value: string, was: string, fault: string): Html {
  return html`<div class="knob"${was ? html` data-changed` : null}><label for="${id}">${label}</label><input type="range" min="0" max="2" step="0.1" value="${value}" aria-label="${label}（滑块）"><span class="box"><input type="number" id="${id}" value="${value}" step="0.1"${fault ? html` aria-invalid="true" aria-describedby="${id}-fault"` : null}>分</span>${was ? html`<span class="was">${was}</span>` : null}${fault ? html`<span class="fault" id="${id}-fault">${fault}</span>` : null}</div>`;
}
