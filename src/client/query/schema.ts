import {element, part} from "./dom.ts";

/** Makes the names of the tables and columns insert themselves, and lets them be searched. */
export function bindSchema(insert: (text: string) => void): void {
  const tables = Array.from(document.querySelectorAll<HTMLDetailsElement>(".query-schema details"));
  for (const table of tables) {
    const name = table.dataset.tableName!;
    table.querySelector("summary")!.after(element("p", {}, inserter(name, `填入表名 ${name}`, insert)));
    for (const code of table.querySelectorAll<HTMLElement>("[data-insert]")) {
      code.replaceWith(inserter(code.dataset.insert!, code.textContent ?? "", insert));
    }
  }
  const found = element("output");
  const input = element("input", {type: "search", autocomplete: "off", oninput: () => find()});
  part("query-find").append(element("label", {class: "filter"}, "找表或字段", input, found));

  function find(): void {
    const word = input.value.normalize("NFKC").trim().toLowerCase();
    let count = 0;
    for (const table of tables) {
      let hits = 0;
      for (const item of table.querySelectorAll("li")) {
        const hit = Boolean(word) && item.textContent!.toLowerCase().includes(word);
        item.classList.toggle("hit", hit);
        if (hit) hits++;
      }
      const own = table.querySelector("summary")!.textContent!.toLowerCase().includes(word);
      table.hidden = Boolean(word) && !hits && !own;
      table.open = Boolean(word) && hits > 0;
      if (!table.hidden) count++;
    }
    found.textContent = word ? `${count}张表` : "";
  }
}

function inserter(text: string, label: string, insert: (text: string) => void): HTMLButtonElement {
  return element("button", {type: "button", class: "insert", onclick: () => insert(text)}, element("code", {}, label));
}
