import {readFileSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, test} from "vitest";
import {KPIS} from "../../publish/sitedata/kpis.ts";
import {measureWords} from "../../publish/sitedata/measureWords.ts";
import {builtSample} from "../built.ts";
import {textAt} from "./numberProof.ts";

/** Measures that nobody asked for by a number, and why they are there. */
const OWN: Readonly<Record<string, string>> = {
  earning: "the other side of those without a claim",
  items: "what the shares of inspections are taken of",
  notices: "the step from an item to its notice",
  explained: "what is asked of units that are late",
  approved: "what is asked of the inspectors themselves",
  done: "what became of the meetings' tasks",
  done_on_time: "what became of the meetings' tasks"
};

let pages: (name: string) => string;
beforeAll(async () => {
  const {dist} = await builtSample();
  pages = name => readFileSync(join(dist, `${name}.html`), "utf8");
}, 300_000);

describe("the indicators that the office asks for", () => {
  test("are all in the list, in their order, each with a measure or a place", () => {
    expect(KPIS.map(({id}) => id)).toEqual(Array.from({length: 30}, (_, i) => `K${String(i + 1).padStart(2, "0")}`));
    expect(KPIS.filter(({measures, place}) => !measures.length && !place)).toEqual([]);
  });

  test("rest on measures that there are, and no measure is without one that says why it is there", () => {
    const known = measureWords().map(({id}) => id);
    const named = KPIS.flatMap(({measures}) => measures);
    expect(named.filter(id => !known.includes(id))).toEqual([]);
    expect(known.filter(id => !named.includes(id) && !OWN[id])).toEqual([]);
    expect(Object.keys(OWN).filter(id => named.includes(id) || !known.includes(id))).toEqual([]);
  });

  test("stand on 口径说明 with numerator and denominator, and on their page with a link there", () => {
    const method = pages("method");
    const faults = measureWords().flatMap(({id, page, part, whole}) => {
      const row = textAt(method, `zb-${id}`);
      if (row === undefined) return [`${id}: no row`];
      const missing = [part, whole ?? ""].filter(words => !row.includes(words));
      const linked = pages(page).includes(`href="method.html#zb-${id}"`);
      return [...missing.map(words => `${id}: no “${words}”`), ...(linked ? [] : [`${id}: not on ${page}`])];
    });
    expect(faults).toEqual([]);
  });

  test("of a unit or a list stand under their words, and what the data do not hold is said", () => {
    const plain = (page: string) => pages(page).replace(/<[^>]*>/g, "");
    expect(KPIS.filter(({place}) => place && !plain(place.page).includes(place.words))).toEqual([]);
    const lacking = KPIS.flatMap(({lacks}) => lacks ?? []);
    expect(lacking.length).toBeGreaterThan(3);
    expect(lacking.filter(says => !plain("method").includes(says))).toEqual([]);
  });
});

describe("the first sentence of a page", () => {
  test.for(["bonus", "assessment", "inspections", "meetings", "satisfaction", "2024/bonus", "2022/assessment"])(
    "on %s says no number in bold that opens no proof",
    page => {
      const lead = /<p class="lead">([\s\S]*?)<\/p>/.exec(pages(page))![1]!;
      const bold = [...lead.matchAll(/<strong>([\s\S]*?)<\/strong>/g)].map(([, part]) => part!);
      const numbers = bold.filter(part => /\d/.test(part.replace(/<[^>]*>/g, "")));
      expect(numbers.length).toBeGreaterThan(1);
      expect(numbers.filter(part => !part.includes('class="proof"'))).toEqual([]);
    }
  );
});
