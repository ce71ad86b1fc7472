import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {beforeAll, describe, expect, test, vi} from "vitest";
import {factsOf} from "../publish/sitedata/pages.ts";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));
const FOLDERS = ["components", "client/simulate", "client/query", "client/precheck"];
/** Functions that make markup or elements have such a result; `void` are those that fill a place they are given. */
const SIGNATURE = /^export function (\w+)[\s\S]*?\): ([^\n]+) \{$/gm;
const MADE = /^(?:Html|Part|HTMLElement|SVGSVGElement|Controls|void)\b/;
/** What has no look of its own, and what works on the page of its script alone. */
const PLAIN = new Set([
  ...["html", "trusted", "join", "withCodes", "proof", "element", "drawn", "el", "tableOf", "part"],
  // Made by dataLinks and yearLinks of its own file.
  ...["downloadLink", "yearNav"],
  ...["mount", "bindSchema", "clearHistory", "saveText", "dress"],
  // Sections of one page, put together of `section`, `table`, `figure` and drawings that are shown.
  ...["cityTable", "trendSection", "distributions", "byUnit", "hidingNotes", "matrixSection"],
  ...["outcomeSection", "benefitSection", "alertSection"],
  ...["groupTabs", "rankingTable", "barsFigure", "slopeFigure", "laddersSection", "dispositions", "bonusNotes"],
  ...["overdueSection", "dueSoonSection", "categorySection", "methodSection", "loopSection", "complianceSection"],
  ...["townSection", "unitSection", "itemFigure", "yearTable", "channelTable", "unitFigure", "unitTable"],
  ...["opinionSection", "rectificationSection"]
]);

const sources = FOLDERS.flatMap(folder =>
  readdirSync(join(SRC, folder))
    .filter(name => name.endsWith(".ts"))
    .map(name => `${folder}/${name}`)
);
const components = sources.flatMap(file =>
  [...readFileSync(join(SRC, file), "utf8").matchAll(SIGNATURE)].flatMap(([, name, type]) =>
    MADE.test(type!) && !PLAIN.has(name!) ? [name!] : []
  )
);

/** The names of the functions that ran while the page was made. */
const ran = new Set<string>();
let markup: string;

beforeAll(async () => {
  // Other files of the run may have read the modules already, and are to read them as they are.
  vi.resetModules();
  for (const file of sources) {
    vi.doMock(join(SRC, file), async importOriginal => {
      const original = await importOriginal<Record<string, unknown>>();
      return Object.fromEntries(Object.entries(original).map(([name, value]) => [name, watched(name, value)]));
    });
  }
  const {styleLive} = await import("../../src/build/styleLive.ts");
  const {stylePage} = await import("../../src/components/stylePage.ts");
  markup = stylePage(factsOf(), [], styleLive()).main.text;
  for (const file of sources) vi.doUnmock(join(SRC, file));
  vi.resetModules();
}, 60_000);

function watched(name: string, value: unknown): unknown {
  if (typeof value !== "function" || !components.includes(name)) return value;
  return (...given: unknown[]) => {
    const made: unknown = value(...given);
    if (made !== null) ran.add(name);
    return made;
  };
}

describe("the page /style", () => {
  test("is made by every component's own function", () => {
    expect(components.length).toBeGreaterThan(40);
    expect(components.filter(name => !ran.has(name))).toEqual([]);
  });

  test("gives no two parts one id", () => {
    const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map(match => match[1]!);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });
});
