import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterAll, beforeEach, describe, expect, test} from "vitest";
import {checkEdition} from "../../publish/edition/check.ts";
import {assertPlan, listEditions, planEdition} from "../../publish/edition/edition.ts";
import type {Manifest} from "../../publish/edition/manifest.ts";
import {listPaths, sealEdition} from "../../publish/edition/seal.ts";
import {newKeys} from "../../publish/edition/signature.ts";
import {type Verification, verifyEdition} from "../../publish/edition/verify.ts";
import {sha256} from "../../publish/hash.ts";

const KEYS = newKeys();
const KEY = {text: KEYS.privateKey, name: "k.pem"};
const FACTS: Omit<Manifest, "files" | "key_sha256"> = {
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
  doc_no: "示人才〔2026〕1号",
  objections_until: null,
  reason: null,
  previous: null,
  policies: [],
  inputs: [],
  settings_sha256: sha256("s"),
  ledger_sha256: sha256("l"),
  browser: null,
  fonts: []
};
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "ranking.xlsx": new Uint8Array([80, 75, 3, 4, 0, 255]),
  "open/表.csv": "\uFEFFa,b\r\n1,2\r\n",
  "open/empty.txt": "",
  "notices/990101101.docx": "x"
};

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

async function edition(facts: Partial<Manifest> = {}, key: typeof KEY | null = KEY, folder?: string): Promise<string> {
  const target = folder ?? mkdtempSync(join(tmpdir(), "hengcai-edition-"));
  if (!folder) made.push(target);
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(target, path)), {recursive: true});
    writeFileSync(join(target, path), content);
  }
  await sealEdition(target, {...FACTS, ...facts}, key);
  return target;
}

/** The bytes of a file, as an array that compares by value. */
const read = (...parts: string[]): Uint8Array => new Uint8Array(readFileSync(join(...parts)));

const named = ({findings}: Verification): string[] => findings.map(({kind, path}) => `${kind} ${path}`);

describe("an edition as it was sealed", () => {
  test("verifies, with its own key and with the office's", async () => {
    const folder = await edition();
    expect(await verifyEdition(folder)).toMatchObject({findings: [], signature: "相符", files: 8});
    expect(await verifyEdition(folder, {publicKey: KEYS.publicKey})).toMatchObject({findings: [], signature: "相符"});
  });

  test("without a key verifies and says that it has no signature", async () => {
    const folder = await edition({}, null);
    expect(await verifyEdition(folder)).toMatchObject({findings: [], signature: "没有签名", key: null});
    expect(named(await verifyEdition(folder, {publicKey: KEYS.publicKey}))).toEqual(["缺少 SHA256SUMS.sig"]);
  });

  test("has the same bytes each time", async () => {
    const [a, b] = [await edition(), await edition()];
    for (const path of listPaths(a)) expect([path, read(b, path)]).toEqual([path, read(a, path)]);
  });
});

describe("a flipped byte is named:", () => {
  for (const signed of [true, false]) {
    test(signed ? "of any file, of the lists, the key and the signature" : "also without a signature", async () => {
      const folder = await edition({}, signed ? KEY : null);
      const paths = listPaths(folder);
      expect(paths).toHaveLength(signed ? 8 : 6);
      for (const path of paths) {
        const file = join(folder, path);
        const bytes = read(file);
        for (const at of new Set([0, bytes.length >> 1, bytes.length - 1])) {
          if (!bytes.length) continue;
          for (const bit of [1, 0x20, 0x80]) {
            const flipped = Uint8Array.from(bytes);
            flipped[at]! ^= bit;
            writeFileSync(file, flipped);
            const result = await verifyEdition(folder);
            expect([path, at, bit, result.findings.map(finding => finding.path)]).toEqual([
              path,
              at,
              bit,
              expect.arrayContaining([path])
            ]);
          }
        }
        writeFileSync(file, bytes);
      }
      expect((await verifyEdition(folder)).findings).toEqual([]);
    });
  }
});

