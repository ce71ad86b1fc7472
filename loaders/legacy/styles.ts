import {maybeStyleFormat} from "./cell.ts";

/** Returns the number formats that a style sheet gives, by class (`.xl24`) or element (`td`). */
export function formatsOf(css: string): [key: string, format: string][] {
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) => {
    const format = maybeStyleFormat(body!);
    if (format === undefined) return [];
    return selectors!
      .split(",")
      .map(one => one.replace(/<!--/g, "").trim().toLowerCase())
      .filter(one => /^(?:td|th)?(?:\.[\w-]+)?$/.test(one) && one !== "")
      .map((one): [string, string] => [one.replace(/^(?:td|th)(?=\.)/, ""), format]);
  });
}

/** Returns the number format of a cell by its own style, its classes or its element. */
export function formatOf(
  attributes: ReadonlyMap<string, string>,
  formats: ReadonlyMap<string, string>
): string | undefined {
  const own = maybeStyleFormat(attributes.get("style") ?? "");
  if (own !== undefined) return own;
  if (!formats.size) return undefined;
  const classes = (attributes.get("class") ?? "").toLowerCase().split(/\s+/);
  const byClass = classes.map(one => formats.get(`.${one}`)).find(one => one !== undefined);
  return byClass ?? formats.get("td");
}
