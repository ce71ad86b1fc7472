import {describe, expect, test} from "vitest";
import {html, join, trusted} from "../../src/components/html.ts";
import {HOSTILE} from "./fixture.ts";

describe("html", () => {
  test.each([
    ["tags", "<b>", "&lt;b&gt;"],
    ["quotes of both kinds", `"'`, "&quot;&#39;"],
    ["an entity, so that it is read as it was written", "&lt;", "&amp;lt;"],
    ["a placeholder, which Framework would run", `${"$"}{a}`, "&#36;{a}"],
    ["a backslash before a placeholder", `\\${"$"}{a}`, "&#92;&#36;{a}"],
    ["line ends, which would end a block of Markdown", "a\n\r\nb", "a&#10;&#10;&#10;b"]
  ])("escapes %s", (_, text, escaped) => {
    expect(html`<p>${text}</p>`.text).toBe(`<p>${escaped}</p>`);
  });

  test("leaves out what no font draws and what turns the reading direction", () => {
    expect(html`${"甲\u0000\u0007\u202e乙\ud800丙"}`.text).toBe("甲乙丙");
  });

  test("keeps a tab and characters beyond the first plane", () => {
    expect(html`${"甲\t𠮷"}`.text).toBe("甲\t𠮷");
  });

  test("writes nothing for what is missing, and zero as zero", () => {
    expect(html`${null}${undefined}${false}${0}`.text).toBe("0");
  });

  test("does not escape markup twice, alone, in a list or joined", () => {
    const item = html`<li>${"<"}</li>`;
    expect(html`${item}${[item, item]}${join([item, "&"], trusted("<br>"))}`.text).toBe(
      "<li>&lt;</li><li>&lt;</li><li>&lt;</li><li>&lt;</li><br>&amp;"
    );
  });

  test("leaves no hostile word able to open a tag, a quote or a placeholder", () => {
    for (const word of Object.values(HOSTILE)) expect(html`${word}`.text).not.toMatch(/[<>"']|\$\{|\n/);
  });
});
