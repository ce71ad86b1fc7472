import {createHmac, randomBytes} from "node:crypto";
import {chmod, link, mkdir, readFile, unlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {errorCode, UserError} from "./error.ts";

/** The workspace's secret, as two functions: the key itself is handed to nobody. */
export interface WorkspaceKey {
  /** Returns the keyed pseudonym of an identifier, as 64 hex digits. */
  pseudonym(id: string): string;
  /** Returns the pseudonyms of many, made beside this thread's own work, where there is somebody to make them. */
  pseudonyms?(ids: readonly string[]): Promise<readonly string[]>;
  /** Returns the keyed hash of an ID number, the same however its last letter is written. */
  hash(idNumber: string): string;
  /** Tells one key from another without revealing it. */
  fingerprint: string;
}

export interface KeyOptions {
  /** Where `HENGCAI_KEY` is looked up. */
  environment?: NodeJS.ProcessEnv;
  /** False makes a passing key instead of the file: for a check that writes nothing. */
  create?: boolean;
}

/** A key file that is shorter was cut off; how long a key of their own is, those who set the variable answer for. */
const SHORTEST_FILE = 16;

/**
 * Returns the workspace's key: `HENGCAI_KEY`, else the file `key` of the workspace, else `.hengcai/key`, which is created
 * on first use and readable by its owner alone. The file `key` stands beside `hengcai.yaml` in the sample only: its key
 * is fixed and public, so that everybody gets the same pseudonyms, and is committed with it. A real office keeps its
 * secret in `.hengcai/`, which is never sent anywhere.
 */
export async function workspaceKey(workspace: string, options: KeyOptions = {}): Promise<WorkspaceKey> {
  const {environment = process.env, create = true} = options;
  const given = environment.HENGCAI_KEY?.trim();
  if (given) return keyed(given);
  for (const file of [join(workspace, "key"), join(workspace, ".hengcai", "key")]) {
    const text = await maybeRead(file);
    if (text !== undefined) return keyed(checked(text, file));
  }
  const fresh = randomBytes(32).toString("hex");
  if (!create) return keyed(fresh);
  const file = join(workspace, ".hengcai", "key");
  await writeWhole(file, `${fresh}\n`);
  return keyed(checked(await readFile(file, "utf8"), file));
}

/** What each key was made of, out of sight of whoever prints or copies a key. */
const secrets = new WeakMap<WorkspaceKey, string>();

/** Returns the secret of a key, for the process that reads files: it goes over the channel between the two alone. */
export function secretOf(key: WorkspaceKey): string {
  const secret = secrets.get(key);
  if (secret === undefined) throw new Error("a key that workspaceKey did not make has no secret");
  return secret;
}

/** Returns the key of a secret that `secretOf` gave. */
export function keyOf(secret: string): WorkspaceKey {
  return keyed(secret);
}

function checked(text: string, file: string): string {
  const key = text.trim();
  if (key.length >= SHORTEST_FILE) return key;
  throw new UserError(`密钥文件不完整：${file} 只有 ${key.length} 个字符，至少要 ${SHORTEST_FILE} 个；请从备份中恢复`);
}

function keyed(secret: string): WorkspaceKey {
  const hmac = (text: string): string => createHmac("sha256", secret).update(text, "utf8").digest("hex");
  const key: WorkspaceKey = {
    pseudonym: hmac,
    hash: id => hmac(id.normalize("NFKC").trim().toUpperCase()),
    fingerprint: hmac("hengcai key fingerprint").slice(0, 16)
  };
  secrets.set(key, secret);
  return key;
}

async function maybeRead(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") return undefined;
    if (code === "EISDIR") throw new UserError(`密钥应是文件，不是文件夹：${file}`, {cause: error});
    throw new UserError(`读不到密钥文件：${file}；请检查它的访问权限`, {status: 3, cause: error});
  }
}

/** A key that a kill left half written would make other pseudonyms the next time: it appears whole or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(join(file, ".."), {recursive: true, mode: 0o700});
  const half = `${file}.${process.pid}`;
  await writeFile(half, text, {mode: 0o600});
  await chmod(half, 0o600);
  try {
    await link(half, file);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") await writeFile(file, text, {mode: 0o600, flag: "wx"});
  }
  await unlink(half);
}
