import {formatDocNo} from "../../../publish/format.ts";
import {type Html, html} from "../../components/html.ts";
import {BASIS_WORDS} from "./baseline.ts";
import type {Knob} from "./knobs.ts";
import {idleWords, ruleTitle} from "./say.ts";
import {readValue, type Scenario, valueText, withReading, withValue} from "./scenario.ts";
import type {Workbench} from "./workbench.ts";

/** The inputs of a scenario. */
export interface Controls {
  /** Puts the scenario into the inputs, and marks what differs from what is in force. */
  show(scenario: Scenario): void;
}

export interface ControlsOptions {
  bench: Workbench;
  groups: readonly string[];
  /** Called with what the reader made of the scenario. */
  change: (next: Scenario) => void;
  /** Called where an input holds what is no such number. */
  refuse: (message: string) => void;
}

/** Fills the form with an input for every number and every reading, and tells of each change. */
export function makeControls(form: HTMLElement, options: ControlsOptions): Controls {
  const {bench, change, refuse} = options;
  const {knobs, range} = bench;
  form.innerHTML = markup(options).text;
  let scenario: Scenario;
  const chosen = new Map([...range.readings].map(([id, one]) => [id, one.chosen]));

  form.addEventListener("input", event => {
    const input = event.target as HTMLInputElement | HTMLSelectElement;
    const row = input.closest<HTMLElement>("[data-knob]");
    if (row) return turn(row, input as HTMLInputElement);
    if (input.name === "year") return change({...scenario, year: Number(input.value)});
    if (input.name === "group") return change({...scenario, group: Number(input.value)});
    if (input.name === "basis") return change({...scenario, basis: input.value as Scenario["basis"]});
    const reading = input.closest<HTMLElement>("[data-reading]")?.dataset.reading;
    if (reading !== undefined) change(withReading(scenario, reading, input.value, range));
  });
  form.addEventListener("click", event => {
    const undo = (event.target as HTMLElement).closest<HTMLElement>("[data-undo]");
    const row = undo?.closest<HTMLElement>("[data-knob]");
    const reading = undo?.closest<HTMLElement>("[data-reading]")?.dataset.reading;
    if (row) {
      const knob = knobs[Number(row.dataset.knob)]!;
      change(withValue(scenario, knob, knob.present));
      row.querySelector<HTMLInputElement>("input[type=number]")!.focus();
    } else if (reading !== undefined) {
      change(withReading(scenario, reading, chosen.get(reading)!, range));
      undo!.closest("fieldset")!.querySelector<HTMLInputElement>("input:checked")!.focus();
    }
  });

  function turn(row: HTMLElement, input: HTMLInputElement): void {
    const knob = knobs[Number(row.dataset.knob)]!;
    const box = row.querySelector<HTMLInputElement>("input[type=number]")!;
    const fault = row.querySelector<HTMLElement>(".fault")!;
    const value = input === box ? readValue(knob, box.value) : Number(input.value);
    const wrong = typeof value === "string";
    box.setAttribute("aria-invalid", String(wrong));
    fault.textContent = wrong ? value : "";
    if (wrong) refuse(`${knob.label}${value}`);
    else change(withValue(scenario, knob, value));
  }

  function show(next: Scenario): void {
    scenario = next;
    const select = (name: string) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`)!;
    select("year").selectedIndex = range.years.indexOf(next.year);
    select("group").selectedIndex = next.group;
    select("basis").value = next.basis;
    for (const [i, knob] of knobs.entries()) showKnob(form.querySelector(`[data-knob="${i}"]`)!, knob, next);
    for (const box of form.querySelectorAll<HTMLElement>("[data-rule]")) {
      const rows = [...box.querySelectorAll<HTMLElement>("[data-knob]")];
      box.hidden = rows.every(row => row.hidden);
    }
    for (const box of form.querySelectorAll<HTMLElement>("[data-reading]")) {
      const id = box.dataset.reading!;
      const option = next.readings.get(id) ?? chosen.get(id)!;
      for (const input of box.querySelectorAll<HTMLInputElement>("input")) input.checked = input.value === option;
      mark(box, next.readings.has(id));
    }
  }

  function showKnob(row: HTMLElement, knob: Knob, next: Scenario): void {
    const value = next.values.get(knob.path) ?? knob.present;
    const [slider, box] = row.querySelectorAll<HTMLInputElement>("input") as unknown as [
      HTMLInputElement,
      HTMLInputElement
    ];
    if (value > Number(slider.max)) slider.max = String(value);
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", `${valueText(knob, value)}${unitOf(knob)}`);
    // What is being typed stays as it is typed: 1. on the way to 1.5.
    if (document.activeElement !== box || readValue(knob, box.value) !== value) box.value = valueText(knob, value);
    box.setAttribute("aria-invalid", "false");
    row.querySelector<HTMLElement>(".fault")!.textContent = "";
    mark(row, next.values.has(knob.path));
    // A changed number stays in sight, also where it does nothing.
    row.hidden = idleWords(knob, next, chosen) !== null && !next.values.has(knob.path);
  }

  return {show};
}

function mark(box: HTMLElement, changed: boolean): void {
  box.toggleAttribute("data-changed", changed);
  box.querySelector<HTMLElement>(".was")!.hidden = !changed;
}

function markup({bench, groups}: ControlsOptions): Html {
  const {policy, knobs, range} = bench;
  const rules = policy.bonus!.rules;
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]) =>
    html`<p class="field"><label for="try-${name}">${label}</label><select id="try-${name}" name="${name}">${options.map(([value, words]) => html`<option value="${value}">${words}</option>`)}</select></p>`;
  const rows = (rule: string | null) =>
    knobs.flatMap((knob, i) =>
      knob.rule === rule ? [knobRow(knob, i, rule === null ? "" : ruleTitle(policy, rule))] : []
    );
  const limits = rows(null);
  return html`<div class="scope">${[
    select(
      "year",
      "年度",
      range.years.map(year => [String(year), `${year}年度`] as const)
    ),
    select(
      "group",
      "组别",
      [...groups, "不参加排位次的单位"].map((name, i) => [String(i), name] as const)
    ),
    select("basis", "口径", Object.entries(BASIS_WORDS))
  ]}</div>
<h3>分值、档次、封顶</h3>
${rules.map(rule => html`<fieldset class="rule" data-rule="${rule.id}"><legend>${ruleTitle(policy, rule.id)}</legend><p class="clause">${formatDocNo(rule.basis)}</p>${rows(rule.id)}</fieldset>`)}
${limits.length ? html`<fieldset class="rule" data-rule="limits"><legend>几条规则合计</legend>${limits}</fieldset>` : null}
<h3>条款的理解</h3>
${[...range.readings].map(([id, one], i) => readingBox(bench, id, one, i))}`;
}

function knobRow(knob: Knob, i: number, rule: string): Html {
  const unit = unitOf(knob);
  const name = [rule, knob.label].filter(Boolean).join("，");
  const {step, most} = scaleOf(knob);
  const present = valueText(knob, knob.present);
  return html`<div class="knob" data-knob="${i}" data-path="${knob.path}"><label for="try-${i}">${knob.label}${knob.from === null ? null : html`<small>${knob.from} 起</small>`}</label>
<input type="range" aria-label="${name}，滑块" min="${knob.least}" max="${most}" step="${step}" value="${knob.present}">
<span class="box"><input type="number" id="try-${i}" aria-describedby="try-${i}-was try-${i}-fault" inputmode="decimal" min="${valueText(knob, knob.least)}" step="${valueText(knob, step)}" value="${present}" autocomplete="off"><span aria-hidden="true">${unit}</span></span>
<span class="was" hidden><span id="try-${i}-was">现行 ${present}${unit}</span><button type="button" class="push" data-undo aria-label="恢复${name}">恢复</button></span><span class="fault" id="try-${i}-fault"></span></div>`;
}

function readingBox(
  {policy}: Workbench,
  id: string,
  {options, chosen}: {options: readonly string[]; chosen: string},
  i: number
): Html {
  const reading = policy.readings.get(id)!;
  const place = policy.clauses.get(reading.clause)?.at ?? "";
  const choice = (option: string, n: number) =>
    html`<label><input type="radio" name="reading-${i}" id="try-r${i}-${n}" value="${option}"${option === chosen ? " checked" : ""}><span>${reading.options.get(option) || option}${option === chosen ? html`<b class="now">现行</b>` : null}</span></label>`;
  return html`<fieldset class="reading" data-reading="${id}"><legend>${reading.ask}</legend><p class="clause">${place}</p>${options.map(choice)}<span class="was" hidden><span>已换一种理解</span><button type="button" class="push" data-undo aria-label="恢复：${reading.ask}">恢复</button></span></fieldset>`;
}

function unitOf({unit}: Knob): string {
  return unit === "points" ? "分" : "项";
}

/** How far the slider goes and in what steps, in thousandths or items; further numbers go into the box. */
function scaleOf({unit, present}: Knob): {step: number; most: number} {
  if (unit === "count") return {step: 1, most: 2 * present + 5};
  const step = [100, 10].find(size => present % size === 0) ?? 1;
  return {step, most: 2 * present + 1000};
}
