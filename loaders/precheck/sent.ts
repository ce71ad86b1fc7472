import type {Contract} from "../contract.ts";
import {contracts} from "../contracts/index.ts";

/** The datasets that offices send; decisions are made by the office that loads. */
export const SENT: readonly Contract[] = contracts.filter(({name}) => name !== "decisions");
