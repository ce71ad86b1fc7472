import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {sealEdition} from "../../publish/edition/seal.ts";
import {newKeys} from "../../publish/edition/signature.ts";
import {writeVerifyPage} from "../../publish/edition/verifyPage.ts";
import {sha256} from "../../publish/hash.ts";
import {openBrowser} from "./browser.ts";

let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), "hengcai-verify-page-"));
const foreign: string[] = [];
const errors: string[] = [];
const made = [folder];

beforeAll(async () => {
  mkdirSync(join(folder, "open"));
  writeFileSync(join(folder, "open", "表.csv"), "a,b\r\n1,2\r\n");
  writeFileSync(join(folder, "ranking.xlsx"), new Uint8Array([80, 75, 3, 4]));
  await writeVerifyPage({file: join(folder, "verify.html")});
  const facts = {
    product: "hengcai",
    schema: 1,
    version: "0.0.0",
    program: {code_sha256: sha256("c"), lockfile_sha256: null},
    city: "小城",
    year: 2025,
    edition: "v1",
    state: "已签批",
    as_of: "2025-12-31",
    signed_on: "2026-01-20",
    doc_no: null,
    objections_until: null,
    reason: null,
    previous: null,
    policies: [],
    inputs: [],
    settings_sha256: sha256("s"),
    ledger_sha256: sha256("l"),
    browser: null,
    fonts: []
  } as const;
  await sealEdition(folder, {...facts, policies: [], inputs: [], fonts: []}, {text: newKeys().privateKey, name: "k"});
  browser = await openBrowser();
  page = await browser.newPage();
  page.on("request", request => {
    if (!/^(file|blob|data):/.test(request.url())) foreign.push(request.url());
  });
  page.on("pageerror", error => errors.push(error.message));
  page.on("console", message => {
    if (message.type() === "error") errors.push(message.text());
  });
});

afterAll(async () => {
  await browser?.close();
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

/** Where the page itself is what was changed, one that was kept elsewhere checks it. */
async function verdictOf(file: string): Promise<{state: string; text: string}> {
  await writeVerifyPage({file});
  made.push(file);
  return verdict(file);
}

async function verdict(file = join(folder, "verify.html")): Promise<{state: string; text: string}> {
  await page.goto(pathToFileURL(file).href);
  const output = page.locator("#output");
  await page.locator("#folder").setInputFiles(folder);
  await page.locator("#output.yes, #output.no").waitFor();
  return {state: (await output.getAttribute("class")) ?? "", text: await output.innerText()};
}

test("verify.html, opened from the folder itself, finds an edition whole and its signature good", async () => {
  const {state, text} = await verdict();
  expect(text).toContain("小城2025年度 v1（已签批）");
  expect(text).toContain("7 个文件与登记的一致，没有缺少，没有多出。");
  expect(text).toMatch(/签名：(与随附的公钥相符|这个浏览器不会核对)/);
  expect(state).toBe("yes");
});

test("a folder that is dropped on the page, wherever it falls, is checked as one that is chosen", async () => {
  await page.goto(pathToFileURL(join(folder, "verify.html")).href);
  const browserSide = await page.context().newCDPSession(page);
  const data = {items: [], files: [folder], dragOperationsMask: 1};
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await browserSide.send("Input.dispatchDragEvent", {type, x: 300, y: 20, data});
  }
  await page.locator("#output.yes, #output.no").waitFor();
  expect(await page.locator("#output").innerText()).toContain("7 个文件与登记的一致，没有缺少，没有多出。");
  expect(page.url()).toContain("verify.html");
});

test("files that are dropped without their folder are checked by their names", async () => {
  await page.goto(pathToFileURL(join(folder, "verify.html")).href);
  const names = ["ranking.xlsx", "manifest.json", "SHA256SUMS", "SHA256SUMS.sig", "key.pub", "verify.html"];
  const files = names.map(name => ({name, bytes: [...new Uint8Array(readFileSync(join(folder, name)))]}));
  files[0]!.bytes[1]! ^= 1;
  await page.locator("#drop").evaluate((area, files) => {
    const dataTransfer = new DataTransfer();
    for (const {name, bytes} of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
    area.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
  }, files);
  await page.locator("#output.no").waitFor();
  const text = await page.locator("#output").innerText();
  expect(text).toContain("改动　ranking.xlsx");
  expect(text).toContain("缺少　open/表.csv");
});

test("a flipped byte is named, in whichever file of the edition it is", async () => {
  for (const path of ["ranking.xlsx", "open/表.csv", "manifest.json", "SHA256SUMS", "key.pub", "verify.html"]) {
    const file = join(folder, path);
    const bytes = new Uint8Array(readFileSync(file));
    // A digit or a letter stays one, so that lists and key can still be read.
    const at = path === "SHA256SUMS" || path === "manifest.json" ? bytes.length - 20 : bytes.length >> 1;
    const flipped = Uint8Array.from(bytes);
    flipped[at]! ^= 1;
    await page.goto("about:blank");
    writeFileSync(file, flipped);
    const opened =
      path === "verify.html" ? await verdictOf(join(folder, "..", `${sha256(folder)}.html`)) : await verdict();
    writeFileSync(file, bytes);
    expect([path, opened.state, opened.text]).toEqual([path, "no", expect.stringContaining(path)]);
  }
});

test("it names a changed file, one that was added, and a signature that does not hold", async () => {
  const file = join(folder, "open", "表.csv");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, "a,b\r\n1,3\r\n");
  writeFileSync(join(folder, "open", "新.csv"), "");
  const changed = await verdict();
  expect(changed.state).toBe("no");
  expect(changed.text).toContain("改动　open/表.csv");
  expect(changed.text).toContain("多出　open/新.csv");
  writeFileSync(file, text);
  rmSync(join(folder, "open", "新.csv"));
  const signature = join(folder, "SHA256SUMS.sig");
  const bytes = new Uint8Array(readFileSync(signature));
  bytes[0]! ^= 1;
  writeFileSync(signature, bytes);
  const bad = await verdict();
  expect(bad.text).toMatch(/签名：(SHA256SUMS\.sig 与 SHA256SUMS 不符|这个浏览器不会核对)/);
});

test("it asks nothing of a network, and its policy lets nothing else run", () => {
  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
});