test("one other digit in a line of the checksums is told from another file, the manifest's line too", async () => {
  const folder = await edition({}, null);
  const text = readFileSync(join(folder, "SHA256SUMS"), "utf8");
  for (const path of ["manifest.json", "ranking.xlsx"]) {
    const start = text.search(new RegExp(`^[0-9a-f]{64}  ${path}$`, "m"));
    for (const digit of [0, 31, 63]) {
      const other = text[start + digit] === "0" ? "1" : "0";
      writeFileSync(join(folder, "SHA256SUMS"), text.slice(0, start + digit) + other + text.slice(start + digit + 1));
      expect(named(await verifyEdition(folder))).toEqual(["改动 SHA256SUMS"]);
    }
  }
});

describe("verify names", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await edition();
  });

  test("what is missing and what was added", async () => {
    rmSync(join(folder, "open/表.csv"));
    writeFileSync(join(folder, "open/新.csv"), "1");
    writeFileSync(join(folder, "open/empty.txt"), "no more");
    expect(named(await verifyEdition(folder))).toEqual(["改动 open/empty.txt", "多出 open/新.csv", "缺少 open/表.csv"]);
  });

  test("each list that is missing", async () => {
    for (const name of ["manifest.json", "SHA256SUMS", "SHA256SUMS.sig", "key.pub"]) {
      const bytes = read(folder, name);
      rmSync(join(folder, name));
      expect(named(await verifyEdition(folder))).toContain(`缺少 ${name}`);
      writeFileSync(join(folder, name), bytes);
    }
  });

  test("a link in the place of a file, without following it", async () => {
    const file = join(folder, "notices/990101101.docx");
    const outside = join(folder, "..", `${folder.split("-").at(-1)}.docx`);
    writeFileSync(outside, "x");
    made.push(outside);
    rmSync(file);
    symlinkSync(outside, file);
    expect(named(await verifyEdition(folder))).toEqual(["改动 notices/990101101.docx"]);
  });

  test("an edition sealed again with another key, where the office's is at hand", async () => {
    const other = newKeys();
    writeFileSync(join(folder, "open/表.csv"), "a,b\r\n1,3\r\n");
    for (const name of ["manifest.json", "SHA256SUMS", "SHA256SUMS.sig", "key.pub"]) rmSync(join(folder, name));
    await sealEdition(folder, FACTS, {text: other.privateKey, name: "other"});
    expect((await verifyEdition(folder)).findings).toEqual([]);
    const result = await verifyEdition(folder, {publicKey: KEYS.publicKey});
    expect(result.signature).toBe("不符");
    expect(result.findings).toEqual([
      {path: "SHA256SUMS.sig", kind: "改动", detail: expect.stringContaining("不是用给出的公钥所属的私钥签的")}
    ]);
  });

  test("a manifest and checksums that were both written anew by hand, for the signature no longer holds", async () => {
    writeFileSync(join(folder, "ranking.xlsx"), "other");
    const old = read(folder, "SHA256SUMS.sig");
    const pub = read(folder, "key.pub");
    for (const name of ["manifest.json", "SHA256SUMS", "SHA256SUMS.sig", "key.pub"]) rmSync(join(folder, name));
    await sealEdition(folder, FACTS, KEY);
    writeFileSync(join(folder, "SHA256SUMS.sig"), old);
    writeFileSync(join(folder, "key.pub"), pub);
    expect((await verifyEdition(folder)).signature).toBe("不符");
  });

  test("a folder that is no edition, and a key that is none", async () => {
    await expect(verifyEdition(join(folder, "open"))).rejects.toThrow("这不是一个版次");
    await expect(verifyEdition(join(folder, "gone"))).rejects.toThrow("找不到版次文件夹");
    await expect(verifyEdition(folder, {publicKey: "x"})).rejects.toThrow("不是公钥");
    await expect(verifyEdition(folder, {publicKey: KEYS.privateKey})).rejects.toThrow("不是公钥");
  });
});

