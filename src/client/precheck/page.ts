import type {PrecheckFacts} from "../../../publish/sitedata/precheck.ts";
import {type Checker, openChecker} from "./checker.ts";
import {el} from "./dom.ts";
import type {FileResult} from "./protocol.ts";
import {fileReport} from "./report.ts";
import {number, summaryText} from "./words.ts";

/** The page 数据自检: takes files, has them checked next door, and shows what was found. */

const root = document.getElementById("precheck");
if (root) start(root);

function start(root: HTMLElement): void {
  const facts = JSON.parse(root.dataset.facts ?? "") as PrecheckFacts;
  const part = <T extends HTMLElement>(selector: string): T => root.querySelector<T>(selector)!;
  const [needs, tool, state, run, results] = [
    "[data-needs]",
    ".precheck-tool",
    "[data-state]",
    "[data-run]",
    "[data-results]"
  ].map(selector => part(selector)) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  const bar = part<HTMLProgressElement>("progress");
  const input = part<HTMLInputElement>("input[type=file]");
  const done = new Map<number, FileResult>();
  const waiting = new Map<number, string>();
  let nextId = 1;

  tool.hidden = false;
  needs.hidden = true;
  const checker: Checker = openChecker(facts, {
    blocked() {
      tool.hidden = true;
      needs.hidden = false;
    },
    progress(id, share, rows) {
      if (share === null) bar.removeAttribute("value");
      else bar.value = Math.round(share * 100);
      const name = waiting.get(id) ?? "";
      state.textContent = rows ? `正在查“${name}”：已核对 ${number(rows)} 行` : `正在读“${name}”`;
    },
    done(id, result) {
      waiting.delete(id);
      done.set(id, result);
      show(id, result);
      run.hidden = waiting.size === 0;
      if (!waiting.size) state.textContent = summaryText([...done.values()]);
    }
  });

  const check = (id: number, file: File, dataset: string | null): void => {
    waiting.set(id, file.name);
    done.delete(id);
    run.hidden = false;
    bar.removeAttribute("value");
    state.textContent = `正在读“${file.name}”`;
    checker.check(id, file, dataset);
  };
  const files = new Map<number, File>();

  const take = (chosen: Iterable<File>): void => {
    const entries = [...chosen].map(file => ({id: nextId++, file}));
    // What was chosen last stands first, in the order in which it was chosen.
    results.prepend(...entries.map(({id, file}) => entryOf(id, file.name)));
    for (const {id, file} of entries) {
      files.set(id, file);
      check(id, file, null);
    }
  };

  const show = (id: number, result: FileResult): void => {
    const report = results.querySelector<HTMLElement>(`[data-file="${id}"] [data-report]`)!;
    for (const old of report.querySelectorAll<HTMLAnchorElement>("a[download]")) URL.revokeObjectURL(old.href);
    const hadFocus = report.contains(document.activeElement);
    report.replaceChildren(
      ...fileReport(result, id, dataset => {
        const file = files.get(id);
        if (file) check(id, file, dataset);
      })
    );
    // Whoever chose another dataset goes on from there.
    if (hadFocus) report.querySelector("select")?.focus();
  };

  input.addEventListener("change", () => {
    take([...(input.files ?? [])]);
    // The same file, mended, may be chosen again.
    input.value = "";
  });
  part("[data-stop]").addEventListener("click", () => {
    for (const id of waiting.keys()) checker.stop(id);
  });
  takeDrops(part("[data-drop]"), take);
}

/** The place of one file's report, under its name. */
function entryOf(id: number, name: string): HTMLElement {
  return el(
    "article",
    {class: "precheck-file", "aria-labelledby": `file-${id}`, "data-file": String(id)},
    el("h3", {id: `file-${id}`, tabindex: "-1"}, name),
    el("div", {"data-report": ""}, el("p", {}, "等待检查"))
  );
}

/** A file may be dropped anywhere: a browser would open it and leave the page. */
function takeDrops(box: HTMLElement, take: (files: Iterable<File>) => void): void {
  const mark = (on: boolean): void => void box.classList.toggle("over", on);
  document.addEventListener("dragover", event => {
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", event => {
    if (!event.relatedTarget) mark(false);
  });
  document.addEventListener("drop", event => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer) take([...event.dataTransfer.files]);
  });
}
