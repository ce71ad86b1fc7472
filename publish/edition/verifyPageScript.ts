import {checkEdition, MANIFEST, type PresentFile, PUBLIC_KEY, SIGNATURE, SUMS} from "./check.ts";

/**
 * Runs in `verify.html`: hashes the files of the folder that the reader chooses or drops, compares them with the edition's
 * lists and checks the signature, where the browser can. Nothing leaves the page.
 */

interface Chosen {
  path: string;
  file: File;
}

const output = document.getElementById("output")!;
const input = document.getElementById("folder") as HTMLInputElement;

input.addEventListener("change", () => {
  run([...(input.files ?? [])].map(file => ({path: file.webkitRelativePath || file.name, file})));
});
// Wherever the folder falls, the browser must not open it in the page's place.
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, event => event.preventDefault());
document.addEventListener("drop", ({dataTransfer}) => {
  // The lists are empty as soon as this handler returns: all that they hold is taken first.
  const items = [...(dataTransfer?.items ?? [])];
  const handles = items.map(item => (item as HandleItem).getAsFileSystemHandle?.() ?? Promise.resolve(null));
  const entries = items.flatMap(item => item.webkitGetAsEntry?.() ?? []);
  const files = [...(dataTransfer?.files ?? [])].map(file => ({path: file.name, file}));
  if (entries.length) readDropped(handles, entries).then(run, failDropped);
  else run(files);
});

/** What newer browsers give; Chromium's older way fails in a page that was opened from a file. */
interface HandleItem {
  getAsFileSystemHandle?: () => Promise<Handle | null>;
}

type Handle =
  | {kind: "file"; name: string; getFile(): Promise<File>}
  | {kind: "directory"; name: string; values(): AsyncIterable<Handle>};

async function readDropped(
  handles: readonly Promise<Handle | null>[],
  entries: readonly FileSystemEntry[]
): Promise<Chosen[]> {
  const given: readonly (Handle | null)[] = await Promise.all(handles).catch(() => []);
  const found = given.flatMap(handle => handle ?? []);
  const lists = found.length
    ? await Promise.all(found.map(handle => walkHandle(handle, "")))
    : await Promise.all(entries.map(entry => walk(entry, "")));
  return lists.flat();
}

async function walkHandle(handle: Handle, above: string): Promise<Chosen[]> {
  const path = above + handle.name;
  if (handle.kind === "file") return [{path, file: await handle.getFile()}];
  const found: Chosen[] = [];
  for await (const one of handle.values()) found.push(...(await walkHandle(one, `${path}/`)));
  return found;
}

async function walk(entry: FileSystemEntry, above: string): Promise<Chosen[]> {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    return [{path, file}];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Chosen[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...(await walk(one, `${path}/`)));
  }
}

function failDropped(): void {
  show("no", ["这个浏览器不让从本机打开的页读拖入的文件夹：请用上面的按钮选择版次文件夹"]);
}

function run(chosen: readonly Chosen[]): void {
  check(withoutTop(chosen)).catch(fail);
}

/** The folder itself stands in front of every path; where the files were chosen one by one, nothing does. */
function withoutTop(chosen: readonly Chosen[]): Chosen[] {
  const lists = chosen.filter(({path}) => path === MANIFEST || path.endsWith(`/${MANIFEST}`));
  const shortest = lists.map(({path}) => path.slice(0, -MANIFEST.length)).sort((a, b) => a.length - b.length)[0] ?? "";
  return chosen
    .filter(({path}) => path.startsWith(shortest))
    .map(({path, file}) => ({path: path.slice(shortest.length), file}));
}

