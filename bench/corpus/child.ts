import {answer} from "./read.ts";
import type {Answer, Job} from "./results.ts";

/** The process that reads one file after the other for the report, and may be ended by any of them. */
process.on("message", message => void work(message as Job));
process.on("disconnect", () => process.exit(0));

async function work(job: Job): Promise<void> {
  let said: Answer;
  try {
    said = await answer(job);
  } catch (error) {
    said = {step: "failed", stack: error instanceof Error ? (error.stack ?? String(error)) : String(error)};
  }
  process.send!(said);
}
