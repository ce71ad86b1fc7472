import type {ChildProcess} from "node:child_process";
import {once} from "node:events";
import type {Config} from "../../loaders/config.ts";
import {forkScript} from "../../loaders/fork.ts";
import {fromSent} from "../../loaders/reader/messages.ts";
import {assertClean} from "../../publish/gate/egress.ts";
import type {FromGate, ToGate} from "./messages.ts";

/**
 * Searches what is about to leave the workspace for personal data, in a process of its own: while the rest is still being
 * made it reads what must not leave, and looks at what is already there.
 */
export interface Gate {
  /** Has the folder looked at as it is now; nothing is said of what is found. */
  look(dir: string): void;
  /** Throws a UserError where there is anything in the folder that must not leave; `known` as in `ScanOptions`. */
  assertClean(dir: string, known?: ReadonlyMap<string, string>): Promise<void>;
}

/** Lends the gate of a workspace for the work. */
export async function withGate<T>(
  {workspace, config}: {workspace: string; config: Config},
  work: (gate: Gate) => Promise<T>
): Promise<T> {
  const gate = openGate(workspace, config);
  try {
    return await work(gate);
  } finally {
    gate.close();
  }
}

/** The process starts when it is first asked: before, others have all of the machine. */
function openGate(workspace: string, config: Config): Gate & {close(): void} {
  let started: {child: ChildProcess; ended: Promise<never>} | undefined;
  const send = ({child}: {child: ChildProcess}, message: ToGate): void => {
    // A process that has just died is told of by its end.
    if (child.connected) child.send(message, () => {});
  };
  const start = (): {child: ChildProcess; ended: Promise<never>} => {
    if (started) return started;
    const child = forkScript(new URL("main.ts", import.meta.url));
    started = {child, ended: endOf(child)};
    send(started, {type: "open", workspace, config});
    return started;
  };
  return {
    look: dir => send(start(), {type: "look", dir}),
    async assertClean(dir, known = new Map()) {
      const asked = start();
      const answered = once(asked.child, "message") as Promise<[FromGate]>;
      send(asked, {type: "scan", dir, known});
      const [answer] = await Promise.race([answered, asked.ended]);
      if (answer.type === "failed") throw fromSent(answer.error);
      assertClean(answer.hits);
    },
    close() {
      started?.child.kill("SIGKILL");
    }
  };
}

/** Fails when the process ends, which it does not do by itself. */
function endOf(child: ChildProcess): Promise<never> {
  const ended = new Promise<never>((_, failed) => {
    child.on("error", failed);
    child.on("exit", (code, signal) => failed(new Error(`the searching process ended with ${signal ?? code}`)));
  });
  ended.catch(() => {});
  return ended;
}