test("checkEdition(files, manifest, sums) never follows a path out of the folder", () => {
  const hash = "0".repeat(64);
  const sums = `${hash}  ../../etc/passwd\n${hash}  /etc/passwd\n${hash}  a\\..\\b\n`;
  const findings = checkEdition([{path: "SHA256SUMS", bytes: 1, sha256: hash}], '{"files":[]}', sums);
  expect(findings.filter(({path}) => path === "SHA256SUMS")).toHaveLength(4);
  expect(findings.filter(({kind}) => kind === "缺少")).toEqual([]);
});

describe("planEdition(workspace, year, reason)", () => {
  let workspace: string;
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), "hengcai-plan-"));
    made.push(workspace);
  });
  const lay = (number: number, facts: Partial<Manifest>): Promise<string> => {
    const folder = join(workspace, "editions", "2025", `v${number}`);
    mkdirSync(folder, {recursive: true});
    return edition({edition: `v${number}`, ...facts}, null, folder);
  };

  test("begins with v1, replaces what is not signed, and goes on after what is", async () => {
    expect(planEdition(workspace, 2025, null)).toMatchObject({version: "v1", replaces: false, previous: null});
    await lay(1, {state: "草案", signed_on: null});
    expect(planEdition(workspace, 2025, null)).toMatchObject({version: "v1", replaces: true, previous: null});
    await lay(1, {state: "审核", signed_on: null});
    expect(planEdition(workspace, 2025, null)).toMatchObject({version: "v1", replaces: true});
    await lay(1, {});
    expect(planEdition(workspace, 2025, "改正")).toMatchObject({version: "v2", replaces: false, previous: {number: 1}});
    await lay(2, {state: "草案", signed_on: null});
    expect(planEdition(workspace, 2025, "改正")).toMatchObject({version: "v2", replaces: true, previous: {number: 1}});
    await lay(2, {state: "更正"});
    await lay(10, {state: "更正"});
    expect(listEditions(workspace, 2025).map(({number}) => number)).toEqual([1, 2, 10]);
    expect(planEdition(workspace, 2025, "再改")).toMatchObject({
      version: "v11",
      replaces: false,
      previous: {number: 10}
    });
  });

  test("refuses to go over what is signed, and a correction of nothing", async () => {
    expect(() => planEdition(workspace, 2025, "改正")).toThrow("没有可以更正的");
    await lay(1, {});
    expect(() => planEdition(workspace, 2025, null)).toThrow("不能覆盖");
    await lay(2, {state: "草案", signed_on: null});
    expect(() => planEdition(workspace, 2025, null)).toThrow("不能覆盖");
  });

  test("does not take an edition for a draft because its manifest was made to say so", async () => {
    const manifest = join(await lay(1, {}), "manifest.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace("已签批", "草案"));
    expect(() => planEdition(workspace, 2025, null)).toThrow("不能当草案替换");
    rmSync(join(dirname(manifest), "SHA256SUMS"));
    expect(() => planEdition(workspace, 2025, null)).toThrow("不能当草案替换");
  });

  test("is looked at once more before it is carried out: what somebody else signed meanwhile stays", async () => {
    await lay(1, {state: "草案", signed_on: null});
    const draft = planEdition(workspace, 2025, null);
    expect(() => assertPlan(workspace, 2025, null, draft)).not.toThrow();
    await lay(1, {});
    expect(() => assertPlan(workspace, 2025, null, draft)).toThrow("不能覆盖");
    const correction = planEdition(workspace, 2025, "改正");
    expect(() => assertPlan(workspace, 2025, "改正", correction)).not.toThrow();
    await lay(2, {state: "更正"});
    expect(() => assertPlan(workspace, 2025, "改正", correction)).toThrow("请重新发布");
  });

  test("does not go over a folder that is none of ours", () => {
    const first = planEdition(workspace, 2025, null);
    mkdirSync(first.folder, {recursive: true});
    expect(() => assertPlan(workspace, 2025, null, first)).toThrow("清单读不出来");
  });

  test("refuses where the manifest of an edition cannot be read", async () => {
    const folder = await lay(1, {});
    writeFileSync(join(folder, "manifest.json"), "{");
    expect(() => planEdition(workspace, 2025, "改正")).toThrow("清单读不出来");
  });
});
