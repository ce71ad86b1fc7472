import {describe, expect, test} from "vitest";
import {builtShell} from "../../src/build/builtShell.ts";
import {headingIds, mendPage} from "../../src/build/mend.ts";
import {cutShell, SHELL_PAGE, shellFor, stamp} from "../../src/build/shell.ts";
import {html} from "../../src/components/html.ts";

/** The shape of a page as Framework 1.13.4 builds it. */
const BUILT = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<meta name="generator" content="Observable Framework v1.13.4">
<title>绩效加分 | 衡才</title>
<link rel="preload" as="style" href="./_import/style.abc.css">
<link rel="stylesheet" type="text/css" href="./_import/style.abc.css">
<link rel="modulepreload" href="./_observablehq/client.abc.js">
<script defer src="./_import/site.abc.js"></script>
<script type="module">

import "./_observablehq/client.abc.js";

</script>
</head>
<body>
<div id="observablehq-center">
<header id="observablehq-header">
<a class="skip" href="#main" rel="external">跳到正文</a>
</header>
<main id="observablehq-main" class="observablehq">
<div><h1>绩效加分</h1><h2>镇（街道）：甲居首</h2><h2>镇（街道）：甲居首</h2></div>
</main>
<footer id="observablehq-footer">
<div><div>数据截至</div></div>
</footer>
</div>
</body>
</html>
`;
const OPTIONS = {site: "示例市<人才>", footLine: '数据截至2025年12月31日 · 草案"}'};

describe("mendPage(page)", () => {
  const mended = mendPage(BUILT, OPTIONS);

  test("says the language, and lets the reader zoom", () => {
    expect(mended).toContain('<html lang="zh-CN">');
    expect(mended).toContain('content="width=device-width, initial-scale=1">');
    expect(mended).not.toContain("maximum-scale");
  });

  test("takes Framework's client and its preloads out, and keeps our script", () => {
    expect(mended).not.toMatch(/_observablehq|modulepreload|rel="preload"|type="module"|generator/);
    expect(mended).toContain('<script defer src="./_import/site.abc.js"></script>');
    expect(mended).toContain('<link rel="stylesheet" href="./_import/style.abc.css">');
  });

  test("states one policy that allows nothing from elsewhere", () => {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(mended)!;
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    );
  });

  test("names the site after the page's own title, escaped", () => {
    expect(mended).toContain("<title>绩效加分 · 示例市&lt;人才></title>");
  });

  test("keeps quotes and tags out of the lines at head and foot of the paper", () => {
    expect(mended).toContain(
      '@page{@bottom-left{content:"数据截至2025年12月31日 · 草案}"}@top-left{content:"示例市人才"}}'
    );
  });

  test("leaves three landmarks", () => {
    expect(mended).toMatch(/<header class="site">[\s\S]*<main id="main" tabindex="-1">[\s\S]*<footer class="site">/);
  });

  test("throws where Framework's page is not of the known shape", () => {
    expect(() => mendPage(BUILT.replace("<html>", '<html class="x">'), OPTIONS)).toThrow("no html element");
    expect(() => mendPage(BUILT.replace("observablehq-main", "main"), OPTIONS)).toThrow("no main");
  });
});

describe("headingIds(page)", () => {
  test("makes ids of the words, and tells equal words apart by number", () => {
    expect(headingIds("<h2>得分：5 项</h2><h2>得分：5 项</h2><h3><span>①</span>引进</h3>")).toBe(
      '<h2 id="得分-5-项">得分：5 项</h2><h2 id="得分-5-项-2">得分：5 项</h2><h3 id="①引进"><span>①</span>引进</h3>'
    );
  });

  test("leaves a heading that has an id, and never gives that id again", () => {
    expect(headingIds('<h2 id="得分">一</h2><h2>得分</h2>')).toBe('<h2 id="得分">一</h2><h2 id="得分-2">得分</h2>');
  });

  test("finds an id where a heading has no words", () => {
    expect(headingIds("<h2>—</h2>")).toBe('<h2 id="section">—</h2>');
  });
});

describe("the shell", () => {
  const {title, description, header, main, footer} = SHELL_PAGE;
  const shell = `<title>${title} · 市</title><meta content="${description}"><header>${header.text}</header><main>${main.text}</main><footer>${footer.text}</footer>`;
  const page = {
    title: '甲<"镇',
    description: "一&二",
    header: html`<a href="index.html" rel="external">总览</a>`,
    main: html`<h2>得分</h2>${"$&"}

<a href="bonus.html" rel="external">加分</a>`,
    footer: html`<p>数据截至</p>`
  };

  test("takes a page's words, escaped, its main part with ids, and no link marked external", () => {
    expect(stamp(cutShell(shell), page)).toBe(
      '<title>甲&lt;&quot;镇 · 市</title><meta content="一&amp;二"><header><a href="index.html">总览</a></header><main><h2 id="得分">得分</h2>&#36;&amp;\n<a href="bonus.html">加分</a></main><footer><p>数据截至</p></footer>'
    );
  });

  test("throws where a slot is missing", () => {
    expect(() => cutShell(shell.replace(description, ""))).toThrow("no hengcai-slot-description");
  });

  test("names its script and style from where the page lies, and the city and the state at the edges of the paper", async () => {
    const {html: built, assets} = await builtShell();
    const facts = {
      city: "示例市",
      asOf: "2025-12-31",
      state: {state: "草案" as const, signedOn: null, docNo: null, objectionsUntil: null, reasons: []}
    };
    for (const base of ["", "../", "../../"]) {
      const whole = stamp(shellFor(built, facts, {base}), page);
      const named = [...whole.matchAll(/(?:href|src)="([^"]*_import\/[^"]*)"/g)].map(([, path]) => path);
      expect(named.sort()).toEqual([...assets.keys()].map(name => `${base || "./"}_import/${name}`).sort());
      expect(whole).toContain(
        '@bottom-left{content:"数据截至2025年12月31日 · 草案"}@top-left{content:"示例市人才工作年度账"}'
      );
      expect(whole).not.toContain("hengcai-slot");
    }
  });

  test("keeps a page that is marked hidden from search engines, and no other", async () => {
    const {html: built} = await builtShell();
    const options = {site: "示例市", footLine: "草案"};
    expect(mendPage(built, {...options, hidden: true})).toContain('<meta name="robots" content="noindex">');
    expect(mendPage(built, options)).not.toContain("robots");
  });
});
