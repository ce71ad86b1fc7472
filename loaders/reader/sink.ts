import type {Issue} from "../issue.ts";
import type {ChunkSink, RowSink} from "../reading.ts";
import type {FromReader} from "./messages.ts";

/** How many messages may be under way before the next one waits. */
const WINDOW = 2;
/** Issues that go in one message. */
const BATCH = 2_000;

/** What the other process acknowledges. */
export type Forwarded = Extract<FromReader, {type: "rows" | "chunk" | "drop" | "issues"}>;

/** Returns whether the message is one that waits to be acknowledged. */
export function isForwarded(message: FromReader): message is Forwarded {
  return ["rows", "chunk", "drop", "issues"].includes(message.type);
}

/** A sink that sends what it is given to another process, no faster than that takes it. */
export interface SendingSink extends RowSink, Pick<ChunkSink, "take"> {
  issues(issues: readonly Issue[]): Promise<void>;
  /** To be called when the other process has taken one. */
  taken(): void;
}

/** Returns a sink that sends to another process. */
export function sinkTo(send: (message: FromReader) => void): SendingSink {
  let underway = 0;
  let go: (() => void) | undefined;
  const forward = async (message: Forwarded): Promise<void> => {
    while (underway >= WINDOW) {
      await new Promise<void>(resolve => {
        go = resolve;
      });
    }
    underway++;
    send(message);
  };
  return {
    write: (sheet, name, rows) => forward({type: "rows", sheet, name, rows}),
    take: chunk => forward({type: "chunk", chunk}),
    drop: sheet => forward({type: "drop", ...(sheet === undefined ? {} : {sheet})}),
    async issues(issues) {
      for (let i = 0; i < issues.length; i += BATCH) {
        await forward({type: "issues", issues: issues.slice(i, i + BATCH)});
      }
    },
    taken() {
      underway--;
      go?.();
    }
  };
}

/** Hands what was forwarded to the sink, or the list of issues, that it was meant for. */
export async function takeInto(sink: RowSink | ChunkSink, issues: Issue[], message: Forwarded): Promise<void> {
  if (message.type === "issues") for (const issue of message.issues) issues.push(issue);
  else if (message.type === "drop") await sink.drop(message.sheet);
  else if (message.type === "chunk" && "take" in sink) await sink.take(message.chunk);
  else if (message.type === "rows" && "write" in sink) await sink.write(message.sheet, message.name, message.rows);
  else throw new Error(`the reading process sent ${message.type} to a sink that takes none`);
}
