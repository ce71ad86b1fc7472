/** Returns an element with attributes and children; texts are set as texts, whatever they say. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string | null)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(child => child !== null));
  return element;
}

/** Returns a table in a region that scrolls sideways by itself, as the other pages have them. */
export function tableOf(
  caption: string,
  heads: readonly {head: string; number?: boolean; wide?: boolean}[],
  rows: readonly (readonly (Node | string)[])[],
  {rowHead = 0, className}: {rowHead?: number; className?: string} = {}
): HTMLElement {
  const attributes = (i: number): Record<string, string> => {
    const {number = false, wide = false} = heads[i]!;
    return number ? {class: "number"} : wide ? {class: "wide-cell"} : {};
  };
  const head = el("tr", {}, ...heads.map(({head}, i) => el("th", {scope: "col", ...attributes(i)}, head)));
  const body = rows.map(row =>
    el(
      "tr",
      {},
      ...row.map((cell, i) =>
        i === rowHead ? el("th", {scope: "row", ...attributes(i)}, cell) : el("td", attributes(i), cell)
      )
    )
  );
  const table = el(
    "table",
    className ? {class: className} : {},
    el("caption", {}, caption),
    el("thead", {}, head),
    el("tbody", {}, ...body)
  );
  return el("div", {class: "scroll", role: "group", tabindex: "0", "aria-label": caption}, table);
}
