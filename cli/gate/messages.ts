import type {Config} from "../../loaders/config.ts";
import type {SentError} from "../../loaders/reader/messages.ts";
import type {Hit} from "../../publish/gate/egress.ts";

/** What the gate's process is asked, in this order: whose secrets, what to look at in advance, what to answer for. */
export type ToGate =
  | {type: "open"; workspace: string; config: Config}
  | {type: "look"; dir: string}
  | {type: "scan"; dir: string; known: ReadonlyMap<string, string>};

/** What it answers when it is asked to scan, and not before. */
export type FromGate = {type: "found"; hits: readonly Hit[]} | {type: "failed"; error: SentError};
