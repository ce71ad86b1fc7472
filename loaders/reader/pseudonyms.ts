import {Worker} from "node:worker_threads";

/**
 * Plain JavaScript for a thread of its own, as in `watch.ts`: HMAC-SHA-256 by its definition, of two hashes. An object of
 * node:crypto for each text would cost more than its hash, and so would a buffer for the first of the two: it comes as
 * Latin letters, one a byte.
 */
const MAKE = `
  const {hash} = require("node:crypto");
  const {parentPort, workerData: secret} = require("node:worker_threads");
  const BLOCK = 64;
  const given = Buffer.from(secret, "utf8");
  const key = given.length > BLOCK ? hash("sha256", given, "buffer") : given;
  const masked = mask => Buffer.alloc(BLOCK, mask).map((byte, i) => byte ^ (key[i] ?? 0));
  const outer = Buffer.concat([masked(0x5c), Buffer.alloc(32)]);
  let inner = Buffer.concat([masked(0x36), Buffer.alloc(1000)]);
  parentPort.on("message", ids => {
    let hex = "";
    for (const id of ids) {
      if (BLOCK + 3 * id.length > inner.length) inner = Buffer.concat([masked(0x36), Buffer.alloc(3 * id.length)]);
      const length = inner.write(id, BLOCK, "utf8");
      outer.write(hash("sha256", inner.subarray(0, BLOCK + length), "latin1"), BLOCK, "latin1");
      hex += hash("sha256", outer, "hex");
    }
    parentPort.postMessage(hex);
  });
`;

const LIMITS = {maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4};
/** Hex digits of one. */
const DIGITS = 64;

/**
 * Returns what makes the pseudonyms of many identifiers under the secret in a thread, which is started when it is first
 * asked and does not keep the process.
 */
export function startPseudonyms(secret: string): (ids: readonly string[]) => Promise<readonly string[]> {
  const waiting: {made(hex: string): void; failed(error: Error): void}[] = [];
  let worker: Worker | undefined;
  const start = (): Worker => {
    const started = new Worker(MAKE, {eval: true, execArgv: [], env: {}, resourceLimits: LIMITS, workerData: secret});
    started.unref();
    started.on("message", hex => waiting.shift()!.made(hex as string));
    started.on("error", error => {
      for (const one of waiting.splice(0)) one.failed(error);
    });
    return started;
  };
  return async ids => {
    worker ??= start();
    const hex = await new Promise<string>((made, failed) => {
      waiting.push({made, failed});
      worker!.postMessage(ids);
    });
    return ids.map((_, i) => hex.slice(i * DIGITS, (i + 1) * DIGITS));
  };
}
