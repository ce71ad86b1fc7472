import {vi} from "vitest";
import {main} from "../../cli/main.ts";
import type {Outcome} from "./hengcai.ts";

/** Runs the command in this process, which saves starting one; returns what it printed and its exit status. */
export async function inProcess(args: readonly string[]): Promise<Outcome> {
  const printed = {stdout: "", stderr: ""};
  const take =
    (stream: "stdout" | "stderr", end = "\n") =>
    (...texts: unknown[]): true => {
      printed[stream] += `${texts[0]}${end}`;
      return true;
    };
  const spies = [
    vi.spyOn(console, "log").mockImplementation(take("stdout")),
    vi.spyOn(console, "error").mockImplementation(take("stderr")),
    vi.spyOn(process.stderr, "write").mockImplementation(take("stderr", ""))
  ];
  try {
    const status = await main(args);
    return {status, ...printed};
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
