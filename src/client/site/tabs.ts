import {settingName} from "./name.ts";
import type {Setting} from "./view.ts";

const STEPS: Readonly<Record<string, number>> = {ArrowRight: 1, ArrowLeft: -1};

/** Shows one of several panels at a time, with a tab for each; undefined where there is only one. */
export function makeTabs(box: HTMLElement, changed: () => void): Setting | undefined {
  const panels = [...box.querySelectorAll<HTMLElement>(":scope > [data-tab]")];
  if (panels.length < 2) return undefined;
  let chosen = 0;
  const list = document.createElement("div");
  list.className = "tablist";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "组别");
  const buttons = panels.map((panel, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `${panel.id}-tab`;
    button.textContent = panel.dataset.tab!;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    button.addEventListener("click", () => choose(i));
    button.addEventListener("keydown", event => {
      const step = STEPS[event.key];
      if (!step) return;
      const next = (i + step + panels.length) % panels.length;
      choose(next);
      buttons[next]!.focus();
    });
    return button;
  });
  list.append(...buttons);
  box.prepend(list);
  select(0);

  function choose(i: number): void {
    select(i);
    changed();
  }

  function select(i: number): void {
    chosen = i;
    panels.forEach((panel, at) => {
      panel.toggleAttribute("data-off", at !== i);
      buttons[at]!.setAttribute("aria-selected", String(at === i));
      buttons[at]!.tabIndex = at === i ? 0 : -1;
    });
  }

  function holding(place: Element | null): number {
    return panels.findIndex(panel => panel.contains(place));
  }

  return {
    name: settingName("tab", box.dataset.tabs),
    read: place => (chosen === Math.max(holding(place), 0) ? "" : panels[chosen]!.id),
    set: value =>
      select(
        Math.max(
          panels.findIndex(({id}) => id === value),
          0
        )
      ),
    show(place) {
      const i = holding(place);
      if (i >= 0) select(i);
    }
  };
}
