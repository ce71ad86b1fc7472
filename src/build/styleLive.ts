import {JSDOM} from "jsdom";
import {readPolicies} from "../../publish/sitedata/policies.ts";
import {fileReport} from "../client/precheck/report.ts";
import {showFault, showResult} from "../client/query/answer.ts";
import {makeControls} from "../client/simulate/controls.ts";
import {handover} from "../client/simulate/hand.ts";
import {knobsOf} from "../client/simulate/knobs.ts";
import {resultsOf} from "../client/simulate/results.ts";
import {changesOf} from "../client/simulate/say.ts";
import {type Scenario, startOf} from "../client/simulate/scenario.ts";
import type {Outcome, Workbench} from "../client/simulate/workbench.ts";
import {section} from "../components/frame.ts";
import {type Html, html, trusted} from "../components/html.ts";
import {UNITS} from "../components/styleSample.ts";
import {fileResult, queryResult} from "./styleLiveSample.ts";

/** The policy whose inputs are shown; it comes with the product. */
const POLICY = "haicheng-2021-2";
const WIDTH = 640;

/** Returns what the scripts of the three reactive pages make, by their own functions, for the page /style. */
export function styleLive(): Html {
  return withDocument(() => html`${simulateParts()}${queryParts()}${precheckParts()}`);
}

/** Runs the work with a document of its own, as a browser would give it. */
function withDocument<T>(work: () => T): T {
  const {window} = new JSDOM("");
  Object.defineProperty(window.HTMLElement.prototype, "clientWidth", {get: () => WIDTH});
  const scope = globalThis as {document?: Document};
  const before = scope.document;
  scope.document = window.document;
  try {
    return work();
  } finally {
    if (before) scope.document = before;
    else delete scope.document;
    window.close();
  }
}

function simulateParts(): Html {
  const policy = readPolicies([POLICY], ".")[0]!.policy!;
  const all = knobsOf(policy).filter(knob => !knob.under.length);
  const ofRule = ({id}: {id: string}) => all.filter(knob => knob.rule === id);
  const rule = [...policy.bonus!.rules].sort((a, b) => ofRule(b).length - ofRule(a).length)[0]!;
  const knobs = ofRule(rule).slice(0, 3);
  const [id, reading] = [...policy.readings][0]!;
  const bench: Workbench = {
    policy: {...policy, bonus: {...policy.bonus!, rules: [rule]}},
    knobs,
    range: {
      ...{policy: POLICY, years: [2024, 2025], groups: 1, knobs},
      readings: new Map([[id, {options: [...reading.options.keys()], chosen: reading.default}]])
    },
    ask: () => Promise.reject(new Error("nobody asks here"))
  };
  const other = [...reading.options.keys()].find(option => option !== reading.default)!;
  const first = knobs[0]!;
  const scenario: Scenario = {
    ...startOf(bench.range),
    values: new Map([[first.path, first.present * 2]]),
    readings: new Map([[id, other]])
  };
  const chosen = new Map([[id, reading.default]]);
  const outcome = moved(policy, scenario, rule.id);
  const results = resultsOf(outcome, {
    ...{group: outcome.units[0]!.group, changes: changesOf(scenario, {policy, knobs, chosen}), width: WIDTH},
    pageOf: () => undefined
  });
  return section(
    "政策模拟的部件",
    html`<h3>数和理解，改动的结果，带走</h3>`,
    html`<div class="try"><form class="controls" aria-label="改动什么">${controls(bench, scenario)}</form><div class="outcome">${results}<details class="hand" open><summary>拿走这个方案</summary><div>${handover(scenario, bench, "2025-12-31")}</div></details></div></div>`
  );
}

/** One number changed, one that is no number, one reading changed; the rest in force. */
function controls(bench: Workbench, scenario: Scenario): Html {
  const form = document.createElement("form");
  const {show} = makeControls(form, {
    ...{bench, groups: ["镇（街道）"], change: () => {}, refuse: () => {}}
  });
  show(scenario);
  const wrong = form.querySelectorAll<HTMLInputElement>("input[type=number]")[1];
  if (wrong) {
    wrong.value = "-1";
    wrong.dispatchEvent(new (document.defaultView as unknown as typeof globalThis).Event("input", {bubbles: true}));
  }
  for (const input of form.querySelectorAll("input")) {
    input.setAttribute("value", input.value);
    input.toggleAttribute("checked", input.checked);
  }
  for (const option of form.querySelectorAll("option")) option.toggleAttribute("selected", option.selected);
  return trusted(form.innerHTML);
}

/** Ranks turned round: up, down and as before, with a claim that explains it. */
function moved(policy: Outcome["policy"], scenario: Scenario, rule: string): Outcome {
  const after = [2, 1, 3, 4];
  return {
    ...{policy, scenario, warnings: ["封顶高于现行，超出的部分没有条款依据"]},
    units: UNITS.map((unit_name, i) => {
      const change = i === 1 ? 500 : 0;
      return {
        ...{unit_id: `样${i + 1}`, unit_name, group: "镇（街道）", total_before: 3000 - 400 * i},
        ...{total_after: 3000 - 400 * i + change, rank_before: i + 1, rank_after: after[i]!},
        rules: change ? [{rule_id: rule, points_before: 500, points_after: 1000}] : []
      };
    }),
    claims: [
      {
        ...{claim_id: "SB-样1", unit_id: "样2", rule_id: rule, event_on: "2025-03-01"},
        ...{clause_before: null, clause_after: null, points_before: 500, points_after: 1000},
        ...{disposition_before: "counted", disposition_after: "counted", dup_of_before: null, dup_of_after: null},
        ...{source_file: "claims/申报.csv", source_sheet: "", source_row: 2}
      }
    ]
  };
}

function queryParts(): Html {
  const [bars, fault] = [document.createElement("div"), document.createElement("div")];
  showResult(bars, "SELECT 单位, 合计\nFROM 位次", queryResult(), 0.04);
  showFault(fault, {
    what: "没有这一列：“合记”",
    hints: ["是不是“合计”？"],
    place: {line: 1, column: 12, text: "SELECT 单位, 合记"},
    original: 'Binder Error: Referenced column "合记" not found'
  });
  return section(
    "数据查询的部件",
    html`<p>有结果时：表、快图和下载；没有结果时：哪一行哪个字，应当怎样。</p>`,
    html`<div class="query"><div>${trusted(bars.innerHTML)}${trusted(fault.innerHTML)}</div></div>`
  );
}

function precheckParts(): Html {
  const files = (
    [
      ["申报表", "faulty"],
      ["单位表", "fit"],
      ["照片", "unread"]
    ] as const
  ).map(([name, state], i) => {
    const parts = fileReport(fileResult(name, state), i, () => {});
    return html`<section class="precheck-file"><h3>${name}</h3>${parts.map(part => trusted(part.outerHTML))}</section>`;
  });
  return section("数据自检的部件", html`<div class="precheck">${files}</div>`);
}
