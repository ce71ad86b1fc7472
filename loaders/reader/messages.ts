import {type ExitStatus, errorCode, UserError} from "../error.ts";
import {FileFault} from "../fault.ts";
import type {InputFile} from "../files.ts";
import {ISSUE_CODES, type Issue} from "../issue.ts";
import type {Chunk, Hashed, Reading, StagedFile, StagedRow} from "../reading.ts";

/** What the process that reads files and the one that asks it say to each other, by structured clone. */
export type ToReader = Ask | {type: "taken"};

export interface Ask {
  type: "read";
  file: InputFile;
  /** The name of the contract: a clone of it would not be the same to those who compare. */
  contract: string;
  hashed: Hashed;
  /** Absent where it is what was last sent. */
  reading?: SentReading;
  /** Where rows go into chunks; absent where they are sent themselves. */
  folder?: string;
  /** Resident bytes beyond which the process ends itself. */
  memory: number;
}

/** A reading without the functions of its key, which cannot be sent: the secret stands for them. */
export interface SentReading extends Omit<Reading, "key"> {
  secret: string;
}

export type FromReader =
  | {type: "ready"}
  | {type: "alive"}
  | {type: "rows"; sheet: number; name: string; rows: readonly StagedRow[]}
  | {type: "chunk"; chunk: Chunk}
  | {type: "drop"; sheet?: number}
  | {type: "issues"; issues: readonly Issue[]}
  | {type: "done"; staged: StagedFile; spent: Spent}
  | {type: "failed"; error: SentError};

/** What reading a file took of the machine. */
export interface Spent {
  /** Resident bytes of the reading process at the end. */
  now: number;
  /** Resident bytes at their highest. */
  peak: number;
  /** Of its processors' time. */
  seconds: number;
}

/** An error that keeps its class, code and status, which a clone loses. */
export interface SentError {
  name: string;
  message: string;
  stack: string;
  code?: string;
  status?: ExitStatus;
}

/** Returns the error as it can be sent. */
export function toSent(error: unknown): SentError {
  if (!(error instanceof Error)) return {name: "Error", message: String(error), stack: ""};
  const {name, message, stack = ""} = error;
  const code = error instanceof FileFault ? error.code : errorCode(error);
  return {
    name,
    message,
    stack,
    ...(code === undefined ? {} : {code}),
    ...(error instanceof UserError ? {status: error.status} : {})
  };
}

/** Returns the error that was sent: `instanceof` and `errorCode` say of it what they said there. */
export function fromSent({name, message, stack, code, status}: SentError): Error {
  if (status !== undefined) return new UserError(message, {status});
  const issueCode = name === "FileFault" ? ISSUE_CODES.find(one => one === code) : undefined;
  if (issueCode) return new FileFault(issueCode, message);
  const error = new Error(message);
  error.name = name;
  if (stack) error.stack = stack;
  return code === undefined ? error : Object.assign(error, {code});
}
