import type {SimulationModel} from "../../../publish/simulation/simulation.ts";
import {PolicyError} from "../../../scoring/policyError.ts";
import {html} from "../../components/html.ts";
import {yearAnchor} from "../../components/proof.ts";
import {writeHash} from "../address.ts";
import {saveText} from "../saveText.ts";
import {makeControls} from "./controls.ts";
import {copyText, handover} from "./hand.ts";
import {resultsOf} from "./results.ts";
import {changesOf, sentenceOf, titleOf} from "./say.ts";
import {isLink, isPlain, linkOf, parseLink, type Scenario, startOf} from "./scenario.ts";
import type {Outcome, Workbench} from "./workbench.ts";

/** The page once the engine is up: one scenario after the other. */
export interface Session {
  /** Takes up the scenario of a link; the question that changes nothing where it holds none. */
  restore(hash: string): Promise<void>;
}

/** How long the reader has stopped before the result is said aloud and the link is written, in milliseconds. */
const CALM = 400;

/** Fills the place with inputs and results, and keeps them and the link at one scenario. */
export function makeSession(place: HTMLElement, bench: Workbench, model: SimulationModel): Session {
  const {knobs, range, policy} = bench;
  const chosen = new Map([...range.readings].map(([id, one]) => [id, one.chosen]));
  place.innerHTML = FRAME;
  const part = (name: string) => place.querySelector<HTMLElement>(`[data-part=${name}]`)!;
  let scenario = startOf(range);
  let last: Outcome | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;
  // Of what is asked while an answer is made only the last counts.
  let next: Scenario | undefined;
  let working: Promise<void> | undefined;

  const controls = makeControls(part("controls"), {bench, groups: model.groups, change, refuse: fault});
  part("reset").addEventListener("click", () => {
    change({...scenario, values: new Map(), readings: new Map()});
    part("controls").querySelector<HTMLElement>("select")!.focus();
  });
  part("jump").addEventListener("click", () => {
    part("title").scrollIntoView();
    part("title").focus();
  });
  part("link").addEventListener("click", () => {
    writeLink();
    told(copyText(location.href) ? "链接已复制，打开它就是这个方案。" : `请手工复制地址栏里的链接。`);
  });
  place.addEventListener("click", event => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-copy], [data-save]");
    if (!button) return;
    const {copy, save} = button.dataset;
    const text = place.querySelector(`[data-text=${copy ?? save}]`)!.textContent;
    if (save !== undefined) saveText(text, `${range.policy}-draft.yaml`, "application/yaml");
    else told(copyText(text) ? "已复制。" : "没有复制成，请选中文字手工复制。");
  });

  function change(wanted: Scenario): void {
    scenario = wanted;
    controls.show(scenario);
    next = scenario;
    working ??= work().finally(() => {
      working = undefined;
    });
  }

  async function work(): Promise<void> {
    while (next) {
      const asked = next;
      next = undefined;
      try {
        // Another group of the same question is there already.
        const same = last !== undefined && question(last.scenario) === question(asked);
        last = same ? {...last!, scenario: asked} : await bench.ask(asked);
        if (!next) draw(last);
      } catch (error) {
        fault(faultOf(error));
      }
    }
  }

  function question(one: Scenario): string {
    return linkOf({...one, group: 0}, range);
  }

  function draw(outcome: Outcome): void {
    const group = model.groups[outcome.scenario.group] ?? null;
    const changes = changesOf(outcome.scenario, {policy, knobs, chosen});
    part("fault").textContent = "";
    part("results").removeAttribute("data-stale");
    const open = part("results").querySelector("details")?.open ?? false;
    const width = Math.min(760, Math.max(300, part("results").clientWidth));
    part("results").innerHTML = resultsOf(outcome, {group, changes, width, pageOf: id => pageOf(outcome, id)}).text;
    const details = part("results").querySelector("details");
    if (details) details.open = open;
    part("hand").innerHTML = handover(outcome.scenario, bench, model.asOf).text;
    const plain = isPlain(outcome.scenario);
    part("title").textContent = plain ? "现行规定的结果" : `改动${changes.length}处以后`;
    part("jump").textContent = `${plain ? "还没有改动" : titleOf(outcome, group)}，看结果 ↓`;
    (part("reset") as HTMLButtonElement).disabled = plain;
    clearTimeout(calm);
    calm = setTimeout(() => {
      part("said").textContent = sentenceOf(outcome, group);
      writeLink();
    }, CALM);
  }

  /** An earlier year's claims are named on the unit's page of the latest. */
  function pageOf({scenario: {year}}: Outcome, unitId: string): string | undefined {
    const page = model.pages[unitId];
    if (page === undefined) return undefined;
    return `${place.dataset.base ?? ""}${page}${year === model.years.at(-1) ? "" : `#${yearAnchor(year)}`}`;
  }

  function fault(message: string): void {
    part("fault").textContent = message;
    part("results").setAttribute("data-stale", "");
  }

  function told(message: string): void {
    part("told").textContent = message;
  }

  function writeLink(): void {
    const link = linkOf(scenario, range);
    if (link !== linkOf(startOf(range), range)) writeHash(`#${link}`);
    else if (isLink(location.hash)) writeHash("");
  }

  return {
    async restore(hash) {
      const read = parseLink(isLink(hash) ? hash : "", range);
      change(read.scenario);
      await working;
      if (read.faults.length) part("fault").textContent = `链接里有看不懂的地方，没有照办：${read.faults.join("；")}。`;
    }
  };
}

function faultOf(error: unknown): string {
  if (!(error instanceof PolicyError)) return `没有算成：${error instanceof Error ? error.message : String(error)}`;
  const messages = error.places.map(({message}) => message.replace(/^--set [^：]*：/, ""));
  return `这样改，制度自相矛盾：${[...new Set(messages)].join("；")}。下面仍是上一次的结果。`;
}

const FRAME = html`<div class="try"><form class="controls" data-part="controls" aria-label="改动什么" novalidate></form>
<button type="button" class="push jump" data-part="jump"></button>
<div class="outcome"><h3 data-part="title" tabindex="-1"></h3><p class="said" role="status" data-part="said"></p><p class="fault" role="alert" data-part="fault"></p>
<p class="actions"><button type="button" class="push" data-part="reset" disabled>全部恢复</button> <button type="button" class="push" data-part="link">复制链接</button> <span role="status" data-part="told"></span></p>
<div data-part="results"></div><details class="hand"><summary>拿走这个方案：命令、修订稿</summary><div data-part="hand"></div></details></div></div>`
  .text;
