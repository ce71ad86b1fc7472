// The theme, sorting, filtering and tabs, on top of pages that are whole without them. A classic script: it also runs from a file.
(() => {
  const FILTER_FROM = 12;

  const THEME = "hengcai-theme";
  const root = document.documentElement;

  // At once, before anything is drawn: a page that turned dark a moment later would flash. A link may ask for a theme.
  root.dataset.theme = (askedTheme() ?? storedTheme()) === "dark" ? "dark" : "light";
  keepTheme(askedTheme());
  addEventListener("hashchange", () => {
    const theme = themeIn(location.hash);
    if (theme) root.dataset.theme = theme;
    keepTheme(theme);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  function start() {
    try {
      document.querySelectorAll("table[data-table]").forEach(table => {
        makeSortable(table);
        if (table.tBodies[0].rows.length >= FILTER_FROM && !table.closest("[data-search]")) addFilter(table);
      });
      document.querySelectorAll("[data-search]").forEach(addSearch);
      document.querySelectorAll("[data-tabs]").forEach(addTabs);
    } finally {
      // What stands below the head of the page waits for its tabs and filters, lest it jump when they come.
      root.dataset.ready = "";
    }
    showTarget();
    addEventListener("hashchange", showTarget);
    followSwitch(document.getElementById("dark-theme"));
  }

  // A link to a number must show it, folded away or not.
  function showTarget() {
    const target = namedTarget();
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }

  function namedTarget() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  }

  function followSwitch(box) {
    if (!box) return;
    box.checked = root.dataset.theme === "dark";
    box.addEventListener("change", () => {
      root.dataset.theme = box.checked ? "dark" : "light";
      keepTheme(root.dataset.theme);
    });
  }

  function askedTheme() {
    return themeIn(location.hash) ?? themeIn(location.search);
  }

  function themeIn(text) {
    return /^(?:#|.*[?&]theme=)(dark|light)(?:&|$)/.exec(text)?.[1];
  }

  function keepTheme(theme) {
    if (!theme) return;
    try {
      localStorage.setItem(THEME, theme);
    } catch {
      // A browser that keeps nothing for this page: the choice holds until the page is left.
    }
  }

  function storedTheme() {
    try {
      return localStorage.getItem(THEME);
    } catch {
      return null;
    }
  }

  // The button stands beside the words, not around them: Chromium repeats no head with a button in it on paper.
  function makeSortable(table) {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", `按${head.textContent.trim()}排序`);
      head.append(button);
      head.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        sortRows(table.tBodies[0], column, up);
      });
    });
  }

  function sortRows(body, column, up) {
    const rows = Array.from(body.rows, (row, place) => ({row, place, key: keyOf(row.cells[column])}));
    const sign = up ? 1 : -1;
    rows.sort((a, b) => sign * compare(a.key, b.key) || a.place - b.place);
    body.append(...rows.map(({row}) => row));
  }

  function keyOf(cell) {
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = Number(text.replace(/[,%]/g, ""));
    return text !== "" && Number.isFinite(number) ? number : text === "—" ? -Infinity : text;
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a - b;
    if (typeof a === "number") return -1;
    if (typeof b === "number") return 1;
    return a.localeCompare(b, "zh-Hans-CN-u-co-pinyin");
  }

  function addFilter(table) {
    const rows = Array.from(table.tBodies[0].rows);
    table.parentElement.before(searchBox("筛选", "", words => `${keepRows(rows, words)} 行`));
  }

  // One box over several tables; what has no row left is put away with its heading.
  function addSearch(box) {
    const parts = Array.from(box.children, part => ({part, rows: Array.from(part.querySelectorAll("tbody tr"))}));
    box.prepend(
      searchBox(box.dataset.search, box.dataset.hint ?? "", words => {
        let shown = 0;
        for (const {part, rows} of parts) {
          const kept = keepRows(rows, words);
          part.toggleAttribute("data-off", !kept);
          shown += kept;
        }
        return `${shown} 个`;
      })
    );
  }

  function searchBox(name, hint, search) {
    const label = document.createElement("label");
    label.className = "filter";
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    if (hint) input.placeholder = hint;
    const found = document.createElement("output");
    label.append(name, input, found);
    const holder = document.createElement("div");
    holder.className = "finder";
    holder.append(label);
    input.addEventListener("input", () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      const said = search(words);
      found.textContent = words.length ? said : "";
    });
    return holder;
  }

  function keepRows(rows, words) {
    let shown = 0;
    for (const row of rows) {
      const text = fold([row.textContent, ...Array.from(row.cells, cell => cell.dataset.find ?? "")].join(" "));
      const keep = words.every(word => text.includes(word));
      row.toggleAttribute("data-off", !keep);
      if (keep) shown++;
    }
    return shown;
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function addTabs(box) {
    const panels = Array.from(box.querySelectorAll(":scope > [data-tab]"));
    if (panels.length < 2) return;
    const list = document.createElement("div");
    list.className = "tablist";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "组别");
    const buttons = panels.map((panel, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.id = `${panel.id}-tab`;
      button.textContent = panel.dataset.tab;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.addEventListener("click", () => select(i));
      button.addEventListener("keydown", event => {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (!step) return;
        select((i + step + panels.length) % panels.length);
        buttons[(i + step + panels.length) % panels.length].focus();
      });
      return button;
    });
    list.append(...buttons);
    box.prepend(list);
    select(Math.max(wanted(), 0));
    addEventListener("hashchange", () => {
      if (wanted() >= 0) select(wanted());
    });

    // The panel that is named, or that holds what is named.
    function wanted() {
      const target = namedTarget();
      return panels.findIndex(panel => target && panel.contains(target));
    }

    function select(chosen) {
      panels.forEach((panel, i) => {
        panel.toggleAttribute("data-off", i !== chosen);
        buttons[i].setAttribute("aria-selected", String(i === chosen));
        buttons[i].tabIndex = i === chosen ? 0 : -1;
      });
    }
  }
})();
