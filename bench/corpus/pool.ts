import {type ChildProcess, fork} from "node:child_process";
import {fileURLToPath} from "node:url";
import type {Answer, Job} from "./results.ts";

/** What became of a job: an answer, or the end of the process that did it. */
export type Outcome = Answer | {step: "crashed"; how: string} | {step: "hung"; seconds: number};

export interface Worker {
  run(job: Job): Promise<Outcome>;
  close(): void;
}

/** Returns a process that does jobs one by one; it is ended, and made anew, where a job takes too long or takes it down. */
export function openWorker(seconds: number): Worker {
  let child: ChildProcess | undefined;
  const end = (): void => {
    child?.kill("SIGKILL");
    child = undefined;
  };
  return {
    close: end,
    run(job) {
      child ??= fork(fileURLToPath(new URL("child.ts", import.meta.url)), [], {
        stdio: ["ignore", "ignore", "pipe", "ipc"]
      });
      const at = child;
      return new Promise(resolve => {
        let words = "";
        const settle = (outcome: Outcome): void => {
          clearTimeout(clock);
          at.removeAllListeners();
          at.stderr?.removeAllListeners("data");
          if (outcome.step === "crashed" || outcome.step === "hung") end();
          resolve(outcome);
        };
        const clock = setTimeout(() => settle({step: "hung", seconds}), seconds * 1000);
        at.stderr?.on("data", (chunk: Buffer) => {
          words = (words + chunk.toString()).slice(-400);
        });
        at.on("message", message => settle(message as Answer));
        at.on("exit", (code, signal) => settle({step: "crashed", how: `${signal ?? code} ${words}`.trim()}));
        at.send(job);
      });
    }
  };
}
