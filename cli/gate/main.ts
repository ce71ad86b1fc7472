import {toSent} from "../../loaders/reader/messages.ts";
import {collectSecrets} from "../../loaders/secrets.ts";
import {scanner} from "../../publish/gate/egress.ts";
import type {FromGate, ToGate} from "./messages.ts";

/** The process that searches what is about to leave; the values it looks for stay in its memory, and end with it. */

let search: Promise<ReturnType<typeof scanner>> | undefined;
let last: Promise<unknown> = Promise.resolve();

process.on("disconnect", () => process.exit(0));
// A terminal sends these to us and to those who asked: it is theirs to end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.on("message", message => {
  last = last.then(() => answer(message as ToGate));
});

async function answer(asked: ToGate): Promise<void> {
  if (asked.type === "open") {
    search = collectSecrets(asked.workspace, asked.config).then(secrets => scanner({secrets}));
    // Who asks to scan is told.
    search.catch(() => {});
  } else if (asked.type === "look") {
    // Files are still being written and moved: whatever is wrong is found again when all of them are there.
    await search!.then(scan => scan(asked.dir)).catch(() => {});
  } else {
    send(
      await search!
        .then(scan => scan(asked.dir, asked.known))
        .then(
          hits => ({type: "found", hits}) as const,
          (error: unknown) => ({type: "failed", error: toSent(error)}) as const
        )
    );
  }
}

function send(message: FromGate): void {
  if (process.connected) process.send!(message);
}
