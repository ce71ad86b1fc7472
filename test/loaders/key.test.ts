import {createHmac} from "node:crypto";
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {workspaceKey} from "../../loaders/key.ts";

const none = {environment: {}};

function folder(): string {
  return mkdtempSync(join(tmpdir(), "hengcai-key-"));
}

test("a pseudonym is the HMAC-SHA-256 of the identifier under the key, as hex", async () => {
  const workspace = folder();
  writeFileSync(join(workspace, "key"), "0123456789abcdef\n");
  const key = await workspaceKey(workspace, none);
  expect(key.pseudonym("T001")).toBe(createHmac("sha256", "0123456789abcdef").update("T001").digest("hex"));
});

test("an ID number has one hash however its last letter is written", async () => {
  const key = await workspaceKey(folder(), none);
  expect(key.hash(" 11010519491231002x ")).toBe(key.hash("11010519491231002X"));
  expect(key.hash("１１０１０５19491231002X")).toBe(key.hash("11010519491231002X"));
});

test("the key file is created on first use, readable by its owner alone, and kept", async () => {
  const workspace = folder();
  const first = await workspaceKey(workspace, none);
  const file = join(workspace, ".hengcai", "key");
  expect(readFileSync(file, "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(workspace, ".hengcai"))).toEqual(["key"]);
  const second = await workspaceKey(workspace, none);
  expect(second.pseudonym("T001")).toBe(first.pseudonym("T001"));
  expect((await workspaceKey(folder(), none)).pseudonym("T001")).not.toBe(first.pseudonym("T001"));
});

test("HENGCAI_KEY comes before the workspace's key, and that before .hengcai/key", async () => {
  const workspace = folder();
  mkdirSync(join(workspace, ".hengcai"));
  writeFileSync(join(workspace, ".hengcai", "key"), "third key of the three");
  const third = (await workspaceKey(workspace, none)).fingerprint;
  writeFileSync(join(workspace, "key"), "second key of the three");
  const second = (await workspaceKey(workspace, none)).fingerprint;
  const first = (await workspaceKey(workspace, {environment: {HENGCAI_KEY: "first key of the three"}})).fingerprint;
  expect(new Set([first, second, third]).size).toBe(3);
});

test("a check that writes nothing gets a passing key", async () => {
  const workspace = folder();
  await workspaceKey(workspace, {...none, create: false});
  expect(readdirSync(workspace)).toEqual([]);
});

test("a key file that was cut off is refused, since another key would make other pseudonyms", async () => {
  const workspace = folder();
  writeFileSync(join(workspace, "key"), "short\n");
  await expect(workspaceKey(workspace, none)).rejects.toThrow(/密钥文件不完整：.*key 只有 5 个字符/);
});

test("a key of one's own may have any length", async () => {
  const {hash} = await workspaceKey(folder(), {environment: {HENGCAI_KEY: "short"}});
  expect(hash("99010119730814100X")).toBe(hash("99010119730814100x"));
});
