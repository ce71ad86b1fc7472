import {chunkWriter} from "../chunk.ts";
import {maybeContract} from "../contracts/index.ts";
import {keyOf, type WorkspaceKey} from "../key.ts";
import {readInput} from "../readInput.ts";
import type {Reading} from "../reading.ts";
import type {Ask, FromReader, SentReading, ToReader} from "./messages.ts";
import {toSent} from "./messages.ts";
import {startPseudonyms} from "./pseudonyms.ts";
import {sinkTo} from "./sink.ts";
import {watchMemory} from "./watch.ts";

/** The process that reads files on behalf of a load: one after the other, until the one that asks goes away. */

const ALIVE_MS = 1_000;

const memory = watchMemory();
const send = (message: FromReader): void => {
  // Where the other side is gone, so are we, as soon as we are told.
  if (process.connected) process.send!(message);
};
const sink = sinkTo(send);
let reading: Reading | undefined;
let known: {secret: string; key: WorkspaceKey} | undefined;

process.on("disconnect", () => process.exit(0));
// A terminal sends these to us and to those who asked: it is theirs to end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.on("message", message => {
  const told = message as ToReader;
  if (told.type === "taken") sink.taken();
  else void answer(told);
});
setInterval(() => send({type: "alive"}), ALIVE_MS).unref();
send({type: "ready"});

async function answer(ask: Ask): Promise<void> {
  memory.limit(ask.memory);
  try {
    if (ask.reading) reading = received(ask.reading);
    const {folder} = ask;
    const contract = maybeContract(ask.contract)!;
    const writer = folder === undefined ? undefined : chunkWriter(contract, {...sink, folder});
    const staged = await readInput(ask.file, contract, reading!, ask.hashed, writer ?? sink);
    await writer?.end();
    await sink.issues(staged.issues);
    send({type: "done", staged: {...staged, issues: []}, spent: memory.taken()});
  } catch (error) {
    send({type: "failed", error: toSent(error)});
  }
}

function received({secret, ...rest}: SentReading): Reading {
  if (secret !== known?.secret) known = {secret, key: {...keyOf(secret), pseudonyms: startPseudonyms(secret)}};
  return {...rest, key: known.key};
}
