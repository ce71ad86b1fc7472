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
    html`<h3>放文件的地方</h3><div class="precheck"><div class="drop">把文件拖到这里</div><div class="drop over">拖到上面时</div></div>`,
    html`<h3>进度和不能进行</h3><p class="progress"><progress max="100" value="40" aria-label="进度的样子"></progress><span>已下载 3.2 MB，共 8.1 MB</span></p><div class="refused"><h3>不能试算</h3><p>说明哪里不对，怎么办。</p></div>`
  );
}
