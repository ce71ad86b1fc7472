import type {SimulationModel} from "../../../publish/simulation/simulation.ts";
import type {SimulationTable} from "../../../publish/simulation/tables.ts";
import {html} from "../../components/html.ts";
import {onHash} from "../address.ts";
import {engineObstacle, startEngine} from "../engine.ts";
import {lastingBench} from "./lastingBench.ts";
import {onEngine} from "./runner.ts";
import {isLink} from "./scenario.ts";
import {makeSession} from "./session.ts";
import {openWorkbench, Refusal, type Workbench} from "./workbench.ts";

/** Offers to start in the place that the page holds for it; nothing is fetched before the click. */
export function mount(place: HTMLElement): void {
  const {base = "", model: address = ""} = place.dataset;
  const obstacle = engineObstacle();
  if (obstacle !== undefined) {
    place.innerHTML = html`<p class="need">${obstacle}</p>`.text;
    return;
  }
  const linked = isLink(location.hash);
  place.innerHTML =
    html`${linked ? html`<p>这个链接带着一个试算方案，开始后照它重算。</p>` : null}<p class="go"><button type="button" class="push main">开始试算</button> <span class="after">第一次要下载不到 9 MB 的数据引擎，之后都在这台电脑上算，什么也不发出去。</span></p><div class="progress" hidden><progress max="1" value="0" aria-label="下载数据引擎"></progress> <span role="status"></span></div>`.text;
  const button = place.querySelector("button")!;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const bar = place.querySelector<HTMLElement>(".progress")!;
    bar.hidden = false;
    const progress = bar.querySelector("progress")!;
    const status = bar.querySelector<HTMLElement>("[role=status]")!;
    try {
      status.textContent = "正在下载数据引擎";
      let restarts = 0;
      const [{model, files}, engine] = await Promise.all([
        fetchAll(new URL(`${base}${address}`, location.href)),
        startEngine({
          base,
          onProgress(loaded, total) {
            progress.max = total;
            progress.value = loaded;
          },
          async onRestart() {
            restarts++;
          }
        })
      ]);
      progress.removeAttribute("value");
      status.textContent = "正在按现行规定重算全部年度，与公布的结果核对";
      const open = () => openWorkbench(onEngine(engine), model, files);
      await begin(place, await lastingBench(open, () => restarts), model);
    } catch (error) {
      place.innerHTML = refusal(error).text;
      place.querySelector<HTMLElement>("[role=alert]")!.focus();
    }
  });
}

async function begin(place: HTMLElement, bench: Workbench, model: SimulationModel): Promise<void> {
  const session = makeSession(place, bench, model);
  await session.restore(location.hash);
  onHash(hash => {
    if (isLink(hash) || hash === "") void session.restore(hash);
  });
}

function refusal(error: unknown) {
  const words = error instanceof Error ? error.message : String(error);
  return error instanceof Refusal
    ? html`<div class="refused" role="alert" tabindex="-1"><h3>不能试算：重算与公布的结果不一致</h3><p>${words}。</p><p>在对上之前，任何“如果”都不可信。多半是网站的数据文件与页面不是同一次生成的：请重新生成网站，整个文件夹一起更换。</p></div>`
    : html`<div class="refused" role="alert" tabindex="-1"><h3>没有能开始</h3><p>${words}</p><p>刷新本页可以再试一次。</p></div>`;
}

interface Shipped {
  model: SimulationModel;
  files: Record<SimulationTable, string>;
}

async function fetchAll(address: URL): Promise<Shipped> {
  const model = JSON.parse(await fetchText(address)) as SimulationModel;
  const names = Object.keys(model.tables) as SimulationTable[];
  const texts = await Promise.all(names.map(name => fetchText(new URL(model.tables[name].file, address))));
  return {model, files: Object.fromEntries(names.map((name, i) => [name, texts[i]!])) as Shipped["files"]};
}

async function fetchText(address: URL): Promise<string> {
  // A server that says nothing of how long its files hold would pair this page with the claims of an older edition.
  const answer = await fetch(address, {cache: "no-cache"}).catch(() => undefined);
  if (!answer?.ok) throw new Error(`取不到数据文件：${address.pathname}；请看网站的文件夹是否完整。`);
  return answer.text();
}