async function check(chosen: readonly Chosen[]): Promise<void> {
  if (!chosen.some(({path}) => path === MANIFEST || path === SUMS)) {
    show("no", [`这里没有 ${MANIFEST}，也没有 ${SUMS}：请选择整个版次文件夹（v1、v2 这样的）`]);
    return;
  }
  if (!globalThis.crypto?.subtle) {
    show("no", ["这个浏览器不能计算散列（需要从本机文件或 https 打开），请换较新的浏览器，或运行 hengcai verify"]);
    return;
  }
  const present: PresentFile[] = [];
  for (const [i, {path, file}] of chosen.entries()) {
    show("", [`正在核对 ${i + 1}/${chosen.length}：${path}`]);
    present.push({
      path,
      bytes: file.size,
      sha256: hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()))
    });
  }
  const bytes = async (name: string): Promise<Uint8Array<ArrayBuffer>> => {
    const found = chosen.find(({path}) => path === name);
    return new Uint8Array(found ? await found.file.arrayBuffer() : new ArrayBuffer(0));
  };
  const manifest = new TextDecoder().decode(await bytes(MANIFEST));
  const sums = await bytes(SUMS);
  const findings = checkEdition(present, manifest, new TextDecoder().decode(sums));
  const signature = await checkSignature(
    sums,
    await bytes(SIGNATURE),
    new TextDecoder().decode(await bytes(PUBLIC_KEY)),
    manifest
  );
  const whole = findings.length === 0 && !signature.wrong;
  show(whole ? "yes" : "no", [
    about(manifest),
    findings.length ? `有 ${findings.length} 处不符：` : `${present.length} 个文件与登记的一致，没有缺少，没有多出。`,
    ...findings.map(({path, kind, detail}) => `${kind}　${path}：${detail}`),
    signature.text
  ]);
}

interface SignatureResult {
  wrong: boolean;
  text: string;
}

async function checkSignature(
  sums: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  pem: string,
  manifest: string
): Promise<SignatureResult> {
  const expected = keyInManifest(manifest);
  if (!signature.length) {
    return expected
      ? {wrong: true, text: `签名：缺少 ${SIGNATURE}，清单记着这一版有签名。`}
      : {wrong: false, text: "签名：这一版没有签名。"};
  }
  const der = derOf(pem);
  if (!der) return {wrong: true, text: `签名：${PUBLIC_KEY} 不是公钥，无从核对。`};
  const fingerprint = hex(await crypto.subtle.digest("SHA-256", der));
  if (expected !== fingerprint) return {wrong: true, text: `签名：${PUBLIC_KEY} 不是清单所记的公钥。`};
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("spki", der, {name: "Ed25519"}, false, ["verify"]);
  } catch {
    return {wrong: false, text: "签名：这个浏览器不会核对 Ed25519 签名；散列已核对，签名请用 hengcai verify 核对。"};
  }
  return (await crypto.subtle.verify({name: "Ed25519"}, key, signature, sums))
    ? {wrong: false, text: `签名：与随附的公钥相符；公钥指纹 ${fingerprint}，请与办公室公布的核对。`}
    : {wrong: true, text: `签名：${SIGNATURE} 与 ${SUMS} 不符。`};
}

function keyInManifest(text: string): string | null {
  try {
    return (JSON.parse(text) as {key_sha256: string | null}).key_sha256;
  } catch {
    return null;
  }
}

function derOf(pem: string): Uint8Array<ArrayBuffer> | undefined {
  const [, body] = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem) ?? [];
  try {
    return body ? Uint8Array.from(atob(body.replace(/\s/g, "")), letter => letter.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

function about(text: string): string {
  try {
    const {city, year, edition, state, as_of} = JSON.parse(text) as Record<string, string>;
    return `${city}${year}年度 ${edition}（${state}），数据截至 ${as_of}`;
  } catch {
    return "清单读不出来";
  }
}

function show(state: "yes" | "no" | "", lines: readonly string[]): void {
  output.className = state;
  output.replaceChildren(
    ...lines.map(line => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    })
  );
}

function fail(error: unknown): void {
  show("no", [`没有核对完：${error instanceof Error ? error.message : String(error)}`]);
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}
